r"""What the two players of a GAN minimise, in NumPy: an oracle for the app's torch.

``D = sigmoid(logits)`` is the discriminator's probability that a sample is real;
``s`` (``scores``) is an output without a sigmoid, as the last three games use:

    game            D's loss on a real    D's loss on a fake  G's loss on a fake
    --------------  --------------------  ------------------  -----------------------
    BCE             -log D                -log(1 - D)         saturating: log(1 - D),
                    = softplus(-logit)    = softplus(logit)   non-saturating: -log D
    least squares   (s - 1)² / 2          s² / 2              (s - 1)² / 2
    hinge           max(0, 1 - s)         max(0, 1 + s)       -s
    Wasserstein     -s                    s                   -s

Conventions: every loss is *minimised* by its player; least squares aims at 1 for real
and 0 for fake, and halves the square so that its slope is the plain error. Inputs are
array-like; results are float64 of that shape; losses are element-wise, in nats for BCE
and in the score's own units otherwise; ``*_grad`` is the derivative with respect to the
logit or score; nothing is clipped, and NaN is refused with ``ValueError``. A
discriminator's loss is returned as the pair (real terms, fake terms), because the two
batches may differ in size: the caller averages each and adds the two means.

References: I. Goodfellow et al., "Generative Adversarial Nets" (2014), section 3, for
both BCE games; X. Mao et al., "Least Squares Generative Adversarial Networks" (2017);
T. Miyato et al., "Spectral Normalization for Generative Adversarial Networks" (2018),
for hinge; M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN" (2017), section 3.
"""

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats, sigmoid, softplus
from core.maths.gan_losses import (
    non_saturating_generator_grad,
    non_saturating_generator_loss,
    saturating_generator_grad,
    saturating_generator_loss,
)

__all__ = [
    "non_saturating_generator_grad",
    "non_saturating_generator_loss",
    "saturating_generator_grad",
    "saturating_generator_loss",
]


# -- The generator: one term per fake --------------------------------------------------
def least_squares_generator_loss(scores: npt.ArrayLike) -> Floats:
    """Half the squared distance of a fake's score from 1, the target of a real."""
    return 0.5 * np.square(_checked(scores) - 1.0)


def least_squares_generator_grad(scores: npt.ArrayLike) -> Floats:
    """Slope of ``(s - 1)² / 2`` on the score: ``s - 1``."""
    return _checked(scores) - 1.0


def hinge_generator_loss(scores: npt.ArrayLike) -> Floats:
    """``-s``: only the discriminator's side of the hinge game has a hinge."""
    return -_checked(scores)


def hinge_generator_grad(scores: npt.ArrayLike) -> Floats:
    """Slope of ``-s`` on the score: -1 everywhere."""
    return np.full_like(_checked(scores), -1.0)


def wasserstein_generator_loss(scores: npt.ArrayLike) -> Floats:
    """``-s``, the negated opinion of the critic."""
    return -_checked(scores)


def wasserstein_generator_grad(scores: npt.ArrayLike) -> Floats:
    """Slope of ``-s`` on the score: -1 everywhere."""
    return np.full_like(_checked(scores), -1.0)


# -- The discriminator: one term per real, one per fake --------------------------------
def bce_discriminator_loss(
    real_logits: npt.ArrayLike, fake_logits: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """BCE with label 1 on reals, ``-log D``, and 0 on fakes, ``-log(1 - D)``; in nats.

    The sum of the two means is minus the value ``V(D, G)`` of the minimax game.
    """
    return softplus(-_checked(real_logits)), softplus(fake_logits)


def bce_discriminator_grad(
    real_logits: npt.ArrayLike, fake_logits: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Slopes on the logits: ``D - 1`` on reals (without cancelling), ``D`` on fakes."""
    return -sigmoid(-_checked(real_logits)), sigmoid(fake_logits)


def least_squares_discriminator_loss(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """``(s - 1)² / 2`` on reals and ``s² / 2`` on fakes."""
    real, fake = _checked(real_scores), _checked(fake_scores)
    return 0.5 * np.square(real - 1.0), 0.5 * np.square(fake)


def least_squares_discriminator_grad(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Slopes on the scores: ``s - 1`` on reals and ``s`` on fakes."""
    real = _checked(real_scores)
    return real - 1.0, _checked(fake_scores)


def hinge_discriminator_loss(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """``max(0, 1 - s)`` on reals and ``max(0, 1 + s)`` on fakes."""
    real, fake = _checked(real_scores), _checked(fake_scores)
    return np.maximum(0.0, 1.0 - real), np.maximum(0.0, 1.0 + fake)


def hinge_discriminator_grad(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Slopes on the scores: -1 on reals below 1, +1 on fakes above -1, otherwise 0.

    At the kinks themselves, 1 and -1, the slope is taken to be 0, as autograd does.
    """
    real, fake = _checked(real_scores), _checked(fake_scores)
    return np.where(real < 1.0, -1.0, 0.0), np.where(fake > -1.0, 1.0, 0.0)


def wasserstein_discriminator_loss(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """``-s`` on reals and ``s`` on fakes.

    Bounded below only if the critic's slope is, which the loss itself does not ensure.
    """
    real = _checked(real_scores)
    return -real, _checked(fake_scores)


def wasserstein_discriminator_grad(
    real_scores: npt.ArrayLike, fake_scores: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Slopes on the scores: -1 on reals, +1 on fakes, whatever the score."""
    return (
        np.full_like(_checked(real_scores), -1.0),
        np.full_like(_checked(fake_scores), 1.0),
    )


# -- Inside ----------------------------------------------------------------------------
def _checked(scores: npt.ArrayLike) -> Floats:
    """Return a float64 copy, so that no result shares memory with an argument."""
    s = np.array(scores, dtype=np.float64)
    if np.isnan(s).any():
        raise ValueError("logits and scores must be numbers, -inf or inf, got nan")
    return s

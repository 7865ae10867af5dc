r"""The generator's two losses of the BCE game, on logits, and their exact slopes.

``D = sigmoid(logits)`` is the discriminator's probability that a fake is real:

    saturating       log(1 - D) = -softplus(logit)     slope -D
    non-saturating   -log D     =  softplus(-logit)    slope -(1 - D)

Conventions: both are *minimised*; inputs are array-like; results are float64 of that
shape, element-wise, losses in nats; ``*_grad`` is the derivative with respect to the
logit; nothing is clipped, and NaN is refused with ``ValueError``. The discriminator's
loss is ``core.maths.bce`` with labels 1 and 0; the other games are in
``core.gan.losses``.

Reference: I. Goodfellow et al., "Generative Adversarial Nets" (2014), section 3.
"""

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats, sigmoid, softplus


def saturating_generator_loss(logits: npt.ArrayLike) -> Floats:
    """The minimax game's own loss, ``log(1 - D) = -softplus(logits)``, in nats.

    It is flat where the discriminator is sure that a fake is fake (logit far below 0).
    """
    return -softplus(logits)


def saturating_generator_grad(logits: npt.ArrayLike) -> Floats:
    """Slope of ``log(1 - D)`` on the logit: ``-D``, in (-1, 0)."""
    return -sigmoid(logits)


def non_saturating_generator_loss(logits: npt.ArrayLike) -> Floats:
    """BCE of a fake that is labelled real, ``-log D = softplus(-logits)``, in nats."""
    return softplus(-np.asarray(logits, dtype=np.float64))


def non_saturating_generator_grad(logits: npt.ArrayLike) -> Floats:
    """Slope of ``-log D`` on the logit: ``D - 1``, in (-1, 0).

    Computed as ``-sigmoid(-logits)``: ``D - 1`` cancels to 0 from a logit of 37 on.
    """
    return -sigmoid(-np.asarray(logits, dtype=np.float64))

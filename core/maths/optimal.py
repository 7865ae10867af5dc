r"""The best discriminator against a given fake, and what it leaves for the generator.

At every x the value of the game, ``p log D + q log(1 - D)``, is highest at

    D*(x) = p / (p + q) = sigmoid(t),   t(x) = log p(x) - log q(x)

with p real and q fake. Its value there is ``J = 2 JS(p, q) - 2 log 2``. One fake at x
then receives dL/dx, the slope of the generator's loss on D's output times the slope of
D's output, D* held fixed:

    saturating      log(1 - D)        -D t'
    non-saturating  -log D            -(1 - D) t'
    least squares   (s - 1)² / 2      -D (1 - D)² t'     best score s = D*
    hinge           -s                0                  best score s = sign(t)
    Wasserstein     -f                sign(P - Q)        best critic f' = sign(Q - P)

A generator that moves all fakes together receives the mean of dL/dx, positive where it
calls them to the left. Four of the five means are slopes of a divergence:

    saturating      2 dJS/dtheta = dJ/dtheta, by the envelope theorem
    non-saturating  d(KL(q to p) - 2 JS)/dtheta
    hinge           2 dTV/dtheta: D jumps where p = q, which no single fake can see
    Wasserstein     dW/dtheta

Conventions are those of ``core.maths.divergences``.

References: I. Goodfellow et al., "Generative Adversarial Nets" (2014), section 4.1, for
D* and J; M. Arjovsky and L. Bottou, "Towards Principled Methods for Training Generative
Adversarial Networks" (2017), theorem 2.5, for the non-saturating mean; X. Mao et al.,
"Least Squares Generative Adversarial Networks" (2017), and J. H. Lim and J. C. Ye,
"Geometric GAN" (2017), for the best scores of their games.
"""

import functools
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths.bce import sigmoid
from core.maths.densities import Floats, Uniform
from core.maths.divergences import (
    Distribution,
    checked_thetas,
    formulas,
)
from core.maths.gan_losses import (
    non_saturating_generator_grad,
    saturating_generator_grad,
)
from core.maths.optimal_integrals import overlap
from core.maths.quadrature import Smooth

LOSSES = ("saturating", "non-saturating", "least-squares", "hinge", "wasserstein")


# -- The discriminator, at each x ------------------------------------------------------
def optimal_discriminator_logit(
    real: Smooth | Uniform, fake: Smooth | Uniform, x: npt.ArrayLike
) -> Floats:
    """Logit of D* at each ``x``, ``log p - log q``.

    ``inf`` where only real data can lie, ``-inf`` where only fakes can, and ``nan``
    where neither can: there every D is as good as another.
    """
    with np.errstate(invalid="ignore"):  # -inf - -inf is the nan that is meant
        return real.log_pdf(x) - fake.log_pdf(x)


def optimal_discriminator(
    real: Smooth | Uniform, fake: Smooth | Uniform, x: npt.ArrayLike
) -> Floats:
    """D* at each ``x``: the probability that a sample found there is real, or nan."""
    logits = optimal_discriminator_logit(real, fake, x)
    nowhere = np.isnan(logits)
    return np.where(nowhere, np.nan, sigmoid(np.where(nowhere, 0.0, logits)))[()]


def optimal_discriminator_logit_grad(
    real: Smooth | Uniform, fake: Smooth | Uniform, x: npt.ArrayLike
) -> Floats:
    """Slope of D*'s logit at each ``x``; ``nan`` where the logit is not finite."""
    return real.log_pdf_grad(x) - fake.log_pdf_grad(x)


# -- The value of the game, at each distance -------------------------------------------
class OptimalGame(NamedTuple):
    """The game once D is optimal: arrays with one entry per theta.

    Attributes:
        value: ``J = 2 JS - 2 log 2``, in nats, from ``-2 log 2`` to 0. Not computed as
            that difference, so that it keeps its digits near 0.
        slope: ``dJ/dtheta``.
        fake_probability: mean of D* over the fakes.
    """

    value: Floats
    slope: Floats
    fake_probability: Floats


def optimal_game(
    real: Distribution, fake: Distribution, thetas: npt.ArrayLike
) -> OptimalGame:
    """Value of the game against the base ``fake`` moved by each of ``thetas``.

    Raises:
        ValueError: if ``thetas`` is not a list of finite numbers.
        TypeError: if the two distributions are not of a kind.
    """
    theta = checked_thetas(thetas)
    return OptimalGame(*formulas(real, fake).game(real, fake, theta))


# -- The generator ---------------------------------------------------------------------
def generator_gradient(
    loss: str, real: Smooth, fake: Smooth, x: npt.ArrayLike
) -> Floats:
    """``dL/dx`` for one fake at each ``x``: training moves it the opposite way.

    Hinge is 0 throughout, as autograd would have it: its best D is flat but for jumps.

    Raises:
        ValueError: if ``loss`` is none of ``LOSSES``.
    """
    _check_losses([loss])
    if loss == "wasserstein":
        # P - Q from the upper tails on the right, where both are 1 in float64.
        below = real.cdf(x)
        ahead = np.where(below > 0.5, fake.sf(x) - real.sf(x), below - fake.cdf(x))
        return np.sign(ahead)
    slope = optimal_discriminator_logit_grad(real, fake, x)
    if loss == "hinge":
        return np.zeros_like(slope)
    logits = optimal_discriminator_logit(real, fake, x)
    match loss:
        case "saturating":
            return saturating_generator_grad(logits) * slope
        case "non-saturating":
            return non_saturating_generator_grad(logits) * slope
    return -sigmoid(logits) * sigmoid(-logits) ** 2 * slope


def mean_generator_gradients(
    real: Smooth,
    fake: Smooth,
    thetas: npt.ArrayLike,
    losses: Collection[str] = LOSSES,
) -> dict[str, Floats]:
    """``dE[L]/dtheta`` with D held fixed: the push on all fakes together, by loss.

    The jumps of the hinge game's D count here, as they do in an expectation. Uniforms
    and point masses are refused: their D* is flat but for jumps to certainty, where
    the losses are infinite and no mean of slopes exists. J still has a slope there.

    Raises:
        ValueError: if ``thetas`` is not a list of finite numbers, or a loss is none of
            ``LOSSES``.
        TypeError: if a distribution is neither a normal density nor a mixture.
    """
    theta = checked_thetas(thetas)
    _check_losses(losses)
    if not (isinstance(real, Smooth) and isinstance(fake, Smooth)):
        raise TypeError("mean gradients need normal densities or mixtures")
    by = formulas(real, fake)
    shared = functools.cache(lambda: overlap(real, fake, theta))  # three losses need it

    def mean(loss: str) -> Floats:
        match loss:
            case "saturating":
                return shared().saturating
            case "non-saturating":
                return by.reverse_kl(real, fake, theta)[1] - shared().saturating
            case "least-squares":
                return shared().least_squares
            case "hinge":
                return 2.0 * by.total_variation(real, fake, theta)[1]
        return by.wasserstein(real, fake, theta)[1]

    return {loss: mean(loss) for loss in losses}


def _check_losses(losses: Collection[str]) -> None:
    for loss in losses:
        if loss not in LOSSES:
            raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")

r"""What the best discriminator leaves for the generator, taken apart into two factors.

With p real, q fake, D* = p / (p + q) and its logit t = log p - log q:

    sure    E_q[D*]          how far the fakes still pass for real, at most 1/2
    steep   E_q[-dt/dx]      how the logit climbs from the fakes to the left
    push    E_q[-D* dt/dx]   the saturating gradient, and the slope of J

If all fakes see one slope, as with two normal densities of one width, the push is
``sure * steep``. Otherwise it differs from it by the covariance of the two over q.

``steep`` needs no integral of its own. A density's d log/dx has mean 0 under itself, so
``E_q[-dt/dx] = -E_q[d log p/dx]``, which is the slope of KL(q to p).

Conventions are those of ``core.maths.divergences``; a positive push calls the fakes to
the left. Reference: I. Goodfellow et al., "Generative Adversarial Nets" (2014), section
3 for the saturating loss, section 4.1 for D* and J.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths import shapes
from core.maths.densities import Floats
from core.maths.divergences import checked_thetas, shifted_divergences
from core.maths.optimal import optimal_game

STEP = 1e-4  # of the difference quotient: off by its square, about 1e-8


@dataclass(frozen=True, eq=False)
class Factors:
    """The game once D is optimal: arrays with one entry per theta.

    Attributes:
        value: ``J = 2 JS - 2 log 2``, in nats.
        sure: mean of D* over the fakes.
        steep: mean of ``-dt/dx`` over the fakes whose logit is finite.
        push: slope of J.
    """

    value: Floats
    sure: Floats
    steep: Floats
    push: Floats


def factorises(family: str, scale: float) -> bool:
    """Whether all fakes see one slope: then the push is ``sure * steep``."""
    return family == "normal" and scale == 1.0


def factors(family: str, scale: float, thetas: npt.ArrayLike) -> Factors:
    """Take the push apart, for a pair of ``core.maths.shapes`` at each distance.

    Between uniforms t is level where it is finite: ``steep`` is 0, and ``nan`` once no
    fake is left there. J has a slope all the same. It comes from the jumps of D*.

    Raises:
        ValueError: if ``thetas`` is not a list of finite numbers, or there is no such
            pair.
    """
    theta = checked_thetas(thetas)
    real, fake = shapes.pair(family, scale)
    game = optimal_game(real, fake, theta)
    if family == "uniform":
        steep = np.where(game.fake_probability > 0.0, 0.0, np.nan)
        return Factors(game.value, game.fake_probability, steep, game.slope)
    _, slopes = shifted_divergences(real, fake, theta)
    # Both densities are symmetric: at 0 an integral leaves nothing but its rounding.
    steep, push = (
        np.where(theta == 0.0, 0.0, slope) for slope in (slopes.reverse_kl, game.slope)
    )
    return Factors(game.value, game.fake_probability, steep, push)


def difference_quotient(family: str, scale: float, theta: float) -> float:
    """Return the slope of J at ``theta`` as two values of J give it.

    Knows nothing of gradients: ``(J(theta + h) - J(theta - h)) / 2h`` with h = 0.0001.
    """
    real, fake = shapes.pair(family, scale)
    before, after = optimal_game(real, fake, [theta - STEP, theta + STEP]).value
    # Two values that agree to their last digits have no difference to speak of.
    same = abs(after - before) <= 4.0 * np.spacing(abs(before))
    return 0.0 if same else float(after - before) / (2.0 * STEP)

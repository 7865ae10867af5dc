r"""What the best discriminator leaves for the generator, taken apart into two factors.

With p real, q fake, D* = p / (p + q) and its logit t = log p - log q:

    mean_d            E_q[D*]          how far fakes still pass for real, at most 1/2
    mean_logit_slope  E_q[-dt/dx]      how the logit climbs from the fakes to the left
    slope             E_q[-D* dt/dx]   the saturating gradient, and the slope of J

If all fakes see one slope, as with two normal densities of one width, ``slope`` is
``mean_d * mean_logit_slope``. Otherwise it differs from that by the covariance of the
two over q.

``mean_logit_slope`` needs no integral of its own. A density's d log/dx has mean 0 under
itself, so ``E_q[-dt/dx] = -E_q[d log p/dx]``, which is the slope of KL(q to p).

Conventions are those of ``core.maths.divergences``; a positive slope calls the
fakes to the left. Reference: I. Goodfellow et al., "Generative Adversarial Nets"
(2014), section 3 for the saturating loss, section 4.1 for D* and J.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths import shapes
from core.maths.densities import Floats
from core.maths.divergences import checked_thetas, formulas
from core.maths.optimal import optimal_game

STEP = 1e-4  # of the difference quotient: off by its square, about 1e-8


class Envelope(NamedTuple):
    """The game once D is optimal: arrays with one entry per theta.

    Attributes:
        value: ``J = 2 JS - 2 log 2``, in nats.
        mean_d: mean of D* over the fakes.
        mean_logit_slope: mean of ``-dt/dx`` over the fakes whose logit is finite.
        slope: of J.
    """

    value: Floats
    mean_d: Floats
    mean_logit_slope: Floats
    slope: Floats


def factorises(family: str, scale: float) -> bool:
    """Whether all fakes see one slope, so that J's is the product of the two means."""
    return family == "normal" and scale == 1.0


def envelope(family: str, scale: float, thetas: npt.ArrayLike) -> Envelope:
    """Take J's slope apart, for a pair of ``core.maths.shapes`` at each distance.

    Between uniforms t is level where it is finite: ``mean_logit_slope`` is 0, and
    ``nan`` once no fake is left there. J has a slope all the same. It comes from the
    jumps of D*.

    Raises:
        ValueError: if ``thetas`` is not a list of finite numbers, or there is no such
            pair.
    """
    theta = checked_thetas(thetas)
    real, fake = shapes.pair(family, scale)
    by = formulas(real, fake)
    value, slope, mean_d = by.game(real, fake, theta)
    if family == "uniform":
        return Envelope(value, mean_d, np.where(mean_d > 0.0, 0.0, np.nan), slope)
    # Both densities are symmetric: at 0 an integral leaves nothing but its rounding.
    logit_slope, slope = (
        np.where(theta == 0.0, 0.0, one)
        for one in (by.reverse_kl(real, fake, theta)[1], slope)
    )
    return Envelope(value, mean_d, logit_slope, slope)


def difference_quotient(family: str, scale: float, theta: float) -> float:
    """Return the slope of J at ``theta`` as two values of J give it.

    Knows nothing of gradients: ``(J(theta + h) - J(theta - h)) / 2h`` with h = 0.0001.
    """
    real, fake = shapes.pair(family, scale)
    before, after = optimal_game(real, fake, [theta - STEP, theta + STEP]).value
    # Two values that agree to their last digits have no difference to speak of.
    same = abs(after - before) <= 4.0 * np.spacing(abs(before))
    return 0.0 if same else float(after - before) / (2.0 * STEP)

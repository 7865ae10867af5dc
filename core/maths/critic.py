r"""The critic of a Wasserstein GAN between two normal densities: what is best, and why.

A critic f gives each place a height. With p real, q fake and their cumulative
distributions P and Q, what it earns is a sum over places, by parts:

    E_p f - E_q f = ∫ f'(x) h(x) dx,   h = Q - P

So the best slope is decided at each x by itself. With r the density of the points
``ε·real + (1 - ε)·fake``, ε uniform, at which a gradient penalty looks at the slope:

    constraint                     best slope f'(x)               what it then earns
    1-Lipschitz, |f'| <= 1         sign(h)                        W1 = ∫ |h|
    penalty λ E_r(|f'| - 1)²       sign(h) (1 + |h| / (2λ r))     W1 + ∫ h² / (2λ r)
    penalty λ E_r max(0, |f'|-1)²  the same
    none                           ∞                              ∞

Between two separate heaps a distance d apart h is 1 and r is 1/d: the penalised slope
is ``1 + d/(2λ)``. Where h = 0 the one-sided penalty lets f be flat; the two-sided one
charges for it, and so has a second resting slope on the wrong side of 0.

Conventions: as in the module of densities; h has one sign on either side of the place
where P and Q cross, and no more than one such place exists for two normal densities.

References: C. Villani, *Topics in Optimal Transportation* (2003), sections 1.2 and 2.2,
for the dual and the quantile coupling; M. Arjovsky, S. Chintala and L. Bottou,
"Wasserstein GAN" (2017), section 3; I. Gulrajani et al., "Improved Training of
Wasserstein GANs" (2017), section 4, the two-sided penalty; H. Petzka, A. Fischer and
D. Lukovnikov, "On the regularization of Wasserstein GANs" (2018), the one-sided one.
"""

import math

import numpy as np
import numpy.typing as npt

from core.maths.densities import Floats, Normal

# Nodes for ε: enough while the heaps are at most 100 of their widths apart.
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)
MIXES, SHARES = 0.5 * (1.0 + _NODES), 0.5 * _WEIGHTS


# -- The best critic with a slope of at most 1 -----------------------------------------
def turning_point(real: Normal, fake: Normal) -> float:
    """Where P and Q cross and the best slope changes its sign; inf if they never do."""
    wider = fake.std - real.std
    if wider == 0.0:
        return math.inf
    return (real.mean * fake.std - fake.mean * real.std) / wider


def best_slope(real: Normal, fake: Normal, x: npt.ArrayLike) -> Floats:
    """Slope of the best 1-Lipschitz critic, ``sign(Q - P)``: 1, -1, or 0 at the turn.

    0 everywhere if real and fake are the same.
    """
    x = np.asarray(x, dtype=np.float64)
    return np.sign((x - fake.mean) / fake.std - (x - real.mean) / real.std)


def best_critic(real: Normal, fake: Normal, x: npt.ArrayLike) -> Floats:
    """Height of the best 1-Lipschitz critic: ``±|x - turn|``, or a straight line.

    A critic's height is free. This one has ``E_p f + E_q f = 0``, so that the two means
    are half of W1 and minus half of it. Digits are lost as the turn goes far away:
    absolute errors are 1e-16 of its distance.
    """
    x, turn = np.asarray(x, dtype=np.float64), turning_point(real, fake)
    if math.isinf(turn):
        middle = 0.5 * (real.mean + fake.mean)
        return np.sign(real.mean - fake.mean) * (x - middle)
    level = 0.5 * (mean_distance(real, turn) + mean_distance(fake, turn))
    return np.sign(real.std - fake.std) * (np.abs(x - turn) - level)


def best_value(real: Normal, fake: Normal) -> float:
    """``E_p f - E_q f`` for the best critic f. It is W1, by duality."""
    turn = turning_point(real, fake)
    if math.isinf(turn):
        return abs(real.mean - fake.mean)
    return abs(mean_distance(real, turn) - mean_distance(fake, turn))


def mean_slope(real: Normal, fake: Normal) -> float:
    """Mean of the best critic's slope over the fakes, ``E_q f'``; it is ``-dW1/dθ``.

    θ is the place of the fakes: a generator that adds 1 to every fake changes W1 so.
    """
    turn = turning_point(real, fake)
    if math.isinf(turn):
        return float(np.sign(real.mean - fake.mean))
    return float(np.sign(real.std - fake.std) * (fake.sf(turn) - fake.cdf(turn)))


def mean_distance(density: Normal, place: float) -> float:
    """``E|X - place|``, the mean of a folded normal density."""
    away = place - density.mean
    z = away / density.std
    bell = density.std * math.sqrt(2.0 / math.pi) * math.exp(-0.5 * z * z)
    return bell + away * math.erf(z * math.sqrt(0.5))


def transported(real: Normal, fake: Normal, y: npt.ArrayLike) -> Floats:
    """Where the cheapest plan takes a fake at ``y``: to the same quantile of p.

    ``real.mean + (real.std / fake.std) (y - fake.mean)``; the mean way is W1.
    """
    y = np.asarray(y, dtype=np.float64)
    return real.mean + real.std / fake.std * (y - fake.mean)


# -- The best critic under a gradient penalty ------------------------------------------
def between_density(real: Normal, fake: Normal, x: npt.ArrayLike) -> Floats:
    """Density r at ``x`` of the points where the penalty looks at the slope.

    ``ε·X + (1 - ε)·Y`` with X real, Y fake, ε uniform in [0, 1], all independent: a
    mean over ε of normal densities. The error is about 1e-12 of the largest r.
    """
    x = np.asarray(x, dtype=np.float64)[..., None]
    mean = MIXES * real.mean + (1.0 - MIXES) * fake.mean
    std = np.hypot(MIXES * real.std, (1.0 - MIXES) * fake.std)
    z = (x - mean) / std
    return np.exp(-0.5 * z * z) @ (SHARES / (std * math.sqrt(2.0 * math.pi)))


def penalised_slope(
    real: Normal, fake: Normal, x: npt.ArrayLike, weight: float
) -> Floats:
    """Slope of the best critic under a penalty of that weight, one- or two-sided.

    It is steeper than 1 wherever mass must move. ``nan`` so far out that no float tells
    the densities from 0.

    Raises:
        ValueError: if the weight is not positive.
    """
    if not weight > 0.0:
        raise ValueError(f"the penalty's weight must be positive, got {weight!r}")
    gap = np.abs(lead(real, fake, x))
    with np.errstate(invalid="ignore", divide="ignore"):
        excess = gap / (2.0 * weight * between_density(real, fake, x))
    return best_slope(real, fake, x) * (1.0 + excess)


def trapped_slope(
    real: Normal, fake: Normal, x: npt.ArrayLike, weight: float
) -> Floats:
    """The two-sided penalty's other resting slope, on the wrong side of 0.

    ``-sign(h) (1 - |h| / (2λ r))``, where that has a sign at all. Gradient descent
    leads there from a slope of the wrong sign: on the way to the right one the penalty
    has its top, at a slope of 0. 0 where ``|h| > 2λ r``: there is no second rest.
    """
    excess = np.abs(penalised_slope(real, fake, x, weight)) - 1.0
    return -best_slope(real, fake, x) * np.maximum(0.0, 1.0 - excess)


def penalised_value(real: Normal, fake: Normal, weight: float) -> float:
    """``E_p f - E_q f`` of that critic, ``W1 + ∫ h² / (2λ r)``: more than W1.

    The error is about 1e-9 of it.
    """
    low = min(real.mean - 9.0 * real.std, fake.mean - 9.0 * fake.std)
    high = max(real.mean + 9.0 * real.std, fake.mean + 9.0 * fake.std)
    x = np.linspace(low, high, 4001)
    slope = np.abs(penalised_slope(real, fake, x, weight)) - 1.0
    excess = np.abs(lead(real, fake, x)) * np.maximum(slope, 0.0)
    return best_value(real, fake) + float(np.trapezoid(excess, x))


def lead(real: Normal, fake: Normal, x: npt.ArrayLike) -> Floats:
    """``h = Q - P`` at ``x``, from the upper tails where those have the digits."""
    left = fake.cdf(x) - real.cdf(x)
    return np.where(real.cdf(x) > 0.5, real.sf(x) - fake.sf(x), left)


def gap_slope(distance: npt.ArrayLike, weight: float) -> Floats:
    """``1 + d/(2λ)``: the penalised slope between two points a distance d apart."""
    return 1.0 + np.asarray(distance, dtype=np.float64) / (2.0 * weight)


# -- Clipped weights -------------------------------------------------------------------
def clipped_slope_limit(clip: float, width: int, depth: int, steepest: float) -> float:
    """No network whose weights are all within ``±clip`` can be steeper than this.

    ``clip^(depth + 1) · (width · steepest)^depth`` for one input, one output, ``depth``
    hidden layers, and an activation of slope at most ``steepest``. ReLU reaches it.
    """
    return clip ** (depth + 1) * (width * steepest) ** depth

r"""Divergences in closed form: of point masses, uniforms, and some of normal densities.

For uniforms of widths v and w with an overlap of length l

    JS = log 2 - l/2 [log((v + w)/w) / v + log((v + w)/v) / w]
    TV = 1 - l / max(v, w)
    KL(p to q) = log(w / v) where p (width v) lies inside q (width w), otherwise inf

and Wasserstein-1 is the mean distance between quantiles, which are a straight line.
So they are for normal densities, whose KL is half of ``z² + r - 1 - log r``: z is the
distance in standard deviations of the fake, r the ratio of the variances.

Conventions are those of ``core.maths.divergences``: the fake is moved to the right by
theta, and a slope is ``nan`` where there is none. A function returns value and slope;
``.._game`` the value of the game, its slope and the mean of D* over the fakes.
"""

import math

import numpy as np

from core.maths.densities import Floats, Normal, PointMass, Uniform

Two = tuple[Floats, Floats]
Three = tuple[Floats, Floats, Floats]

_erf = np.frompyfunc(math.erf, 1, 1)


# -- Point masses: all or nothing, but for the Wasserstein distance --------------------
def point_kl(real: PointMass, fake: PointMass, theta: Floats) -> Two:
    """0 on the same place, otherwise infinite."""
    value = np.where(_point_distance(real, fake, theta) != 0.0, np.inf, 0.0)
    return value, np.full_like(theta, np.nan)


def point_jensen_shannon(real: PointMass, fake: PointMass, theta: Floats) -> Two:
    """0 on the same place, otherwise ``log 2``."""
    tv, slope = point_total_variation(real, fake, theta)
    return math.log(2.0) * tv, slope


def point_total_variation(real: PointMass, fake: PointMass, theta: Floats) -> Two:
    """0 on the same place, otherwise 1."""
    apart = _point_distance(real, fake, theta) != 0.0
    return np.where(apart, 1.0, 0.0), np.where(apart, 0.0, np.nan)


def point_wasserstein(real: PointMass, fake: PointMass, theta: Floats) -> Two:
    """The distance."""
    return _absolute(_point_distance(real, fake, theta))


def point_game(real: PointMass, fake: PointMass, theta: Floats) -> Three:
    """Undecided on the same place, otherwise won outright."""
    apart = _point_distance(real, fake, theta) != 0.0
    value = np.where(apart, 0.0, -2.0 * math.log(2.0))
    return value, np.where(apart, 0.0, np.nan), np.where(apart, 0.0, 0.5)


# -- Uniforms --------------------------------------------------------------------------
def uniform_kl(real: Uniform, fake: Uniform, theta: Floats) -> Two:
    """Level while the real data lie inside the fakes; infinite once they stick out."""
    v, w = _widths(real, fake)
    left, right = _edges(real, fake, theta)
    room = np.minimum(-left, right)
    value = np.where(room >= 0.0, math.log(w / v), np.inf)
    return value, np.where(room > 0.0, 0.0, np.nan)


def uniform_jensen_shannon(real: Uniform, fake: Uniform, theta: Floats) -> Two:
    """Falls with the overlap, from ``log 2`` without one."""
    value, slope, _ = uniform_game(real, fake, theta)
    return math.log(2.0) + 0.5 * value, 0.5 * slope


def uniform_total_variation(real: Uniform, fake: Uniform, theta: Floats) -> Two:
    """Falls with the overlap, from 1 without one."""
    v, w = _widths(real, fake)
    share, share_slope = _overlap(v, w, *_edges(real, fake, theta))
    return 1.0 - share / max(v, w), -share_slope / max(v, w)


def uniform_wasserstein(real: Uniform, fake: Uniform, theta: Floats) -> Two:
    """Mean of ``|left + (right - left) u|`` over u from 0 to 1, and its slope."""
    v, w = _widths(real, fake)
    left, right = _edges(real, fake, theta)
    middle, widening = 0.5 * (left + right), abs(w - v)
    if widening == 0.0:
        return _absolute(middle)
    tilt = 2.0 * middle / widening  # beyond -1 or 1 no quantiles cross
    crossed = (middle * middle / widening) + 0.25 * widening
    value = np.where(np.abs(tilt) < 1.0, crossed, np.abs(middle))
    return value, np.clip(tilt, -1.0, 1.0)


def uniform_game(real: Uniform, fake: Uniform, theta: Floats) -> Three:
    """All three go with the overlap.

    The value is exactly 0 without one, and exactly ``-2 log 2`` for equal uniforms.
    """
    v, w = _widths(real, fake)
    share, share_slope = _overlap(v, w, *_edges(real, fake, theta))
    p_cost, q_cost = math.log((v + w) / w), math.log((v + w) / v)
    value = -(share / v * p_cost + share / w * q_cost)
    slope = -share_slope * (p_cost / v + q_cost / w)
    # Adding 0 turns the -0 of no overlap into 0.
    return value + 0.0, slope + 0.0, share / (v + w)


# -- Normal densities ------------------------------------------------------------------
def normal_kl(real: Normal, fake: Normal, theta: Floats) -> Two:
    """``[(distance / q_std)² + r - 1 - log r] / 2`` with ``r = (p_std / q_std)²``."""
    wider = (real.std - fake.std) * (real.std + fake.std) / fake.std**2  # r - 1
    z = (fake.mean + theta - real.mean) / fake.std
    return 0.5 * (z * z + wider - math.log1p(wider)), z / fake.std


def normal_wasserstein(real: Normal, fake: Normal, theta: Floats) -> Two:
    """``E|distance + spread · Z|``, Z standard normal: quantiles are that far apart."""
    distance, spread = fake.mean + theta - real.mean, abs(real.std - fake.std)
    if spread == 0.0:
        return _absolute(distance)
    z = distance / spread
    slope = np.asarray(_erf(z * math.sqrt(0.5)), dtype=np.float64)
    return distance * slope + spread * 2.0 * Normal().pdf(z), slope


# -- Inside ----------------------------------------------------------------------------
def _absolute(distance: Floats) -> Two:
    """``|distance|`` and its slope, which has a kink at 0."""
    slope = np.where(distance == 0.0, np.nan, np.sign(distance))
    return np.abs(distance), slope


def _point_distance(real: PointMass, fake: PointMass, theta: Floats) -> Floats:
    return fake.position + theta - real.position


def _widths(real: Uniform, fake: Uniform) -> tuple[float, float]:
    return real.high - real.low, fake.high - fake.low


def _edges(real: Uniform, fake: Uniform, theta: Floats) -> tuple[Floats, Floats]:
    """Return how far right of the real edges the fake's two edges are."""
    return fake.low - real.low + theta, fake.high - real.high + theta


def _overlap(v: float, w: float, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Length of the overlap, and its slope: ``nan`` where an edge meets an edge."""
    length = v + np.minimum(right, 0.0) - np.maximum(left, 0.0)
    slope = np.where(right < 0.0, 1.0, 0.0) - np.where(left > 0.0, 1.0, 0.0)
    slope = np.where((left == 0.0) | (right == 0.0), np.nan, slope)
    slope = np.where(length < 0.0, 0.0, np.where(length == 0.0, np.nan, slope))
    inside = (left >= 0.0) & (right <= 0.0)  # then it is the fake's own width
    return np.where(inside, w, np.maximum(length, 0.0)), slope

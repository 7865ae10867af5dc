r"""Divergences of distributions that can miss each other: uniforms and point masses.

Everything is in closed form. For uniforms of widths v and w with an overlap of length l

    JS = log 2 - l/2 [log((v + w)/w) / v + log((v + w)/v) / w]
    TV = 1 - l / max(v, w)
    KL(p to q) = log(w / v) where p (width v) lies inside q (width w), otherwise inf

and Wasserstein-1 is the mean distance between quantiles, which are a straight line.

Conventions are those of ``core.maths.divergences``: the fake is moved to the right by
theta, and a slope is ``nan`` where there is none. ``.._divergences`` return their
values and slopes in the order KL, reverse KL, Jensen-Shannon, total variation,
Wasserstein-1.
"""

import math

import numpy as np

from core.maths.densities import Floats, PointMass, Uniform

Three = tuple[Floats, Floats, Floats]
Five = tuple[Floats, Floats, Floats, Floats, Floats]


def point_divergences(
    real: PointMass, fake: PointMass, theta: Floats
) -> tuple[Five, Five]:
    """All or nothing, but for the Wasserstein distance.

    On the same place all are 0; apart KL is ``inf``, JS ``log 2`` and TV 1 at any
    distance, so that only Wasserstein-1 slopes.
    """
    distance = fake.position + theta - real.position
    apart = distance != 0.0
    kl = np.where(apart, np.inf, 0.0)
    js = np.where(apart, math.log(2.0), 0.0)
    flat = np.where(apart, 0.0, np.nan)
    none = np.full_like(theta, np.nan)
    w_slope = np.where(apart, np.sign(distance), np.nan)
    return (
        (kl, kl, js, np.where(apart, 1.0, 0.0), np.abs(distance)),
        (none, none, flat, flat, w_slope),
    )


def uniform_divergences(
    real: Uniform, fake: Uniform, theta: Floats
) -> tuple[Five, Five]:
    """All five, by the formulas above."""
    v, w = _widths(real, fake)
    left, right = _edges(real, fake, theta)
    share, share_slope = _overlap(v, w, left, right)
    kl, kl_slope = _nested_kl(math.log(w / v), -left, right)
    reverse, reverse_slope = _nested_kl(math.log(v / w), left, -right)
    distance, distance_slope = _quantile_distance(left, right, w - v)
    value, value_slope, _ = uniform_game(real, fake, theta)
    return (
        (kl, reverse, math.log(2.0) + 0.5 * value, 1.0 - share / max(v, w), distance),
        (
            kl_slope,
            reverse_slope,
            0.5 * value_slope,
            -share_slope / max(v, w),
            distance_slope,
        ),
    )


def point_game(real: PointMass, fake: PointMass, theta: Floats) -> Three:
    """``2 JS - 2 log 2``, its slope, and D* at the fake: one half on the same place."""
    apart = fake.position + theta - real.position != 0.0
    value = np.where(apart, 0.0, -2.0 * math.log(2.0))
    return value, np.where(apart, 0.0, np.nan), np.where(apart, 0.0, 0.5)


def uniform_game(real: Uniform, fake: Uniform, theta: Floats) -> Three:
    """``2 JS - 2 log 2``, its slope, and the mean of D* over the fakes.

    All three go with the overlap; the value is exactly 0 without one, and exactly
    ``-2 log 2`` for equal uniforms.
    """
    v, w = _widths(real, fake)
    share, share_slope = _overlap(v, w, *_edges(real, fake, theta))
    p_cost, q_cost = math.log((v + w) / w), math.log((v + w) / v)
    value = -(share / v * p_cost + share / w * q_cost)
    slope = -share_slope * (p_cost / v + q_cost / w)
    # Adding 0 turns the -0 of no overlap into 0.
    return value + 0.0, slope + 0.0, share / (v + w)


# -- Inside ----------------------------------------------------------------------------
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


def _nested_kl(
    inside: float, left_room: Floats, right_room: Floats
) -> tuple[Floats, Floats]:
    """KL: ``inside`` with room on both sides, ``inf`` when one side sticks out."""
    room = np.minimum(left_room, right_room)
    value = np.where(room >= 0.0, inside, np.inf)
    return value, np.where(room > 0.0, 0.0, np.nan)


def _quantile_distance(
    left: Floats, right: Floats, widening: float
) -> tuple[Floats, Floats]:
    """Mean of ``|left + (right - left) u|`` over u from 0 to 1, and its slope."""
    middle = 0.5 * (left + right)
    if widening == 0.0:
        slope = np.where(middle == 0.0, np.nan, np.sign(middle))
        return np.abs(middle), slope
    tilt = 2.0 * middle / abs(widening)  # beyond -1 or 1 no quantiles cross
    crossed = (middle * middle / abs(widening)) + 0.25 * abs(widening)
    value = np.where(np.abs(tilt) < 1.0, crossed, np.abs(middle))
    return value, np.clip(tilt, -1.0, 1.0)

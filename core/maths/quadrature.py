r"""Integrals over a pair of densities, for many distances between them at once.

The trapezoid rule on an interval at whose ends the integrand has died is exact but for
an error that falls like ``exp(-c / step)`` for a smooth integrand: halving the step
about squares the error. So the step of a row (one distance) is halved until its sum no
longer moves. What has to be right is the interval: it follows from the normal parts.

Conventions: the fake is the base fake moved to the right by ``theta``; arrays have one
row per theta. An integrand that would underflow is divided by ``exp(peak)`` first.

Reference: L. N. Trefethen and J. A. C. Weideman, "The exponentially convergent
trapezoidal rule", SIAM Review 56 (2014), section 5.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.densities import LOG_ROOT_TWO_PI, Floats, Normal
from core.maths.mixture import Mixture

Smooth = Normal | Mixture
Rows = npt.NDArray[np.intp]

FIRST_INTERVALS, MOST_INTERVALS = 128, 65536

# Nats below its peak at which an integrand has died: exp(-45) is 3e-20.
DEPTH = 45.0


@dataclass(frozen=True, eq=False)
class Interval:
    """Where a row's integrand lives.

    Attributes:
        low: left end of each row.
        high: right end of each row.
        peak: logarithm of the integrand's highest value, up to a few nats.
        narrowest: standard deviation of the narrowest part of the two densities.
    """

    low: Floats
    high: Floats
    peak: Floats
    narrowest: float


def normal_parts(density: Smooth) -> tuple[Floats, Floats, Floats]:
    """Return each normal part's log density at its mean, its mean and its std.

    The weight is part of the density: ``log(weight / (std √(2π)))``.
    """
    parts = density.parts if isinstance(density, Mixture) else (density,)
    weights = density.weights if isinstance(density, Mixture) else (1.0,)
    means = np.array([part.mean for part in parts])
    stds = np.array([part.std for part in parts])
    return np.log(weights) - np.log(stds) - LOG_ROOT_TWO_PI, means, stds


def trapezoid(integrand: Callable[[Floats, Rows], Floats], within: Interval) -> Floats:
    """Integrate several functions over ``within``, row by row.

    Args:
        integrand: takes ``x`` of shape (rows, nodes) and the index of each of those
            rows, and returns the k functions' values, of shape (k, rows, nodes).
        within: where the functions live; outside they count as 0.

    Returns:
        Array of shape (k, rows). The error is about 1e-12 of the integral of the
        function's absolute value.

    Raises:
        ArithmeticError: if a row still moves at 65536 intervals.
    """
    low, width = within.low, within.high - within.low
    rows = np.arange(low.size)
    # A first step of two standard deviations cannot overlook the narrowest part.
    n = max(
        FIRST_INTERVALS, int(np.ceil(width.max(initial=0.0) / (2.0 * within.narrowest)))
    )
    values = integrand(_nodes(low, width, np.linspace(0.0, 1.0, n + 1)), rows)
    sums, sizes = values.sum(axis=-1), np.abs(values).sum(axis=-1)
    result = np.empty_like(sums)
    while rows.size:
        if n > MOST_INTERVALS:
            raise ArithmeticError(f"no convergence with {n} intervals on rows {rows}")
        middles = (np.arange(n) + 0.5) / n
        values = integrand(_nodes(low[rows], width[rows], middles), rows)
        more = values.sum(axis=-1)
        sizes = sizes + np.abs(values).sum(axis=-1)
        # The error left is about the square of the last move. What is small only
        # because it cancels can move by its rounding for ever, and is let go.
        settled = 1e-9 * sizes + 1e-13 * sizes.max(axis=0)
        moved = np.abs(more - sums) > settled
        sums, n = sums + more, 2 * n
        result[:, rows] = sums * (width[rows] / n)
        still = moved.any(axis=0)
        rows, sums, sizes = rows[still], sums[:, still], sizes[:, still]
    return result


def mass_interval(real: Smooth, fake: Smooth, thetas: Floats) -> Interval:
    """Where the real or the fake density is within 45 nats of its own peak."""
    (_, p_mean, p_std), (_, q_mean, q_std) = normal_parts(real), normal_parts(fake)
    reach = np.sqrt(2.0 * DEPTH)
    low = np.minimum(
        (p_mean - reach * p_std).min(), (q_mean - reach * q_std).min() + thetas
    )
    high = np.maximum(
        (p_mean + reach * p_std).max(), (q_mean + reach * q_std).max() + thetas
    )
    return Interval(low, high, np.zeros_like(thetas), min(p_std.min(), q_std.min()))


def overlap_interval(real: Smooth, fake: Smooth, thetas: Floats) -> Interval:
    r"""Where the smaller of the two densities is within 45 nats of its highest point.

    A part ``exp(a - (x - mean)² / (2 std²))`` exceeds a level within ``std √(2 (a -
    level))`` of its mean, so the smaller of two parts does where two such intervals
    overlap: the interval returned spans them all, over every pair of parts.
    """
    (a, p_mean, p_std), (b, q_mean, q_std) = normal_parts(real), normal_parts(fake)
    a, p_mean, p_std = a[:, None], p_mean[:, None], p_std[:, None]
    q_means = q_mean + thetas[:, None, None]
    peaks = _smaller_peak(a, b, np.abs(q_means - p_mean), p_std, q_std)
    peak = peaks.max(axis=(1, 2))
    level = peak[:, None, None] - DEPTH
    p_reach = p_std * np.sqrt(2.0 * np.maximum(a - level, 0.0))
    q_reach = q_std * np.sqrt(2.0 * np.maximum(b - level, 0.0))
    low = np.maximum(p_mean - p_reach, q_means - q_reach)
    high = np.minimum(p_mean + p_reach, q_means + q_reach)
    seen = low <= high
    low = np.where(seen, low, np.inf).min(axis=(1, 2))
    high = np.where(seen, high, -np.inf).max(axis=(1, 2))
    return Interval(low, high, peak, min(p_std.min(), q_std.min()))


def _smaller_peak(
    a: Floats, b: Floats, distance: Floats, s: Floats, r: Floats
) -> Floats:
    """Top of the smaller of ``a - x²/(2s²)`` and ``b - (distance - x)²/(2r²)``.

    It is the top of one of them where the other one is higher still; otherwise it is
    where they cross between their tops.
    """
    lead = distance**2 / (2.0 * r**2) + a - b  # of the first over the second at x = 0
    lag = distance**2 / (2.0 * s**2) + b - a
    slope = distance / r**2
    root = np.sqrt(np.maximum(slope**2 - 2.0 * (1.0 / r**2 - 1.0 / s**2) * lead, 0.0))
    # Tops at one place never cross between them: any divisor but 0 will do.
    crossing = 2.0 * lead / np.where(distance > 0.0, slope + root, 1.0)
    between = a - crossing**2 / (2.0 * s**2)
    return np.where(lead <= 0.0, a, np.where(lag <= 0.0, b, between))


def _nodes(low: Floats, width: Floats, fractions: Floats) -> Floats:
    return low[:, None] + width[:, None] * fractions

r"""What a generator makes of its noise, without drawing a sample.

In one dimension a generator is a curve z -> G(z), and its noise z ~ N(0, 1). The curve
is read at the n places ``noise_grid(n)``, the quantiles (i + 1/2) / n of the noise, so
that every piece between two neighbours carries the mass 1 / n, and each of the two ends
half of that. Within a piece G is taken to be straight: its fakes are spread evenly
between its two ends. Then

    Q(x) = sum over pieces of mass · (share of the piece that lies below x)

is the distribution of the fakes, and everything follows from it:

    density of a bin           (Q(right) - Q(left)) / width
    Jensen-Shannon, in nats    of the masses of P and Q in the bins (never more than
                               that of the densities themselves)
    Wasserstein-1              mean of |i-th smallest fake - target's i-th quantile|

Conventions: ``fakes`` has the n places on its last axis and any axes before it, which
the results keep; results are float64.

References: S. Kolouri et al., "Optimal Mass Transport: Signal processing and machine-
learning applications" (2017), section 3, for sorting; J. Lin, "Divergence measures
based on the Shannon entropy" (1991).
"""

import functools
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from core.maths.densities import Floats

_TINY = 1e-12  # a piece of this length or less is a step


@functools.lru_cache(maxsize=8)
def noise_grid(n: int) -> Floats:
    """The quantiles (i + 1/2) / n of N(0, 1), from left to right."""
    bell = NormalDist()
    grid = np.array([bell.inv_cdf((i + 0.5) / n) for i in range(n)])
    grid.flags.writeable = False
    return grid


def cdf(fakes: npt.ArrayLike, x: npt.ArrayLike) -> Floats:
    """``Q(x)``: the share of the fakes at or below each ``x``; shape (..., len(x))."""
    g, x = np.asarray(fakes, dtype=np.float64), np.asarray(x, dtype=np.float64)
    # One after the other: all at once would not fit into the processor's cache.
    below = [_cdf(one, x) for one in g.reshape(-1, g.shape[-1])]
    return np.array(below).reshape(*g.shape[:-1], len(x))


def bin_masses(fakes: npt.ArrayLike, edges: npt.ArrayLike) -> Floats:
    """The mass left of the first edge, in each bin, and right of the last edge."""
    return masses_between(cdf(fakes, edges))


def masses_between(distribution: npt.ArrayLike) -> Floats:
    """The same for a distribution whose values at the edges are known."""
    below = np.asarray(distribution, dtype=np.float64)
    ends = [(0, 0)] * (below.ndim - 1) + [(1, 1)]
    return np.diff(np.pad(below, ends, constant_values=((0.0, 1.0),)))


def jensen_shannon(p: npt.ArrayLike, q: npt.ArrayLike) -> Floats:
    """JS divergence in nats of two lists of masses, along the last axis.

    ``1/2 Σ p log(p/m) + 1/2 Σ q log(q/m)`` with ``m = (p + q) / 2`` and 0 log 0 = 0;
    between 0 and log 2.
    """
    p, q = np.broadcast_arrays(np.asarray(p, dtype=np.float64), q)
    return 0.5 * (_relative(p, q) + _relative(q, p)).sum(axis=-1)


def wasserstein(fakes: npt.ArrayLike, quantiles: npt.ArrayLike) -> Floats:
    """Mean distance of the sorted fakes from the target's quantiles, in units of x."""
    apart = np.sort(np.asarray(fakes, dtype=np.float64)) - np.asarray(quantiles)
    return np.abs(apart).mean(axis=-1)


def _cdf(g: Floats, x: Floats) -> Floats:
    """``Q(x)`` of one curve."""
    # Half a piece more at each end, in the direction in which the curve leaves.
    first = g[0] - 0.5 * (g[1] - g[0])
    last = g[-1] + 0.5 * (g[-1] - g[-2])
    ends = np.concatenate([[first], g, [last]])
    masses = np.full(len(g) + 1, 1.0 / len(g))
    masses[[0, -1]] *= 0.5
    low = np.minimum(ends[:-1], ends[1:])
    length = np.maximum(np.abs(np.diff(ends)), _TINY)
    share = (x[:, None] - low) / length
    return np.clip(share, 0.0, 1.0, out=share) @ masses


def _relative(p: Floats, q: Floats) -> Floats:
    """``p log(p / m)`` element by element, 0 where p is."""
    there = p > 0.0
    ratio = np.divide(2.0 * p, p + q, out=np.ones_like(p), where=there)
    return p * np.log(ratio)

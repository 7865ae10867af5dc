"""The five distances by SciPy: histograms for blocks and points, quadrature else."""

import functools
import math
from typing import Any

import numpy as np
from scipy import integrate, special, stats
from scipy.spatial import distance

FIVE: tuple[str, ...] = ("KL", "reverse KL", "JS", "TV", "W₁")
BIN = 0.05  # edges of blocks and all positions of points are edges of such bins
CENTRES = BIN * (np.arange(-120, 120) + 0.5)


def masses(family, theta):
    """Blocks and points as histograms, which hold them exactly."""
    if family == "point-mass":
        return np.where((theta < CENTRES) & (theta + BIN > CENTRES), 1.0, 0.0)
    return np.where(np.abs(CENTRES - theta) < 0.5, BIN, 0.0)


@functools.cache
def five(family: str, theta: float) -> dict[str, Any]:
    """The five distances by SciPy."""
    if family == "normal":
        return dict(zip(FIVE, bells(theta), strict=True))
    p, q = masses(family, 0.0), masses(family, theta)
    return {
        "KL": stats.entropy(p, q),
        "reverse KL": stats.entropy(q, p),
        "JS": distance.jensenshannon(p, q) ** 2,
        "TV": 0.5 * distance.cityblock(p, q),
        "W₁": stats.wasserstein_distance(CENTRES, CENTRES, p, q),
    }


def bells(theta):
    """Two normal densities: SciPy's quadrature of the definitions."""

    def log_p(x):
        return -0.5 * (x * x + math.log(2.0 * math.pi))

    def log_q(x):
        return log_p(x - theta)

    def log_m(x):
        return np.logaddexp(log_p(x), log_q(x)) - math.log(2.0)

    def kl(f, g):
        return total(lambda x: math.exp(f(x)) * (f(x) - g(x)))

    js = (kl(log_p, log_m) + kl(log_q, log_m)) / 2
    tv = total(lambda x: abs(math.exp(log_p(x)) - math.exp(log_q(x)))) / 2
    carried = total(lambda x: abs(special.ndtr(x) - special.ndtr(x - theta)))
    return kl(log_p, log_q), kl(log_q, log_p), js, tv, carried


def total(integrand):
    """Over the line; the kinks of |p - q| need a fine mesh."""
    return integrate.quad(integrand, -14.0, 14.0, limit=400, epsabs=1e-11)[0]


def differences(family: str, theta: float, step: float = BIN) -> dict[str, np.ndarray]:
    """Rise to the right and from the left, per unit of θ."""
    left, here, right = (five(family, theta + s) for s in (-step, 0.0, step))
    with np.errstate(invalid="ignore"):  # ∞ - ∞ is the nan that is meant
        rises = ((right[key] - here[key], here[key] - left[key]) for key in FIVE)
        return {key: np.array(r) / step for key, r in zip(FIVE, rises, strict=True)}


def telling(family, theta):
    """The distances whose rise is the same on both sides, finite and not 0."""
    rises = differences(family, theta, step=BIN if family != "normal" else 1e-3)
    # 1e-2: how much the slope of a normal pair may change within a step of 1e-3.
    return [
        key
        for key, (right, left) in rises.items()
        if abs(right - left) < 1e-2 and abs(right + left) > 1e-3
    ]

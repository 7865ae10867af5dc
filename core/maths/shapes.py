"""Pairs of one shape: real data in the middle, and fakes that are wider or narrower.

The real data have their middle at 0, and so do the fakes until they are ``shifted``:

    normal    standard deviation 1
    uniform   from -2 to 2
    mixture   two equal normal densities of standard deviation 1, at -2 and 2

Conventions are those of ``core.maths.densities``.
"""

import numpy as np

from core.maths.densities import Floats, Normal, Uniform
from core.maths.mixture import Mixture

FAMILIES = ("normal", "uniform", "mixture")
Density = Normal | Uniform | Mixture


def pair(family: str, scale: float) -> tuple[Density, Density]:
    """Real data, and fakes of the same shape that are ``scale`` times as wide.

    Raises:
        ValueError: if there is no family of that name, or the scale is not positive.
    """
    return _shape(family, 1.0), _shape(family, scale)


def _shape(family: str, scale: float) -> Density:
    match family:
        case "normal":
            return Normal(0.0, scale)
        case "uniform":
            return Uniform(-2.0 * scale, 2.0 * scale)
        case "mixture":
            modes = -2.0 * scale, 2.0 * scale
            return Mixture((0.5, 0.5), modes, (scale, scale))
    raise ValueError(f"family must be one of {', '.join(FAMILIES)}, got {family!r}")


def tenths(density: Density) -> Floats:
    """Ten samples, each in the middle of its tenth: the quantiles 0.05 to 0.95.

    Read off the cdf on a grid, to 1e-5 standard deviations.
    """
    x = density.mean + density.std * np.linspace(-5.0, 5.0, 2001)
    return np.interp(np.linspace(0.05, 0.95, 10), density.cdf(x), x)

r"""What a toy GAN is asked to imitate, by name, and its exact quantiles.

    normal        N(4, 0.5²)
    far-normal    N(6, 0.5²)
    two-modes     half N(-3, 0.5²), half N(3, 0.5²)
    three-modes   thirds of N(-4, 0.5²), N(0, 0.5²), N(4, 0.5²)
    uniform       from 2 to 6
    drawn         bars drawn by hand, see ``core.maths.histogram``

A generator that starts as N(0, 1) meets a target beside it, around it, or flat.
"""

import functools
from dataclasses import dataclass

import numpy as np

from core.maths.densities import Floats, Normal, Uniform
from core.maths.histogram import BARS, WIDTH, Histogram
from core.maths.mixture import Mixture

Target = Normal | Uniform | Mixture | Histogram

NAMES = ("normal", "far-normal", "two-modes", "three-modes", "uniform", "drawn")
STAIRS = "000001234567899876543210"  # the drawing that a reader starts from


def target(name: str, drawing: str = STAIRS) -> Target:
    """The density of that name.

    Raises:
        ValueError: if there is none of that name, or ``drawing`` is no drawing.
    """
    match name:
        case "normal":
            return Normal(4.0, 0.5)
        case "far-normal":
            return Normal(6.0, 0.5)
        case "two-modes":
            return Mixture((0.5, 0.5), (-3.0, 3.0), (0.5, 0.5))
        case "three-modes":
            third = 1.0 / 3.0
            return Mixture((third, third, third), (-4.0, 0.0, 4.0), (0.5, 0.5, 0.5))
        case "uniform":
            return Uniform(2.0, 6.0)
        case "drawn":
            return Histogram(drawing)
    raise ValueError(f"target must be one of {', '.join(NAMES)}, got {name!r}")


@dataclass(frozen=True)
class Parts:
    """A density as a sum of equal shapes: draw a part, then a place in it.

    Attributes:
        weights: probability of each part.
        centres: middle of each part.
        widths: what the noise is multiplied by.
        bell: whether the noise is N(0, 1); else it is uniform from -1/2 to 1/2.
    """

    weights: tuple[float, ...]
    centres: tuple[float, ...]
    widths: tuple[float, ...]
    bell: bool


def parts(density: Target) -> Parts:
    """The pieces from which samples of ``density`` are drawn."""
    match density:
        case Normal(mean, std):
            return Parts((1.0,), (mean,), (std,), bell=True)
        case Uniform(low, high):
            return Parts((1.0,), (density.mean,), (high - low,), bell=False)
        case Mixture(weights, means, stds):
            return Parts(weights, means, stds, bell=True)
        case Histogram():
            weights = tuple(density.weights.tolist())
            centres = tuple(density.centres.tolist())
            return Parts(weights, centres, (WIDTH,) * BARS, bell=False)


@functools.lru_cache(maxsize=16)
def quantiles(density: Target, n: int) -> Floats:
    """The places below which (i + 1/2) / n of the mass lies, i = 0 to n - 1.

    Found by halving an interval on the cdf, to 1e-12 of its width.
    """
    wanted = (np.arange(n) + 0.5) / n
    low = np.full(n, density.mean - 20.0 * density.std)
    high = np.full(n, density.mean + 20.0 * density.std)
    for _ in range(45):
        middle = 0.5 * (low + high)
        left = density.cdf(middle) < wanted
        low, high = np.where(left, middle, low), np.where(left, high, middle)
    places = 0.5 * (low + high)
    places.flags.writeable = False
    return places

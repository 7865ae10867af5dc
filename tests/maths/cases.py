"""Pairs of smooth densities that are hard in different ways, and their exact twins."""

from core.maths.densities import Normal
from core.maths.mixture import Mixture
from tests.maths.exact import Exact

TWO = Mixture((0.5, 0.5), (-3.0, 3.0), (0.5, 0.5))
THREE = Mixture((0.2, 0.5, 0.3), (-3.0, 0.5, 4.0), (0.5, 1.0, 0.25))
RARE = Mixture((0.99, 0.01), (0.0, 30.0), (1.0, 1.0))  # one sample in 100 is far away
NARROW = Mixture((0.5, 0.5), (-0.75, 0.75), (0.125, 0.125))
WIDE = Mixture((0.5, 0.5), (-12.0, 12.0), (2.0, 2.0))

# Close and 40 standard deviations apart; a fake of 1/4, 1 and 4 times the spread.
CASES = [
    (Normal(), Normal(), 1e-3),
    (Normal(), Normal(), 1.0),
    (Normal(), Normal(), 40.0),
    (Normal(), Normal(0.0, 0.25), 0.1),
    (Normal(), Normal(0.0, 0.25), 40.0),
    (Normal(), Normal(0.0, 4.0), 3.0),
    (Normal(), Normal(0.0, 4.0), 40.0),
    (Normal(1.5, 0.7), Normal(-2.0, 0.5), -3.0),
    (TWO, TWO, 0.1),
    (TWO, NARROW, 10.0),
    (TWO, WIDE, 7.0),
    (THREE, Normal(), -5.0),
    (RARE, Normal(), 0.01),
]
NAMES = [
    f"{type(real).__name__}-{fake.std:.3g}-{theta:g}" for real, fake, theta in CASES
]


def exact(real, fake, theta):
    """Return the same pair for mpmath, the fake moved by theta."""
    return Exact(_parts(real, 0.0), _parts(fake, theta))


def _parts(density, shift):
    if isinstance(density, Normal):
        density = Mixture((1.0,), (density.mean,), (density.std,))
    means = [mean + shift for mean in density.means]
    return list(zip(density.weights, means, density.stds, strict=True))

r"""One-dimensional distributions that play real and fake.

    Normal(mean, std)    density exp(-(x - mean)² / (2 std²)) / (std √(2π))
    Uniform(low, high)   density 1 / (high - low) from low to high
    PointMass(position)  all of the mass at one place: no density

Mixtures of normal densities are in ``core.maths.mixture``.

Conventions: ``x`` is array-like and without a unit; results are float64 of its shape;
logarithms are natural. ``log_pdf`` is computed as a logarithm: right where the density
itself is too small for a float, and ``-inf`` only outside the support. ``cdf`` is
P(X <= x); ``sf``, P(X > x), keeps its digits on the right, where ``1 - cdf`` has lost
them. ``support`` lists the intervals that hold mass. A bad parameter is refused with
``ValueError``.
"""

import math
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats

Intervals = tuple[tuple[float, float], ...]

LOG_ROOT_TWO_PI = 0.5 * math.log(2.0 * math.pi)

# NumPy has no erfc. The standard library's is right to the last digits far into the
# tail and costs 0.1 µs a number, little next to what a page draws.
_erfc = np.frompyfunc(math.erfc, 1, 1)


@dataclass(frozen=True)
class Normal:
    """The bell curve of ``mean`` and standard deviation ``std``."""

    mean: float = 0.0
    std: float = 1.0

    def __post_init__(self):
        _check_finite(mean=self.mean, std=self.std)
        if self.std <= 0.0:
            raise ValueError(f"std must be positive, got {self.std!r}")

    @property
    def support(self) -> Intervals:
        """The whole line."""
        return ((-math.inf, math.inf),)

    def log_pdf(self, x: npt.ArrayLike) -> Floats:
        """``-(x - mean)² / (2 std²) - log(std √(2π))``."""
        z = self._standardised(x)
        return -0.5 * z * z - (math.log(self.std) + LOG_ROOT_TWO_PI)

    def log_pdf_grad(self, x: npt.ArrayLike) -> Floats:
        """Slope of ``log_pdf`` at ``x``: ``-(x - mean) / std²``."""
        return -self._standardised(x) / self.std

    def pdf(self, x: npt.ArrayLike) -> Floats:
        """Density at ``x``."""
        return np.exp(self.log_pdf(x))

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """P(X <= x)."""
        return normal_cdf(self._standardised(x))

    def sf(self, x: npt.ArrayLike) -> Floats:
        """P(X > x)."""
        return normal_cdf(-self._standardised(x))

    def cdf_integral(self, x: npt.ArrayLike) -> Floats:
        """Area under the cdf up to ``x``: ``(x - mean) cdf(x) + std² pdf(x)``."""
        return (np.asarray(x) - self.mean) * self.cdf(x) + self.std**2 * self.pdf(x)

    def sample(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw ``n`` independent samples."""
        return rng.normal(self.mean, self.std, n)

    def shifted(self, by: float) -> "Normal":
        """The same shape, ``by`` further to the right."""
        return Normal(self.mean + by, self.std)

    def _standardised(self, x: npt.ArrayLike) -> Floats:
        return (np.asarray(x, dtype=np.float64) - self.mean) / self.std


@dataclass(frozen=True)
class Uniform:
    """The same density everywhere from ``low`` to ``high``, both included."""

    low: float = 0.0
    high: float = 1.0

    def __post_init__(self):
        _check_finite(low=self.low, high=self.high)
        if self.low >= self.high:
            raise ValueError(f"low must be below high, got {self.low} and {self.high}")

    @property
    def mean(self) -> float:
        """The middle."""
        return 0.5 * (self.low + self.high)

    @property
    def std(self) -> float:
        """``(high - low) / √12``."""
        return (self.high - self.low) / math.sqrt(12.0)

    @property
    def support(self) -> Intervals:
        """[low, high]."""
        return ((self.low, self.high),)

    def log_pdf(self, x: npt.ArrayLike) -> Floats:
        """``-log(high - low)`` on the support, ``-inf`` outside."""
        return np.where(self._holds(x), -math.log(self.high - self.low), -np.inf)[()]

    def log_pdf_grad(self, x: npt.ArrayLike) -> Floats:
        """Slope of ``log_pdf`` at ``x``: 0 on the support, ``nan`` outside."""
        return np.where(self._holds(x), 0.0, np.nan)[()]

    def pdf(self, x: npt.ArrayLike) -> Floats:
        """Density at ``x``."""
        return np.where(self._holds(x), 1.0 / (self.high - self.low), 0.0)[()]

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """P(X <= x)."""
        x = np.asarray(x, dtype=np.float64)
        return np.clip((x - self.low) / (self.high - self.low), 0.0, 1.0)

    def sample(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw ``n`` independent samples."""
        return rng.uniform(self.low, self.high, n)

    def shifted(self, by: float) -> "Uniform":
        """The same shape, ``by`` further to the right."""
        return Uniform(self.low + by, self.high + by)

    def _holds(self, x: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        x = np.asarray(x, dtype=np.float64)
        return (self.low <= x) & (x <= self.high)


@dataclass(frozen=True)
class PointMass:
    """All of the mass at ``position``."""

    position: float = 0.0

    def __post_init__(self):
        _check_finite(position=self.position)

    @property
    def mean(self) -> float:
        """The position."""
        return self.position

    @property
    def std(self) -> float:
        """No spread: 0."""
        return 0.0

    @property
    def support(self) -> Intervals:
        """[position, position], of width 0."""
        return ((self.position, self.position),)

    def log_pdf(self, x: npt.ArrayLike) -> NoReturn:
        """Refuse: no function of ``x`` has width 0 and an area of 1."""
        raise TypeError("a point mass has no density, only a position and a cdf")

    pdf = log_pdf

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """P(X <= x): a step from 0 to 1 at the position."""
        return np.where(np.asarray(x) >= self.position, 1.0, 0.0)[()]

    def sample(self, n: int, rng: np.random.Generator) -> Floats:
        """``n`` times the position; ``rng`` is left as it was."""
        return np.full(n, self.position)

    def shifted(self, by: float) -> "PointMass":
        """The same mass, ``by`` further to the right."""
        return PointMass(self.position + by)


def normal_cdf(z: npt.ArrayLike) -> Floats:
    """P(Z <= z) for the standard normal Z, as ``erfc(-z / √2) / 2``."""
    return 0.5 * np.asarray(_erfc(np.asarray(z) * -math.sqrt(0.5)), dtype=np.float64)


def _check_finite(**parameters: float):
    for name, value in parameters.items():
        if not math.isfinite(value):
            raise ValueError(f"{name} must be finite, got {value!r}")

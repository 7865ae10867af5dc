r"""Mixtures of normal densities: real data with more than one mode.

    pdf(x) = Σ weightₖ exp(-(x - meanₖ)² / (2 stdₖ²)) / (stdₖ √(2π))

Conventions are those of ``core.maths.densities``; ``x`` must be finite.
"""

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.densities import Floats, Intervals, Normal


@dataclass(frozen=True)
class Mixture:
    """A sum of normal densities; the weights are positive and add up to 1."""

    weights: tuple[float, ...]
    means: tuple[float, ...]
    stds: tuple[float, ...]

    def __post_init__(self):
        lengths = len(self.weights), len(self.means), len(self.stds)
        if min(lengths) != max(lengths) or min(lengths) == 0:
            raise ValueError(f"weights, means, stds must match, got lengths {lengths}")
        total = math.fsum(self.weights)
        # Weights such as 0.1, 0.2, 0.7 add up to 1 only up to their last digits.
        if not (min(self.weights) > 0.0 and abs(total - 1.0) <= 1e-15 * lengths[0]):
            raise ValueError(f"weights must be positive with sum 1, got {self.weights}")
        for mean, std in zip(self.means, self.stds, strict=True):
            Normal(mean, std)  # refuses what is not a normal density

    @property
    def parts(self) -> tuple[Normal, ...]:
        """The normal densities that are added up, without their weights."""
        return tuple(map(Normal, self.means, self.stds))

    @property
    def mean(self) -> float:
        """``Σ weight · mean``."""
        return math.fsum(w * m for w, m in zip(self.weights, self.means, strict=True))

    @property
    def std(self) -> float:
        """Root of ``Σ weight · (std² + (mean - overall mean)²)``."""
        spreads = [part.std**2 + (part.mean - self.mean) ** 2 for part in self.parts]
        return math.sqrt(np.dot(self.weights, spreads))

    @property
    def support(self) -> Intervals:
        """The whole line."""
        return ((-math.inf, math.inf),)

    def log_pdf(self, x: npt.ArrayLike) -> Floats:
        """``log Σ weight · pdf``, with the largest term taken out of the sum."""
        largest, ratios = self._terms(x)
        return largest + np.log(functools.reduce(np.add, ratios))

    def log_pdf_grad(self, x: npt.ArrayLike) -> Floats:
        """Slope of ``log_pdf`` at ``x``: the parts' slopes, weighed by their share."""
        _, ratios = self._terms(x)
        slopes = (part.log_pdf_grad(x) for part in self.parts)
        pulls = [r * slope for r, slope in zip(ratios, slopes, strict=True)]
        return functools.reduce(np.add, pulls) / functools.reduce(np.add, ratios)

    def pdf(self, x: npt.ArrayLike) -> Floats:
        """Density at ``x``."""
        return np.exp(self.log_pdf(x))

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """P(X <= x)."""
        return self._weighed(part.cdf(x) for part in self.parts)

    def sf(self, x: npt.ArrayLike) -> Floats:
        """P(X > x)."""
        return self._weighed(part.sf(x) for part in self.parts)

    def cdf_integral(self, x: npt.ArrayLike) -> Floats:
        """Area under the cdf up to ``x``."""
        return self._weighed(part.cdf_integral(x) for part in self.parts)

    def sample(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw ``n`` independent samples: first the part, then a place in it."""
        part = rng.choice(len(self.weights), size=n, p=self.weights)
        return rng.normal(np.take(self.means, part), np.take(self.stds, part))

    def shifted(self, by: float) -> "Mixture":
        """The same shape, ``by`` further to the right."""
        return Mixture(self.weights, tuple(m + by for m in self.means), self.stds)

    def _terms(self, x: npt.ArrayLike) -> tuple[Floats, list[Floats]]:
        """Return the largest ``log(weight · pdf)`` and each term's ratio to it."""
        weighed = zip(self.weights, self.parts, strict=True)
        logs = [math.log(w) + part.log_pdf(x) for w, part in weighed]
        largest = functools.reduce(np.maximum, logs)
        return largest, [np.exp(log - largest) for log in logs]

    def _weighed(self, values: Iterable[Floats]) -> Floats:
        products = (w * value for w, value in zip(self.weights, values, strict=True))
        return functools.reduce(np.add, products)

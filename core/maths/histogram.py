r"""A density drawn by hand: bars of equal width, each with a height from 0 to 9.

    pdf(x) = height of the bar at x / (sum of all heights · width of a bar)

A drawing is a text with one digit per bar, as the URL holds it. Conventions are those
of ``core.maths.densities``.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.densities import Floats, Intervals

LOW, HIGH, BARS = -6.0, 6.0, 24
WIDTH = (HIGH - LOW) / BARS


@dataclass(frozen=True)
class Histogram:
    """Bars from -6 to 6; ``digits`` holds their heights."""

    digits: str

    def __post_init__(self):
        known = set("0123456789")
        if len(self.digits) != BARS or not set(self.digits) <= known:
            raise ValueError(f"a drawing is {BARS} digits, got {self.digits[:40]!r}")
        if set(self.digits) == {"0"}:
            raise ValueError("a drawing needs at least one bar that is not 0")

    @property
    def edges(self) -> Floats:
        """Where the bars begin and end: one more than there are bars."""
        return np.linspace(LOW, HIGH, BARS + 1)

    @property
    def centres(self) -> Floats:
        """The middles of the bars."""
        return self.edges[:-1] + 0.5 * WIDTH

    @property
    def weights(self) -> Floats:
        """The probability of each bar."""
        heights = np.array([float(digit) for digit in self.digits])
        return heights / heights.sum()

    @property
    def mean(self) -> float:
        """``Σ weight · centre``."""
        return float(self.weights @ self.centres)

    @property
    def std(self) -> float:
        """Root of ``Σ weight · (centre - mean)² + width² / 12``."""
        spread = self.weights @ np.square(self.centres - self.mean)
        return math.sqrt(spread + WIDTH**2 / 12.0)

    @property
    def support(self) -> Intervals:
        """The bars that are not 0; neighbours are one interval."""
        found: list[tuple[float, float]] = []
        for low, weight in zip(self.edges[:-1].tolist(), self.weights, strict=True):
            if weight == 0.0:
                continue
            if found and found[-1][1] == low:
                found[-1] = (found[-1][0], low + WIDTH)
            else:
                found.append((low, low + WIDTH))
        return tuple(found)

    def pdf(self, x: npt.ArrayLike) -> Floats:
        """Density at ``x``; at an edge that of the bar to the right."""
        x = np.asarray(x, dtype=np.float64)
        bar = np.floor((x - LOW) / WIDTH).astype(int)
        inside = (bar >= 0) & (bar < BARS)
        heights = self.weights[np.clip(bar, 0, BARS - 1)] / WIDTH
        return np.where(inside, heights, 0.0)[()]

    def log_pdf(self, x: npt.ArrayLike) -> Floats:
        """Logarithm of the density; ``-inf`` where there is no bar."""
        with np.errstate(divide="ignore"):
            return np.log(self.pdf(x))

    def cdf(self, x: npt.ArrayLike) -> Floats:
        """P(X <= x)."""
        heights = np.concatenate([[0.0], np.cumsum(self.weights)])
        return np.interp(np.asarray(x, dtype=np.float64), self.edges, heights)

    def sample(self, n: int, rng: np.random.Generator) -> Floats:
        """Draw ``n`` independent samples: first the bar, then a place in it."""
        centres = self.centres[rng.choice(BARS, size=n, p=self.weights)]
        return centres + rng.uniform(-0.5 * WIDTH, 0.5 * WIDTH, n)


def is_drawing(digits: str) -> bool:
    """Whether a text is a drawing that ``Histogram`` takes."""
    try:
        Histogram(digits)
    except ValueError:
        return False
    return True

"""What any generator and discriminator show, without the luck of a draw.

The generator is read at ``NODES`` quantiles of its noise (``core.maths.pushforward``),
the discriminator on a grid of x, and masses are those of the bins around it. Arrays
have a leading axis of runs; JS is in nats, Wasserstein-1 in units of x.
"""

import functools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.gan import targets
from core.maths import pushforward
from core.maths.densities import Floats

NODES = 256
EDGES = np.linspace(-9.05, 11.05, 202)
X = 0.5 * (EDGES[:-1] + EDGES[1:])  # -9, -8.9, ... 11
# One bin more at each end, for all mass that lies further out.
BINS = np.pad(X, 1, "reflect", reflect_type="odd")


class Look(NamedTuple):
    """What any pair of networks shows, run by run.

    Attributes:
        fakes: G at the noise grid, (runs, NODES).
        scores: D's in each bin around X and one beyond each end, (runs, len(X) + 2).
        masses: of the fakes in those bins.
        js, w1: between target and fakes, (runs,).
    """

    fakes: Floats
    scores: Floats
    masses: Floats
    js: Floats
    w1: Floats

    @property
    def density(self) -> Floats:
        """Of the fakes in each bin around X, (runs, len(X))."""
        return self.masses[:, 1:-1] / (EDGES[1] - EDGES[0])


@torch.no_grad()
def look(
    g: Callable[[Tensor], Tensor],
    d: Callable[[Tensor], Tensor],
    target: targets.Target,
    runs: int = 1,
) -> Look:
    """Looks at networks from (runs, n, 1) to the same shape."""
    fakes = flat(g(column(pushforward.noise_grid(NODES), runs)))
    scores = flat(d(column(BINS, runs)))
    with np.errstate(invalid="ignore", over="ignore"):  # what exploded, says so later
        masses = pushforward.bin_masses(fakes, EDGES)
        js = pushforward.jensen_shannon(target_masses(target), masses)
        w1 = pushforward.wasserstein(fakes, targets.quantiles(target, NODES))
    return Look(fakes, scores, masses, js, w1)


@functools.lru_cache(maxsize=16)
def target_masses(density: targets.Target) -> Floats:
    """The target's mass left of the grid, in each bin, and right of the grid."""
    masses = pushforward.masses_between(density.cdf(EDGES))
    masses.flags.writeable = False
    return masses


def best_discriminator(
    density: targets.Target, fakes: Floats, *, label: float = 1.0, noise: float = 0.0
) -> Floats:
    """D* = y p / (p + q) of the bins around X; nan where neither has any mass.

    Args:
        density: of the real data.
        fakes: density of the fakes in each bin.
        label: y, that of the real samples in BCE.
        noise: standard deviation of the instance noise, with which p and q are blurred.
    """
    width = EDGES[1] - EDGES[0]
    p, q = target_masses(density)[1:-1], fakes * width
    if noise > 0.0:
        bins = math.ceil(6.0 * noise / width)
        kernel = np.exp(-0.5 * (width * np.arange(-bins, bins + 1) / noise) ** 2)
        blurred = (np.convolve(mass, kernel / kernel.sum()) for mass in (p, q))
        p, q = (mass[bins : bins + len(X)] for mass in blurred)
    total = p + q
    share = np.divide(p, total, out=np.full_like(total, np.nan), where=total > 1e-12)
    return label * share


def column(values: Floats, runs: int) -> Tensor:
    """The same inputs for every run: (runs, len(values), 1)."""
    one = torch.tensor(values, dtype=torch.float32)[:, None]
    return one.expand(runs, *one.shape)


def flat(values: Tensor) -> Floats:
    """Without the last axis, in float64."""
    return values.detach()[..., 0].double().numpy()

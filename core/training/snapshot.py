r"""What there is to see of a training GAN at one moment, without the luck of a draw.

The generator is read at ``NODES`` quantiles of its noise (``core.maths.pushforward``),
the discriminator on a grid of x. Losses and divergences are those of the whole
distributions, as the masses of the bins around the grid give them:

    L_D = Σ P (loss on a real) + Q (loss on a fake)      L_G = Σ Q (loss of G)

For BCE with labels 1 and 0 they obey the certificate ``L_D >= 2 log 2 - 2 JS(P, Q)``
exactly: no D can do better on these masses than D* = P / (P + Q). A training log shows
the same losses on a batch, with its noise.

Arrays keep the leading axis of runs of ``core.training.trainer``; JS is in nats,
Wasserstein-1 in units of x, gradient norms are Euclidean over all weights of one
network.
"""

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from core.gan import targets
from core.maths import pushforward
from core.maths.densities import Floats
from core.training.backprop import with_slope
from core.training.networks import Network
from core.training.trainer import Trainer

NODES = 256
EDGES = np.linspace(-9.05, 11.05, 202)
X = 0.5 * (EDGES[:-1] + EDGES[1:])  # -9, -8.9, ... 11
# One bin more at each end, for all mass that lies further out.
BINS = np.pad(X, 1, "reflect", reflect_type="odd")
ARROWS = tuple(int(NODES * (row + 0.5) / 9) for row in range(9))
TOO_FAR = 1e4  # a fake or score beyond this has exploded


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One moment of every run.

    Attributes:
        iteration: how many are done.
        fakes: G at the noise grid, (runs, NODES).
        density: of the fakes in each bin around X, (runs, len(X)).
        scores: D's score on X, (runs, len(X)).
        slopes: the score's slope in x, (runs, len(X)).
        pushes: dL_G/dx at the fakes ``ARROWS``, per fake, (runs, 9); training moves
            a fake the opposite way.
        loss_d, loss_g: over the whole distributions, (runs,).
        least_d: 2 log 2 - 2 JS, the least that BCE can be, (runs,).
        js, w1: between target and fakes, (runs,).
        norm_d, norm_g: of the last gradient; nan before there was one, (runs,).
    """

    iteration: int
    fakes: Floats
    density: Floats
    scores: Floats
    slopes: Floats
    pushes: Floats
    loss_d: Floats
    loss_g: Floats
    least_d: Floats
    js: Floats
    w1: Floats
    norm_d: Floats
    norm_g: Floats

    @property
    def sound(self) -> bool:
        """Whether every number is finite and nothing has flown away."""
        seen = self.fakes, self.scores, self.pushes
        return all(bool((np.abs(values) < TOO_FAR).all()) for values in seen)


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
    fakes = _flat(g(_column(pushforward.noise_grid(NODES), runs)))
    scores = _flat(d(_column(BINS, runs)))
    with np.errstate(invalid="ignore", over="ignore"):  # what exploded, says so later
        masses = pushforward.bin_masses(fakes, EDGES)
        js = pushforward.jensen_shannon(target_masses(target), masses)
        w1 = pushforward.wasserstein(fakes, targets.quantiles(target, NODES))
    return Look(fakes, scores, masses, js, w1)


def snapshot(trainer: Trainer) -> Snapshot:
    """Looks at every run without touching it: no draw, no gradient left behind."""
    density, runs = trainer.config.density, len(trainer.configs)
    seen = look(trainer.g, trainer.d, density, runs)
    _, slopes = with_slope(trainer.d, _column(X, runs))
    with np.errstate(invalid="ignore", over="ignore"):
        loss_d, loss_g = losses(
            trainer, seen.scores, target_masses(density), seen.masses
        )
    return Snapshot(
        iteration=trainer.iterations,
        fakes=seen.fakes,
        density=seen.density,
        scores=seen.scores[:, 1:-1],
        slopes=_flat(slopes),
        pushes=pushes(trainer, seen.fakes[:, list(ARROWS)]),
        loss_d=loss_d,
        loss_g=loss_g,
        least_d=2.0 * math.log(2.0) - 2.0 * seen.js,
        js=seen.js,
        w1=seen.w1,
        norm_d=_norm(trainer.d, runs, "real" in trainer.scores),
        norm_g=_norm(trainer.g, runs, "for_g" in trainer.scores),
    )


def pushes(trainer: Trainer, fakes: Floats) -> Floats:
    """Gradient of G's loss at some fakes, (runs, n): per fake, and D held still."""
    x = torch.tensor(fakes, dtype=torch.float32)[..., None]
    scores, slopes = with_slope(trainer.d, x)
    (falls,) = trainer.each_run(lambda c, of: (c.objective.slope(of),), scores)
    return _flat(slopes * falls)


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


def losses(
    trainer: Trainer, scores: Floats, p: Floats, q: Floats
) -> tuple[Floats, Floats]:
    """L_D and L_G of every run, from the scores in each bin and the mass there."""
    loss_d, loss_g = [], []
    for config, seen, fake in zip(trainer.configs, scores, q, strict=True):
        s = torch.tensor(seen)
        on_real, on_fake = config.game.value(s, s, config.real_label)
        loss_d.append(p @ on_real.numpy() + fake @ on_fake.numpy())
        loss_g.append(fake @ config.objective.value(s).numpy())
    return np.array(loss_d), np.array(loss_g)


def _norm(network: Network, runs: int, stepped: bool) -> Floats:
    if not stepped:
        return np.full(runs, np.nan)
    squares = [grad.square().sum((1, 2)) for grad in network.grads]
    return torch.stack(squares).sum(0).sqrt().double().numpy()


def _column(values: Floats, runs: int) -> Tensor:
    """The same inputs for every run: (runs, len(values), 1)."""
    one = torch.tensor(values, dtype=torch.float32)[:, None]
    return one.expand(runs, *one.shape)


def _flat(values: Tensor) -> Floats:
    """Without the last axis, in float64."""
    return values.detach()[..., 0].double().numpy()

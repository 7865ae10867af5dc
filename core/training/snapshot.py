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
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.gan import targets
from core.maths import pushforward
from core.maths.densities import Floats
from core.training.backprop import G_SLOPES, with_slope
from core.training.networks import Network
from core.training.trainer import GAMES, GENERATOR_LOSSES, Trainer

NODES = 256
EDGES = np.linspace(-9.05, 11.05, 202)
X = 0.5 * (EDGES[:-1] + EDGES[1:])  # -9, -8.9, ... 11
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


def snapshot(trainer: Trainer) -> Snapshot:
    """Looks at every run without touching it: no draw, no gradient left behind."""
    config, runs = trainer.config, len(trainer.configs)
    with torch.no_grad():
        fakes = trainer.g(_column(pushforward.noise_grid(NODES), runs))
    # One bin more at each end, for all mass that lies further out.
    x = _column(np.pad(X, 1, "reflect", reflect_type="odd"), runs)
    scores, slopes = with_slope(trainer.d, config.activation, x)
    with np.errstate(invalid="ignore", over="ignore"):  # what exploded, says so below
        p = target_masses(config.density)
        q = pushforward.bin_masses(_flat(fakes), EDGES)
        js = pushforward.jensen_shannon(p, q)
        loss_d, loss_g = losses(trainer, scores, p, q)
        w1 = pushforward.wasserstein(
            _flat(fakes), targets.quantiles(config.density, NODES)
        )
    return Snapshot(
        iteration=trainer.iteration,
        fakes=_flat(fakes),
        density=q[:, 1:-1] / (EDGES[1] - EDGES[0]),
        scores=_flat(scores)[:, 1:-1],
        slopes=_flat(slopes)[:, 1:-1],
        pushes=pushes(trainer, fakes[:, list(ARROWS)]),
        loss_d=loss_d,
        loss_g=loss_g,
        least_d=2.0 * math.log(2.0) - 2.0 * js,
        js=js,
        w1=w1,
        norm_d=_norm(trainer.d, runs, "real" in trainer.scores),
        norm_g=_norm(trainer.g, runs, "asked" in trainer.scores),
    )


def pushes(trainer: Trainer, places: Tensor) -> Floats:
    """Gradient of G's loss at fakes in these places, per fake and D held still."""
    scores, slopes = with_slope(trainer.d, trainer.config.activation, places)
    return _flat(
        slopes * trainer.each_run(lambda run, c: G_SLOPES[c.loss](scores[run]))
    )


@functools.lru_cache(maxsize=16)
def target_masses(density: targets.Target) -> Floats:
    """The target's mass left of the grid, in each bin, and right of the grid."""
    masses = pushforward.masses_between(density.cdf(EDGES))
    masses.flags.writeable = False
    return masses


def best_discriminator(density: targets.Target, fakes: Floats) -> Floats:
    """D* = p / (p + q) of the bins around X; nan where neither has any mass."""
    p, q = target_masses(density)[1:-1], fakes * (EDGES[1] - EDGES[0])
    total = p + q
    return np.divide(p, total, out=np.full_like(total, np.nan), where=total > 1e-12)


def losses(
    trainer: Trainer, scores: Tensor, p: Floats, q: Floats
) -> tuple[Floats, Floats]:
    """L_D and L_G of every run, from the scores in each bin and the mass there."""
    scores, real, fake = scores[..., 0].double(), torch.tensor(p), torch.tensor(q)
    loss_d, loss_g = [], []
    for run, config in enumerate(trainer.configs):
        on_real, on_fake = GAMES[config.game](
            scores[run], scores[run], config.real_label
        )
        loss_d.append(real @ on_real + fake[run] @ on_fake)
        loss_g.append(fake[run] @ GENERATOR_LOSSES[config.loss](scores[run]))
    return torch.stack(loss_d).numpy(), torch.stack(loss_g).numpy()


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

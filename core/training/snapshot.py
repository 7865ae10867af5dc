r"""What there is to see of a training GAN at one moment, without the luck of a draw.

Both networks are looked at as in ``core.training.look``. Losses and divergences are
those of the whole distributions, as the masses of the bins around the grid give them:

    L_D = Σ P (loss on a real) + Q (loss on a fake)      L_G = Σ Q (loss of G)

For BCE with labels 1 and 0 they obey the certificate ``L_D >= 2 log 2 - 2 JS(P, Q)``
exactly: no D can do better on these masses than D* = P / (P + Q). A training log shows
the same losses on a batch, with its noise.

Arrays keep the leading axis of runs of ``core.training.trainer``; JS is in nats,
Wasserstein-1 in units of x, gradient norms are Euclidean over all weights of one
network.
"""

import math
from dataclasses import dataclass

import numpy as np
import torch

from core.maths.densities import Floats
from core.training.backprop import with_slope
from core.training.look import NODES, X, column, flat, look, target_masses
from core.training.networks import Network
from core.training.trainer import Trainer

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
    density, runs = trainer.config.density, len(trainer.configs)
    seen = look(trainer.g, trainer.d, density, runs)
    _, slopes = with_slope(trainer.d, column(X, runs))
    with np.errstate(invalid="ignore", over="ignore"):
        loss_d, loss_g = losses(
            trainer, seen.scores, target_masses(density), seen.masses
        )
    return Snapshot(
        iteration=trainer.iterations,
        fakes=seen.fakes,
        density=seen.density,
        scores=seen.scores[:, 1:-1],
        slopes=flat(slopes),
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
    return flat(slopes * falls)


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

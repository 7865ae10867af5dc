r"""One run of a toy GAN, kept as its log and as what the log does not show.

The log has L_D and L_G of one batch per iteration, in nats, as training code prints
them; with several steps of D in an iteration, of the last. Every so many iterations the
run is also looked at as in ``core.training.snapshot``: the fakes' density, D, and the
distances from the target, without the luck of a draw.

A run is a ``Config`` of ``core.training.trainer``, or a bug of ``core.training.bugs``
by name and seed.
"""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.gan import targets
from core.gan.config import Config
from core.maths import pushforward
from core.maths.densities import Floats
from core.training.backprop import HandTrainer
from core.training.bugs import BUGS, Textbook
from core.training.snapshot import EDGES, NODES, X, target_masses
from core.training.trainer import GAMES, GENERATOR_LOSSES


@dataclass(frozen=True, eq=False)
class Record:
    """A run.

    Attributes:
        target: the density that it was to imitate.
        loss_d, loss_g: of iteration 0 to the last, in nats, (iterations,).
        moments: after how many iterations it was looked at, (moments,).
        fakes: G at the ``NODES`` quantiles of its noise, (moments, NODES).
        density: of the fakes in the bins around ``core.training.snapshot.X``, (moments,
            bins).
        judge: D on X, as the probability that its loss takes it for, (moments, bins).
        js, w1: between target and fakes, in nats and units of x, (moments,).
    """

    target: targets.Target
    loss_d: Floats
    loss_g: Floats
    moments: np.ndarray
    fakes: Floats
    density: Floats
    judge: Floats
    js: Floats
    w1: Floats


class Configured:
    """A configured run, stepped and looked at as a ``Textbook`` is."""

    def __init__(self, config: Config):
        self.config, self.trainer = config, HandTrainer(config)
        self.trainer.advance(0)  # D's head start

    def g(self, noise: Tensor) -> Tensor:
        """Fakes; shapes (n, 1)."""
        return self.trainer.g(noise[None])[0]

    def d(self, x: Tensor) -> Tensor:
        """Scores; shapes (n, 1)."""
        return self.trainer.d(x[None])[0]

    def iteration(self) -> tuple[float, float]:
        """All steps of one iteration; L_D and L_G of the last batches, in nats."""
        self.trainer.advance(1)
        scores, config = self.trainer.scores, self.config
        pair = GAMES[config.game](scores["real"], scores["fake"], config.real_label)
        loss_g = GENERATOR_LOSSES[config.loss](scores["asked"])
        return sum(part.mean().item() for part in pair), loss_g.mean().item()


def record(run: Config | str, *, iterations: int, every: int, seed: int = 0) -> Record:
    """Trains iterations 0 to ``iterations`` and looks at every ``every``-th of them.

    Args:
        run: a config, with its own seed, or the name of a bug.
        iterations: the last one; the log has one entry more.
        every: how many from one look to the next.
        seed: of the run, if it is one with a bug.

    Raises:
        ValueError: if there is no bug of that name.
    """
    torch.set_num_threads(1)  # for networks this small, two are slower than one
    if isinstance(run, Config):
        return _written(Configured(run), run.density, iterations, every)
    if run not in BUGS:
        raise ValueError(f"a bug is one of {', '.join(BUGS)}, got {run!r}")
    loop = BUGS[run].loop(seed)
    return _written(loop, targets.target("normal"), iterations, every)


def _written(
    loop: Configured | Textbook, target: targets.Target, iterations: int, every: int
) -> Record:
    log, fakes, judge = [], [], []
    noise, x = _column(pushforward.noise_grid(NODES)), _column(X)
    for step in range(iterations + 1):
        if step % every == 0:
            with torch.no_grad():
                fakes.append(loop.g(noise)[:, 0].double().numpy())
                judge.append(torch.sigmoid(loop.d(x))[:, 0].double().numpy())
        log.append(loop.iteration())
    loss_d, loss_g = np.array(log).T
    seen = np.array(fakes)
    masses = pushforward.bin_masses(seen, EDGES)
    return Record(
        target=target,
        loss_d=loss_d,
        loss_g=loss_g,
        moments=np.arange(0, iterations + 1, every),
        fakes=seen,
        density=masses[:, 1:-1] / (EDGES[1] - EDGES[0]),
        judge=np.array(judge),
        js=pushforward.jensen_shannon(target_masses(target), masses),
        w1=pushforward.wasserstein(seen, targets.quantiles(target, NODES)),
    )


def _column(values: Floats) -> Tensor:
    return torch.tensor(values, dtype=torch.float32)[:, None]

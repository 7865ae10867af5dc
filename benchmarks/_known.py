"""Runs of our own with a known cause, as the log that a training script prints."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import torch

from core.gan.config import Config
from core.gan.presets import PRESETS
from core.training.bugs import BUGS
from core.training.networks import one_thread
from core.training.trainer import Trainer

ITERATIONS = 1000
# How the log of a run of ours names its losses.
NAMES = {
    "non-saturating": "bce-non-saturating",
    "saturating": "bce-saturating",
    "least-squares": "least-squares-halved",
    "hinge": "hinge",
    "wasserstein": "wasserstein",
    "wasserstein-gp": "wasserstein",
}


class Run(NamedTuple):
    """A cause, the loss of the log, and both curves."""

    cause: str
    loss: str
    d: np.ndarray
    g: np.ndarray

    @property
    def log(self) -> str:
        """The curves as a training script prints them."""
        pairs = enumerate(zip(self.d, self.g, strict=True))
        return "".join(
            f"step {i} d_loss {d:.5f} g_loss {g:.5f}\n" for i, (d, g) in pairs
        )


def runs(seeds: range, only: str = "") -> Iterator[Run]:
    """Every cause whose name begins so, with every seed; bugs first.

    The seeds of a config train side by side.
    """
    one_thread()
    for name, bug in BUGS.items():
        loss = "wasserstein" if name == "same-sign" else "bce-non-saturating"
        for seed in seeds if f"bug {name}".startswith(only) else ():
            loop = bug.loop(seed)
            d, g = np.array([loop.iteration() for _ in range(ITERATIONS)]).T
            yield Run(f"bug {name}", loss, d, g)
    configs = {f"healthy {loss}": Config(loss=loss) for loss in NAMES}
    configs |= {f"preset {preset.name}": preset.config for preset in PRESETS}
    for cause, config in configs.items():
        if cause.startswith(only):
            for d, g in zip(*_curves(config, seeds), strict=True):
                yield Run(cause, NAMES[config.loss], d, g)


def _curves(config: Config, seeds: range) -> tuple[np.ndarray, np.ndarray]:
    """L_D and L_G of all seeds, each (seeds, iterations): means over a batch."""
    trainer = Trainer(*(replace(config, seed=seed) for seed in seeds))
    d: list[torch.Tensor] = []
    g: list[torch.Tensor] = []
    for _ in range(ITERATIONS):
        trainer.advance(1)
        scores = trainer.scores
        halves = config.game.value(scores["real"], scores["fake"], config.real_label)
        d.append(halves[0].mean((1, 2)) + halves[1].mean((1, 2)))
        g.append(config.objective.value(scores["for_g"]).mean((1, 2)))
    of_d, of_g = (torch.stack(each).double().numpy().T for each in (d, g))
    return of_d, of_g

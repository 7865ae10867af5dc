"""Runs of one recipe from many seeds, and what is measured of them over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.gan.presets import BY_NAME
from core.maths.bce import sigmoid
from core.training.snapshot import Snapshot, X, snapshot
from core.training.trainer import Trainer

EVERY = 25


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of one recipe: the moment before, the first step, every 25th one."""

    start: Snapshot
    first: Snapshot
    moments: Sequence[Snapshot]

    def over_time(self, of: Callable[[Snapshot], np.ndarray]) -> np.ndarray:
        """Of every moment, (moments, runs) and what follows."""
        return np.array([of(seen) for seen in self.moments])

    @property
    def w1(self) -> np.ndarray:
        """Wasserstein-1, in units of x; (moments, runs)."""
        return self.over_time(lambda seen: seen.w1)

    @property
    def right(self) -> np.ndarray:
        """Share of the fakes that are right of 0; (moments, runs)."""
        return self.over_time(lambda seen: (seen.fakes > 0.0).mean(axis=1))

    @property
    def crowd(self) -> np.ndarray:
        """Share of the fakes that are on one side of 0; (moments, runs)."""
        return np.maximum(self.right, 1.0 - self.right)

    @property
    def swing(self) -> np.ndarray:
        """Peak to peak of the fakes' mean, over the second half; (runs,)."""
        means = self.over_time(lambda seen: seen.fakes.mean(axis=1))
        return np.ptp(late(means), axis=0)

    @property
    def sure(self) -> np.ndarray:
        """The largest D of any fake; (moments and the start, runs)."""
        return np.array([_most(seen) for seen in (self.start, *self.moments)])


def _most(seen: Snapshot) -> np.ndarray:
    pairs = zip(seen.fakes, seen.scores, strict=True)
    return sigmoid([np.interp(fakes, X, scores).max() for fakes, scores in pairs])


def late(values: np.ndarray) -> np.ndarray:
    """The second half of the moments."""
    return values[len(values) // 2 :]


def train(name: str, seeds: Sequence[int], iterations: int | None = None) -> Runs:
    """Trains a recipe from every seed in one loop and looks at every 25th iteration."""
    preset = BY_NAME[name]
    trainer = Trainer(*(replace(preset.config, seed=seed) for seed in seeds))
    trainer.advance(0)
    start = snapshot(trainer)
    trainer.advance(1)
    first = snapshot(trainer)
    moments = []
    while trainer.iterations < (iterations or preset.iterations):
        trainer.advance(EVERY - trainer.iterations % EVERY)
        moments.append(snapshot(trainer))
    return Runs(start, first, moments)

"""A discriminator or critic that trains alone: the fakes stay where they are.

So what it approaches is known in closed form. Every step takes a fresh batch of each.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch

from core.gan import targets
from core.maths.densities import Floats, Normal
from core.training.backprop import with_slope
from core.training.optimisers import step as descend
from core.training.trainer import Trainer

QUANTILES = 500  # of real data and of fakes, over which a mean is taken


class Course(NamedTuple):
    """What the networks return after each of those steps.

    Attributes:
        scores: at the places, (runs, steps, places).
        slopes: dscore/dx there, likewise.
        on_real: mean score of the real data, (runs, steps), over 500 quantiles.
        on_fake: mean score of the fakes, likewise.
    """

    scores: Floats
    slopes: Floats
    on_real: Floats
    on_fake: Floats


def train_alone(
    trainer: Trainer,
    real: Normal,
    fake: Normal,
    places: Floats,
    steps: Sequence[int],
) -> Course:
    """Steps the discriminator of every run; takes snapshots after so many of them.

    Args:
        trainer: new, or as far as it is; its generator and its target are not used.
        real: what real batches are drawn from.
        fake: what fakes are drawn from.
        places: where the networks are looked at.
        steps: when to look, in order; training ends with the last.
    """
    snapshots, batch = [], trainer.config.batch
    for step in range(steps[-1] + 1):
        if step > 0:
            on_real = real.mean + real.std * trainer.draws.noise(batch)
            on_fake = fake.mean + fake.std * trainer.draws.noise(batch)
            trainer.d_gradients(on_real, on_fake)
            descend(trainer.d, trainer.optimiser_d)
            trainer.d.clip([c.clips for c in trainer.configs], trainer.config.clip)
        if step in steps:
            snapshots.append(_snapshot(trainer, real, fake, places))
    return Course(*(np.stack(part, axis=1) for part in zip(*snapshots, strict=True)))


def _snapshot(
    trainer: Trainer, real: Normal, fake: Normal, places: Floats
) -> tuple[Floats, ...]:
    samples = [targets.quantiles(density, QUANTILES) for density in (real, fake)]
    x = torch.tensor(np.concatenate([places, *samples]), dtype=torch.float32)
    x = x[None, :, None].expand(len(trainer.configs), -1, 1)
    score, slope = (part[..., 0].double().numpy() for part in with_slope(trainer.d, x))
    n = places.size
    on_real, on_fake = score[:, n : n + QUANTILES], score[:, n + QUANTILES :]
    return score[:, :n], slope[:, :n], on_real.mean(axis=1), on_fake.mean(axis=1)

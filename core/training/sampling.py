"""The chance in a toy GAN: every run draws from generators of its own.

A run is seeded by its config, and what it draws depends on nothing else, not even on
its loss: two losses from one seed start from the same weights and see the same samples.
Shapes are (runs, batch, 1).
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from core.gan.config import Config
from core.gan.targets import Parts, parts

ELSEWHERE = 1_000_000  # added to a seed: above all that a config may have


class Draws:
    """Noise, real samples and places between, for several runs.

    Attributes:
        rngs: one generator for each run, for weights, noise and samples.
        between: another for each, for the places of a penalty, which some losses
            have and some have not.
    """

    def __init__(self, configs: Sequence[Config]):
        self.target = parts(configs[0].density)
        seeds = [config.seed for config in configs]
        self.rngs = [torch.Generator().manual_seed(seed) for seed in seeds]
        self.between = [
            torch.Generator().manual_seed(ELSEWHERE + seed) for seed in seeds
        ]

    def noise(self, batch: int) -> Tensor:
        """A batch of N(0, 1) for every run."""
        return stack(self.rngs, lambda rng: torch.randn(batch, 1, generator=rng))

    def real(self, batch: int) -> Tensor:
        """A batch of real samples for every run."""
        return samples(self.target, batch, self.rngs)

    def state(self) -> list[Tensor]:
        """Where every generator is."""
        return [rng.get_state() for rng in (*self.rngs, *self.between)]

    def restore(self, state: list[Tensor]) -> None:
        """Puts every generator back there."""
        for rng, kept in zip((*self.rngs, *self.between), state, strict=True):
            rng.set_state(kept)


def samples(of: Parts, n: int, rngs: Sequence[torch.Generator]) -> Tensor:
    """Real samples: a place in a part of the target, then which part."""
    if of.bell and len(of.weights) == 1:
        bell = of.centres[0], of.widths[0], (n, 1)
        return stack(rngs, lambda rng: torch.normal(*bell, generator=rng))
    if of.bell:
        noise = stack(rngs, lambda rng: torch.randn(n, 1, generator=rng))
    else:
        noise = stack(rngs, lambda rng: torch.rand(n, 1, generator=rng)) - 0.5
    if len(of.weights) == 1:
        return of.centres[0] + of.widths[0] * noise
    weights, centres = torch.tensor(of.weights), torch.tensor(of.centres)
    part = stack(rngs, lambda rng: weights.multinomial(n, True, generator=rng))
    return centres[part][..., None] + of.widths[0] * noise


def stack(
    rngs: Sequence[torch.Generator], draw: Callable[[torch.Generator], Tensor]
) -> Tensor:
    """One draw for each run."""
    first, *others = [draw(rng) for rng in rngs]
    return torch.stack([first, *others]) if others else first[None]

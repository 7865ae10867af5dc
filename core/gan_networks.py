"""The two networks of a GAN in one dimension, for several runs side by side.

Every tensor has a leading axis of runs; shapes are (runs, batch, 1). A network maps one
number to one number: noise z to a fake x, or x to a score. Weights and biases are drawn
as ``nn.Linear`` draws its own, evenly from ``-1/sqrt(fan_in)`` to ``1/sqrt(fan_in)``,
each run's from its own generator.
"""

import itertools
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu, silu

from core.gan_config import Config

Rngs = Sequence[torch.Generator]  # one for each run

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "silu": silu,
    "relu": torch.relu,
    "leaky-relu": lambda x: leaky_relu(x, 0.2),
    "tanh": torch.tanh,
}


class Layer(nn.Module):
    """One linear layer for each run, drawn as ``nn.Linear`` draws its own."""

    def __init__(self, fan_in: int, fan_out: int, rngs: Rngs):
        super().__init__()
        bound = fan_in**-0.5
        weights = [uniform(bound, (fan_in, fan_out), rng) for rng in rngs]
        biases = [uniform(bound, (1, fan_out), rng) for rng in rngs]
        self.weight = nn.Parameter(torch.stack(weights))
        self.bias = nn.Parameter(torch.stack(biases))

    def forward(self, x: Tensor) -> Tensor:
        """``x W + b``, run by run."""
        return torch.baddbmm(self.bias, x, self.weight)


class Network(nn.Module):
    """Layers from one number to one number, an activation between each two."""

    def __init__(self, width: int, depth: int, activation: str, rngs: Rngs):
        super().__init__()
        sizes = [1, *[width] * depth, 1]
        self.chain = [Layer(*sides, rngs) for sides in itertools.pairwise(sizes)]
        self.layers = nn.ModuleList(self.chain)  # so that parameters() finds them
        self.activation = ACTIVATIONS[activation]

    def forward(self, x: Tensor) -> Tensor:
        """What the last layer returns."""
        *hidden, last = self.chain
        for layer in hidden:
            x = self.activation(layer(x))
        return last(x)


class Discriminator(Network):
    """From x to a score; no sigmoid at the end, that is the loss's business."""

    def __init__(self, config: Config, rngs: Rngs):
        super().__init__(config.width_d, config.depth_d, config.activation, rngs)


class Generator(Network):
    """From noise z to a fake x."""

    def __init__(self, config: Config, rngs: Rngs):
        super().__init__(config.width_g, config.depth_g, config.activation, rngs)
        self.kind = config.generator
        if self.kind == "residual":  # G(z) = z to begin with
            nn.init.zeros_(self.chain[-1].weight)
            nn.init.zeros_(self.chain[-1].bias)

    def forward(self, x: Tensor) -> Tensor:
        """The fakes that noise becomes."""
        return self.finish(x, super().forward(x))

    def finish(self, z: Tensor, x: Tensor) -> Tensor:
        """The fake, from the noise and what the last layer made of it."""
        if self.kind == "residual":
            return z + x
        return 4.0 * torch.tanh(x / 4.0) if self.kind == "bounded" else x


def uniform(bound: float, shape: tuple[int, int], rng: torch.Generator) -> Tensor:
    """Evenly from -bound to bound."""
    return bound * (2.0 * torch.rand(shape, generator=rng) - 1.0)

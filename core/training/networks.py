"""The two networks of a GAN in one dimension, for several runs side by side.

Every tensor has a leading axis of runs; shapes are (runs, batch, 1). A network maps one
number to one number: noise z to a fake x, or x to a score. Weights and biases are drawn
as ``nn.Linear`` draws its own, evenly from ``-1/sqrt(fan_in)`` to ``1/sqrt(fan_in)``,
each run's from its own generator.

All weights of a network lie in one tensor, ``flat``, and all its gradients in another,
``flat.grad``; the layers hold views of both. So an optimiser moves one tensor instead
of six, which for networks this small is most of its work.
"""

import itertools
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import leaky_relu, silu

from core.gan.config import Config

Rngs = Sequence[torch.Generator]  # one for each run

ACTIVATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "silu": silu,
    "relu": torch.relu,
    "leaky-relu": lambda x: leaky_relu(x, 0.2),
    "tanh": torch.tanh,
}


class Layer:
    """One linear layer for each run: weight (runs, in, out), bias (runs, 1, out)."""

    def __init__(self, weights: Sequence[Tensor], grads: Sequence[Tensor]):
        self.weight, self.bias = weights
        self.weight_grad, self.bias_grad = grads  # views of ``flat.grad``

    def __call__(self, x: Tensor) -> Tensor:
        """``x W + b``, run by run."""
        if self.weight.shape[1] == 1:  # a column times a row
            return torch.addcmul(self.bias, x, self.weight)
        if self.weight.shape[2] == 1:  # torch is slow with columns, quick with rows
            return torch.baddbmm(self.bias, self.weight.mT, x.mT).mT
        return torch.baddbmm(self.bias, x, self.weight)


class Network(nn.Module):
    """Layers from one number to one number, an activation between each two."""

    def __init__(self, width: int, depth: int, activation: str, rngs: Rngs):
        super().__init__()
        sizes = list(itertools.pairwise([1, *[width] * depth, 1]))
        runs = [drawn(sizes, rng) for rng in rngs]
        weights = [torch.stack(one) for one in zip(*runs, strict=True)]
        self.flat = nn.Parameter(torch.cat([weight.flatten() for weight in weights]))
        self.grad = self.flat.grad = torch.zeros_like(self.flat)
        self.weights: list[Tensor] = []
        self.grads: list[Tensor] = []
        start = 0
        for weight in weights:
            part = slice(start, start := start + weight.numel())
            self.weights.append(self.flat.data[part].view_as(weight).requires_grad_())
            self.grads.append(self.grad[part].view_as(weight))
            self.weights[-1].grad = self.grads[-1]
        pairs = [slice(first, first + 2) for first in range(0, len(weights), 2)]
        self.chain = [Layer(self.weights[two], self.grads[two]) for two in pairs]
        self.activation = ACTIVATIONS[activation]

    def forward(self, x: Tensor) -> Tensor:
        """What the last layer returns."""
        *hidden, last = self.chain
        for layer in hidden:
            x = self.activation(layer(x))
        return last(x)

    def clip(self, which: Sequence[bool], bound: float) -> None:
        """Keeps all weights of some runs within ``bound`` on either side of 0."""
        if all(which):
            self.flat.data.clamp_(-bound, bound)
            return
        for run, clipped in enumerate(which):
            for weight in self.weights if clipped else []:
                weight.data[run].clamp_(-bound, bound)


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


def drawn(sizes: Sequence[tuple[int, int]], rng: torch.Generator) -> list[Tensor]:
    """Weight and bias of each layer of one run, in the order of ``nn.Linear``."""
    found = []
    for fan_in, fan_out in sizes:
        bound = fan_in**-0.5
        weight, bias = torch.empty(fan_out, fan_in), torch.empty(1, fan_out)
        found += [weight.uniform_(-bound, bound, generator=rng).T]
        found += [bias.uniform_(-bound, bound, generator=rng)]
    return found


def keep_memory() -> None:
    """Lets glibc keep up to 32 MB that is freed, instead of returning it at once.

    It learns that from a large block that is freed. With eight runs in a loop, nearly
    half of the time went into a thousand page faults per iteration before.
    """
    torch.empty(4 * 1024 * 1024)  # of 4 bytes each, never touched


def one_thread() -> None:
    """Keeps torch to one thread, process-wide: two make networks this small slower."""
    torch.set_num_threads(1)

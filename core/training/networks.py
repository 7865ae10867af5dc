"""The two networks of a GAN in one dimension, for several runs side by side.

Every tensor has a leading axis of runs. A network maps one number to one number, noise
z to a fake x or x to a score, in shapes (runs, batch, 1); within, features come first,
(runs, features, batch). Weights and biases are drawn as ``nn.Linear`` draws its own,
evenly from ``-1/sqrt(fan_in)`` to ``1/sqrt(fan_in)``, each run's from a generator of
its own.

All weights of a network lie in one tensor, ``flat``, and all its gradients in another,
``flat.grad``; the layers hold views of both. So an optimiser moves one tensor instead
of six, which for networks this small is most of its work.
"""

import itertools
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.gan.activations import ACTIVATIONS
from core.gan.config import Config

Rngs = Sequence[torch.Generator]  # one for each run


class Layer:
    """One linear layer for each run: the matrix [W b], (runs, out, in + 1).

    ``weight`` W, its transpose and ``bias`` b are views of it; ``grad`` is its own.
    """

    def __init__(self, matrix: Tensor, grad: Tensor):
        self.matrix, self.grad = matrix, grad
        self.weight, self.bias = matrix[:, :, :-1], matrix[:, :, -1:]
        self.transposed = self.weight.mT

    def __call__(self, h: Tensor) -> Tensor:
        """``W h + b``, run by run."""
        return torch.baddbmm(self.bias, self.weight, h)


class Network(nn.Module):
    """Layers from one number to one number, an activation between each two."""

    flat: Tensor

    def __init__(self, width: int, depth: int, activation: str, rngs: Rngs):
        super().__init__()
        sizes = list(itertools.pairwise([1, *[width] * depth, 1]))
        runs = [drawn(sizes, rng) for rng in rngs]
        weights = [torch.stack(one) for one in zip(*runs, strict=True)]
        flat = torch.cat([weight.flatten() for weight in weights])
        self.register_buffer("flat", flat)
        self.grad = flat.grad = torch.zeros_like(flat)
        counts = [weight.numel() for weight in weights]
        shapes = [weight.shape for weight in weights]
        self.weights, self.grads = (
            [part.view(shape) for part, shape in zip(split, shapes, strict=True)]
            for split in (flat.split(counts), self.grad.split(counts))
        )
        self.chain = list(map(Layer, self.weights, self.grads))
        self.activation = ACTIVATIONS[activation]

    def forward(self, x: Tensor) -> Tensor:
        """What the last layer returns."""
        *hidden, last = self.chain
        h = x.mT
        for layer in hidden:
            h, _ = self.activation.with_slope(layer(h))
        return last(h).mT

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
            self.chain[-1].matrix.zero_()

    def forward(self, x: Tensor) -> Tensor:
        """The fakes that noise becomes."""
        return self.finish(x, super().forward(x))

    def finish(self, z: Tensor, x: Tensor) -> Tensor:
        """The fake, from the noise and what the last layer made of it."""
        if self.kind == "residual":
            return z + x
        return 4.0 * torch.tanh(x / 4.0) if self.kind == "bounded" else x


def drawn(sizes: Sequence[tuple[int, int]], rng: torch.Generator) -> list[Tensor]:
    """[W b] of each layer of one run, in the order of ``nn.Linear``."""
    found = []
    for fan_in, fan_out in sizes:
        bound = fan_in**-0.5
        shapes = (fan_out, fan_in), (fan_out, 1)
        parts = [torch.empty(s).uniform_(-bound, bound, generator=rng) for s in shapes]
        found.append(torch.cat(parts, dim=1))
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

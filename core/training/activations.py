"""The activations of the toy GAN with their derivatives, and products of thin matrices.

    silu         a s,        s = sigmoid(a)    slope  s + a s (1 - s)
    relu         max(0, a)                     slope  1 where a > 0, else 0
    leaky-relu   max(a, 0.2 a)                 slope  1 where a > 0, else 0.2
    tanh         h = tanh(a)                   slope  1 - h²

``NEURONS`` return the value and the slope, ``BENDS`` the slope's own slope, which only
a penalty on D's slope asks for.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import leaky_relu

Neuron = Callable[[Tensor], tuple[Tensor, Tensor]]


def silu(a: Tensor) -> tuple[Tensor, Tensor]:
    """Value ``a s`` and slope ``s + a s (1 - s)``, with s = sigmoid(a)."""
    s = a.sigmoid()
    h = a * s
    return h, torch.addcmul(s, h, 1 - s)


def tanh(a: Tensor) -> tuple[Tensor, Tensor]:
    """The hyperbolic tangent h, and ``1 - h²``."""
    h = a.tanh()
    return h, 1 - h * h


def silu_bend(a: Tensor) -> Tensor:
    """``s (1 - s) (2 + a (1 - 2 s))``."""
    s = a.sigmoid()
    return s * (1 - s) * (2 + a * (1 - 2 * s))


def tanh_bend(a: Tensor) -> Tensor:
    """``-2 h (1 - h²)``."""
    h, slope = tanh(a)
    return -2 * h * slope


NEURONS: dict[str, Neuron] = {
    "silu": silu,
    "relu": lambda a: (a.relu(), (a > 0).float()),
    "leaky-relu": lambda a: (leaky_relu(a, 0.2), torch.where(a > 0, 1.0, 0.2)),
    "tanh": tanh,
}
BENDS: dict[str, Callable[[Tensor], Tensor]] = {
    "silu": silu_bend,
    "relu": torch.zeros_like,
    "leaky-relu": torch.zeros_like,
    "tanh": tanh_bend,
}


def product(a: Tensor, b: Tensor) -> Tensor:
    """``a b``, run by run, and quick if one of them is a row or a column."""
    if a.shape[2] == 1:
        return a * b
    if b.shape[2] == 1:  # torch is slow with columns, quick with rows
        return torch.bmm(b.mT, a.mT).mT
    return torch.bmm(a, b)

"""The chain rule through a network, the same for every loss.

    layer       a = h W + b     dL/dW = hᵀ (dL/da),  dL/db = sum of dL/da,
                                dL/dh = (dL/da) Wᵀ
    activation  h = f(a)        dL/da = (dL/dh) f'(a)

``tests/training/test_backprop.py`` holds every gradient to autograd's.
"""

from typing import NamedTuple

import torch
from torch import Tensor

from core.gan.activations import ACTIVATIONS
from core.training.networks import Network


def product(a: Tensor, b: Tensor) -> Tensor:
    """``a b``, run by run, and quick if one of them is a row or a column."""
    if a.shape[2] == 1:
        return a * b
    if b.shape[2] == 1:  # torch is slow with columns, quick with rows
        return torch.bmm(b.mT, a.mT).mT
    return torch.bmm(a, b)


class Tape(NamedTuple):
    """What a network's layers were given, and the slopes of the activations between."""

    inputs: list[Tensor]
    slopes: list[Tensor]


def forward(network: Network, activation: str, x: Tensor) -> tuple[Tensor, Tape]:
    """What the last layer returns, and what was seen on the way."""
    *hidden, last = network.chain
    tape = Tape([x], [])
    for layer in hidden:
        h, slope = ACTIVATIONS[activation].with_slope(layer(tape.inputs[-1]))
        tape.inputs.append(h)
        tape.slopes.append(slope)
    return last(tape.inputs[-1]), tape


def backward(
    network: Network, tape: Tape, grad: Tensor, *, keep: bool = False
) -> Tensor:
    """From the gradient at the output to that at the first layer's output.

    With ``keep`` the gradients of weights and biases are left in ``.grad`` on the way.
    """
    for at in reversed(range(len(network.chain))):
        layer = network.chain[at]
        if keep:
            layer.weight_grad.copy_(product(tape.inputs[at].mT, grad))
            torch.sum(grad, 1, keepdim=True, out=layer.bias_grad)
        if at:
            grad = product(grad, layer.weight.mT).mul_(tape.slopes[at - 1])
    return grad


@torch.no_grad()
def with_slope(network: Network, activation: str, x: Tensor) -> tuple[Tensor, Tensor]:
    """A network's output and its slope in ``x``, which comes along on the way."""
    *hidden, last = network.chain
    rate = torch.ones_like(x)
    for layer in hidden:
        x, slope = ACTIVATIONS[activation].with_slope(layer(x))
        rate = product(rate, layer.weight) * slope
    return last(x), product(rate, last.weight)

"""The gradient of a penalty on D's slope in x, derived by hand.

In one dimension the slope D'(x) needs no backward pass: it comes along with the value.
Each layer passes on its values h and their rates t = dh/dx, batch beside batch:

    layer   (a, r) = [W b] ([h; 1], [t; 0])     activation   (h, t) = (f(a), f'(a) r)

starting from (x, 1). The last r is the slope. Backwards through the same table, with
p' the penalty's slope in D'(x) at the end and nothing for the value:

    activation   dP/dr = f'(a) dP/dt,   dP/da = f'(a) dP/dh + f''(a) r dP/dt
    layer        dP/d[W b] = (dP/da, dP/dr) ([h; 1], [t; 0])ᵀ

Autograd needs a graph of the gradient and a gradient of that graph for the same.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import pad

from core.training.networks import Network


def add_penalty(network: Network, x: Tensor, pull: Callable[[Tensor], Tensor]) -> None:
    """Adds to ``.grad`` the gradient of a penalty at ``x``, (runs, batch, 1).

    ``pull`` is the penalty's slope in D'(x), place by place.
    """
    f = network.activation
    *hidden, last = network.chain
    inputs = [_with_rates(x.mT, torch.ones_like(x.mT))]
    slopes, turns = [], []
    for layer in hidden:
        a, rate = torch.bmm(layer.matrix, inputs[-1]).chunk(2, dim=2)
        h, slope = f.with_slope(a)
        inputs.append(_with_rates(h, slope * rate))
        slopes.append(slope)
        turns.append(f.curvature(a) * rate)
    grad = pull(torch.bmm(last.matrix, inputs[-1]).chunk(2, dim=2)[1])
    grad = torch.cat([torch.zeros_like(grad), grad], dim=2)
    for at in reversed(range(len(network.chain))):
        layer = network.chain[at]
        layer.grad += torch.bmm(grad, inputs[at].mT)
        if at:
            of_h, of_t = torch.bmm(layer.transposed, grad).chunk(2, dim=2)
            of_a = of_h * slopes[at - 1] + of_t * turns[at - 1]
            grad = torch.cat([of_a, of_t * slopes[at - 1]], dim=2)


def _with_rates(h: Tensor, t: Tensor) -> Tensor:
    """A layer's input, ([h; 1], [t; 0])."""
    below = 0, 0, 0, 1
    return torch.cat([pad(h, below, value=1.0), pad(t, below)], dim=2)

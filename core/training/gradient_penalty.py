"""The gradient of a penalty on D's slope in x, derived by hand.

In one dimension the slope D'(x) needs no backward pass: it comes along with the value.
Each layer passes on its values h and their rates t = dh/dx, batch over batch:

    layer   (a, r) = (h W + b, t W)       activation   (h, t) = (f(a), f'(a) r)

starting from (x, 1). The last r is the slope. Backwards through the same table, with
p' the penalty's slope in D'(x) at the end and nothing for the value:

    activation   dP/dr = f'(a) dP/dt,   dP/da = f'(a) dP/dh + f''(a) r dP/dt
    layer        dP/dW = hᵀ dP/da + tᵀ dP/dr,   dP/db = sum of dP/da

Autograd needs a graph of the gradient and a gradient of that graph for the same.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from core.gan.activations import ACTIVATIONS
from core.training.backprop import product
from core.training.networks import Network


def add_penalty(
    network: Network, activation: str, x: Tensor, pull: Callable[[Tensor], Tensor]
) -> None:
    """Adds to ``.grad`` the gradient of a penalty at ``x``, (runs, batch, 1).

    ``pull`` is the penalty's slope in D'(x), place by place.
    """
    f = ACTIVATIONS[activation]
    *hidden, last = network.chain
    inputs = [torch.cat([x, torch.ones_like(x)], dim=1)]
    slopes, turns = [], []
    for layer in hidden:
        a, rate = product(inputs[-1], layer.weight).chunk(2, dim=1)
        a = a + layer.bias
        h, slope = f.with_slope(a)
        inputs.append(torch.cat([h, slope * rate], dim=1))
        slopes.append(slope)
        turns.append(f.curvature(a) * rate)
    grad = pull(product(inputs[-1], last.weight).chunk(2, dim=1)[1])
    grad = torch.cat([torch.zeros_like(grad), grad], dim=1)
    for at in reversed(range(len(network.chain))):
        layer = network.chain[at]
        layer.weight_grad += product(inputs[at].mT, grad)
        layer.bias_grad += grad.chunk(2, dim=1)[0].sum(1, keepdim=True)
        if at:
            of_h, of_t = product(grad, layer.weight.mT).chunk(2, dim=1)
            of_a = of_h * slopes[at - 1] + of_t * turns[at - 1]
            grad = torch.cat([of_a, of_t * slopes[at - 1]], dim=1)

"""The chain rule through a network, the same for every loss.

    layer       a = [W b] [h; 1]     dL/d[W b] = (dL/da) [h; 1]ᵀ,  dL/dh = Wᵀ (dL/da)
    activation  h = f(a)             dL/da = (dL/dh) f'(a)

Below h stands a row of ones, so that one product has the bias with it, and its gradient
likewise. For networks this small an operation costs more than its arithmetic.
``tests/training/test_backprop.py`` holds every gradient to autograd's.
"""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from core.training.networks import Layer, Network


class Pass:
    """The way of batches through a network and back, in memory that the next ones take.

    Batches, scores and gradients are (runs, batch, 1). Within, ``inputs`` are those of
    the layers, [h; 1], and ``slopes`` those of the activations, f'(a): (runs, features,
    batch), batch beside batch.
    """

    def __init__(self, network: Network, *batches: int):
        self.network, width = network, network.chain[0].matrix.shape[1]
        runs, batch = len(network.chain[0].matrix), sum(batches)
        self.inputs = [
            torch.ones(runs, layer.matrix.shape[2], batch) for layer in network.chain
        ]
        self.slopes = [torch.empty(runs, width, batch) for _ in network.chain[1:]]
        self.spare = torch.empty(2, runs, width, batch).unbind()  # until the next layer
        self.output, self.at_output, self.at_input = torch.empty(3, runs, 1, batch)
        # Views, made once: to make one costs as much as a small product.
        self.h = [rows[:, :-1] for rows in self.inputs]
        self.transposed = [rows.mT for rows in self.inputs]
        ends = self.h[0], self.output, self.at_output
        self.x, self.scores, self.grads = (end.mT.split(batches, dim=1) for end in ends)

    def forward(self, *x: Tensor) -> tuple[Tensor, ...]:
        """What the last layer returns for each batch."""
        *hidden, last = self.network.chain
        for part, batch in zip(self.x, x, strict=True):
            part.copy_(batch)
        for at, layer in enumerate(hidden):
            a = torch.bmm(layer.matrix, self.inputs[at], out=self.spare[0])
            self.network.activation.write(a, self.h[at + 1], self.slopes[at])
        torch.bmm(last.matrix, self.inputs[-1], out=self.output)
        return self.scores

    def to_weights(self, *grads: Tensor) -> None:
        """From gradients at the output to those of all weights, left in ``.grad``.

        They are summed over batches, and each batch is averaged.
        """
        for layer, inputs, grad in self._back(grads):
            torch.bmm(grad, inputs, out=layer.grad)
        self.network.grad.div_(grads[0].shape[1])

    def to_input(self, *grads: Tensor) -> Tensor:
        """From gradients at the output to those at the input; the weights have none."""
        *_, (first, _, grad) = self._back(grads)
        return torch.bmm(first.transposed, grad, out=self.at_input).mT

    def _back(self, grads: Sequence[Tensor]) -> Iterator[tuple[Layer, Tensor, Tensor]]:
        """From the last layer: it, its input transposed, the gradient at its output."""
        for part, grad in zip(self.grads, grads, strict=True):
            part.copy_(grad)
        grad = self.at_output
        for at in reversed(range(len(self.network.chain))):
            layer = self.network.chain[at]
            yield layer, self.transposed[at], grad
            if at:
                grad = torch.bmm(layer.transposed, grad, out=self.spare[at % 2])
                grad.mul_(self.slopes[at - 1])


def with_slope(network: Network, x: Tensor) -> tuple[Tensor, Tensor]:
    """A network's output and its slope in ``x``: (runs, batch, 1) both."""
    through = Pass(network, x.shape[1])
    (scores,) = through.forward(x)
    return scores, through.to_input(torch.ones_like(scores))

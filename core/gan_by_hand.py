"""The training loop of ``core.gan`` with its gradients derived by hand: faster, equal.

A GAN's loss enters backpropagation in two places only: the slope of D's loss on its
scores, and the slope of G's loss on the scores of the fakes. Everything else is the
chain rule through a network, the same for every loss:

    layer   a = h W + b     dL/dW = hᵀ (dL/da),  dL/db = sum of dL/da,
                            dL/dh = (dL/da) Wᵀ
    neuron  h = f(a)        dL/da = (dL/dh) f'(a)

Autograd records a graph to find this out anew at each step, which for networks this
small costs more than the arithmetic. The slopes are those of ``core.gan_losses``; the
penalties on D's slope, which need second derivatives, are left to autograd.
``tests/core/test_gan_by_hand.py`` holds every gradient to autograd's.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from core.gan import Trainer
from core.gan_networks import Generator, Network

Tape = list[tuple[Tensor, Tensor]]  # for each layer: what went in, what came out

# -- Where the loss comes in -----------------------------------------------------------
# Slopes of D's loss on the scores of real samples and of fakes.
D_SLOPES: dict[str, Callable[[Tensor, Tensor, float], tuple[Tensor, Tensor]]] = {
    "bce": lambda real, fake, label: (real.sigmoid() - label, fake.sigmoid()),
    "least-squares": lambda real, fake, _: (real - 1, fake),
    "hinge": lambda real, fake, _: (-(real < 1).float(), (fake > -1).float()),
    "wasserstein": lambda real, fake, _: (
        torch.full_like(real, -1.0),
        torch.ones_like(fake),
    ),
}
# Slopes of G's loss on the scores of its fakes.
G_SLOPES: dict[str, Callable[[Tensor], Tensor]] = {
    "saturating": lambda fake: -fake.sigmoid(),  # -D
    "non-saturating": lambda fake: -(-fake).sigmoid(),  # -(1 - D)
    "least-squares": lambda fake: fake - 1,
    "hinge": lambda fake: torch.full_like(fake, -1.0),
    "wasserstein": lambda fake: torch.full_like(fake, -1.0),
    "wasserstein-gp": lambda fake: torch.full_like(fake, -1.0),
}


def _silu_slope(a: Tensor, h: Tensor) -> Tensor:
    return torch.addcmul(h, a.sigmoid(), 1 - h)  # h + s (1 - h) with h = a s


# Slope of a neuron, from what went into it and what came out.
SLOPES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "silu": _silu_slope,
    "relu": lambda a, _: (a > 0).float(),
    "leaky-relu": lambda a, _: torch.where(a > 0, 1.0, 0.2),
    "tanh": lambda _, h: 1 - h * h,
}


# -- The chain rule --------------------------------------------------------------------
def forward(network: Network, x: Tensor) -> tuple[Tensor, Tape]:
    """The network's output, and what its layers saw on the way."""
    tape = []
    for at, layer in enumerate(network.chain):
        h = network.activation(x) if at else x
        x = layer(h)
        tape.append((h, x))
    return x, tape


def backward(
    network: Network, slope: str, tape: Tape, grad: Tensor, *, keep: bool
) -> Tensor:
    """From the gradient at the output to that at the input; shapes (runs, batch, 1).

    With ``keep`` the gradients of weights and biases are left in ``.grad``.
    """
    for at in reversed(range(len(tape))):
        layer, (h, _) = network.chain[at], tape[at]
        if keep:
            layer.weight.grad = h.mT @ grad
            layer.bias.grad = grad.sum(1, keepdim=True)
        grad = grad @ layer.weight.mT
        if at:
            grad = grad * SLOPES[slope](tape[at - 1][1], h)
    return grad


class HandTrainer(Trainer):
    """The same runs; only the two gradients come about differently."""

    @torch.no_grad()
    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """The gradient of D's loss and penalty, left in ``.grad``."""
        scores, tape = forward(self.d, torch.cat([real, fake], dim=1))
        on_real, on_fake = scores.chunk(2, dim=1)
        slopes = self.each_run(
            lambda run, c: torch.cat(
                D_SLOPES[c.game](on_real[run], on_fake[run], c.real_label), dim=-2
            )
        )
        grad = slopes / self.config.batch
        backward(self.d, self.config.activation, tape, grad, keep=True)
        if any(config.penalises != "none" for config in self.configs):
            with torch.enable_grad():
                self.penalties(real, fake).backward()
        self.scores |= {"real": on_real, "fake": on_fake}

    @torch.no_grad()
    def g_gradients(self, noise: Tensor) -> None:
        """The gradient of G's loss, left in ``.grad``."""
        made, g_tape = forward(self.g, noise)
        fake = self.g.finish(noise, made)
        scores, d_tape = forward(self.d, fake)
        slopes = self.each_run(lambda run, c: G_SLOPES[c.loss](scores[run]))
        activation = self.config.activation
        grad = slopes / self.config.batch
        grad = backward(self.d, activation, d_tape, grad, keep=False)
        grad = grad * _finish_slope(self.g, fake)
        backward(self.g, activation, g_tape, grad, keep=True)
        self.scores["asked"] = scores


def _finish_slope(g: Generator, fake: Tensor) -> Tensor | float:
    """Slope of the fake in what G's last layer returned."""
    return 1 - (fake / 4.0) ** 2 if g.kind == "bounded" else 1.0

"""The training loop with its gradients derived by hand: faster, equal.

A GAN's loss enters backpropagation in two places only: the slope of D's loss on its
scores, and the slope of G's loss on the scores of the fakes. Everything else is the
chain rule through a network, the same for every loss:

    layer   a = h W + b     dL/dW = hᵀ (dL/da),  dL/db = sum of dL/da,
                            dL/dh = (dL/da) Wᵀ
    neuron  h = f(a)        dL/da = (dL/dh) f'(a)

Autograd records a graph to find this out anew at each step, which for networks this
small costs more than the arithmetic. The slopes are those of ``core.maths.gan_losses``.
``tests/training/test_backprop.py`` holds every gradient to autograd's.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from core.training.activations import NEURONS, product
from core.training.gradient_penalty import PENALTY_SLOPES, add_penalty
from core.training.networks import Network
from core.training.trainer import Trainer

# -- Where the loss comes in -----------------------------------------------------------
# Slopes of D's loss on the scores of real samples and of fakes.
D_SLOPES: dict[str, Callable[[Tensor, Tensor, float], tuple[Tensor, Tensor]]] = {
    # On a real D - label, written so that nothing cancels where D is sure.
    "bce": lambda real, fake, label: (
        (1 - label) - (-real).sigmoid(),
        fake.sigmoid(),
    ),
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


# -- The chain rule --------------------------------------------------------------------
class Tape(NamedTuple):
    """What a network's layers were given, and the slopes of the neurons between."""

    inputs: list[Tensor]
    slopes: list[Tensor]


def forward(network: Network, activation: str, x: Tensor) -> tuple[Tensor, Tape]:
    """What the last layer returns, and what was seen on the way."""
    *hidden, last = network.chain
    tape = Tape([x], [])
    for layer in hidden:
        h, slope = NEURONS[activation](layer(tape.inputs[-1]))
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
        x, slope = NEURONS[activation](layer(x))
        rate = product(rate, layer.weight) * slope
    return last(x), product(rate, last.weight)


class HandTrainer(Trainer):
    """The same runs; only the two gradients come about differently."""

    @torch.no_grad()
    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """The gradient of D's loss and penalty, left in ``.grad``."""
        activation, batch = self.config.activation, self.config.batch
        scores, tape = forward(self.d, activation, torch.cat([real, fake], dim=1))
        on_real, on_fake = scores.chunk(2, dim=1)
        slopes = self.each_run(
            lambda run, c: torch.cat(
                D_SLOPES[c.game](on_real[run], on_fake[run], c.real_label), dim=-2
            )
        )
        backward(self.d, tape, slopes / batch, keep=True)
        if self.penalised:
            weight = self.config.penalty_weight / batch
            add_penalty(
                self.d,
                activation,
                self.places(real, fake),
                lambda slope: (
                    weight
                    * self.each_run(
                        lambda run, c: PENALTY_SLOPES[c.penalises](slope[run])
                    )
                ),
            )
        self.scores |= {"real": on_real, "fake": on_fake}

    @torch.no_grad()
    def move(self, network: Network, optimiser: torch.optim.Optimizer) -> None:
        """The optimiser's step; of Adam's only the arithmetic, without the ceremony.

        The kernel is the one that ``optimiser.step()`` calls, the state its own.
        """
        weights, (group,) = network.flat, optimiser.param_groups
        state = optimiser.state[weights]
        if "exp_avg" not in state:  # SGD, or Adam's first step
            optimiser.step()
            return
        torch._fused_adam_(  # pyright: ignore[reportPrivateImportUsage]
            [weights],
            [network.grad],
            [state["exp_avg"]],
            [state["exp_avg_sq"]],
            [],
            [state["step"].add_(1)],
            lr=group["lr"],
            beta1=group["betas"][0],
            beta2=group["betas"][1],
            weight_decay=0.0,
            eps=group["eps"],
            amsgrad=False,
            maximize=False,
        )

    @torch.no_grad()
    def g_gradients(self, noise: Tensor) -> None:
        """The gradient of G's loss, left in ``.grad``."""
        activation, batch = self.config.activation, self.config.batch
        made, g_tape = forward(self.g, activation, noise)
        fake = self.g.finish(noise, made)
        scores, d_tape = forward(self.d, activation, self.blur(fake))
        slopes = self.each_run(lambda run, c: G_SLOPES[c.loss](scores[run]))
        grad = backward(self.d, d_tape, slopes / batch)
        grad = product(grad, self.d.chain[0].weight.mT)  # at the fakes
        if self.g.kind == "bounded":  # slope of 4 tanh(x / 4)
            grad = grad * (1 - (fake / 4.0) ** 2)
        backward(self.g, g_tape, grad, keep=True)
        self.scores["asked"] = scores

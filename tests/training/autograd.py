"""The same training loop with autograd's gradients: the oracle of the hand-made ones.

Autograd is given the value of a loss alone, and networks of torch's own layers, run by
run; the slopes and the chain rule are what it has to find out.
"""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from core.gan.config import Config
from core.training.networks import Network
from core.training.trainer import Trainer

MODULES: dict[str, Callable[[], nn.Module]] = {
    "silu": nn.SiLU,
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.2),
    "tanh": nn.Tanh,
}


def linear(network: Network, run: int) -> list[tuple[Tensor, Tensor]]:
    """Weight (out, in) and bias (out,) of each layer of one run, as torch has them."""
    return [(one.weight[run], one.bias[run, :, 0]) for one in network.chain]


def keep_gradient(network: Network, run: int, grads: Sequence[Tensor]) -> None:
    """Leaves gradients, in the order of torch's parameters, in ``.grad``."""
    for layer, weight, bias in zip(network.chain, grads[::2], grads[1::2], strict=True):
        layer.grad[run] = torch.cat([weight, bias[:, None]], dim=1)


def torchs(network: Network, activation: str, run: int) -> nn.Sequential:
    """One run's network of torch's own layers, with a copy of its weights."""
    layers: list[nn.Module] = []
    for weight, bias in linear(network, run):
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data.copy_(weight)
        layer.bias.data.copy_(bias)
        layers += [layer, MODULES[activation]()]
    return nn.Sequential(*layers[:-1])


def gradient(of: Tensor, network: nn.Module) -> list[Tensor]:
    """Autograd's, in the order of the layers."""
    return list(torch.autograd.grad(of, [*network.parameters()]))


class AutogradTrainer(Trainer):
    """The same runs; only the two gradients come about differently."""

    @torch.inference_mode(mode=False)
    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """Autograd's gradient of D's loss and penalty."""
        real, fake = real.clone(), fake.clone()
        points, seen = self.penalty_points(real, fake), []
        for run, config in enumerate(self.configs):
            d = torchs(self.d, config.activation, run)
            on_real, on_fake = d(column(real[run])), d(column(fake[run]))
            terms = config.game.value(on_real, on_fake, config.real_label)
            loss = torch.add(*terms).mean()
            loss = loss + penalty(d, column(points[run]), config)
            keep_gradient(self.d, run, gradient(loss, d))
            seen.append([on_real.detach(), on_fake.detach()])
        on_real, on_fake = (torch.stack(of) for of in zip(*seen, strict=True))
        shape = real.shape
        self.scores |= {"real": on_real.view(shape), "fake": on_fake.view(shape)}

    @torch.inference_mode(mode=False)
    def g_gradients(self, noise: Tensor) -> None:
        """Autograd's gradient of G's loss."""
        noise = noise.clone()
        nets = [torchs(self.g, c.activation, run) for run, c in enumerate(self.configs)]
        fakes = []
        for run, g in enumerate(nets):
            fakes.append(finished(self.config, column(noise[run]), g))
        seen = self.add_instance_noise(torch.stack(fakes).view(noise.shape))
        scores = []
        for run, config in enumerate(self.configs):
            d = torchs(self.d, config.activation, run)
            scores.append(d(column(seen[run])))
            loss = config.objective.value(scores[-1]).mean()
            keep_gradient(self.g, run, gradient(loss, nets[run]))
        self.scores["for_g"] = torch.stack(scores).detach().view(noise.shape)


def column(values: Tensor) -> Tensor:
    """As torch's own layers want a batch: (batch, 1)."""
    return values.reshape(-1, 1)


def finished(config: Config, z: Tensor, net: nn.Module) -> Tensor:
    """The fakes that a generator of that shape makes."""
    x = net(z)
    if config.generator == "residual":
        return z + x
    return 4.0 * torch.tanh(x / 4.0) if config.generator == "bounded" else x


def penalty(d: nn.Module, points: Tensor, config: Config) -> Tensor:
    """What D pays for its slope, weighted."""
    x = points.clone().requires_grad_()
    (slope,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return config.penalty_weight * config.gradient_penalty.value(slope).mean()

r"""The training loop of the tutorials, with a method for each line that may be wrong.

One generator G(z), z ~ N(0, 1), one discriminator that returns a score, the target
N(4, 0.5²), and the two losses of the textbook, means over a batch in nats:

    L_D = mean softplus(-score(real)) + mean softplus(score(fake))
    L_G = mean softplus(-score(fake))

``Textbook`` is that loop as it should be (I. Goodfellow et al., "Generative Adversarial
Nets", 2014, algorithm 1). The others are as right: each has the surroundings in which a
bug of ``core.training.bugs`` shows. All randomness is the instance's own. Networks are
1-32-32-1 with SiLU; shapes are (batch, 1).
"""

import itertools
from collections.abc import Iterable

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

BATCH, WIDTH = 256, 32
MEAN, STD = 4.0, 0.5  # of the target


def adam(weights: Iterable[nn.Parameter]) -> torch.optim.Adam:
    """Adam without momentum, lr 1e-3, betas (0, 0.9)."""
    return torch.optim.Adam(weights, lr=1e-3, betas=(0.0, 0.9), fused=True)


class Textbook:
    """The loop, with nothing wrong."""

    def __init__(self, seed: int):
        torch.set_num_threads(1)  # for networks this small, two are slower than one
        self.rng = torch.Generator().manual_seed(seed)
        self.g = nn.Sequential(*self.layers())
        self.d = self.discriminator()
        self.optimiser_d = self.optimiser_of_d()
        self.optimiser_g = self.optimiser_of_g()
        self.bce = nn.BCEWithLogitsLoss()
        self.ones, self.zeros = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)

    # -- What may be wrong, a line each ------------------------------------------------
    def discriminator(self) -> nn.Module:
        """D: its last layer returns a score, any number."""
        return nn.Sequential(*self.layers())

    def optimiser_of_d(self) -> torch.optim.Optimizer:
        """What D's step moves: D, and nothing else."""
        return adam(self.d.parameters())

    def optimiser_of_g(self) -> torch.optim.Optimizer:
        """What G's step moves: G, and nothing else."""
        return adam(self.g.parameters())

    def labels(self) -> tuple[Tensor, Tensor]:
        """What D should learn to say of real samples, and of fakes."""
        return self.ones, self.zeros

    def fakes_for_d(self) -> Tensor:
        """The fakes of D's step: data, without a way back to G."""
        return self.g(self.noise()).detach()

    def fakes_for_g(self) -> Tensor:
        """The fakes of G's step, with the way back to G."""
        return self.g(self.noise())

    def g_target_label(self) -> Tensor:
        """What G wants to hear of its fakes."""
        return self.ones

    def loss_of_d(self, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """L_D of a batch's scores: both halves, added."""
        of_real, of_fake = self.labels()
        return self.bce(on_real, of_real) + self.bce(on_fake, of_fake)

    def loss_of_g(self, on_fake: Tensor) -> Tensor:
        """L_G of the fakes' scores."""
        return self.bce(on_fake, self.g_target_label())

    # -- The loop ----------------------------------------------------------------------
    def iteration(self) -> tuple[float, float]:
        """One step of D, one of G; L_D and L_G of their batches, before the steps."""
        loss_d = self.d_step()
        self.clear_for_g()
        loss_g = self.loss_of_g(self.d(self.fakes_for_g()))
        loss_g.backward()
        self.optimiser_g.step()
        return loss_d, loss_g.item()

    def d_step(self) -> float:
        """One step of D; its loss before it."""
        self.clear_for_d()
        on_real = self.d(self.real())
        loss_d = self.loss_of_d(on_real, self.d(self.fakes_for_d()))
        loss_d.backward()
        self.optimiser_d.step()
        self.after_d_step()
        return loss_d.item()

    def after_d_step(self) -> None:
        """Nothing."""

    def clear_for_d(self) -> None:
        """Before D's step its old gradients go."""
        self.optimiser_d.zero_grad()

    def clear_for_g(self) -> None:
        """Before G's step all that others left in its gradients goes."""
        self.optimiser_g.zero_grad()

    def noise(self) -> Tensor:
        """A batch of z."""
        return torch.randn(BATCH, 1, generator=self.rng)

    def real(self) -> Tensor:
        """A batch of the target."""
        return MEAN + STD * self.noise()

    def layers(self) -> list[nn.Module]:
        """1-32-32-1 with SiLU between, drawn as ``nn.Linear`` draws its own."""
        sizes = (1, WIDTH, WIDTH, 1)
        built: list[nn.Module] = []
        for fan_in, fan_out in itertools.pairwise(sizes):
            layer = nn.Linear(fan_in, fan_out, device="meta").to_empty(device="cpu")
            bound = fan_in**-0.5
            nn.init.uniform_(layer.weight, -bound, bound, generator=self.rng)
            nn.init.uniform_(layer.bias, -bound, bound, generator=self.rng)
            built += [layer, nn.SiLU()]
        return built[:-1]


class ClearedAtTheTop(Textbook):
    """Both gradients are cleared once, before D's step: as right as the other way."""

    def clear_for_d(self) -> None:
        """Both players' old gradients go."""
        self.optimiser_d.zero_grad()
        self.optimiser_g.zero_grad()

    def clear_for_g(self) -> None:
        """Nothing: what D's step left on G stays."""


class ClearedTwice(Textbook):
    """D's gradients are cleared before its step, and after it once more."""

    def after_d_step(self) -> None:
        """D's gradients go; what G's step leaves on D is still to come."""
        self.optimiser_d.zero_grad()


class ByHand(Textbook):
    """The same losses, written out."""

    def loss_of_d(self, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """-log D(x) - log(1 - D(G(z))), where 1 - sigmoid(s) = sigmoid(-s)."""
        return -F.logsigmoid(on_real).mean() - F.logsigmoid(-on_fake).mean()

    def loss_of_g(self, on_fake: Tensor) -> Tensor:
        """-log D(G(z))."""
        return -F.logsigmoid(on_fake).mean()


class FarAhead(ByHand):
    """D starts 1000 steps ahead, and G takes plain steps: Adam hides their size."""

    def __init__(self, seed: int):
        super().__init__(seed)
        for _ in range(1000):
            self.d_step()

    def optimiser_of_g(self) -> torch.optim.Optimizer:
        """Gradient descent with lr 1e-3."""
        return torch.optim.SGD(self.g.parameters(), lr=1e-3)


class Critic(Textbook):
    """A critic with clipped weights: L_D = E f(G(z)) - E f(x), L_G = -E f(G(z))."""

    def loss_of_d(self, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """Minus the estimate of W1 times the critic's slope."""
        return on_fake.mean() - on_real.mean()

    def loss_of_g(self, on_fake: Tensor) -> Tensor:
        """The critic's score of the fakes, turned round: G wants it high."""
        return -on_fake.mean()

    def after_d_step(self) -> None:
        """Every weight of the critic is brought back to [-0.1, 0.1]."""
        with torch.no_grad():
            for weight in self.d.parameters():
                weight.clamp_(-0.1, 0.1)

r"""The training loop of the tutorials, and the lines in it that people get wrong.

One generator G(z), z ~ N(0, 1), one discriminator that returns a score, the target
N(4, 0.5²), and the two losses of the textbook, means over a batch in nats:

    L_D = mean softplus(-score(real)) + mean softplus(score(fake))
    L_G = mean softplus(-score(fake))

``Textbook`` is that loop as it should be (I. Goodfellow et al., "Generative Adversarial
Nets", 2014, algorithm 1). Each bug overrides one method of one line, so that a page can
show the very line that ran beside the right one (``shown``). All randomness is the
instance's own. Networks are 1-32-32-1 with SiLU; shapes are (batch, 1).
"""

import ast
import inspect
import itertools
import textwrap
from collections.abc import Iterable
from typing import NamedTuple

import torch
from torch import Tensor, nn

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
        self.optimiser_d = adam(self.d.parameters())
        self.optimiser_g = self.optimiser_of_g()
        self.bce = nn.BCEWithLogitsLoss()
        self.ones, self.zeros = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)

    # -- What may be wrong, a line each ------------------------------------------------
    def discriminator(self) -> nn.Module:
        """D: its last layer returns a score, any number."""
        return nn.Sequential(*self.layers())

    def optimiser_of_g(self) -> torch.optim.Optimizer:
        """What G's step moves: G, and nothing else."""
        return adam(self.g.parameters())

    def labels(self) -> tuple[Tensor, Tensor]:
        """What D should learn to say of real samples, and of fakes."""
        return self.ones, self.zeros

    def fakes_for_d(self) -> Tensor:
        """The fakes of D's step: data, without a way back to G."""
        return self.g(self.noise()).detach()

    def g_target_label(self) -> Tensor:
        """What G wants to hear of its fakes."""
        return self.ones

    # -- The loop ----------------------------------------------------------------------
    def iteration(self) -> tuple[float, float]:
        """One step of D, one of G; L_D and L_G of their batches, before the steps."""
        self.clear_for_d()
        of_real, of_fake = self.labels()
        loss_d = self.bce(self.d(self.real()), of_real)
        loss_d = loss_d + self.bce(self.d(self.fakes_for_d()), of_fake)
        loss_d.backward()
        self.optimiser_d.step()

        self.clear_for_g()
        loss_g = self.bce(self.d(self.g(self.noise())), self.g_target_label())
        loss_g.backward()
        self.optimiser_g.step()
        return loss_d.item(), loss_g.item()

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


# -- The bugs --------------------------------------------------------------------------
class SigmoidTwice(Textbook):
    """A probability is given to a loss that takes it for a logit."""

    def discriminator(self) -> nn.Module:
        """A probability, where a score is wanted."""
        return nn.Sequential(*self.layers(), nn.Sigmoid())


class DetachForgotten(ClearedAtTheTop):
    """D's loss leaves a gradient on G, and nothing clears it before G's step."""

    def fakes_for_d(self) -> Tensor:
        """Fakes with a way back to G."""
        return self.g(self.noise())


class DetachForgottenButCleared(Textbook):
    """D's loss leaves a gradient on G, which is cleared unused: time lost, no more."""

    def fakes_for_d(self) -> Tensor:
        """Fakes with a way back to G."""
        return self.g(self.noise())


class GMovesD(Textbook):
    """One optimiser for both networks: G's step also teaches D to call fakes real."""

    def optimiser_of_g(self) -> torch.optim.Optimizer:
        """What G's step moves: both networks."""
        return adam([*self.g.parameters(), *self.d.parameters()])


class LabelsSwapped(Textbook):
    """D learns to call real samples fake, and fakes real."""

    def labels(self) -> tuple[Tensor, Tensor]:
        """0 for real samples, 1 for fakes."""
        return self.zeros, self.ones


class FakeLabelForG(Textbook):
    """G is trained with the label of a fake, and learns to be caught."""

    def g_target_label(self) -> Tensor:
        """That they are fake."""
        return self.zeros


class Bug(NamedTuple):
    """A loop, the method in it that is wrong, and the loop in which it is right."""

    loop: type[Textbook]
    method: str
    right: type[Textbook] = Textbook


BUGS = {
    "sigmoid": Bug(SigmoidTwice, "discriminator"),
    "detach": Bug(DetachForgotten, "fakes_for_d", ClearedAtTheTop),
    "wasted": Bug(DetachForgottenButCleared, "fakes_for_d"),
    "moves-d": Bug(GMovesD, "optimiser_of_g"),
    "swapped": Bug(LabelsSwapped, "labels"),
    "label-0": Bug(FakeLabelForG, "g_target_label"),
}


def shown(which: type[Textbook], method: str) -> str:
    """A method's source without its docstring: the code that runs."""
    text = textwrap.dedent(inspect.getsource(getattr(which, method)))
    lines = text.splitlines()
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    if len(function.body) > 1 and ast.get_docstring(function):
        del lines[function.body[0].lineno - 1 : function.body[1].lineno - 1]
    return "\n".join(lines)

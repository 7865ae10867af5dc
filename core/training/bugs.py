r"""The lines of the training loop that people get wrong.

Each bug overrides one method of a right loop of ``core.training.textbook``, one line
in it, so that a page can show the very line that ran beside the right one (``shown``).
"""

import ast
import inspect
import textwrap
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.training.textbook import (
    ByHand,
    ClearedAtTheTop,
    ClearedTwice,
    Critic,
    FarAhead,
    Textbook,
    adam,
)


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


class DFrozen(Textbook):
    """D's optimiser holds another network: D stays as it was drawn."""

    def optimiser_of_d(self) -> torch.optim.Optimizer:
        """The weights of a second D, made anew."""
        return adam(self.discriminator().parameters())


class GDetached(Textbook):
    """The fakes are detached in G's own step: no gradient reaches G."""

    def fakes_for_g(self) -> Tensor:
        """Fakes without a way back to G."""
        return self.g(self.noise()).detach()


class NotCleared(ClearedTwice):
    """What G's step left on D is there in D's next step."""

    def clear_for_d(self) -> None:
        """Nothing is cleared here: what G's step left on D stays."""


class NeverCleared(Textbook):
    """D's gradients, and those that G's step leaves on it, add up for ever."""

    def clear_for_d(self) -> None:
        """Nothing is cleared here, nor anywhere else."""


class Epsilon(FarAhead):
    """An epsilon inside the logarithm: where D is sure of a fake, G's loss is flat."""

    def loss_of_g(self, on_fake: Tensor) -> Tensor:
        """-log(D(G(z)) + 1e-6)."""
        return -torch.log(torch.sigmoid(on_fake) + 1e-6).mean()


class Shifted(ByHand):
    """log(1 - D) written as if sigmoid(1 - s) were 1 - sigmoid(s)."""

    def loss_of_d(self, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """The fake half is softplus(s - 1)."""
        return -F.logsigmoid(on_real).mean() - F.logsigmoid(1 - on_fake).mean()


class SameSign(Critic):
    """G wants the critic's score of its fakes low, as the critic does."""

    def loss_of_g(self, on_fake: Tensor) -> Tensor:
        """The critic's score of the fakes."""
        return on_fake.mean()


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
    "d-frozen": Bug(DFrozen, "optimiser_of_d"),
    "g-detached": Bug(GDetached, "fakes_for_g"),
    "not-cleared": Bug(NotCleared, "clear_for_d", ClearedTwice),
    "never-cleared": Bug(NeverCleared, "clear_for_d"),
    "epsilon": Bug(Epsilon, "loss_of_g", FarAhead),
    "shifted": Bug(Shifted, "loss_of_d", ByHand),
    "same-sign": Bug(SameSign, "loss_of_g", Critic),
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

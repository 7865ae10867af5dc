"""What the generator of a GAN minimises: one record a loss.

    saturating       log(1 - D) = -softplus(score)    against ``bce``
    non-saturating   -log D = softplus(-score)        against ``bce``
    least-squares    (score - 1)² / 2                 against ``least-squares``
    hinge            -score                           against ``hinge``
    wasserstein      -score                           against ``wasserstein``, clipped
    wasserstein-gp   -score                           the same, with a penalty instead

Functions take and return tensors of scores, as in ``core.gan.games``. To add a loss,
add a record to ``LOSSES``: it is trained, drawn, written into the script, explained and
offered in the menus, and the tests hold it to autograd.

References: those of ``core.gan.games``; I. Gulrajani et al., "Improved Training of
Wasserstein GANs" (2017), ``wasserstein-gp``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from core.gan.games import (
    BCE,
    HINGE,
    LEAST_SQUARES,
    WASSERSTEIN,
    Game,
    minus_one,
    softplus,
)
from core.maths.bce import bce_with_logits

if TYPE_CHECKING:
    from torch import Tensor


class OutputAxis(NamedTuple):
    """How D's output is drawn: its name, the range of its axis, and the ticks on it."""

    title: str
    low: float
    high: float
    ticks: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Loss:
    """What G minimises, and the game that D plays with it.

    Attributes:
        name: in links and menus.
        game: D's.
        value, slope: of G's loss, from the scores of its fakes.
        at: the same value for one score, a float.
        code: its mean in the script.
        formula: its expectation, in LaTeX.
        span: range of the axis of losses.
        axis: of D's output.
        clips: whether the weights of D are clipped, if there is no penalty.
        penalty: the one that D has if no other is chosen.
    """

    name: str
    game: Game
    value: Callable[["Tensor"], "Tensor"]
    slope: Callable[["Tensor"], "Tensor"]
    at: Callable[[float], float]
    code: str
    formula: str
    span: tuple[float, float]
    axis: OutputAxis
    clips: bool = False
    penalty: str = "none"


_PROBABILITY = OutputAxis("D, probability of real", 0.0, 1.0, (0, 0.5, 1))
LOSSES = {
    loss.name: loss
    for loss in (
        Loss(
            "saturating",
            BCE,
            value=lambda fake: -softplus(fake),
            slope=lambda fake: -fake.sigmoid(),  # -D
            at=lambda score: -float(bce_with_logits(score, 0.0)),
            code="-softplus(scores_for_g).mean()  # log(1 - D)",
            formula=r"\mathbb{E}[\log(1 - D(G(z)))]",
            span=(-1.5, 2.5),
            axis=_PROBABILITY,
        ),
        Loss(
            "non-saturating",
            BCE,
            value=lambda fake: softplus(-fake),
            slope=lambda fake: -(-fake).sigmoid(),  # -(1 - D)
            at=lambda score: float(bce_with_logits(score, 1.0)),
            code="softplus(-scores_for_g).mean()  # -log D",
            formula=r"\mathbb{E}[-\log D(G(z))]",
            span=(0.0, 2.4),
            axis=_PROBABILITY,
        ),
        Loss(
            "least-squares",
            LEAST_SQUARES,
            value=lambda fake: (fake - 1) ** 2 / 2,
            slope=lambda fake: fake - 1,
            at=lambda score: (score - 1.0) ** 2 / 2.0,
            code="((scores_for_g - 1) ** 2 / 2).mean()",
            formula=r"\tfrac12 \mathbb{E}[(s(G(z)) - 1)^2]",
            span=(0.0, 1.0),
            axis=OutputAxis("D's score", -0.5, 1.5, (0, 1)),
        ),
        Loss(
            "hinge",
            HINGE,
            value=lambda fake: -fake,
            slope=minus_one,
            at=lambda score: -score,
            code="-scores_for_g.mean()",
            formula=r"-\mathbb{E}[s(G(z))]",
            span=(-2.0, 2.5),
            axis=OutputAxis("D's score", -2.5, 2.5, (-1, 0, 1)),
        ),
        Loss(
            "wasserstein",
            WASSERSTEIN,
            value=lambda fake: -fake,
            slope=minus_one,
            at=lambda score: -score,
            code="-scores_for_g.mean()",
            formula=r"-\mathbb{E}[s(G(z))]",
            span=(-3.0, 3.0),
            axis=OutputAxis("critic", -3.0, 3.0, (-2, 0, 2)),
            clips=True,
        ),
        Loss(
            "wasserstein-gp",
            WASSERSTEIN,
            value=lambda fake: -fake,
            slope=minus_one,
            at=lambda score: -score,
            code="-scores_for_g.mean()",
            formula=r"-\mathbb{E}[s(G(z))]",
            span=(-6.0, 6.0),
            axis=OutputAxis("critic", -15.0, 15.0, (-10, 0, 10)),
            penalty="one-sided",
        ),
    )
}

"""What the discriminator of a GAN minimises: one record a game.

    game           loss on a real        loss on a fake      slopes
    -------------  --------------------  ------------------  ------------------
    bce            -log D                -log(1 - D)         D - 1        and D
                   = softplus(-score)    = softplus(score)
    least-squares  (score - 1)² / 2      score² / 2          score - 1    score
    hinge          max(0, 1 - score)     max(0, 1 + score)   -1 or 0      1 or 0
    wasserstein    -score                score               -1           1

Functions take and return tensors of scores (logits where D = sigmoid(score)), element
by element. A slope is the derivative in the score: all that backpropagation needs.
PyTorch is imported by the one function that needs it, when it is called.

References: I. Goodfellow et al., "Generative Adversarial Nets" (2014); T. Salimans et
al., "Improved Techniques for Training GANs" (2016), a label below 1; X. Mao et al.,
"Least Squares Generative Adversarial Networks" (2017); T. Miyato et al., "Spectral
Normalization for Generative Adversarial Networks" (2018), hinge; M. Arjovsky, S.
Chintala and L. Bottou, "Wasserstein GAN" (2017).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.maths.bce import bce_with_logits, sigmoid
from core.maths.densities import Floats

if TYPE_CHECKING:
    from torch import Tensor

Pair = tuple["Tensor", "Tensor"]  # for real samples, for fakes


@dataclass(frozen=True, eq=False)
class Game:
    """What D minimises.

    Attributes:
        name: in words.
        value, slope: the two terms and their derivatives, from the scores of reals, the
            scores of fakes, and the label of a real, which only BCE heeds.
        code: the sum of the terms in the script.
        formula: their expectation, in LaTeX.
        smoothed: code and formula with a label {0} below 1, and {1} = 1 - {0}.
        output: from scores to what is drawn of D.
        best: from D* = p / (p + q) to the output that minimises; none if there is none.
        undecided: from the label of a real to the score that is best where real and
            fake are alike, and the sum of the terms there; none if any score is.
    """

    name: str
    value: Callable[["Tensor", "Tensor", float], Pair]
    slope: Callable[["Tensor", "Tensor", float], Pair]
    code: str
    formula: str
    smoothed: tuple[str, str] | None = None
    output: Callable[[Floats], Floats] = lambda scores: scores
    best: Callable[[Floats], Floats] | None = None
    undecided: Callable[[float], tuple[float, float]] | None = None


def softplus(scores: "Tensor") -> "Tensor":
    """``log(1 + e^score)``, by PyTorch."""
    from torch.nn.functional import softplus

    return softplus(scores)


def minus_one(scores: "Tensor") -> "Tensor":
    """-1 for every score: the slope of a loss that is the score turned round."""
    return scores.new_full(scores.shape, -1.0)


def _bce(real: "Tensor", fake: "Tensor", label: float) -> Pair:
    """``-log D(real)`` and ``-log(1 - D(fake))``; a real's label may be less than 1."""
    on_real = softplus(-real)
    if label != 1.0:
        on_real = label * on_real + (1.0 - label) * softplus(real)
    return on_real, softplus(fake)


def _alike(label: float) -> tuple[float, float]:
    """D says label / 2 everywhere: its logit, and what BCE costs there."""
    score = math.log(label / (2.0 - label))
    return score, float(bce_with_logits(score, label) + bce_with_logits(score, 0.0))


BCE = Game(
    "bce",
    value=_bce,
    # On a real D - label, written so that nothing cancels where D is sure.
    slope=lambda real, fake, label: ((1 - label) - (-real).sigmoid(), fake.sigmoid()),
    code="softplus(-on_real) + softplus(on_fake)",
    formula=r"\mathbb{E}[-\log D(x)] + \mathbb{E}[-\log(1 - D(G(z)))]",
    smoothed=(
        "{0} * softplus(-on_real) + {1:.6g} * softplus(on_real) + softplus(on_fake)",
        (
            r"\mathbb{{E}}[-{0:g} \log D(x) - {1:.4g} \log(1 - D(x))]"
            r" + \mathbb{{E}}[-\log(1 - D(G(z)))]"
        ),
    ),
    output=sigmoid,
    best=lambda best: best,
    undecided=_alike,
)
LEAST_SQUARES = Game(
    "least-squares",
    value=lambda real, fake, _: ((real - 1) ** 2 / 2, fake**2 / 2),
    slope=lambda real, fake, _: (real - 1, fake),
    code="(on_real - 1) ** 2 / 2 + on_fake**2 / 2",
    formula=r"\tfrac12 \mathbb{E}[(s(x) - 1)^2] + \tfrac12 \mathbb{E}[s(G(z))^2]",
    best=lambda best: best,
    undecided=lambda _: (0.5, 0.25),
)
HINGE = Game(
    "hinge",
    value=lambda real, fake, _: ((1 - real).relu(), (1 + fake).relu()),
    slope=lambda real, fake, _: (-(real < 1).float(), (fake > -1).float()),
    code="torch.relu(1 - on_real) + torch.relu(1 + on_fake)",
    formula=r"\mathbb{E}[\max(0, 1 - s(x))] + \mathbb{E}[\max(0, 1 + s(G(z)))]",
    best=lambda best: np.sign(best - 0.5),
    undecided=lambda _: (0.0, 2.0),  # any score from -1 to 1: their middle
)
WASSERSTEIN = Game(
    "wasserstein",
    value=lambda real, fake, _: (-real, fake),
    slope=lambda real, fake, _: (minus_one(real), -minus_one(fake)),
    code="on_fake - on_real",
    formula=r"-\mathbb{E}[s(x)] + \mathbb{E}[s(G(z))]",
    output=lambda scores: scores - scores.mean(),  # its height is free: 0 on average
)

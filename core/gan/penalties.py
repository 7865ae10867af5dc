r"""Penalties on the slope D'(x) of the discriminator: one record each.

    one-sided      max(0, |D'| - 1)²    between reals and fakes
    two-sided      (|D'| - 1)²          between reals and fakes
    zero-centred   D'²                  between reals and fakes
    r1             D'² / 2              at the reals

Functions take and return tensors, element by element; ``slope`` is the derivative of
the penalty in D'(x). To add a penalty, add a record to ``PENALTIES``.

References: I. Gulrajani et al., "Improved Training of Wasserstein GANs" (2017), the
two-sided one; H. Petzka et al., "On the regularization of Wasserstein GANs" (2018), the
one-sided one; L. Mescheder et al., "Which Training Methods for GANs do actually
Converge?" (2018), R1 and the zero-centred one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Penalty:
    """What D pays for a slope.

    Attributes:
        name: in links and menus.
        value, slope: the penalty at D'(x), and its derivative there.
        code: the penalty in the script, from ``slope``.
        formula: its weighted expectation in LaTeX; {0} is the weight.
        at_reals: whether D' is looked at at the reals, or between them and the fakes.
    """

    name: str
    value: Callable[["Tensor"], "Tensor"]
    slope: Callable[["Tensor"], "Tensor"]
    code: str
    formula: str
    at_reals: bool = False


def _zero(slope: "Tensor") -> "Tensor":
    return slope.new_zeros(slope.shape)


NONE = Penalty("none", value=_zero, slope=_zero, code="", formula="")
PENALTIES = {
    penalty.name: penalty
    for penalty in (
        NONE,
        Penalty(
            "one-sided",
            value=lambda s: (s.abs() - 1).relu() ** 2,
            slope=lambda s: 2 * (s.abs() - 1).relu() * s.sign(),
            code="torch.relu(slope.abs() - 1) ** 2",
            formula=r"{0:g}\,\mathbb{{E}}[\max(0, |s'(\hat x)| - 1)^2]",
        ),
        Penalty(
            "two-sided",
            value=lambda s: (s.abs() - 1) ** 2,
            slope=lambda s: 2 * (s.abs() - 1) * s.sign(),
            code="(slope.abs() - 1) ** 2",
            formula=r"{0:g}\,\mathbb{{E}}[(|s'(\hat x)| - 1)^2]",
        ),
        Penalty(
            "zero-centred",
            value=lambda s: s**2,
            slope=lambda s: 2 * s,
            code="slope**2",
            formula=r"{0:g}\,\mathbb{{E}}[s'(\hat x)^2]",
        ),
        Penalty(
            "r1",
            value=lambda s: s**2 / 2,
            slope=lambda s: s,
            code="slope**2 / 2",
            formula=r"\tfrac{{{0:g}}}{{2}}\,\mathbb{{E}}[s'(x)^2]",
            at_reals=True,
        ),
    )
}

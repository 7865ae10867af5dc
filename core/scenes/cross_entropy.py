"""The figures of "Where does the formula come from?", computed."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from core import bce, grids, information
from core.bce import Floats
from core.figures import cross_entropy as figures
from core.figures.theme import said

UNITS = ("bits", "nats")
TRUTHS = np.linspace(0.0, 1.0, 101).round(2)
LOGARITHMS = {"bits": r"\log_2", "nats": r"\log"}


def belief(q: float, unit: str) -> go.Figure:
    """What every belief p costs if the truth is q."""
    grid, p, at = np.linspace(0.0, 1.0, 201), grids.curve_probs(), grids.PROBABILITIES
    places = {
        "p": at,
        "entropy": in_unit(unit, bce.entropy_floor(at)),
        "real": in_unit(unit, information.surprise(at)),
        "fake": in_unit(unit, information.surprise(1.0 - at)),
        "cost": in_unit(unit, bce.bce(at, q)),
        "kl": in_unit(unit, information.binary_kl(q, at)),
        "reverse": in_unit(unit, information.binary_kl(at, q)),
    }
    return figures.belief(
        {"q": grid, "entropy": in_unit(unit, bce.entropy_floor(grid))},
        {"p": p, "cost": in_unit(unit, bce.bce(p, q))},
        q,
        float(in_unit(unit, bce.entropy_floor(q))),
        grids.names(at),
        places,
        _ruler(unit),
    )


def truth(unit: str) -> go.Figure:
    """Surprise, entropy and both divergences while the truth moves from 0 to 1."""
    p, marks, q = grids.curve_probs(151), np.arange(0.1, 1.0, 0.2), TRUTHS[:, None]
    beliefs = {
        "p": p,
        "kl": in_unit(unit, information.binary_kl(q, p)),
        "reverse": in_unit(unit, information.binary_kl(p, q)),
    }
    at_marks = {"p": marks, "reverse": in_unit(unit, information.binary_kl(marks, q))}
    return figures.truth(
        _surprises(grids.curve_probs(), unit),
        beliefs,
        at_marks,
        grids.names(TRUTHS),
        _surprises(TRUTHS, unit),
        _ruler(unit),
    )


class Parts(NamedTuple):
    """One truth and one belief in numbers.

    Attributes:
        floor: entropy of the truth.
        kl: divergence of the belief from the truth.
        cost: cross-entropy, the sum of these two.
        reverse: the divergence the other way round.
        real: surprise of the belief at a real sample.
        fake: surprise of the belief at a fake one.
        log_real: the logarithm of q / p.
        log_fake: the logarithm of (1 − q) / (1 − p).
    """

    floor: float
    kl: float
    cost: float
    reverse: float
    real: float
    fake: float
    log_real: float
    log_fake: float


def parts(q: float, p: float, unit: str) -> Parts:
    """Both divergences, and the two logarithms that they weigh differently."""
    surprise = information.surprise([p, q, 1.0 - p, 1.0 - q])
    numbers = (
        bce.entropy_floor(q),
        information.binary_kl(q, p),
        bce.bce(p, q),
        information.binary_kl(p, q),
        surprise[0],
        surprise[2],
        surprise[0] - surprise[1],
        surprise[2] - surprise[3],
    )
    return Parts(*(float(in_unit(unit, number)) for number in numbers))


def formulas(q: float, p: float, unit: str) -> tuple[str, ...]:
    """Cross-entropy, its two parts, and KL both ways round, with numbers put in."""
    log, now = LOGARITHMS[unit], parts(q, p, unit)
    ratios = now.log_real, now.log_fake
    kl, swapped = r"\mathrm{KL}(q \| p)", r"\mathrm{KL}(p \| q)"
    return (
        rf"H(q, p) = -q {log} p - (1 - q) {log} (1 - p)",
        rf"= {_mean(q, (now.real, now.fake))} = {amount(now.cost, unit)}",
        rf"= H(q) + {kl} = {tex(now.floor)} + {tex(now.kl)}",
        rf"{kl} = q {log} \tfrac{{q}}{{p}} + (1 - q) {log} \tfrac{{1 - q}}{{1 - p}}",
        rf"= {_mean(q, ratios)} = {amount(now.kl, unit)}",
        rf"{swapped} = p {log} \tfrac{{p}}{{q}} + (1 - p) {log} \tfrac{{1 - p}}{{1 - q}}",
        rf"= {_mean(p, [-ratio for ratio in ratios])} = {amount(now.reverse, unit)}",
    )


def tex(number: float, digits: int = 4) -> str:
    """A number as LaTeX, in brackets if it has a sign."""
    text = said(number, digits).replace("−", "-").replace("∞", r"\infty")
    return f"({text})" if text.startswith("-") else text


def amount(number: float, unit: str) -> str:
    """A number with its unit, as LaTeX."""
    text = tex(number)
    return rf"{text} \text{{ {unit[:-1] if text == '1' else unit}}}"


def in_unit(unit: str, nats: npt.ArrayLike) -> Floats:
    """Nats in the unit that the reader chose.

    Raises:
        ValueError: if the unit is neither bits nor nats.
    """
    if unit not in UNITS:
        raise ValueError(f"unit must be bits or nats, got {unit!r}")
    return (
        information.bits(nats) if unit == "bits" else np.asarray(nats, dtype=np.float64)
    )


# -- Inside ----------------------------------------------------------------------------


def _ruler(unit: str) -> figures.Ruler:
    """The same frame in either unit: 3.5 bits high."""
    return figures.Ruler(unit, float(in_unit(unit, 3.5 * np.log(2.0))))


def _surprises(q: Floats, unit: str) -> dict[str, Floats]:
    return {
        "q": q,
        "real": in_unit(unit, information.surprise(q)),
        "fake": in_unit(unit, information.surprise(1.0 - q)),
        "entropy": in_unit(unit, bce.entropy_floor(q)),
    }


def _mean(weight: float, numbers: Sequence[float]) -> str:
    """A mean over real and fake as LaTeX; what has no weight is left out."""
    terms = zip((weight, 1.0 - weight), numbers, strict=True)
    return " + ".join(
        rf"{tex(w)} \cdot {tex(number)}" for w, number in terms if w > 0.0
    )

"""The figures of "Where does the formula come from?", computed.

All costs are computed in nats and shown in the unit that the reader chose.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from core.lessons.cross_entropy import figures, truth_figures
from core.maths import bce, information, sliders
from core.maths.bce import Floats
from core.plotting.theme import said

UNITS = ("bits", "nats")
TRUTHS = np.linspace(0.0, 1.0, 101).round(2)
TOP = 3.5 * float(np.log(2.0))  # height of the frames: 3.5 bits, in nats
LOGARITHMS = {"bits": r"\log_2", "nats": r"\log"}


def belief(q: float, unit: str) -> go.Figure:
    """What every belief p costs if the truth is q."""
    grid, p, at = (
        np.linspace(0.0, 1.0, 201),
        sliders.curve_probs(),
        sliders.PROBABILITIES,
    )
    places = _all_in(
        unit,
        entropy=bce.entropy_floor(at),
        real=information.surprise(at),
        fake=information.surprise(1.0 - at),
        cost=bce.bce(at, q),
        kl=information.binary_kl(q, at),
        reverse=information.binary_kl(at, q),
    )
    return figures.belief(
        {"q": grid} | _all_in(unit, entropy=bce.entropy_floor(grid)),
        {"p": p} | _all_in(unit, cost=bce.bce(p, q)),
        (q, float(_in(unit, bce.entropy_floor(q)))),
        sliders.names(at),
        {"p": at} | places,
        unit,
        float(_in(unit, TOP)),
    )


def truth(unit: str) -> go.Figure:
    """Surprise, entropy and both divergences while the truth moves from 0 to 1."""
    p, few, q = sliders.curve_probs(151), np.arange(0.1, 1.0, 0.2), TRUTHS[:, None]
    kl, reverse = information.binary_kl(q, p), information.binary_kl(p, q)
    return truth_figures.truth(
        _surprises(sliders.curve_probs(), unit),
        {"p": p} | _all_in(unit, kl=kl, reverse=reverse),
        {"p": few} | _all_in(unit, reverse=information.binary_kl(few, q)),
        sliders.names(TRUTHS),
        _surprises(TRUTHS, unit),
        unit,
        float(_in(unit, TOP)),
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
    """Cross-entropy, both divergences, and the numbers that they are means of."""
    real, fake = information.surprise([p, 1.0 - p])
    own_real, own_fake = information.surprise([q, 1.0 - q])
    numbers = Parts(
        floor=float(bce.entropy_floor(q)),
        kl=float(information.binary_kl(q, p)),
        cost=float(bce.bce(p, q)),
        reverse=float(information.binary_kl(p, q)),
        real=real,
        fake=fake,
        log_real=real - own_real,
        log_fake=fake - own_fake,
    )
    return Parts(*(float(_in(unit, number)) for number in numbers))


def formulas(q: float, p: float, unit: str) -> tuple[str, ...]:
    """Cross-entropy, its two parts, and KL both ways round, with numbers put in."""
    log, now = LOGARITHMS[unit], parts(q, p, unit)
    ratios = now.log_real, now.log_fake
    return (
        rf"H(q, p) = -q {log} p - (1 - q) {log} (1 - p)",
        rf"= {_mean(q, (now.real, now.fake))} = {amount(now.cost, unit)}",
        rf"= H(q) + \mathrm{{KL}}(q \| p) = {tex(now.floor)} + {tex(now.kl)}",
        _kl("q", "p", log),
        rf"= {_mean(q, ratios)} = {amount(now.kl, unit)}",
        _kl("p", "q", log),
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


# -- Inside ----------------------------------------------------------------------------


def _in(unit: str, nats: npt.ArrayLike) -> Floats:
    """Nats in the unit that the reader chose.

    Raises:
        ValueError: if the unit is neither bits nor nats.
    """
    if unit not in UNITS:
        raise ValueError(f"unit must be bits or nats, got {unit!r}")
    return information.bits(nats) if unit == "bits" else np.asarray(nats, np.float64)


def _all_in(unit: str, **nats: Floats) -> dict[str, Floats]:
    return {name: _in(unit, values) for name, values in nats.items()}


def _surprises(q: Floats, unit: str) -> dict[str, Floats]:
    """Surprise at outcomes of this probability, and at the others, and the mean."""
    real, fake = information.surprise(q), information.surprise(1.0 - q)
    mean = bce.entropy_floor(q)
    return {"q": q} | _all_in(unit, real=real, fake=fake, entropy=mean)


def _kl(a: str, b: str, log: str) -> str:
    """The formula of KL(a‖b), as LaTeX."""
    real, fake = rf"\tfrac{{{a}}}{{{b}}}", rf"\tfrac{{1 - {a}}}{{1 - {b}}}"
    return rf"\mathrm{{KL}}({a} \| {b}) = {a} {log} {real} + (1 - {a}) {log} {fake}"


def _mean(weight: float, numbers: Sequence[float]) -> str:
    """A mean over real and fake as LaTeX; what has no weight is left out."""
    terms = zip((weight, 1.0 - weight), numbers, strict=True)
    return " + ".join(rf"{tex(w)} \cdot {tex(number)}" for w, number in terms if w)

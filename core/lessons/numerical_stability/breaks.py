"""Where each way to write the loss breaks in a precision, asked of PyTorch.

``core.precision`` imports PyTorch, which takes seconds: the functions here import it
when they are called, so that this module can be imported at start.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.maths.bce import Floats
from core.plotting.theme import format_number

if TYPE_CHECKING:
    from core.precision.torch_bce import Measurement

WAYS = ("naive", "BCELoss", "BCEWithLogitsLoss", "softplus")
# The largest relative error of rounding a number once: half a unit in its last place.
ROUNDING = {
    "float16": 2.0**-11,
    "bfloat16": 2.0**-8,
    "float32": 2.0**-24,
    "float64": 2.0**-53,
}
# Every half near 0, where most breaks are; bfloat16 holds each of them exactly.
POSITIONS = np.r_[-120.0:-40.0:1.0, -40.0:40.0:0.5, 40.0:121.0:1.0]
GRID = np.linspace(-120.0, 120.0, 961)
# What core.precision.limits looks for, as it is written into the figure.
SIGNS = {"half_lost": "<½", "zero_gradient": "0", "infinity": "∞", "nan": "NaN"}
WORDS = {"<½": "under half"}


class Run(NamedTuple):
    """A stretch of logits on which PyTorch's answer is broken, and what it is there."""

    low: float
    high: float
    sign: str


class Way(NamedTuple):
    """One way to write the loss; only a name and words if PyTorch refuses it.

    Attributes:
        name: what it is called.
        broken: where it breaks first, in words.
        answer: on ``GRID``, ``value``, the loss in nats, and ``gradient``, its slope
            in the logit.
        here: the same two at ``POSITIONS``.
        runs: the stretches on which each of the two is broken.
        firsts: the logits to mark for each of the two.
    """

    name: str
    broken: str
    answer: Mapping[str, Floats] = {}
    here: Mapping[str, Floats] = {}
    runs: Mapping[str, Sequence[Run]] = {}
    firsts: Mapping[str, Sequence[float]] = {}


def ways(dtype: str, label: int) -> list[Way]:
    """All ways in this precision, for a real sample (label 1) or a fake (0)."""
    return [_way(dtype, name, label) for name in WAYS]


def _way(dtype: str, name: str, label: int) -> Way:
    from core.precision import torch_bce

    answer = torch_bce.measure(dtype, name, label, GRID)
    if isinstance(answer, torch_bce.Refusal):
        return Way(name, "PyTorch refuses this precision")
    at = torch_bce.measure(dtype, name, label, POSITIONS)
    assert isinstance(at, torch_bce.Measurement)  # it did not refuse the grid
    told, firsts = _firsts(dtype, name, label)
    return Way(
        name,
        told or "no 0, no ∞, no NaN",
        {"value": answer.value, "gradient": answer.gradient},
        {"value": at.value, "gradient": at.gradient},
        {what: tuple(_runs(signs)) for what, signs in _broken(answer).items()},
        {what: tuple(sorted(places)) for what, places in firsts.items()},
    )


def _firsts(dtype: str, name: str, label: int) -> tuple[str, dict[str, set[float]]]:
    """From where on each symptom shows: in words, and for loss and gradient."""
    from core.precision import limits, torch_bce

    found = limits.limits(dtype, name, label)
    assert isinstance(found, limits.Limits)  # PyTorch answered before
    firsts: dict[str, set[float]] = {"value": set(), "gradient": set()}
    words: dict[float, list[str]] = {}
    for symptom, sign in SIGNS.items():
        first = getattr(found, symptom)
        if first is None:
            continue
        # As the search asked: 64 at once go through the same loop of PyTorch.
        there = torch_bce.measure(dtype, name, label, np.full(64, first))
        assert isinstance(there, torch_bce.Measurement)
        seen = {what for what, signs in _broken(there).items() if sign in signs[0]}
        for quantity in seen:  # none, where a half is lost to a 0 or a NaN
            firsts[quantity].add(first)
        if seen:
            of_gradient = symptom in ("half_lost", "zero_gradient")
            words.setdefault(first, []).append(
                "gradient " * of_gradient + WORDS.get(sign, sign)
            )
    told = ", ".join(
        f"{' and '.join(words[first])} from {format_number(first)}"
        for first in sorted(words, key=abs)
    )
    if told.startswith("gradient"):  # once is enough, and a phone is narrow
        told = told.replace(", gradient ", ", ")
    return told, firsts


def _broken(answer: "Measurement") -> dict[str, np.ndarray]:
    """For each logit what is wrong with loss and gradient, as a sign; or nothing."""
    value, gradient, exact = answer.value, answer.gradient, answer.exact_gradient
    matters = np.abs(exact) > 0.5
    lost = {
        "0": matters & (gradient == 0.0),
        "<½": matters & (gradient / exact < 0.5),
    }
    return {"value": _signs(value, {}), "gradient": _signs(gradient, lost)}


def _signs(numbers: Floats, more: Mapping[str, np.ndarray]) -> np.ndarray:
    cases = {
        "NaN": np.isnan(numbers),
        "∞": np.isposinf(numbers),
        "−∞": np.isneginf(numbers),
        **more,
    }
    return np.select(list(cases.values()), list(cases), default="")


def _runs(signs: np.ndarray) -> Iterator[Run]:
    """Neighbours on the grid with the same sign, as one stretch."""
    starts = np.flatnonzero(np.r_[True, signs[1:] != signs[:-1]])
    for start, end in zip(starts, np.r_[starts[1:], signs.size] - 1, strict=True):
        if signs[start]:
            yield Run(float(GRID[start]), float(GRID[end]), str(signs[start]))

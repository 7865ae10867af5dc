"""The figures of "Where do the numbers break?", asked of PyTorch.

``core.precision.torch_bce`` imports PyTorch, which takes seconds: the functions here
import it when they are called, so that this module can be imported at start.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.lessons.numerical_stability import figures
from core.maths import bce, sliders
from core.maths.bce import Floats
from core.plotting.theme import said

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
PRESETS = {
    0: {"sure and wrong": "17", "very sure and wrong": "37", "sure and right": "-17"},
    1: {"sure and wrong": "-17", "very sure and wrong": "-37", "sure and right": "17"},
}
GRID = np.linspace(-120.0, 120.0, 961)
NEARBY = np.linspace(-0.125, 0.125, 17)  # around a grid point, for its worst error
# What core.precision.limits looks for, as it is written into the figure.
SIGNS = {"half_lost": "<½", "zero_gradient": "0", "infinity": "∞", "nan": "NaN"}


def ways(dtype: str, label: int) -> go.Figure:
    """Loss and gradient of the four ways beside the exact ones, for logits to ±120."""
    from core.precision import torch_bce

    rows, gradients = [], {}
    for name in WAYS:
        answer = torch_bce.measure(dtype, name, label, GRID)
        if isinstance(answer, torch_bce.Refusal):
            told = "PyTorch refuses this precision"
            rows.append(figures.Way(name, told, {}, {}, {}))
            continue
        rows.append(_way(dtype, name, label, answer))
        at = torch_bce.measure(dtype, name, label, POSITIONS)
        assert isinstance(at, torch_bce.Measurement)  # it did not refuse the grid
        gradients[name] = at.gradient
    exact = {
        "value": bce.bce_with_logits(GRID, label),
        "gradient": bce.bce_with_logits_grad(GRID, label),
    }
    names = sliders.names(POSITIONS)
    readouts = {f"dL/dℓ: {name}": grad for name, grad in gradients.items()}
    sentences = _sentences(names, label, gradients)
    return figures.ways(GRID, exact, rows, label, names, POSITIONS, readouts, sentences)


def errors(dtype: str, label: int) -> go.Figure:
    """Relative errors of all ways that PyTorch computes: the worst near each logit."""
    from core.precision import torch_bce

    worst = {}
    for name in WAYS:
        answer = torch_bce.measure(dtype, name, label, GRID[:, None] + NEARBY)
        if isinstance(answer, torch_bce.Measurement):
            worst[name] = {
                "value": answer.relative_value_error.max(axis=1),
                "gradient": answer.relative_gradient_error.max(axis=1),
            }
    return figures.errors(GRID, worst, ROUNDING[dtype])


class Answer(NamedTuple):
    """Loss in nats and its slope in the logit; or why PyTorch computes neither."""

    value: float
    gradient: float
    refusal: str = ""


def answers(dtype: str, label: int, logit: float) -> dict[str, Answer]:
    """What is exact, and what each way returns, at one of the slider's positions."""
    from core.precision import torch_bce

    value, grad = bce.bce_with_logits, bce.bce_with_logits_grad
    found = {"exact": Answer(float(value(logit, label)), float(grad(logit, label)))}
    at = int(np.abs(POSITIONS - logit).argmin())
    for name in WAYS:
        # All of them, as the readouts do: PyTorch may round one alone differently.
        answer = torch_bce.measure(dtype, name, label, POSITIONS)
        if isinstance(answer, torch_bce.Refusal):
            found[name] = Answer(np.nan, np.nan, answer.message)
        else:
            found[name] = Answer(float(answer.value[at]), float(answer.gradient[at]))
    return found


def table(found: Mapping[str, Answer]) -> dict[str, list[str]]:
    """``answers`` as the columns of a table, in words."""
    return {
        "way": list(found),
        "loss, nats": [a.refusal or said(a.value, 6) for a in found.values()],
        "gradient": [a.refusal or said(a.gradient, 6) for a in found.values()],
    }


def example() -> dict[str, list[str]]:
    """The example with logits 12 and −15, in each precision, as a table in words."""
    from core.precision import torch_bce

    rows = {
        dtype: torch_bce.reference_snippet(torch_bce.torch_dtype(dtype))
        for dtype in ROUNDING
    }
    columns = {
        way: [said(row[way], 5) for row in rows.values()]
        for way in ("BCELoss", "BCEWithLogitsLoss", "by hand", "softplus")
    }
    close = [str(row["allclose"]) for row in rows.values()]
    return {"precision": list(rows), **columns, "allclose": close}


def tex(number: float) -> str:
    """A number as LaTeX, what is none included."""
    mantissa, power, exponent = said(number).replace("−", "-").partition("e")
    if np.isnan(number):
        return r"\text{not a number}"
    mantissa = mantissa.replace("∞", r"\infty")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if power else mantissa


# -- Where it breaks -------------------------------------------------------------------


def _way(dtype: str, name: str, label: int, answer: "Measurement") -> figures.Way:
    """One row of the figure: the curves, the broken stretches, the first of each."""
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
            of_gradient = (
                "gradient " if symptom in ("half_lost", "zero_gradient") else ""
            )
            words.setdefault(first, []).append(of_gradient + sign)
    told = ", ".join(
        f"{' and '.join(words[first])} from {said(first)}"
        for first in sorted(words, key=abs)
    )
    if told.startswith("gradient"):  # once is enough, and a phone is narrow
        told = told.replace(", gradient ", ", ")
    return figures.Way(
        name,
        told or "no 0, no ∞, no NaN",
        {"value": answer.value, "gradient": answer.gradient},
        {what: tuple(_runs(signs)) for what, signs in _broken(answer).items()},
        {what: tuple(sorted(places)) for what, places in firsts.items()},
    )


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


def _runs(signs: np.ndarray) -> Iterator[figures.Run]:
    """Neighbours on the grid with the same sign, as one stretch."""
    starts = np.flatnonzero(np.r_[True, signs[1:] != signs[:-1]])
    for start, end in zip(starts, np.r_[starts[1:], signs.size] - 1, strict=True):
        if signs[start]:
            yield figures.Run(float(GRID[start]), float(GRID[end]), str(signs[start]))


def _sentences(
    names: Sequence[str], label: int, gradients: Mapping[str, Floats]
) -> list[str]:
    exact = bce.bce_with_logits_grad(POSITIONS, label)
    return [
        f"At logit {name} the gradient should be {said(right)}. "
        + " ".join(f"{way}: {said(grad[at])}." for way, grad in gradients.items())
        for at, (name, right) in enumerate(zip(names, exact, strict=True))
    ]

"""The tables of "Where do the numbers break?": the reader's point, and the example."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from core.lessons.numerical_stability.breaks import POSITIONS, ROUNDING, WAYS
from core.maths import bce
from core.plotting.theme import format_number


class Answer(NamedTuple):
    """Loss in nats and its slope in the logit; or why PyTorch computes neither."""

    value: float
    gradient: float
    refusal: str = ""


def answers(dtype: str, label: int, logit: float) -> dict[str, Answer]:
    """The exact numbers and each way's, at one of the slider's positions."""
    from core.precision import torch_bce

    value, grad = bce.bce_with_logits, bce.bce_with_logits_grad
    found = {"exact": Answer(float(value(logit, label)), float(grad(logit, label)))}
    at = int(np.abs(POSITIONS - logit).argmin())
    for name in WAYS:
        answer = _measured(dtype, name, label)
        if isinstance(answer, torch_bce.Refusal):
            found[name] = Answer(np.nan, np.nan, answer.message)
        else:
            found[name] = Answer(float(answer.value[at]), float(answer.gradient[at]))
    return found


@functools.cache
def _measured(dtype: str, name: str, label: int) -> Any:
    """All positions, as the readouts do: PyTorch may round one alone differently."""
    from core.precision import torch_bce

    return torch_bce.measure(dtype, name, label, POSITIONS)


def point(found: Mapping[str, Answer]) -> dict[str, list[str]]:
    """``answers`` as the columns of a table, in words."""
    rows = found.values()
    return {
        "way": list(found),
        "loss, nats": [a.refusal or format_number(a.value, 6) for a in rows],
        "gradient": [a.refusal or format_number(a.gradient, 6) for a in rows],
    }


def example() -> dict[str, list[str]]:
    """The example with logits 12 and −15, in each precision, as a table in words."""
    from core.precision import reference, torch_bce

    rows = {
        dtype: reference.snippet(torch_bce.torch_dtype(dtype)) for dtype in ROUNDING
    }
    columns = {
        way: [format_number(row[way], 5) for row in rows.values()]
        for way in ("BCELoss", "BCEWithLogitsLoss", "by hand", "softplus")
    }
    close = [str(row["allclose"]) for row in rows.values()]
    return {"precision": list(rows), **columns, "allclose": close}


def in_example(dtype: str) -> tuple[bool, float]:
    """The example's ``allclose``, and BCEWithLogitsLoss of its second sample."""
    from core.precision import reference, torch_bce

    exact = torch_bce.torch_dtype(dtype)
    close = bool(reference.snippet(exact)["allclose"])
    second = torch_bce.measure(dtype, "BCEWithLogitsLoss", 0, [-15.0])
    assert isinstance(second, torch_bce.Measurement)  # as it took the whole example
    return close, float(second.value[0])

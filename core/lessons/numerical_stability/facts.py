"""Numbers quoted by "Where do the numbers break?".

Most of them are what PyTorch returns. Importing it takes seconds, so ``everything``
asks when a text quotes one; ``FACTS`` holds those that need no PyTorch.
"""

import functools

import numpy as np

from core.maths import bce
from core.plotting.theme import format_number

_EXAMPLE = bce.bce_with_logits([12.0, -15.0], [1.0, 0.0])

FACTS: dict[str, str] = {
    "cost_17": format_number(bce.bce_with_logits(17.0, 0.0)),
    "slope_17": format_number(bce.bce_with_logits_grad(17.0, 0.0)),
    "cost_right_17": format_number(bce.bce_with_logits(-17.0, 0.0)),
    "slope_minus_37": format_number(bce.bce_with_logits_grad(-37.0, 1.0)),
    "example_exact": format_number(np.mean(_EXAMPLE), 5),
    "example_second": format_number(_EXAMPLE[1]),
}


def everything() -> dict[str, str]:
    """All numbers of the lesson, for which PyTorch is imported."""
    return {**FACTS, **measured()}


@functools.cache
def measured() -> dict[str, str]:
    """What PyTorch returns on this machine, which imports it."""
    from core.precision.torch_bce import reference_snippet, torch_dtype

    example = reference_snippet(torch_dtype("float32"))
    apart = 100.0 * abs(example["BCELoss"] / example["BCEWithLogitsLoss"] - 1.0)
    cost, slope = _asked("float32", "BCELoss", 0, 17.0)
    return {
        "bceloss_cost_17": cost,
        "bceloss_slope_17": slope,
        "naive_cost_17": _asked("float32", "naive", 0, 17.0)[0],
        "naive_slope_17": _asked("float32", "naive", 0, 17.0)[1],
        "logits_cost_17": _asked("float32", "BCEWithLogitsLoss", 0, 17.0)[0],
        "logits_slope_17": _asked("float32", "BCEWithLogitsLoss", 0, 17.0)[1],
        "logits_cost_right_17": _asked("float32", "BCEWithLogitsLoss", 0, -17.0)[0],
        "softplus_cost_right_17": _asked("float32", "softplus", 0, -17.0)[0],
        "bceloss_slope_minus_37": _asked("float64", "BCELoss", 1, -37.0)[1],
        "nan_from_float16": _first("float16", 0, "nan"),
        "zero_from_bfloat16": _first("bfloat16", 0, "zero_gradient"),
        "zero_from_float32": _first("float32", 0, "zero_gradient"),
        "zero_from_float64": _first("float64", 0, "zero_gradient"),
        "half_from_float64": _first("float64", 0, "half_lost"),
        "half_from_float32_real": _first("float32", 1, "half_lost"),
        "zero_from_float32_real": _first("float32", 1, "zero_gradient"),
        "example_bceloss": format_number(example["BCELoss"], 5),
        "example_logits": format_number(example["BCEWithLogitsLoss"], 5),
        "example_by_hand": format_number(example["by hand"], 5),
        "example_softplus": format_number(example["softplus"], 5),
        "example_allclose": str(example["allclose"]),
        "example_apart": format_number(apart, 2),
    }


def _asked(dtype: str, method: str, label: int, logit: float) -> tuple[str, str]:
    """Loss and gradient at one logit, in words."""
    from core.precision.torch_bce import Refusal, measure

    answer = measure(dtype, method, label, [logit])
    if isinstance(answer, Refusal):
        return "no answer", "no answer"
    return format_number(answer.value[0]), format_number(answer.gradient[0])


def _first(dtype: str, label: int, symptom: str) -> str:
    """From which logit on ``BCELoss`` shows the symptom, in words."""
    from core.precision.limits import limits

    logit = getattr(limits(dtype, "BCELoss", label), symptom, None)
    return "nowhere" if logit is None else format_number(logit)

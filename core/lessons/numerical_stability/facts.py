"""Numbers quoted by "Where do the numbers break?".

Most of them are what PyTorch returns. Importing it takes seconds, so ``everything``
asks when a text quotes one; ``FACTS`` holds those that need no PyTorch.
"""

import functools

import numpy as np

from core.maths import bce
from core.maths.logistic import sigmoid
from core.plotting.theme import format_number

EPSILON = 2.0**-23  # of float32: in Keras, 1 - 1e-7 is 1 - 2**-23
SHARE, WEIGHT = 0.1, 9.0  # of positive samples, and the pos_weight against it
_EXAMPLE = bce.bce_with_logits([12.0, -15.0], [1.0, 0.0])

FACTS: dict[str, str] = {
    "cost_17": format_number(bce.bce_with_logits(17.0, 0.0)),
    "slope_17": format_number(bce.bce_with_logits_grad(17.0, 0.0)),
    "slope_real_17": format_number(bce.bce_with_logits_grad(-17.0, 1.0)),
    "sigmoid_minus_17": format_number(sigmoid(-17.0), 2),
    "cost_right_17": format_number(bce.bce_with_logits(-17.0, 0.0)),
    "slope_minus_37": format_number(bce.bce_with_logits_grad(-37.0, 1.0)),
    "example_exact": format_number(np.mean(_EXAMPLE), 5),
    "example_second": format_number(_EXAMPLE[1]),
    "autocast_right": format_number(bce.bce_with_logits(8.5, 0.0)),
    "log_2": format_number(np.log(2.0)),
    "cap_keras": format_number(-np.log(EPSILON), 6),
    "cap_keras_half": format_number(-0.5 * np.log(EPSILON), 5),
    "cap_keras_two": format_number(-0.5 * np.log(EPSILON * 1e-7), 6),
    "cap_6": format_number(-np.log(1e-6), 6),
    "cap_12": format_number(-np.log(1e-12), 6),
    # A perfect D, logits 10 and -10, each against every label, half of them 1.
    "every_label": format_number(np.mean(bce.bce_with_logits(10.0, [0.0, 1.0]))),
    "each_label": format_number(bce.bce_with_logits(10.0, 1.0)),
    "weight": format_number(WEIGHT),
    "share": format_number(SHARE),
    "weighted_p": format_number(WEIGHT * SHARE / (WEIGHT * SHARE + 1.0 - SHARE)),
    "log_weight": format_number(np.log(WEIGHT)),
    "kl_of_probs": format_number(-np.log(2.0) - 0.5),
    "kl_unnormalised": format_number(-0.5 * np.log(2.0)),
}


def everything() -> dict[str, str]:
    """All numbers of the lesson, for which PyTorch is imported."""
    return {**FACTS, **measured()}


@functools.cache
def measured() -> dict[str, str]:
    """What PyTorch returns on this machine, which imports it."""
    from core.precision import reference
    from core.precision.torch_bce import torch_dtype

    example = reference.snippet(torch_dtype("float32"))
    apart = 100.0 * abs(example["BCELoss"] / example["BCEWithLogitsLoss"] - 1.0)
    tolerance = 1e-5 + 1e-8 / example["BCEWithLogitsLoss"]
    cost, slope = _asked("float32", "BCELoss", 0, 17.0)
    return {
        "bceloss_cost_17": cost,
        "bceloss_slope_17": slope,
        "bceloss_slope_real_17": _asked("float32", "BCELoss", 1, -17.0)[1],
        "naive_cost_17": _asked("float32", "naive", 0, 17.0)[0],
        "naive_slope_17": _asked("float32", "naive", 0, 17.0)[1],
        "naive_right_17": _asked("float32", "naive", 1, 17.0)[0],
        "logits_cost_17": _asked("float32", "BCEWithLogitsLoss", 0, 17.0)[0],
        "logits_slope_17": _asked("float32", "BCEWithLogitsLoss", 0, 17.0)[1],
        "bceloss_cost_right_17": _asked("float32", "BCELoss", 0, -17.0)[0],
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
        "real_from_float16": _first("float16", 1, "nan"),
        **_pitfalls(),
        "example_bceloss": format_number(example["BCELoss"], 5),
        "example_logits": format_number(example["BCEWithLogitsLoss"], 5),
        "example_by_hand": format_number(example["by hand"], 5),
        "example_softplus": format_number(example["softplus"], 5),
        "example_allclose": str(example["allclose"]),
        "example_apart": format_number(apart, 2),
        "example_tolerance": format_number(100.0 * tolerance, 2),
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


def _pitfalls() -> dict[str, str]:
    """Of float() after a sigmoid in float16, and of an epsilon in the logarithm."""
    from core.precision.pitfalls import epsilon_slope, float_after_sigmoid

    probability, loss, slope = map(format_number, float_after_sigmoid(8.5))
    slopes = {x: format_number(epsilon_slope(x, 1e-6), 3) for x in (10.0, 14.0, 20.0)}
    return {
        "autocast_p": probability,
        "autocast_cost": loss,
        "autocast_slope": slope,
        **{f"epsilon_slope_{logit:g}": told for logit, told in slopes.items()},
    }

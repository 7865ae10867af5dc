"""Numbers quoted by "Is this loss curve normal?"."""

import numpy as np

from core.maths.bce import bce_with_logits
from core.plotting.theme import format_number

# With one sigmoid too many, what the loss takes for a logit lies between 0 and 1.
_REAL, _FAKE = (
    bce_with_logits([0.0, 0.5, 1.0], 1.0),
    bce_with_logits([0.0, 0.5, 1.0], 0.0),
)
_AT_0, _AT_HALF, _AT_1 = range(3)
# One of two equal modes is made, the other not: where both are, D* = 1/3.
_THIRD = float(np.log(0.5))  # its logit

FACTS: dict[str, str] = {
    "log_2": format_number(np.log(2.0)),
    "two_log_2": format_number(2.0 * np.log(2.0)),
    "sigmoid_floor": format_number(_REAL[_AT_1] + _FAKE[_AT_0]),
    "sigmoid_half_d": format_number(_REAL[_AT_HALF] + _FAKE[_AT_HALF]),
    "sigmoid_half_g": format_number(_REAL[_AT_HALF]),
    "sigmoid_least_g": format_number(_REAL[_AT_1]),
    "sigmoid_stuck_d": format_number(_REAL[_AT_1] + _FAKE[_AT_1]),
    "one_mode_d": format_number(
        0.5 * bce_with_logits(_THIRD, 1.0) + bce_with_logits(_THIRD, 0.0)
    ),
    "one_mode_g": format_number(bce_with_logits(_THIRD, 1.0)),
}

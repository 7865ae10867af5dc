"""Numbers quoted by "What does your log say?"."""

import numpy as np

from core.diagnosis.closed_forms import softplus
from core.diagnosis.loss_levels import chance, floor
from core.plotting.theme import format_number

_REAL, _FAKE, _G = chance("bce-non-saturating", real_label=0.9)
_SQUARE, _, _SQUARE_G = chance("least-squares")
_HALVED, _, _HALVED_G = chance("least-squares-halved")
# D also follows G's loss: its best answer is 2/3 where real and fake are alike.
_UNCLEARED = float(np.log(1.5))

FACTS: dict[str, str] = {
    "log_2": format_number(np.log(2.0)),
    "two_log_2": format_number(2.0 * np.log(2.0)),
    "square_half": format_number(_SQUARE),
    "square_sum": format_number(2.0 * _SQUARE),
    "square_g": format_number(_SQUARE_G or 0.0),
    "halved_sum": format_number(2.0 * _HALVED),
    "halved_g": format_number(_HALVED_G or 0.0),
    "smooth_d": format_number(_REAL + _FAKE, 5),
    "smooth_g": format_number(_G or 0.0),
    "smooth_floor": format_number(floor("bce-non-saturating", 0.9) or 0.0),
    "uncleared_d": format_number(_UNCLEARED + np.log(3.0), 5),
    "uncleared_g": format_number(_UNCLEARED),
    "shifted_half": format_number(softplus(-0.5)),
    "keras_cap": format_number(-np.log(2.0**-23), 6),
    "keras_half_cap": format_number(-0.5 * np.log(2.0**-23), 5),
    "keras_other_cap": format_number(-np.log(1e-7), 6),
    "cap_1e_12": format_number(-np.log(1e-12), 6),
    "cap_1e_8": format_number(-np.log(1e-8), 6),
    "cap_1e_6": format_number(-np.log(1e-6), 6),
}

"""Numbers quoted by "What does a wrong guess cost?"."""

import numpy as np

from core.maths import batch_loss, bce
from core.plotting.theme import format_number

_REAL, _FAKE = (0.9, 0.8, 0.95, 0.85, 0.7), (0.1, 0.2, 0.15, 0.25, 0.3)
_EXAMPLE = batch_loss.batch_shares(_REAL + _FAKE, [1.0] * 5 + [0.0] * 5)
_ALIKE = (0.9 + 0.0) / 2.0  # the best D for alike distributions, labels 0.9 and 0

FACTS: dict[str, str] = {
    "log2": format_number(float(bce.bce(0.5, 1.0))),
    "two_log2": format_number(2.0 * float(bce.bce(0.5, 1.0)), 5),
    "cost_tenth": format_number(float(bce.bce(0.1, 1.0)), 5),
    "cost_tiny": format_number(float(bce.bce(0.001, 1.0)), 5),
    "log10": format_number(float(np.log(10.0)), 5),
    "slope_tiny": format_number(float(bce.bce_grad_probs(0.001, 1.0))),
    "squared_tiny": format_number(float(bce.squared_error(0.001, 1.0)), 3),
    "squared_slope_tiny": format_number(
        float(bce.squared_error_grad_probs(0.001, 1.0))
    ),
    "floor_nine_tenths": format_number(float(bce.entropy_floor(0.9)), 5),
    "floor_both": format_number(float(bce.entropy_floor(0.9) + bce.entropy_floor(0.1))),
    "alike_d": format_number(_ALIKE),
    "alike_loss_d": format_number(
        float(bce.bce(_ALIKE, 0.9) + bce.bce(_ALIKE, 0.0)), 5
    ),
    "alike_loss_g": format_number(float(bce.bce(_ALIKE, 1.0))),
    "mean_real": format_number(_EXAMPLE.mean_real),
    "mean_fake": format_number(_EXAMPLE.mean_fake),
    "total": format_number(_EXAMPLE.total),
    "mean_all": format_number(_EXAMPLE.mean),
}

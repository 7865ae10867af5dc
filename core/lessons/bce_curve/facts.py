"""Numbers quoted by "What does a wrong guess cost?"."""

import numpy as np

from core.maths import batch_loss, bce
from core.plotting.theme import said

_REAL, _FAKE = (0.9, 0.8, 0.95, 0.85, 0.7), (0.1, 0.2, 0.15, 0.25, 0.3)
_EXAMPLE = batch_loss.batch_shares(_REAL + _FAKE, [1.0] * 5 + [0.0] * 5)

FACTS: dict[str, str] = {
    "log2": said(float(bce.bce(0.5, 1.0))),
    "two_log2": said(2.0 * float(bce.bce(0.5, 1.0)), 5),
    "cost_tenth": said(float(bce.bce(0.1, 1.0)), 5),
    "cost_tiny": said(float(bce.bce(0.001, 1.0)), 5),
    "log10": said(float(np.log(10.0)), 5),
    "slope_tiny": said(float(bce.bce_grad_probs(0.001, 1.0))),
    "squared_tiny": said(float(bce.squared_error(0.001, 1.0)), 3),
    "squared_slope_tiny": said(float(bce.squared_error_grad_probs(0.001, 1.0))),
    "floor_nine_tenths": said(float(bce.entropy_floor(0.9)), 5),
    "mean_real": said(_EXAMPLE.mean_real),
    "mean_fake": said(_EXAMPLE.mean_fake),
    "total": said(_EXAMPLE.total),
    "mean_all": said(_EXAMPLE.mean),
}

"""The numbers that the course's texts quote, computed: name to text.

A text says ``%(slope_p)s`` instead of -1000, so that no number is typed in. Each is
checked against an independent source in ``tests/core/test_facts.py``.
"""

import numpy as np

from core import batch, bce, gan_losses
from core.figures.theme import said

_REAL, _FAKE = (0.9, 0.8, 0.95, 0.85, 0.7), (0.1, 0.2, 0.15, 0.25, 0.3)
_EXAMPLE = batch.batch_shares(_REAL + _FAKE, [1.0] * 5 + [0.0] * 5)
_TINY = 0.001
_LOGIT = float(bce.logit(_TINY))
_SLOPE = float(bce.bce_grad_probs(_TINY, 1.0))
_FACTOR = float(bce.sigmoid_grad(_LOGIT))
_SQUARED = float(bce.squared_error_with_logits_grad(_LOGIT, 1.0))
_SATURATING = float(gan_losses.saturating_generator_grad(_LOGIT))
_NON_SATURATING = float(gan_losses.non_saturating_generator_grad(_LOGIT))

FACTS: dict[str, str] = {
    "tiny": said(_TINY),
    "tiny_logit": said(_LOGIT),
    "log2": said(float(bce.bce(0.5, 1.0))),
    "two_log2": said(2.0 * float(bce.bce(0.5, 1.0)), 5),
    "cost_tenth": said(float(bce.bce(0.1, 1.0)), 5),
    "cost_tiny": said(float(bce.bce(_TINY, 1.0)), 5),
    "log10": said(float(np.log(10.0)), 5),
    "slope_tiny": said(_SLOPE),
    "squared_tiny": said(float(bce.squared_error(_TINY, 1.0)), 3),
    "squared_slope_tiny": said(float(bce.squared_error_grad_probs(_TINY, 1.0))),
    "floor_nine_tenths": said(float(bce.entropy_floor(0.9)), 5),
    "mean_real": said(_EXAMPLE.mean_real),
    "mean_fake": said(_EXAMPLE.mean_fake),
    "total": said(_EXAMPLE.total),
    "mean_all": said(_EXAMPLE.mean),
    "factor_tiny": said(_FACTOR),
    "logit_slope_tiny": said(_NON_SATURATING),
    "saturating_slope_tiny": said(_SATURATING / _FACTOR),
    "saturating_logit_slope_tiny": said(_SATURATING),
    "times_smaller": said(_NON_SATURATING / _SATURATING),
    "squared_logit_slope_tiny": said(_SQUARED),
    "times_squared": said(_NON_SATURATING / _SQUARED),
}

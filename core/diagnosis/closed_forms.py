"""The few numbers that several checks rest on, in nats."""

import numpy as np

LOG_2 = float(np.log(2.0))
TWO_LOG_2 = 2.0 * LOG_2


def softplus(logit: float) -> float:
    """``log(1 + exp(logit))``: what a logit costs where the label is 0."""
    return float(np.logaddexp(0.0, logit))

"""Numbers quoted by "How can a slope of −1000 vanish?"."""

from core.maths import bce, gan_losses
from core.plotting.theme import said

_LOGIT = float(bce.logit(0.001))
_FACTOR = float(bce.sigmoid_grad(_LOGIT))
_SQUARED = float(bce.squared_error_with_logits_grad(_LOGIT, 1.0))
_SATURATING = float(gan_losses.saturating_generator_grad(_LOGIT))
_NON_SATURATING = float(gan_losses.non_saturating_generator_grad(_LOGIT))

FACTS: dict[str, str] = {
    "factor_tiny": said(_FACTOR),
    "logit_slope_tiny": said(_NON_SATURATING),
    "saturating_slope_tiny": said(_SATURATING / _FACTOR),
    "saturating_logit_slope_tiny": said(_SATURATING),
    "squared_logit_slope_tiny": said(_SQUARED),
    "times_squared": said(_NON_SATURATING / _SQUARED),
}

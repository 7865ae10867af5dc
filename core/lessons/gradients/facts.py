"""Numbers quoted by "How can a slope of −1000 vanish?"."""

from core.lessons.bce_curve import facts as bce_curve
from core.maths import bce, gan_losses
from core.plotting.theme import format_number

_LOGIT = float(bce.logit(0.001))
_FACTOR = float(bce.sigmoid_grad(_LOGIT))
_SQUARED = float(bce.squared_error_with_logits_grad(_LOGIT, 1.0))
_SATURATING = float(gan_losses.saturating_generator_grad(_LOGIT))
_NON_SATURATING = float(gan_losses.non_saturating_generator_grad(_LOGIT))
# A fake that gets a thousand times less.
_FAR = float(bce.logit(1e-6))
_FAR_FACTOR = float(bce.sigmoid_grad(_FAR))
_FAR_LEFT = float(gan_losses.non_saturating_generator_grad(_FAR))

FACTS: dict[str, str] = {
    "slope_tiny": bce_curve.FACTS["slope_tiny"],
    "factor_tiny": format_number(_FACTOR),
    "logit_slope_tiny": format_number(_NON_SATURATING),
    "saturating_slope_tiny": format_number(_SATURATING / _FACTOR),
    "saturating_logit_slope_tiny": format_number(_SATURATING),
    "squared_logit_slope_tiny": format_number(_SQUARED),
    "slope_millionth": format_number(_FAR_LEFT / _FAR_FACTOR, 7),
    "factor_millionth": format_number(_FAR_FACTOR, 1),
    "logit_slope_millionth": format_number(_FAR_LEFT, 6),
    "saturating_millionth": format_number(
        float(gan_losses.saturating_generator_grad(_FAR)), 1
    ),
    "times_squared": format_number(_NON_SATURATING / _SQUARED),
}

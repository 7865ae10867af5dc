"""Numbers quoted by "What if D were not a judge?"."""

import numpy as np

from core.lessons.wasserstein_critic.pair import FAKES, REAL, optimum
from core.lessons.wasserstein_critic.trained import CLIP, WEIGHT
from core.maths import critic
from core.maths.logistic import sigmoid
from core.plotting.theme import format_number

_HERE = optimum([0.0, 4.0, 5.0])
_X = np.linspace(0.0, 5.0, 50_001)
# SiLU's slope; it is highest at x = 2.3994.
STEEPEST = float(np.max(sigmoid(_X) * (1.0 + _X * sigmoid(-_X))))


def _penalised(weight: float) -> str:
    return format_number(critic.penalised_value(REAL, FAKES.shifted(3.0), weight), 3)


def _limit(clip: float) -> str:
    return format_number(critic.clipped_slope_limit(clip, 32, 2, STEEPEST), 3)


FACTS: dict[str, str] = {
    "wc_w1_same_middle": format_number(_HERE.w1[0], 3),
    "wc_w1_four": format_number(_HERE.w1[1]),
    "wc_w1_five": format_number(_HERE.w1[2]),
    "wc_d_loss_four": format_number(_HERE.d_loss[1], 2),
    "wc_d_loss_five": format_number(_HERE.d_loss[2], 2),
    "wc_d_push_five": format_number(_HERE.d_push[2], 2),
    "wc_gap_slope_four": format_number(critic.gap_slope(4.0, WEIGHT)),
    "wc_trapped_slope_four": format_number(2.0 - critic.gap_slope(4.0, WEIGHT)),
    "wc_penalised_three": _penalised(WEIGHT),
    "wc_penalised_three_strong": _penalised(100.0),
    "wc_clip_limit": _limit(CLIP),
    "wc_clip_limit_paper": _limit(0.01),
}

"""Numbers quoted by "What if nothing overlaps?"."""

from core.lessons.bce_curve import facts as bce_curve
from core.maths.densities import Normal, PointMass, Uniform
from core.maths.divergences import jensen_shannon, kl, total_variation, wasserstein
from core.maths.optimal import optimal_game
from core.plotting.theme import format_number

_BELL, _BLOCK, _POINT = Normal(), Uniform(-0.5, 0.5), PointMass()
_FAR = _BELL, _BELL, [4.0, 10.0]
_GAP = _BLOCK, _BLOCK, [2.0, 4.0]
_HAIR = _POINT, _POINT, [0.05]

FACTS: dict[str, str] = {
    "log2": bce_curve.FACTS["log2"],
    # Unit normals, 4 and 10 apart.
    "div_kl_far": format_number(kl(*_FAR).value[0]),
    "div_js_far": format_number(jensen_shannon(*_FAR).value[0]),
    "div_kl_slope_far": format_number(kl(*_FAR).slope[0]),
    "div_js_slope_far": format_number(jensen_shannon(*_FAR).slope[0]),
    "div_w_slope_far": format_number(wasserstein(*_FAR).slope[0]),
    "div_j_slope_far": format_number(optimal_game(_BELL, _BELL, [4.0]).slope[0]),
    "div_j_slope_ten": format_number(optimal_game(_BELL, _BELL, [10.0]).slope[0], 2),
    "div_w_slope_ten": format_number(wasserstein(*_FAR).slope[1]),
    # Blocks of width 1, 2 and 4 apart: a gap.
    "div_kl_gap": format_number(kl(*_GAP).value[0]),
    "div_js_gap": format_number(jensen_shannon(*_GAP).value[0]),
    "div_w_gap": format_number(wasserstein(*_GAP).value[0]),
    "div_w_wide_gap": format_number(wasserstein(*_GAP).value[1]),
    "div_js_slope_gap": format_number(jensen_shannon(*_GAP).slope[0]),
    "div_w_slope_gap": format_number(wasserstein(*_GAP).slope[0]),
    # Two points, a hair apart.
    "div_js_hair": format_number(jensen_shannon(*_HAIR).value[0]),
    "div_tv_hair": format_number(total_variation(*_HAIR).value[0]),
    "div_w_hair": format_number(wasserstein(*_HAIR).value[0]),
}

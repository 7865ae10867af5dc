"""Numbers quoted by "What if nothing overlaps?"."""

from core.maths.densities import Normal, PointMass, Uniform
from core.maths.divergences import jensen_shannon, kl, total_variation, wasserstein
from core.maths.optimal import optimal_game
from core.plotting.theme import said

_BELL, _BLOCK, _POINT = Normal(), Uniform(-0.5, 0.5), PointMass()
_FAR = _BELL, _BELL, [4.0, 10.0]
_GAP = _BLOCK, _BLOCK, [2.0, 4.0]
_HAIR = _POINT, _POINT, [0.05]

FACTS: dict[str, str] = {
    # Unit normals, 4 and 10 apart.
    "div_kl_far": said(kl(*_FAR).value[0]),
    "div_js_far": said(jensen_shannon(*_FAR).value[0]),
    "div_kl_slope_far": said(kl(*_FAR).slope[0]),
    "div_js_slope_far": said(jensen_shannon(*_FAR).slope[0]),
    "div_w_slope_far": said(wasserstein(*_FAR).slope[0]),
    "div_j_slope_far": said(optimal_game(_BELL, _BELL, [4.0]).slope[0]),
    "div_j_slope_ten": said(optimal_game(_BELL, _BELL, [10.0]).slope[0], 2),
    "div_w_slope_ten": said(wasserstein(*_FAR).slope[1]),
    # Blocks of width 1, 2 and 4 apart: a gap.
    "div_kl_gap": said(kl(*_GAP).value[0]),
    "div_js_gap": said(jensen_shannon(*_GAP).value[0]),
    "div_w_gap": said(wasserstein(*_GAP).value[0]),
    "div_w_wide_gap": said(wasserstein(*_GAP).value[1]),
    "div_js_slope_gap": said(jensen_shannon(*_GAP).slope[0]),
    "div_w_slope_gap": said(wasserstein(*_GAP).slope[0]),
    # Two points, a hair apart.
    "div_js_hair": said(jensen_shannon(*_HAIR).value[0]),
    "div_tv_hair": said(total_variation(*_HAIR).value[0]),
    "div_w_hair": said(wasserstein(*_HAIR).value[0]),
}

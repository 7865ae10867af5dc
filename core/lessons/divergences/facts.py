"""Numbers quoted by "What if nothing overlaps?"."""

from core.maths.densities import Normal, PointMass, Uniform
from core.maths.divergences import shifted_divergences
from core.maths.optimal import optimal_game
from core.plotting.theme import said

_BELL, _BLOCK, _POINT = Normal(), Uniform(-0.5, 0.5), PointMass()
_FAR, _FAR_SLOPES = shifted_divergences(_BELL, _BELL, [4.0, 10.0])
_GAP, _GAP_SLOPES = shifted_divergences(_BLOCK, _BLOCK, [2.0, 4.0])
_HAIR, _ = shifted_divergences(_POINT, _POINT, [0.05])

FACTS: dict[str, str] = {
    # Unit normals, 4 and 10 apart.
    "div_kl_far": said(_FAR.kl[0]),
    "div_js_far": said(_FAR.js[0]),
    "div_kl_slope_far": said(_FAR_SLOPES.kl[0]),
    "div_js_slope_far": said(_FAR_SLOPES.js[0]),
    "div_w_slope_far": said(_FAR_SLOPES.wasserstein[0]),
    "div_j_slope_far": said(optimal_game(_BELL, _BELL, [4.0]).slope[0]),
    "div_j_slope_ten": said(optimal_game(_BELL, _BELL, [10.0]).slope[0], 2),
    "div_w_slope_ten": said(_FAR_SLOPES.wasserstein[1]),
    # Blocks of width 1, 2 and 4 apart: a gap.
    "div_kl_gap": said(_GAP.kl[0]),
    "div_js_gap": said(_GAP.js[0]),
    "div_w_gap": said(_GAP.wasserstein[0]),
    "div_w_wide_gap": said(_GAP.wasserstein[1]),
    "div_js_slope_gap": said(_GAP_SLOPES.js[0]),
    "div_w_slope_gap": said(_GAP_SLOPES.wasserstein[0]),
    # Two points, a hair apart.
    "div_js_hair": said(_HAIR.js[0]),
    "div_tv_hair": said(_HAIR.total_variation[0]),
    "div_w_hair": said(_HAIR.wasserstein[0]),
}

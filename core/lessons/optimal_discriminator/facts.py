"""Numbers quoted by "What does the best discriminator know?"."""

import numpy as np

from core.maths import bce, optimal, shapes
from core.maths.divergences import jensen_shannon
from core.maths.envelope import envelope
from core.plotting.theme import said

_REAL, _FAKE = shapes.pair("normal", 1.0)
_ZERO, _TWO, _SIX, _TEN = (
    envelope("normal", 1.0, [theta]) for theta in (0.0, 2.0, 6.0, 10.0)
)
_JS_SIX = jensen_shannon(_REAL, _FAKE, [6.0]).value[0]
_BEST_TWO = optimal.optimal_discriminator(_REAL, _FAKE.shifted(2.0), 2.0)
_MODES = envelope("mixture", 1.0, [1.3, 3.4, 5.6])
_LUMP = envelope("mixture", 0.25, [0.0, 1.0, 2.0])

FACTS: dict[str, str] = {
    # Unit normals.
    "best_j_zero": said(_ZERO.value[0]),
    "best_j_six": said(_SIX.value[0]),
    "best_js_six": said(_JS_SIX),
    "best_js_most": said(np.log(2.0)),
    "best_sure_six": said(_SIX.mean_d[0]),
    "best_push_zero": said(_ZERO.slope[0]),
    "best_push_two": said(_TWO.slope[0]),
    "best_push_six": said(_SIX.slope[0]),
    "best_push_ten": said(_TEN.slope[0], 2),
    "best_steep_six": said(_SIX.mean_logit_slope[0]),
    # At x = θ = 2, the middle of the fakes.
    "best_a": said(_REAL.pdf(2.0)),
    "best_b": said(_FAKE.pdf(0.0)),
    "best_d": said(_BEST_TWO),
    "best_cost_tiny": said(bce.bce(0.001, 1.0)),
    # Two modes against two modes; and against two that are a quarter as wide.
    "best_push_first": said(_MODES.slope[0], 2),
    "best_push_dip": said(_MODES.slope[1], 2),
    "best_push_second": said(_MODES.slope[2], 2),
    "best_j_lump_zero": said(_LUMP.value[0], 3),
    "best_j_lump_mode": said(_LUMP.value[2], 3),
    "best_push_lump": said(_LUMP.slope[1], 2),
}

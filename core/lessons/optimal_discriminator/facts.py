"""Numbers quoted by "What does the best discriminator know?"."""

import numpy as np

from core.maths import bce, optimal, shapes
from core.maths.divergences import jensen_shannon
from core.maths.envelope import envelope
from core.plotting.theme import format_number

_REAL, _FAKE = shapes.pair("normal", 1.0)
_WIDE = shapes.pair("normal", 2.0)
_ZERO, _TWO, _SIX, _TEN = (
    envelope("normal", 1.0, [theta]) for theta in (0.0, 2.0, 6.0, 10.0)
)
_JS_SIX = jensen_shannon(_REAL, _FAKE, [6.0]).value[0]
_BEST_TWO = optimal.optimal_discriminator(_REAL, _FAKE.shifted(2.0), 2.0)
_MODES = envelope("mixture", 1.0, [1.3, 3.4, 5.6])
_LUMP = envelope("mixture", 0.25, [0.0, 1.0, 2.0])

FACTS: dict[str, str] = {
    # Unit normals.
    "best_j_zero": format_number(_ZERO.value[0]),
    "best_j_six": format_number(_SIX.value[0]),
    "best_js_six": format_number(_JS_SIX),
    "best_js_most": format_number(np.log(2.0)),
    "best_sure_six": format_number(_SIX.mean_d[0]),
    "best_push_zero": format_number(_ZERO.slope[0]),
    "best_push_two": format_number(_TWO.slope[0]),
    "best_push_six": format_number(_SIX.slope[0]),
    "best_push_ten": format_number(_TEN.slope[0], 2),
    "best_steep_six": format_number(_SIX.mean_logit_slope[0]),
    # At x = θ = 2, the middle of the fakes.
    "best_a": format_number(_REAL.pdf(2.0)),
    "best_b": format_number(_FAKE.pdf(0.0)),
    "best_d": format_number(_BEST_TWO),
    # Fakes twice as wide, on top of the real data.
    "best_wide_middle": format_number(optimal.optimal_discriminator(*_WIDE, 0.0)),
    "best_wide_out": format_number(optimal.optimal_discriminator(*_WIDE, 4.0), 2),
    "best_wide_j": format_number(envelope("normal", 2.0, [0.0]).value[0]),
    "best_cost_tiny": format_number(bce.bce(0.001, 1.0)),
    # Two modes against two modes; and against two that are a quarter as wide.
    "best_push_first": format_number(_MODES.slope[0], 2),
    "best_push_dip": format_number(_MODES.slope[1], 2),
    "best_push_second": format_number(_MODES.slope[2], 2),
    "best_j_lump_zero": format_number(_LUMP.value[0], 3),
    "best_j_lump_mode": format_number(_LUMP.value[2], 3),
    "best_push_lump": format_number(_LUMP.slope[1], 2),
}

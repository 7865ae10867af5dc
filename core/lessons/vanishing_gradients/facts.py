"""Numbers quoted by "What still reaches the generator?"."""

import numpy as np

from core.maths import optimal
from core.maths.densities import Normal
from core.plotting.theme import format_number

_UNIT = Normal(0.0, 1.0)
_SIX, _TEN = range(2)
_PUSH = optimal.mean_generator_gradients(_UNIT, _UNIT, np.array([6.0, 10.0]))
_AT = {
    loss: abs(optimal.generator_gradient(loss, _UNIT, Normal(2.0, 1.0), [0.0, 4.0]))
    for loss in ("saturating", "non-saturating")
}
_SURE = optimal.optimal_game(_UNIT, _UNIT, np.array([6.0, 10.0])).fake_probability

FACTS: dict[str, str] = {
    "sure_six": format_number(_SURE[_SIX]),
    "saturating_six": format_number(_PUSH["saturating"][_SIX]),
    "non_saturating_six": format_number(_PUSH["non-saturating"][_SIX]),
    "least_squares_six": format_number(_PUSH["least-squares"][_SIX]),
    "hinge_six": format_number(_PUSH["hinge"][_SIX]),
    # On one fake, of those 2 away.
    "saturating_at_zero": format_number(_AT["saturating"][0]),
    "saturating_at_four": format_number(_AT["saturating"][1]),
    "non_saturating_at_zero": format_number(_AT["non-saturating"][0]),
    "non_saturating_at_four": format_number(_AT["non-saturating"][1]),
    "times_six": format_number(
        _PUSH["non-saturating"][_SIX] / _PUSH["saturating"][_SIX], 3
    ),
    "saturating_ten": format_number(_PUSH["saturating"][_TEN]),
    "non_saturating_ten": format_number(_PUSH["non-saturating"][_TEN], 3),
}

"""The positions of sliders and the grids of curves, shared so that pages agree.

A position's name is its value in plain decimals: it is what the URL holds.
"""

from collections.abc import Iterable

import numpy as np

from core.maths.bce import Floats, logit, sigmoid

# Every hundredth, and every thousandth near the two ends, where the curves are steep.
PROBABILITIES = (
    np.array([*range(1, 10), *range(10, 991, 10), *range(991, 1000)]) / 1000.0
)
TRACK = 10_000  # steps of a slider's track: finer than pixels on any screen
LOGIT_EDGE = float(np.log(0.999 / 0.001))


def names(values: Iterable[float]) -> tuple[str, ...]:
    """Each value as the shortest plain decimal: 0.1, 12, -3.5."""
    return tuple(np.format_float_positional(value + 0.0, trim="-") for value in values)


def logit_places(probs: Floats) -> list[int]:
    """Where probabilities lie on a slider's track, 0 to ``TRACK``, even in the logit.

    ``TRACK * (logit(p) - logit(first)) / (logit(last) - logit(first))``, rounded: from
    0.001 to 0.01 there is as much room as from 0.1 to 0.5.

    Args:
        probs: the slider's positions, increasing, between 0 and 1.
    """
    along = logit(probs)
    part = (along - along[0]) / (along[-1] - along[0])
    return [round(TRACK * float(one)) for one in part]


def curve_logits(points: int = 301) -> Floats:
    """Logits of p = 0.001 to 0.999, evenly spaced, so that p is dense at both ends."""
    return np.linspace(-LOGIT_EDGE, LOGIT_EDGE, points)


def curve_probs(points: int = 301) -> Floats:
    """The probabilities of ``curve_logits``."""
    return sigmoid(curve_logits(points))

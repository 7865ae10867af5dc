"""The picture of the two networks: their layers, and what goes through them now.

Noise goes through G and becomes fakes; fakes and real samples go through D; what D
says of each makes the two losses. ``LIT`` holds, for each of the five sub-steps of an
iteration (``PHASES`` of ``live_figure``), the parts that are busy in it, and whether
the gradient runs backwards through them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gan import targets
from core.gan.config import Config
from core.gan.games import BCE
from core.maths import bce
from core.maths.densities import Floats
from core.plotting.theme import format_number

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

NODES = 1024  # quantiles that a mean of the target is taken over
LIT: tuple[dict[str, Any], ...] = (
    {"parts": ["noise", "g", "fake"], "back": False},
    {"parts": ["fake", "real", "d", "output"], "back": False},
    {"parts": ["d", "loss_d"], "back": True},
    {"parts": ["loss_g", "output", "d", "fake"], "back": True},
    {"parts": ["g", "fake"], "back": False},
)


def drawn(configs: Sequence[Config]) -> dict[str, Any] | None:
    """Both networks of the one run, for ``js/networks.js``; several have no picture."""
    if len(configs) > 1:
        return None
    config = configs[0]
    quantiles = targets.quantiles(config.density, NODES)
    return {
        "g": [1, *[config.width_g] * config.depth_g, 1],
        "d": [1, *[config.width_d] * config.depth_d, 1],
        "real": _mean(quantiles),
        "output": "D" if config.game is BCE else "score",
        "lit": list(LIT),
    }


def through(config: Config, seen: "Snapshot") -> dict[str, str]:
    """What goes through the networks of the first run at a moment, part to text.

    ``fake`` is the mean of the fakes. ``on_real`` and ``on_fake`` are the means of D's
    probability, or of its score if the game has none: Σ P D / Σ P over the bins of
    ``core.training.look.X``, and likewise with the fakes' masses Q.
    """
    from core.training.look import target_masses

    said = bce.sigmoid(seen.scores[0]) if config.game is BCE else seen.scores[0]
    return {
        "fake": _mean(seen.fakes[0]),
        "on_real": _mean(said, target_masses(config.density)[1:-1]),
        "on_fake": _mean(said, seen.density[0]),
        "loss_d": format_number(float(seen.loss_d[0]), 3),
        "loss_g": format_number(float(seen.loss_g[0]), 3),
    }


def _mean(values: Floats, masses: Floats | None = None) -> str:
    """A mean in three digits; what is nothing but rounding is said as 0."""
    if masses is not None and masses.sum() == 0.0:
        return "none in sight"
    mean = float(np.average(values, weights=masses))
    return format_number(0.0 if abs(mean) < 5e-4 else mean, 3)

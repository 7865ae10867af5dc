"""The runs that "Watch one train" trains side by side, and their live numbers."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from core.gan.config import Config
from core.gan.games import BCE
from core.plotting.theme import format_number

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

SEEDS = 8  # of "many seeds"
CLOSE = 0.25  # a run whose Wasserstein-1 is below this has arrived


def side_by_side(
    config: Config, compare: str = "none", *, many: bool = False
) -> list[Config]:
    """The configs that train side by side: one, two losses, or eight seeds."""
    if many:
        return [replace(config, seed=config.seed + row) for row in range(SEEDS)]
    if compare not in ("none", config.loss):
        return [config, replace(config, loss=compare)]
    return [config]


def names(configs: Sequence[Config]) -> list[str]:
    """What tells the runs apart."""
    if len(configs) == SEEDS:
        return [f"seed {config.seed}" for config in configs]
    return [config.loss for config in configs]


def levels(config: Config) -> dict[str, float]:
    """Losses of D and of G where D is undecided, by name: real and fake alike.

    BCE with label y for real: D says y/2 everywhere. Where any score does as well, as
    for a critic, G's loss has no level.
    """
    if config.game.undecided is None:
        return {"D at chance": 0.0}
    score, of_d = config.game.undecided(config.real_label)
    of_g = config.objective.at(score)
    if config.game is BCE and config.real_label == 1.0:
        return {"2 log 2": of_d, f"{'−' if of_g < 0.0 else ''}log 2": of_g}
    return {"D at chance": of_d, "G at chance": of_g}


def numbers(configs: Sequence[Config], seen: "Snapshot") -> dict[str, str]:
    """At most four live numbers: title to text."""
    if len(configs) == SEEDS:
        there = int((seen.w1 < CLOSE).sum())
        low, high = format_number(seen.w1.min(), 3), format_number(seen.w1.max(), 3)
        return {
            "median Wasserstein-1": format_number(np.median(seen.w1), 3),
            "lowest … highest": f"{low} … {high}",
            f"seeds below {CLOSE}": f"{there} of {SEEDS}",
            "median gradient norm of G": _norm(float(np.median(seen.norm_g))),
        }
    if len(configs) == 2:
        found = {}
        for at, config in enumerate(configs):
            found[f"Wasserstein-1, {config.loss}"] = format_number(seen.w1[at], 3)
        for at, config in enumerate(configs):
            found[f"G's gradient norm, {config.loss}"] = _norm(seen.norm_g[at])
        return found
    found = {
        "Wasserstein-1": format_number(seen.w1[0], 3),
        "JS, nats": format_number(seen.js[0], 3),
    }
    if configs[0].bounded:
        found["D's loss … least possible"] = (
            f"{format_number(seen.loss_d[0], 3)} … {format_number(seen.least_d[0], 3)}"
        )
    else:
        found["D's loss"] = format_number(seen.loss_d[0], 3)
    return {**found, "G's gradient norm": _norm(seen.norm_g[0])}


def _norm(value: float) -> str:
    return "none yet" if math.isnan(value) else format_number(value, 3)

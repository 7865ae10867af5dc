"""A GAN that is filmed while it trains: the figure, and the moments that fill it.

``pieces`` of a moment have names; the figure's ``layout.meta["live"]`` says which one
is drawn where. ``core.lessons.live_gan.training_session`` trains, and turns them into
rows.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from core.gan.config import Config
from core.lessons.live_gan import figures, layout
from core.maths import pushforward
from core.maths.densities import Floats
from core.plotting.theme import said

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot

SEEDS = 8  # of "many seeds"
CLOSE = 0.25  # a run whose Wasserstein-1 is below this has arrived


def runs(config: Config, compare: str = "none", *, many: bool = False) -> list[Config]:
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


# -- One moment ------------------------------------------------------------------------
def pieces(configs: Sequence[Config], seen: "Snapshot") -> dict[str, Floats]:
    """Everything that is drawn of a moment, by the names that the figure knows."""
    from core.training.snapshot import best_discriminator

    found: dict[str, Floats] = {}
    for at, config in enumerate(configs):
        found |= {f"{name} {at}": row for name, row in _of_run(config, seen, at)}
        if len(configs) < SEEDS:
            found |= {f"{name} {at}": row for name, row in _arrows(seen, at)}
            if config.game.best:
                best = best_discriminator(config.density, seen.density[at])
                found[f"best {at}"] = config.game.best(best)
        if len(configs) != 2:
            found[f"map {at}"] = seen.fakes[at, ::4]
    if len(configs) == 1 and configs[0].bounded:
        found["least 0"] = seen.least_d[:1]
    return found


def _of_run(config: Config, seen: "Snapshot", at: int) -> Iterator[tuple[str, Floats]]:
    yield "density", seen.density[at]
    yield "judge", config.game.output(seen.scores[at])
    for name, series in (
        ("L_D", seen.loss_d),
        ("L_G", seen.loss_g),
        ("norm D", seen.norm_d),
        ("norm G", seen.norm_g),
        ("W1", seen.w1),
        ("JS", seen.js),
    ):
        yield name, series[at : at + 1]


def _arrows(seen: "Snapshot", at: int) -> Iterator[tuple[str, Floats]]:
    """Nine fakes, and where one unit of their loss's gradient sends them."""
    from core.training.snapshot import ARROWS

    fakes = seen.fakes[at, list(ARROWS)]
    tips = fakes - seen.pushes[at]
    yield "fakes", fakes
    yield "tips", tips
    yield "shafts", np.column_stack([fakes, tips, np.full_like(fakes, np.nan)]).ravel()


# -- The figure ------------------------------------------------------------------------
def figure(configs: Sequence[Config], first: Mapping[str, Floats]) -> go.Figure:
    """The figure at the first moment."""
    from core.training.snapshot import NODES, X

    spans = [config.objective.span for config in configs]
    low, high = min(ends[0] for ends in spans), max(ends[1] for ends in spans)
    far = max(float(first[f"W1 {at}"][0]) for at in range(len(configs)))
    drawn = layout.layout(
        names(configs),
        [config.objective.axis for config in configs],
        (low, high),
        (0.0, 1.2 * max(far, 1.0)),
    )
    alike = all(config.game is configs[0].game for config in configs)
    lines = configs[0].game.levels if alike else {}
    noise = pushforward.noise_grid(NODES)[::4]
    real = configs[0].density.pdf(X)
    return figures.run(drawn, X, real, {"noise": noise, **first}, names(configs), lines)


def numbers(configs: Sequence[Config], seen: "Snapshot") -> dict[str, str]:
    """At most four live numbers: title to text."""
    if len(configs) == SEEDS:
        there = int((seen.w1 < CLOSE).sum())
        low, high = said(seen.w1.min(), 3), said(seen.w1.max(), 3)
        return {
            "median Wasserstein-1": said(np.median(seen.w1), 3),
            "lowest … highest": f"{low} … {high}",
            f"seeds below {CLOSE}": f"{there} of {SEEDS}",
            "median gradient norm of G": _norm(float(np.median(seen.norm_g))),
        }
    if len(configs) == 2:
        found = {}
        for at, config in enumerate(configs):
            found[f"Wasserstein-1, {config.loss}"] = said(seen.w1[at], 3)
        for at, config in enumerate(configs):
            found[f"G's gradient norm, {config.loss}"] = _norm(seen.norm_g[at])
        return found
    found = {"Wasserstein-1": said(seen.w1[0], 3), "JS, nats": said(seen.js[0], 3)}
    if configs[0].bounded:
        found["D's loss … least possible"] = (
            f"{said(seen.loss_d[0], 3)} … {said(seen.least_d[0], 3)}"
        )
    else:
        found["D's loss"] = said(seen.loss_d[0], 3)
    return {**found, "G's gradient norm": _norm(seen.norm_g[0])}


def _norm(value: float) -> str:
    return "none yet" if math.isnan(value) else said(value, 3)

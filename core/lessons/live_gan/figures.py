"""Figure of the page "Watch one train": above, what there is at one moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gan.config import Config
from core.gan.games import BCE
from core.lessons.live_gan import over_time
from core.lessons.live_gan.layout import layout
from core.lessons.live_gan.live_figure import LiveFigure
from core.maths import pushforward
from core.maths.densities import Floats
from core.plotting.theme import DISCRIMINATOR, FAKE, FAKE_HATCH, REAL, curve, dot, pale

if TYPE_CHECKING:
    from core.training.snapshot import Snapshot


def training(configs: Sequence[Config], first: "Snapshot") -> LiveFigure:
    """Densities with D and arrows; G's map; losses, gradient norms and distances.

    One run is drawn with everything; two runs side by side, solid and dashed; more
    than two on top of each other, without arrows.
    """
    from core.training.look import X

    whole = LiveFigure(layout(configs, float(first.w1.max())), configs, first)
    _draw_targets(whole, X)
    for run in range(whole.count):
        _draw_densities(whole, X, run)
        _draw_fakes(whole, run)
        _draw_map(whole, run)
    over_time.draw(whole)
    whole.figure.update_layout(template="plotly_white")
    whole.finish()
    return whole


def _draw_targets(whole: LiveFigure, x: Floats) -> None:
    density = whole.configs[0].density.pdf(x)
    for panel in (1, 2) if whole.count == 2 else (1,):
        target = curve(x, density, "real", REAL, width=2)
        target.update(fill="tozeroy", fillcolor=pale(REAL), showlegend=panel == 1)
        whole.add("real", target, panel)


def _draw_densities(whole: LiveFigure, x: Floats, run: int) -> None:
    """The fakes' density, the best D for them if the game has one, and D."""
    from core.training.look import best_discriminator

    config, panel, few = whole.configs[run], whole.panel(run), whole.count < 3
    look: dict[str, Any] = {"showlegend": run == 0}
    above = {"yaxis": "y6" if panel == 1 else "y7", **look}
    if few:
        look |= {"fill": "tozeroy", "fillpattern": FAKE_HATCH}
    blank = np.zeros_like(x)
    line = curve(x, blank, "fake", FAKE, width=2 if few else 1.25)
    trace = whole.add("fakes", line, panel, **look)
    whole.moves(trace, y=lambda seen: seen.density[run])
    game = config.game
    if few and (best := game.best):
        line = curve(x, blank, "the best D now", DISCRIMINATOR, dash="dot")
        line.update(line={"width": 2})
        trace = whole.add("output", line, panel, **above)
        whole.moves(
            trace,
            y=lambda seen: best(
                best_discriminator(
                    config.density,
                    seen.density[run],
                    label=config.real_label if config.game is BCE else 1.0,
                    noise=config.noise_at(seen.iteration),
                )
            ),
        )
    line = curve(x, blank, "discriminator", DISCRIMINATOR)
    line.update(line={"width": 2.5 if few else 1})
    trace = whole.add("output", line, panel, **above)
    whole.moves(trace, y=lambda seen: game.output(seen.scores[run]))


def _draw_fakes(whole: LiveFigure, run: int) -> None:
    """Some fakes on rows of their own, each with the gradient of the loss."""
    from core.training.snapshot import ARROWS

    if whole.count > 2:
        return

    def bodies(seen: "Snapshot") -> Floats:
        return seen.fakes[run, list(ARROWS)]

    def tips(seen: "Snapshot") -> Floats:
        return bodies(seen) - seen.pushes[run]

    def shafts(seen: "Snapshot") -> Floats:
        gaps = np.full(len(ARROWS), np.nan)
        return np.column_stack([bodies(seen), tips(seen), gaps]).ravel()

    panel, rows = whole.panel(run), np.linspace(-0.1, -0.57, len(ARROWS))
    line = curve(np.repeat(rows, 3), np.repeat(rows, 3), "push", FAKE)
    line.update(line={"width": 3}, hoverinfo="skip")
    whole.moves(whole.add("arrows", line, panel, showlegend=False), x=shafts)
    heads = dot("where its gradient sends it", FAKE, size=9, symbol="diamond")
    heads.update(marker={"line": {"width": 0}}, x=rows, y=rows)
    whole.moves(whole.add("arrows", heads, panel, showlegend=False), x=tips)
    dots = dot("fakes with their gradients", FAKE, size=10)
    dots.update(marker={"line": {"width": 1}}, x=rows, y=rows)
    whole.moves(whole.add("fakes", dots, panel, showlegend=run == 0), x=bodies)


def _draw_map(whole: LiveFigure, run: int) -> None:
    """G at every fourth quantile of its noise; two runs leave no room for it."""
    if whole.count == 2:
        return
    noise = pushforward.noise_grid(whole.first.fakes.shape[1])[::4]
    line = curve(noise, noise, "G(z)", FAKE)
    line.update(line={"width": 2.5 if whole.count == 1 else 1})
    trace = whole.add("map", line, 2, showlegend=False)
    whole.moves(trace, y=lambda seen: seen.fakes[run, ::4])

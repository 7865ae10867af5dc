"""Figure of the page "Watch one train": below, what has been so far."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.live_gan.live_figure import LiveFigure
from core.lessons.live_gan.runs import levels, names
from core.plotting.theme import DISCRIMINATOR, FAKE, READER, add, curve, pale


def draw(whole: LiveFigure) -> None:
    """Losses, gradient norms and distances over the iterations."""
    _draw_losses(whole)
    _draw_norms(whole)
    _draw_distances(whole)


def _draw_losses(whole: LiveFigure) -> None:
    losses = {config.loss for config in whole.configs}
    if len(losses) == 1:
        found = levels(whole.configs[0]).items()
        for (text, height), side in zip(found, ("bottom", "top"), strict=False):
            _draw_level(whole.figure, text, height, side)
    if whole.count == 1 and whole.configs[0].bounded:
        gap = curve(np.zeros(4), np.zeros(4), "what D has yet to learn", DISCRIMINATOR)
        gap.update(fill="toself", fillcolor=pale(DISCRIMINATOR), hoverinfo="skip")
        gap.update(line={"width": 0}, showlegend=False)
        whole.bands.append((add(whole.figure, gap, 3), "L_D 0", "least 0"))
        whole.grows(
            "least 0", lambda seen: seen.least_d[0], 3, DISCRIMINATOR,
            "least that D can lose", 0, dash="dot", width=1.5,
        )  # fmt: skip
    for run, name in enumerate(names(whole.configs)):
        end, legend = f", {name}" if whole.count == 2 else "", whole.count < 3
        whole.grows(
            f"L_D {run}", lambda seen, run=run: seen.loss_d[run], 3, DISCRIMINATOR,
            f"D's loss{end}", run, showlegend=legend,
        )  # fmt: skip
        if whole.count < 3:
            whole.grows(
                f"L_G {run}", lambda seen, run=run: seen.loss_g[run], 3, FAKE,
                f"G's loss{end}", run, showlegend=legend,
            )  # fmt: skip


def _draw_level(figure: go.Figure, text: str, height: float, side: str) -> None:
    """A dotted line across the panel of losses; D's is named above its end, G's below.

    The name stands beside the panel, where no curve is; a phone has no room there.
    """
    whole: Any = figure.layout
    at = {"yref": "y3", "xref": "x3 domain"}
    line = {"type": "line", "x0": 0, "x1": 1, "y0": height, "y1": height, **at}
    whole.shapes += ({**line, "line": {"dash": "dot", "width": 1}},)
    narrow = {f"annotations.{len(whole.annotations)}.xanchor": "right"}
    whole.meta = {**whole.meta, "narrow": whole.meta.get("narrow", {}) | narrow}
    label: dict[str, Any] = {"text": text.replace("at ", "at<br>"), **at}
    label |= {"x": 1, "y": height, "xanchor": "left", "yanchor": side}
    whole.annotations += ({**label, "showarrow": False, "font": {"size": 12}},)


def _draw_norms(whole: LiveFigure) -> None:
    for run in range(whole.count):
        whole.grows(
            f"norm G {run}", lambda seen, run=run: seen.norm_g[run], 4, FAKE,
            "G's gradient", run, showlegend=run == 0 and whole.count < 3,
        )  # fmt: skip
        if whole.count < 3:
            whole.grows(
                f"norm D {run}", lambda seen, run=run: seen.norm_d[run], 4,
                DISCRIMINATOR, "D's gradient", run, showlegend=run == 0,
            )  # fmt: skip


def _draw_distances(whole: LiveFigure) -> None:
    for run in range(whole.count):
        whole.grows(
            f"W1 {run}", lambda seen, run=run: seen.w1[run], 5, READER,
            "Wasserstein-1", run,
        )  # fmt: skip
    if whole.count == 1:
        whole.grows(
            "JS 0", lambda seen: seen.js[0], 5, READER, "JS", 0, dash="dot",
            yaxis="y8",
        )  # fmt: skip

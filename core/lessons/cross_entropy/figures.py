"""Cross-entropy as a bar of two parts, while the belief moves: arrays in, figure out.

The page "Where does the formula come from?" has two more figures, in
``cross_entropy_truth`` and ``cross_entropy_steps``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    panels,
    said,
)

FLOOR, REST, WHOLE = "H(q), the floor", "KL(q‖p), the rest", "H(q, p), their sum"
BETWEEN = "rgba(0,114,178,0.12)"  # the discriminator's blue, thin
EDGE = 0.965  # of the frame's height: where an arrow says that it goes on above

Columns = Mapping[str, np.ndarray]
Moving = dict[int, dict[str, np.ndarray]]


def belief(
    truths: Columns,
    beliefs: Columns,
    truth: tuple[float, float],
    names: Sequence[str],
    at: Columns,
    unit: str,
    top: float,
) -> go.Figure:
    """What one belief costs under every truth, and every belief under one truth.

    Left: the cost of a belief is a straight line over the truth, from the surprise at a
    fake to that at a real sample. It touches the arch of entropies where the truth is
    p. The bar stands at the reader's truth and reaches up to that line. Right: the
    height of the bar over the belief.

    Args:
        truths: grid ``q`` and on it ``entropy``.
        beliefs: grid ``p`` and on it ``cost``.
        truth: the reader's q and its entropy.
        names: slider positions as text.
        at: per position ``p``, its ``entropy``, the surprises ``real`` and ``fake``,
            ``cost``, ``kl``, and ``reverse``, the divergence the other way round.
        unit: unit of all costs.
        top: height of the frame in it.
    """
    figure = Scrubbable(layout=panels(2, 430))
    moving = _bar_and_line(figure, truths, truth, at)
    moving |= _bowl(figure, beliefs, truth[1], at)
    # Under the dot, and in sight where the dot has left the frame.
    arrow = dot("goes on above", READER, symbol="triangle-up", size=12)
    index = add(figure, arrow, 2, showlegend=False, hoverinfo="skip")
    moving[index] = {"x": at["p"], "y": np.minimum(at["cost"], EDGE * top)}
    handles = []
    for panel, height in ((1, at["entropy"]), (2, at["cost"])):
        yours = add(figure, dot("your belief"), panel, showlegend=panel == 1)
        moving[yours] = {"x": at["p"], "y": height}
        handles.append(yours)
    figure.update_layout(
        xaxis=axis("truth q: how often real", -0.05, 1.05),
        xaxis2=axis("belief p: how probable real", -0.05, 1.05),
        yaxis=axis(f"mean surprise, in {unit}", -0.03 * top, top),
        yaxis2=axis("", -0.03 * top, top),
        legend={"traceorder": "normal"},
    )
    readouts = {
        f"H(q), {unit}": np.full(len(names), truth[1]),
        f"+ KL(q‖p), {unit}": at["kl"],
        f"= H(q, p), {unit}": at["cost"],
        f"swapped, KL(p‖q), {unit}": at["reverse"],
    }
    sentences = [
        f"Believing p = {name} costs on average, in {unit}, {said(whole)}: "
        f"{said(floor)} for the truth and {said(rest)} for the belief."
        for name, floor, rest, whole, _ in zip(names, *readouts.values(), strict=True)
    ]
    return figure.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def _bar_and_line(
    figure: go.Figure, truths: Columns, truth: tuple[float, float], at: Columns
) -> Moving:
    """The arch, the line that touches it, its two ends, and the bar at q."""
    q, floor = truth
    arch = curve(truths["q"], truths["entropy"], "H(q)", READER, dash="dash", width=2)
    add(figure, arch, showlegend=False)
    ends = np.stack([at["fake"], at["real"]], axis=1)
    line = curve(np.arange(2.0), ends[0], WHOLE, DISCRIMINATOR)
    moving: Moving = {add(figure, line): {"y": ends}}
    for x, key, color, symbol in ((1, "real", REAL, "circle"), (0, "fake", FAKE, "x")):
        surprise = dot(f"surprise, if {key}", color, size=11, symbol=symbol)
        surprise.update(x=[x], marker_line_width=1)
        moving[add(figure, surprise)] = {"y": at[key]}
    here, low = np.full(2, q), np.array([0.0, floor])
    add(figure, curve(here, low, FLOOR, READER, width=22))
    bar = add(figure, curve(here, low, REST, DISCRIMINATOR, width=22), opacity=0.8)
    moving[bar] = {"y": _from(floor, at["cost"])}
    return moving


def _bowl(figure: go.Figure, beliefs: Columns, floor: float, at: Columns) -> Moving:
    """The cost of every belief over its floor, and the two parts of one of them."""
    hidden: dict[str, Any] = {"showlegend": False, "hoverinfo": "skip"}
    ends, low = beliefs["p"][[0, -1]], np.array([0.0, floor])
    level = curve(ends, np.full(2, floor), "H(q)", READER, dash="dash", width=2)
    add(figure, level, 2, showlegend=False)
    bowl = curve(beliefs["p"], beliefs["cost"], "H(q, p)", DISCRIMINATOR)
    bowl.update(fill="tonexty", fillcolor=BETWEEN, showlegend=False)
    add(figure, bowl, 2)
    there = np.stack([at["p"], at["p"]], axis=1)
    foot = add(figure, curve(low, low, FLOOR, READER, width=6), 2, **hidden)
    stem = add(figure, curve(low, low, REST, DISCRIMINATOR, width=6), 2, **hidden)
    rest = {"x": there, "y": _from(floor, at["cost"])}
    return {foot: {"x": there}, stem: rest}


def _from(floor: float, heights: np.ndarray) -> np.ndarray:
    """A row per position: from the floor up to that height."""
    return np.stack([np.full(len(heights), floor), heights], axis=1)

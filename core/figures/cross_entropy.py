"""Figures of the page "Where does the formula come from?": arrays in, figure out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import (
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
    scrub,
)

FLOOR, REST, WHOLE = "H(q), the floor", "KL(q‖p), the rest", "H(q, p), their sum"
TRUTH, BELIEF = "truth q: how often real", "belief p: how probable real"
SHARE = (-0.05, 1.05)
EDGE = 0.965  # of the frame's height: where an arrow says that it goes on above
# The theme's colours, thin enough to see the grid through them.
GREEN, RED, BLUE = "rgba(0,158,115,0.3)", "rgba(213,94,0,0.3)", "rgba(0,114,178,0.12)"

Columns = Mapping[str, np.ndarray]
Moving = dict[int, dict[str, np.ndarray]]


class Ruler(NamedTuple):
    """The unit of all costs, and the height of the frame in it."""

    unit: str
    top: float

    def axis(self, title: str, **more: Any) -> dict[str, Any]:
        """An axis of costs: its title in words and units, from a little below 0."""
        words = f"{title}, in {self.unit}" if title else ""
        return axis(words, -0.03 * self.top, self.top, **more)


# -- One belief, dragged ---------------------------------------------------------------


def belief(
    truths: Columns,
    beliefs: Columns,
    q: float,
    floor: float,
    names: Sequence[str],
    at: Columns,
    ruler: Ruler,
) -> go.Figure:
    """Cross-entropy as one bar of two parts, and its height for every belief.

    Left: what one belief costs is a straight line over the truth, from the surprise of
    a fake to that of a real sample. It touches the arch of entropies where the truth is
    p. The bar stands at the reader's truth and reaches up to that line. Right: the
    height of the bar over the belief.

    Args:
        truths: grid ``q`` and on it ``entropy``.
        beliefs: grid ``p`` and on it ``cost``.
        q: the reader's truth.
        floor: its entropy.
        names: slider positions as text.
        at: per position ``p``, its ``entropy``, the surprises ``real`` and ``fake``,
            ``cost``, ``kl``, and ``reverse``, the divergence the other way round.
        ruler: unit and height of the frame.
    """
    figure = go.Figure(layout=panels(2, 430))
    moving = _bar_and_line(figure, truths, q, floor, at)
    moving |= _bowl(figure, beliefs, floor, at)
    # Under the dot, and in sight where the dot has left the frame.
    arrow = dot("goes on above", READER, symbol="triangle-up", size=12)
    index = add(figure, arrow, 2, showlegend=False, hoverinfo="skip")
    moving[index] = {"x": at["p"], "y": np.minimum(at["cost"], EDGE * ruler.top)}
    handles = []
    for panel, height in ((1, at["entropy"]), (2, at["cost"])):
        yours = add(figure, dot("your belief"), panel, showlegend=panel == 1)
        moving[yours] = {"x": at["p"], "y": height}
        handles.append(yours)
    figure.update_layout(
        xaxis=axis(TRUTH, *SHARE),
        xaxis2=axis(BELIEF, *SHARE),
        yaxis=ruler.axis("mean surprise"),
        yaxis2=ruler.axis(""),
        legend={"traceorder": "normal"},
    )
    readouts = {
        f"H(q), {ruler.unit}": np.full(len(names), floor),
        f"+ KL(q‖p), {ruler.unit}": at["kl"],
        f"= H(q, p), {ruler.unit}": at["cost"],
        f"swapped, KL(p‖q), {ruler.unit}": at["reverse"],
    }
    sentences = [
        f"Believing p = {name} costs on average, in {ruler.unit}, {said(cost)}: "
        f"{said(floor)} for the truth and {said(rest)} for the belief."
        for name, cost, rest in zip(names, at["cost"], at["kl"], strict=True)
    ]
    return scrub(
        figure, names, moving, label="p", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def _bar_and_line(
    figure: go.Figure, truths: Columns, q: float, floor: float, at: Columns
) -> Moving:
    """The arch, the line that touches it, its two ends, and the bar at q."""
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
    bowl.update(fill="tonexty", fillcolor=BLUE, showlegend=False)
    add(figure, bowl, 2)
    there = np.stack([at["p"], at["p"]], axis=1)
    foot = add(figure, curve(low, low, FLOOR, READER, width=6), 2, **hidden)
    stem = add(figure, curve(low, low, REST, DISCRIMINATOR, width=6), 2, **hidden)
    rest = {"x": there, "y": _from(floor, at["cost"])}
    return {foot: {"x": there}, stem: rest}


def _from(floor: float, heights: np.ndarray) -> np.ndarray:
    """A row per position: from the floor up to that height."""
    return np.stack([np.full(len(heights), floor), heights], axis=1)


# -- The truth, dragged ----------------------------------------------------------------


def truth(
    shares: Columns,
    beliefs: Columns,
    marks: Columns,
    names: Sequence[str],
    at: Columns,
    ruler: Ruler,
) -> go.Figure:
    """Entropy as the mean of two surprises, and KL both ways round, for one truth.

    Left: two blocks, as wide as an outcome is frequent and as high as it is surprising.
    Together they have the area of a block of width 1 and height H(q). Right: the two
    divergences over the belief; they meet where it is the truth.

    Args:
        shares: grid ``q`` and on it ``real`` and ``fake``, the surprises of outcomes
            that are as frequent as that, and their mean ``entropy``.
        beliefs: grid ``p``, and one row per truth over it: ``kl`` and ``reverse``.
        marks: a few ``p``, and one row per truth over them: ``reverse``.
        names: slider positions as text.
        at: per position ``q``, ``real``, ``fake`` and ``entropy``.
        ruler: unit and height of the frame.
    """
    figure = go.Figure(layout=panels(2, 430))
    moving = _blocks(figure, shares, at)
    place = add(figure, dot("your truth"))
    moving[place] = {"x": at["q"], "y": at["entropy"]}
    for key, name, dash in (
        ("kl", "KL(q‖p), as in BCE", "solid"),
        ("reverse", "KL(p‖q), swapped", "dash"),
    ):
        line = curve(beliefs["p"], beliefs[key][0], name, DISCRIMINATOR, dash=dash)
        moving[add(figure, line, 2)] = {"y": beliefs[key]}
    # They ride on the swapped curve, and stay in sight where it leaves the frame.
    arrows = dot("swapped, or beyond the frame", DISCRIMINATOR, symbol="triangle-up")
    arrows.update(x=marks["p"], marker={"size": 9, "line_width": 0}, showlegend=False)
    inside = np.minimum(marks["reverse"], EDGE * ruler.top)
    moving[add(figure, arrows, 2)] = {"y": inside}
    meet = add(figure, dot("p = q"), 2, showlegend=False)
    moving[meet] = {"x": at["q"], "y": np.zeros(len(names))}
    figure.update_layout(
        xaxis=axis(TRUTH, *SHARE),
        xaxis2=axis(BELIEF, *SHARE),
        yaxis=ruler.axis("surprise"),
        yaxis2=ruler.axis("divergence"),
    )
    readouts = {
        f"surprise at real, {ruler.unit}": at["real"],
        f"surprise at fake, {ruler.unit}": at["fake"],
        f"their mean H(q), {ruler.unit}": at["entropy"],
    }
    sentences = [
        f"With a share of {name} real, the surprise in {ruler.unit} is {said(real)} at a "
        f"real sample, {said(fake)} at a fake one, and {said(mean)} in the mean."
        for name, real, fake, mean in zip(names, *readouts.values(), strict=True)
    ]
    return scrub(
        figure, names, moving, label="q", readouts=readouts, sentences=sentences,
        handles=[place, meet],
    )  # fmt: skip


def _blocks(figure: go.Figure, shares: Columns, at: Columns) -> Moving:
    """Two surprises as curves, as blocks under them, and the two levelled out."""
    moving: Moving = {}
    q, edge = at["q"], np.ones(len(at["q"]))
    for key, name, color, thin, ends, dash in (
        ("real", "−log q, real", REAL, GREEN, (0.0 * q, q), "solid"),
        ("fake", "−log(1 − q), fake", FAKE, RED, (q, edge), "dashdot"),
    ):
        line = curve(shares["q"], shares[key], name, color, dash=dash, width=2)
        add(figure, line, legendgroup=key)
        block = curve(q[:2], q[:2], f"{key}: share × surprise", color, width=1)
        block.update(fill="tozeroy", fillcolor=thin, showlegend=False)
        if key == "fake":
            block.update(fillpattern={"shape": "/", "solidity": 0.4})
        x, y = np.stack(ends, axis=1), np.stack([at[key], at[key]], axis=1)
        moving[add(figure, block, legendgroup=key)] = {"x": x, "y": y}
    mean = curve(shares["q"], shares["entropy"], "H(q), the mean", READER, dash="dash")
    add(figure, mean)
    level = curve(np.arange(2.0), q[:2], "blocks levelled out", READER, width=2)
    both = np.stack([at["entropy"], at["entropy"]], axis=1)
    moving[add(figure, level, showlegend=False)] = {"y": both}
    return moving

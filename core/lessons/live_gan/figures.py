"""Figure of the page "Watch one train": arrays in, figure out.

It has no frames: each moment arrives as a row of numbers while the run goes on, and
``layout.meta["live"]`` says which piece of a row belongs to which trace:

    scene    [trace, attribute, name, length] for what is drawn anew at each moment
    series   [trace, name] for one number per moment, drawn against the iteration
    bands    [trace, upper name, lower name] for the area between two series
    times    the x axes that show iterations, and grow with the run
    phases   for each named sub-step the traces that stay bright
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.plotting.theme import DISCRIMINATOR, FAKE, READER, REAL, add, curve, dot

PALE = {REAL: "rgba(0, 158, 115, 0.25)", FAKE: "rgba(213, 94, 0, 0.25)"}
GAP = "rgba(0, 114, 178, 0.25)"
DASHES = ("solid", "dash")


def run(
    layout: Mapping[str, Any],
    x: np.ndarray,
    real: np.ndarray,
    first: Mapping[str, np.ndarray],
    names: Sequence[str],
    lines: Mapping[str, float],
) -> go.Figure:
    """Densities with D and arrows; G's map; losses, gradient norms and distances.

    One run is drawn with everything; two runs side by side, solid and dashed; more
    than two on top of each other, without arrows.

    Args:
        layout: where everything lies, see ``core.lessons.live_gan.layout``.
        x: places along the axis.
        real: the target's density there.
        first: the first moment, by name as in the scene and the series; what it does
            not hold is not drawn.
        names: what tells the runs apart, one for each.
        lines: labelled heights in the panel of losses.
    """
    count = len(names)
    figure = go.Figure(layout=layout)
    live: dict[str, Any] = {"scene": [], "series": [], "bands": [], "phases": []}
    stage = _Stage(figure, live, first)
    for panel in (1, 2) if count == 2 else (1,):
        target = curve(x, real, "real", REAL, width=2)
        target.update(fill="tozeroy", fillcolor=PALE[REAL], showlegend=panel == 1)
        stage.real.append(add(figure, target, panel))
    for at in range(count):
        panel = 1 + at if count == 2 else 1
        _draw_densities(stage, x, at, panel, alone=count < 3)
        _draw_fakes(stage, at, panel)
        _draw_map(stage, at, alone=count == 1)
    _draw_losses(stage, names, lines)
    _draw_norms(stage, count)
    _draw_distances(stage, count)
    live["times"] = ["xaxis3", "xaxis4", "xaxis5"]
    live["grows"] = ["yaxis3", "yaxis5"]
    live["phases"] = stage.phases()
    whole: Any = figure.layout
    whole.meta = {**whole.meta, "live": live}
    legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
    return figure.update_layout(template="plotly_white", legend=legend)


class _Stage:
    """The figure in the making, and who of its traces plays which part."""

    def __init__(self, figure: go.Figure, live: dict, first: Mapping[str, np.ndarray]):
        self.figure, self.live, self.first = figure, live, first
        self.real: list[int] = []
        self.fakes: list[int] = []
        self.judges: list[int] = []
        self.arrows: list[int] = []
        self.maps: list[int] = []

    def moves(self, trace: int, **attributes: str) -> int:
        """Says which pieces of a row are the trace's ``x`` and ``y``."""
        drawn: Any = self.figure.data
        for attribute, name in attributes.items():
            values = self.first[name]
            drawn[trace][attribute] = values
            self.live["scene"].append([trace, attribute, name, len(values)])
        return trace

    def grows(self, name: str, panel: int, color: str, shown: str, **looks: Any) -> int:
        """A curve over the iterations."""
        line = {key: looks.pop(key) for key in ("dash", "width") if key in looks}
        height = float(self.first[name][0])
        line = curve(np.zeros(2), np.full(2, height), shown, color, **line)
        trace = add(self.figure, line, panel, **looks)
        self.live["series"].append([trace, name])
        return trace

    def phases(self) -> list[list[int]]:
        """For the five sub-steps of an iteration, what stays bright."""
        return [
            [*self.fakes, *self.maps],
            [*self.real, *self.fakes, *self.judges],
            [*self.judges],
            [*self.arrows, *self.judges],
            [*self.fakes, *self.maps],
        ]


# -- Above: what there is --------------------------------------------------------------
def _draw_densities(
    stage: _Stage, x: np.ndarray, at: int, panel: int, *, alone: bool
) -> None:
    look: dict[str, Any] = {"showlegend": at == 0}
    above = {"yaxis": "y6" if panel == 1 else "y7", **look}
    if alone:
        look |= {"fill": "tozeroy", "fillcolor": PALE[FAKE]}
    name = f"density {at}"
    line = curve(x, stage.first[name], "fake", FAKE, width=2 if alone else 1.25)
    stage.fakes.append(stage.moves(add(stage.figure, line, panel, **look), y=name))
    name = f"best {at}"
    if name in stage.first:
        line = curve(x, stage.first[name], "the best D now", DISCRIMINATOR, dash="dot")
        line.update(line={"width": 2})
        trace = add(stage.figure, line, panel, **above)
        stage.judges.append(stage.moves(trace, y=name))
    name = f"judge {at}"
    line = curve(x, stage.first[name], "discriminator", DISCRIMINATOR)
    line.update(line={"width": 2.5 if alone else 1})
    trace = add(stage.figure, line, panel, **above)
    stage.judges.append(stage.moves(trace, y=name))


def _draw_fakes(stage: _Stage, at: int, panel: int) -> None:
    """Some fakes on rows of their own, each with the gradient of the loss."""
    if f"fakes {at}" not in stage.first:
        return
    rows = np.linspace(-0.1, -0.57, len(stage.first[f"fakes {at}"]))
    shafts = curve(stage.first[f"shafts {at}"], np.repeat(rows, 3), "push", FAKE)
    shafts.update(line={"width": 3}, hoverinfo="skip")
    trace = add(stage.figure, shafts, panel, showlegend=False)
    stage.arrows.append(stage.moves(trace, x=f"shafts {at}"))
    heads = dot("where its gradient sends it", FAKE, size=9, symbol="diamond")
    heads.update(marker={"line": {"width": 0}}, x=rows, y=rows)
    trace = add(stage.figure, heads, panel, showlegend=False)
    stage.arrows.append(stage.moves(trace, x=f"tips {at}"))
    bodies = dot("fakes with their gradients", FAKE, size=10)
    bodies.update(marker={"line": {"width": 1}}, x=rows, y=rows)
    trace = add(stage.figure, bodies, panel, showlegend=at == 0)
    stage.fakes.append(stage.moves(trace, x=f"fakes {at}"))


def _draw_map(stage: _Stage, at: int, *, alone: bool) -> None:
    name = f"map {at}"
    if name not in stage.first:
        return
    line = curve(stage.first["noise"], stage.first[name], "G(z)", FAKE)
    line.update(line={"width": 2.5 if alone else 1})
    trace = add(stage.figure, line, 2, showlegend=False)
    stage.maps.append(stage.moves(trace, y=name))


# -- Below: what has been so far -------------------------------------------------------
def _looks(count: int, at: int) -> dict[str, Any]:
    """Line style says which loss; many runs are thin."""
    dash = DASHES[at] if count == 2 else "solid"
    return {"dash": dash, "width": 2.0 if count < 3 else 1.0}


def _draw_losses(
    stage: _Stage, names: Sequence[str], lines: Mapping[str, float]
) -> None:
    whole: Any = stage.figure.layout
    for text, height in lines.items():
        at = {"yref": "y3", "xref": "x3 domain"}
        line = {"type": "line", "x0": 0, "x1": 1, "y0": height, "y1": height, **at}
        whole.shapes += ({**line, "line": {"dash": "dot", "width": 1}},)
        label = {"text": text, "x": 1, "xanchor": "right", "y": height, **at}
        whole.annotations += (
            {**label, "showarrow": False, "yanchor": "bottom", "font": {"size": 12}},
        )
    count = len(names)
    if "least 0" in stage.first:
        gap = curve(np.zeros(4), np.zeros(4), "what D has yet to learn", DISCRIMINATOR)
        gap.update(fill="toself", fillcolor=GAP, hoverinfo="skip", line={"width": 0})
        gap.update(showlegend=False)
        stage.live["bands"].append([add(stage.figure, gap, 3), "L_D 0", "least 0"])
        looks = {"dash": "dot", "width": 1.5, "showlegend": False}
        stage.grows("least 0", 3, DISCRIMINATOR, "least that D can lose", **looks)
    for at in range(count):
        end = f", {names[at]}" if count == 2 else ""
        shown = {"showlegend": count == 2, **_looks(count, at)}
        stage.grows(f"L_D {at}", 3, DISCRIMINATOR, f"D's loss{end}", **shown)
        if count < 3:
            stage.grows(f"L_G {at}", 3, FAKE, f"G's loss{end}", **shown)


def _draw_norms(stage: _Stage, count: int) -> None:
    for at in range(count):
        shown = {"showlegend": False, **_looks(count, at)}
        stage.grows(f"norm G {at}", 4, FAKE, "G's gradient", **shown)
        if count < 3:
            stage.grows(f"norm D {at}", 4, DISCRIMINATOR, "D's gradient", **shown)


def _draw_distances(stage: _Stage, count: int) -> None:
    for at in range(count):
        shown = {"showlegend": False, **_looks(count, at)}
        stage.grows(f"W1 {at}", 5, READER, "Wasserstein-1", **shown)
        if count == 1:
            shown |= {"dash": "dot", "yaxis": "y8"}
            stage.grows("JS 0", 5, READER, "JS", **shown)

"""Cross-entropy as a bar of two parts, while the belief moves."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.cross_entropy import words
from core.lessons.cross_entropy.units import in_unit
from core.maths import bce, information, sliders
from core.maths.bce import Floats
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
    format_number,
    pale,
    panels,
)

FLOOR, REST, WHOLE = "H(q), the floor", "KL(q‖p), the rest", "H(q, p), their sum"
TITLES = "your belief under every truth", "every belief under your truth"
SHORT = "every truth", "every belief"
BETWEEN = pale(DISCRIMINATOR, 0.12)
TOP = 3.5 * float(np.log(2.0))  # height of the frame: 3.5 bits, in nats
EDGE = 0.965  # of the frame's height: where an arrow says that it goes on above

Moving = dict[int, dict[str, Floats]]


def figure(q: float, unit: str) -> go.Figure:
    """What one belief costs under every truth, and every belief under the truth q.

    Left: the cost of a belief is a straight line over the truth, from the surprise at a
    fake to that at a real sample. It touches the arch of entropies where the truth is
    p. The bar stands at the reader's truth and reaches up to that line. Right: the
    height of the bar over the belief.
    """
    p, top = sliders.PROBABILITIES, float(in_unit(unit, TOP))
    cost, arch = in_unit(unit, bce.bce(p, q)), in_unit(unit, bce.entropy_floor(p))
    drawn = Scrubbable(layout=panels(2, 430, titles=TITLES, short=SHORT))
    moving = _bar_and_line(drawn, q, unit) | _bowl(drawn, q, unit)
    # Under the dot, and in sight where the dot has left the frame.
    arrow = dot("goes on above", READER, symbol="triangle-up", size=12)
    index = add(drawn, arrow, 2, showlegend=False, hoverinfo="skip")
    moving[index] = {"x": p, "y": np.minimum(cost, EDGE * top)}
    handles = []
    for panel, height in (1, arch), (2, cost):
        yours = add(drawn, dot("your belief"), panel, showlegend=panel == 1)
        moving[yours] = {"x": p, "y": height}
        handles.append(yours)
    drawn.update_layout(
        xaxis=axis("truth q: how often real", -0.05, 1.05),
        xaxis2=axis("belief p: how probable real", -0.05, 1.05),
        yaxis=axis(f"mean surprise, in {unit}", -0.03 * top, top),
        yaxis2=axis("", -0.03 * top, top),
    )
    readouts = {
        f"H(q), {unit}": np.full(len(p), _floor(q, unit)),
        f"+ KL(q‖p), {unit}": in_unit(unit, information.binary_kl(q, p)),
        f"= H(q, p), {unit}": cost,
        f"swapped, KL(p‖q), {unit}": in_unit(unit, information.binary_kl(p, q)),
    }
    names = sliders.names(p)
    sentences = [
        f"Believing p = {name} costs on average, in {unit}, {format_number(whole)}: "
        f"{format_number(floor)} for the truth and {format_number(rest)} for the "
        "belief."
        for name, floor, rest, whole, _ in zip(names, *readouts.values(), strict=True)
    ]
    rest, whole = list(readouts.values())[1:3]
    notices = [
        words.notice(q, p, floor=_floor(q, unit), kl=kl, cost=cost, unit=unit)
        for p, kl, cost in zip(p, rest, whole, strict=True)
    ]
    return drawn.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        notices=notices, handles=handles, places=sliders.logit_places(p),
    )  # fmt: skip


def _bar_and_line(drawn: go.Figure, q: float, unit: str) -> Moving:
    """The arch, the line that touches it, its two ends, and the bar at q."""
    grid, p, floor = np.linspace(0.0, 1.0, 201), sliders.PROBABILITIES, _floor(q, unit)
    arch = in_unit(unit, bce.entropy_floor(grid))
    add(
        drawn, curve(grid, arch, "H(q)", READER, dash="dash", width=2), showlegend=False
    )
    real = in_unit(unit, information.surprise(p))
    fake = in_unit(unit, information.surprise(1.0 - p))
    ends = np.stack([fake, real], axis=1)
    line = curve(np.arange(2.0), ends[0], WHOLE, DISCRIMINATOR)
    moving: Moving = {add(drawn, line): {"y": ends}}
    for x, kind, height, color, symbol in (
        (1, "real", real, REAL, "circle"),
        (0, "fake", fake, FAKE, "x"),
    ):
        surprise = dot(f"surprise, if {kind}", color, size=11, symbol=symbol)
        surprise.update(x=[x], marker={"line": {"width": 1}})
        moving[add(drawn, surprise)] = {"y": height}
    here, low = np.full(2, q), np.array([0.0, floor])
    bar = add(drawn, curve(here, low, REST, DISCRIMINATOR, width=22), opacity=0.8)
    moving[bar] = {"y": _rest(q, unit)}
    # After the other part, often the shorter one, which has fewer places for its name.
    add(drawn, curve(here, low, FLOOR, READER, width=22))
    return moving


def _bowl(drawn: go.Figure, q: float, unit: str) -> Moving:
    """The cost of every belief over its floor, and the two parts of one of them."""
    hidden: dict[str, Any] = {"showlegend": False, "hoverinfo": "skip"}
    p, floor = sliders.curve_probs(), _floor(q, unit)
    ends, low = p[[0, -1]], np.array([0.0, floor])
    level = curve(ends, np.full(2, floor), "H(q)", READER, dash="dash", width=2)
    add(drawn, level, 2, showlegend=False)
    bowl = curve(p, in_unit(unit, bce.bce(p, q)), "H(q, p)", DISCRIMINATOR)
    bowl.update(fill="tonexty", fillcolor=BETWEEN, showlegend=False)
    add(drawn, bowl, 2)
    there = np.stack([sliders.PROBABILITIES, sliders.PROBABILITIES], axis=1)
    foot = add(drawn, curve(low, low, FLOOR, READER, width=6), 2, **hidden)
    stem = add(drawn, curve(low, low, REST, DISCRIMINATOR, width=6), 2, **hidden)
    return {foot: {"x": there}, stem: {"x": there, "y": _rest(q, unit)}}


def _floor(q: float, unit: str) -> float:
    return float(in_unit(unit, bce.entropy_floor(q)))


def _rest(q: float, unit: str) -> Floats:
    """A row per position: from the floor up to the cost."""
    cost = in_unit(unit, bce.bce(sliders.PROBABILITIES, q))
    return np.stack([np.full(len(cost), _floor(q, unit)), cost], axis=1)

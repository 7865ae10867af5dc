"""The figure of "What if nothing overlaps?"."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.divergences.words import at, compare, home, sentence
from core.maths import sliders
from core.maths.densities import Floats, Normal
from core.maths.divergences import Sloped
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    panel_title,
)

POSITIONS = np.linspace(-4.0, 4.0, 161).round(2)
# How far the axis goes, and where a curve of that family jumps or has a corner.
EDGES = {"point-mass": 4.75, "uniform": 4.75, "normal": 6.75}
CORNERS = {"point-mass": [0.0], "uniform": [-1.0, 0.0, 1.0], "normal": [0.0]}
BESIDE = 1e-6  # next to a corner: no eye can tell it from there
# Some of the lines coincide: between equal shapes both KLs, across a gap JS and TV. So
# one of each pair is broad and pale.
LOOKS: dict[str, dict[str, Any]] = {
    "KL": {"width": 9},
    "reverse KL": {"dash": "dashdot", "width": 2},
    "JS": {"dash": "dash", "width": 2.5},
    "TV": {"dash": "dot", "width": 7},
    "W₁": {"width": 2.5},
}
PALE = {"KL": 0.45, "TV": 0.6}
TOP, STEEPEST = 4.9, 1.4
# The rows from top to bottom: what each shows, and where it lies.
ROWS = (
    ("real data and fakes", (0.82, 1.0)),
    ("five distances; KL and JS in nats", (0.32, 0.72)),
    ("their slopes in θ", (0.0, 0.22)),
)


def apart(family: str) -> go.Figure:
    """Real and fake apart by θ = −4 to 4; below, five distances and their slopes."""
    edge, corners = EDGES[family], np.array(CORNERS[family])
    thetas = np.linspace(-edge, edge, 381)
    thetas = np.union1d(thetas, [corners - BESIDE, corners, corners + BESIDE])
    here = compare(family, POSITIONS)
    x, y = _outline(family)
    figure = Scrubbable(layout=_rows(family, edge, float(y.max())))
    add(figure, curve(x, y, "real", REAL), 1, fill="tozeroy")
    fake = curve(x, y, "fake", FAKE).update(fill="tozeroy", fillpattern=FAKE_HATCH)
    moving = {add(figure, fake, 1): {"x": POSITIONS[:, None] + x}}
    _draw_curves(figure, thetas, compare(family, thetas))
    _note(figure, family)
    moving |= _draw_cursors(figure, here)
    middle = dot("middle of the fakes", FAKE)
    handle = add(figure, middle, 1, showlegend=False, cliponaxis=False)
    moving[handle] = {"x": POSITIONS, "y": np.full(POSITIONS.size, y.max())}
    numbers = [at(here, row) for row in range(POSITIONS.size)]
    names = sliders.names(POSITIONS)
    sentences = [
        f"At θ = {name.replace('-', '−')}: {sentence(*both)}"
        for name, both in zip(names, numbers, strict=True)
    ]
    readouts: dict[str, Floats | list[str]] = {
        "KL, nats": here["KL"].value,
        "JS, nats": here["JS"].value,
        "W₁": here["W₁"].value,
    }
    if family == "normal":  # all five do: what counts is how much
        readouts["slope of JS"] = here["JS"].slope
    else:
        readouts["still points home"] = [home(slopes) for _, slopes in numbers]
    return figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=sentences,
        notices=sentences, handles=[handle],
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------


def _rows(family: str, edge: float, top: float) -> dict[str, Any]:
    """Layout of three rows above one axis; a phone shows one of them."""
    title = "θ, where the fakes are; real data are at 0"
    still = {"dtick": 1}
    height = "mass" if family == "point-mass" else "density"
    layout: dict[str, Any] = {
        "height": 520,
        "xaxis": axis("", -edge, edge, showticklabels=False, **still),
        "xaxis2": axis("", -edge, edge, showticklabels=False, matches="x", **still),
        "xaxis3": axis(title, -edge, edge, matches="x", **still),
        "yaxis": axis(height, 0.0, 1.15 * top, nticks=3),
        "yaxis2": axis("distance", -0.1, TOP, dtick=1),
        "yaxis3": axis("slope", -STEEPEST, STEEPEST, dtick=1),
    }
    panels = []
    for end, (text, rows) in zip(("", "2", "3"), ROWS, strict=True):
        layout[f"xaxis{end}"]["anchor"] = f"y{end}"
        layout[f"yaxis{end}"] |= {"anchor": f"x{end}", "domain": list(rows)}
        panels.append({"title": text, "x": f"x{end}", "y": f"y{end}", "xtitle": title})
    layout["annotations"] = [panel_title(**panel) for panel in panels]
    return {**layout, "meta": {"panels": panels, "main": 1}}


def _outline(family: str) -> tuple[Floats, Floats]:
    """What real data and fakes both look like, drawn around 0, from left to right."""
    if family == "point-mass":
        return np.zeros(2), np.array([0.0, 1.0])
    if family == "uniform":
        return np.array([-0.5, -0.5, 0.5, 0.5]), np.array([0.0, 1.0, 1.0, 0.0])
    x = np.linspace(-4.5, 4.5, 73)
    return x, Normal().pdf(x)


def _draw_curves(figure: go.Figure, thetas: Floats, grid: dict[str, Sloped]) -> None:
    """Five lines in each lower panel; where a number is not finite there is none."""
    for panel in (2, 3):
        for name, line in LOOKS.items():
            look = {"legendgroup": name, "showlegend": panel == 2}
            height = grid[name].value if panel == 2 else grid[name].slope
            drawn = curve(thetas, height, name, DISCRIMINATOR, **line)
            add(figure, drawn, panel, opacity=PALE.get(name, 1.0), **look)


def _draw_cursors(
    figure: go.Figure, here: dict[str, Sloped]
) -> dict[int, dict[str, np.ndarray]]:
    """A line across both panels at the reader's θ, with a dot on each curve.

    A dot for every distance that is always finite; both KLs would be one.
    """
    dotted = [
        both
        for name, both in here.items()
        if np.isfinite(both.value).all() and name != "reverse KL"
    ]
    moving = {}
    for panel, ends, heights in (
        (2, (0.0, TOP), [both.value for both in dotted]),
        (3, (-STEEPEST, STEEPEST), [both.slope for both in dotted]),
    ):
        low, high = (np.full(POSITIONS.size, end) for end in ends)
        y = np.stack([low, *heights, high], axis=1)
        dots = len(heights)
        line = dot("at your θ").update(mode="lines+markers")
        sizes = {"size": [0, *[10] * dots, 0], "opacity": [0, *[1] * dots, 0]}
        line.update(line={"color": READER, "width": 1.5}, marker=sizes)
        moving[add(figure, line, panel, showlegend=False)] = {
            "x": np.repeat(POSITIONS[:, None], y.shape[1], axis=1),
            "y": y,
        }
    return moving


def _note(figure: go.Figure, family: str) -> None:
    """What becomes of KL, over the distances; where infinite it leaves the frame."""
    look = {"yref": "y2 domain", "y": 1.0, "showarrow": False}
    note = "↑ both KLs: θ²/2, finite everywhere"
    if family != "normal":
        note = "↑ both KLs: ∞ for every θ ≠ 0, no slope"
        for name in ("KL", "reverse KL"):
            figure.add_shape(
                type="line", x0=0, x1=0, y0=0, y1=1, yref="y2 domain", xref="x2",
                line={"color": DISCRIMINATOR, **LOOKS[name]},
                opacity=PALE.get(name, 1.0),
            )  # fmt: skip
        figure.add_annotation(
            text="", x=0, xref="x2", y=1.0, yref="y2 domain", ax=0, ay=24,
            showarrow=True, arrowhead=2, arrowwidth=2, arrowcolor=DISCRIMINATOR,
        )  # fmt: skip
    right = {"x": 1.0, "xref": "x2 domain", "xanchor": "right", "yanchor": "bottom"}
    figure.add_annotation(text=note, **right, **look)

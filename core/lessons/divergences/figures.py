"""Figure of the page "What if nothing overlaps?": arrays in, ``go.Figure`` out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import DISCRIMINATOR, FAKE, READER, REAL, add, axis, curve, dot

# Each distance: its name, and its line. Some of them coincide: between equal shapes
# both KLs, across a gap JS and TV. So one of each pair is broad and pale.
LOOKS: dict[str, tuple[str, dict[str, Any]]] = {
    "kl": ("KL", {"width": 9}),
    "reverse_kl": ("reverse KL", {"dash": "dashdot", "width": 2}),
    "js": ("JS", {"dash": "dash", "width": 2.5}),
    "total_variation": ("TV", {"dash": "dot", "width": 7}),
    "wasserstein": ("W₁", {"width": 2.5}),
}
PALE = {"kl": 0.45, "total_variation": 0.6}
TOP, STEEPEST = 4.9, 1.4
PLACES = 1, 2, 3  # the panels, from top to bottom
ROWS = ((0.8, 1.0), (0.33, 0.74), (0.0, 0.28))
NARROW_ROWS = ((0.83, 1.0), (0.36, 0.76), (0.0, 0.32))


class Shape(NamedTuple):
    """What real data and fakes both look like, drawn around 0.

    Attributes:
        x: outline, from left to right.
        y: outline, upwards.
        title: what the outline's height is.
        note: what becomes of KL, in words.
        jumps: whether KL jumps from 0 to infinity.
    """

    x: np.ndarray
    y: np.ndarray
    title: str
    note: str
    jumps: bool


def apart(
    shape: Shape,
    thetas: np.ndarray,
    values: Mapping[str, np.ndarray],
    slopes: Mapping[str, np.ndarray],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
    readouts: Mapping[str, np.ndarray],
    texts: Mapping[str, Sequence[str]],
    sentences: Sequence[str],
) -> go.Figure:
    """Real and fake on top, five distances below, and their slopes, on one axis.

    Args:
        shape: of real data and fakes.
        thetas: grid of distances; its ends are the ends of the axis.
        values: the five distances on the grid, by the names of ``LOOKS``.
        slopes: their slopes on the grid.
        names: slider positions as text.
        at: per position ``theta``, ``values`` and ``slopes``, the latter two with a
            column for each dot.
        readouts: title to one number per position.
        texts: the same for what is said in words already.
        sentences: what a screen reader hears, per position.
    """
    figure = Scrubbable(layout=_rows(shape, thetas))
    theta = at["theta"]
    fake_x, top = theta[:, None] + shape.x, float(shape.y.max())
    add(figure, _area(shape, "real", REAL), 1)
    moving = {add(figure, _area(shape, "fake", FAKE), 1): {"x": fake_x}}
    for panel, curves in ((2, values), (3, slopes)):
        _draw(figure, panel, thetas, curves)
    if shape.jumps:
        _leave(figure)
    for panel, span, dots in (
        (2, (0.0, TOP), at["values"]),
        (3, (-STEEPEST, STEEPEST), at["slopes"]),
    ):
        cursor = add(figure, _cursor(dots.shape[1]), panel, showlegend=False)
        ends = np.broadcast_to(span, (len(theta), 2))
        y = np.column_stack([ends[:, 0], dots, ends[:, 1]])
        moving[cursor] = {"x": np.repeat(theta[:, None], y.shape[1], axis=1), "y": y}
    middle = dot("middle of the fakes", FAKE)
    handle = add(figure, middle, 1, showlegend=False, cliponaxis=False)
    moving[handle] = {"x": theta, "y": np.full_like(theta, top)}
    figure.add_annotation(
        text=shape.note, x=0.5, xref="paper", y=1.0, yref="y2 domain", yanchor="bottom",
        showarrow=False,
    )  # fmt: skip
    figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=sentences,
        handles=[handle],
    )  # fmt: skip
    layout: Any = figure.layout
    layout.meta["readouts"] |= {title: list(said) for title, said in texts.items()}
    return figure


# -- Parts -----------------------------------------------------------------------------


def _rows(shape: Shape, thetas: np.ndarray) -> dict[str, Any]:
    """Layout of three rows above one axis, lower where the page is narrow."""
    low, high = float(thetas[0]), float(thetas[-1])
    title = "θ, where the fakes are; real data are at 0"
    still = {"dtick": 1}
    layout: dict[str, Any] = {
        "height": 540,
        "xaxis": axis("", low, high, showticklabels=False, **still),
        "xaxis2": axis("", low, high, showticklabels=False, matches="x", **still),
        "xaxis3": axis(title, low, high, matches="x", **still),
        "yaxis": axis(shape.title, 0.0, 1.15 * float(shape.y.max()), nticks=3),
        "yaxis2": axis("distance (KL, JS: nats)", -0.1, TOP, dtick=1),
        "yaxis3": axis("slope in θ", -STEEPEST, STEEPEST, dtick=1),
    }
    narrow: dict[str, Any] = {"height": 530}
    for panel, wide, tight in zip(PLACES, ROWS, NARROW_ROWS, strict=True):
        end = "" if panel == 1 else str(panel)
        layout[f"xaxis{end}"]["anchor"] = f"y{end}"
        layout[f"yaxis{end}"] |= {"anchor": f"x{end}", "domain": list(wide)}
        narrow[f"yaxis{end}.domain"] = list(tight)
    return {**layout, "meta": {"narrow": narrow}}


def _area(shape: Shape, name: str, color: str) -> go.Scatter:
    """A filled outline; fakes are hatched, so that colour is not all that tells."""
    area = curve(shape.x, shape.y, name, color).update(fill="tozeroy")
    if color == FAKE:
        area.update(fillpattern={"shape": "/", "size": 6, "solidity": 0.25})
    return area


def _cursor(dots: int) -> go.Scatter:
    """A line across the panel at the reader's θ, with dots between its two ends."""
    line = dot("at your θ").update(mode="lines+markers")
    sizes = {"size": [0, *[10] * dots, 0], "opacity": [0, *[1] * dots, 0]}
    return line.update(line={"color": READER, "width": 1.5}, marker=sizes)


def _draw(
    figure: go.Figure, panel: int, thetas: np.ndarray, curves: Mapping[str, np.ndarray]
) -> None:
    """The five lines of one panel; where a number is not finite there is none."""
    for key, (name, line) in LOOKS.items():
        look = {"legendgroup": name, "showlegend": panel == 2}
        drawn = curve(thetas, curves[key], name, DISCRIMINATOR, **line)
        add(figure, drawn, panel, opacity=PALE.get(key, 1.0), **look)


def _leave(figure: go.Figure) -> None:
    """Both KLs: up from 0 and out of the frame, since they are infinite elsewhere."""
    for key in ("kl", "reverse_kl"):
        figure.add_shape(
            type="line", x0=0, x1=0, y0=0, y1=1, yref="y2 domain", xref="x2",
            line={"color": DISCRIMINATOR, **LOOKS[key][1]},
            opacity=PALE.get(key, 1.0),
        )  # fmt: skip
    figure.add_annotation(
        text="", x=0, xref="x2", y=1.0, yref="y2 domain", ax=0, ay=24,
        showarrow=True, arrowhead=2, arrowwidth=2, arrowcolor=DISCRIMINATOR,
    )  # fmt: skip

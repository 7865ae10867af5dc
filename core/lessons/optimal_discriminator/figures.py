"""Main figure of "What does the best discriminator know?": arrays in, figure out."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import DISCRIMINATOR, FAKE, READER, REAL, add, axis, curve, dot

PLACE, DISTANCE = "place x", "distance θ"
# The panels in the upper row, then those in the lower one: what is written over them.
HEADINGS = (
    "D* over the densities",
    "its logit ℓ, and dℓ/dx",
    "value J(θ), nats",
    "mean D* on the fakes",
    "how steep: mean −dℓ/dx",
    "push: slope of J",
)
VALUES = {"tickvals": [-1.3863, -1, -0.5, 0], "ticktext": ["−1.39", "−1", "−½", "0"]}
Moving = dict[int, dict[str, Any]]


class Path(NamedTuple):
    """A line. Places or heights that move have one row per slider position."""

    name: str
    x: np.ndarray
    y: np.ndarray


class View(NamedTuple):
    """What lies along x.

    Attributes:
        real: the real density.
        fake: the fakes' density.
        best: D*, in one or more pieces.
        logit: its logit, in one or more pieces.
        slope: the logit's slope; None where it is 0 wherever there is one.
        tenths: per position ten fakes, one for each tenth of them: ``x``, their D*
            ``best``, and ``height``, where they are drawn beside the logit.
        span: the ends of the x axes.
        top: the upper end of the densities' axis.
        upright: the logit's axis.
    """

    real: Path
    fake: Path
    best: Sequence[Path]
    logit: Sequence[Path]
    slope: Path | None
    tenths: Mapping[str, np.ndarray]
    span: tuple[float, float]
    top: float
    upright: Mapping[str, Any]


def game(
    view: View,
    curves: Mapping[str, np.ndarray],
    push_range: tuple[float, float],
    equation: bool,
    names: Sequence[str],
    readouts: Mapping[str, np.ndarray],
    sentences: Sequence[str],
) -> go.Figure:
    """Above, D*, its logit and J; below each, what the generator is left with.

    Args:
        view: the densities, D* and its logit, per distance.
        curves: per distance ``theta``, ``grip`` (height of the handle on the fakes),
            ``value`` (J), ``sure``, ``steep``, ``product`` (of the last two) and
            ``push`` (slope of J).
        push_range: the ends of the last panel's upright axis.
        equation: whether the lower row reads sure × steep = push.
        names: slider positions as text.
        readouts: title to one number per position.
        sentences: what a screen reader hears, per position.
    """
    figure = Scrubbable(layout=_grid(equation))
    moving = _along_x(figure, view) | _along_theta(figure, curves)
    handles = []
    places = {1: "grip", 3: "value", 4: "sure", 5: "steep", 6: "push"}
    if view.slope is None:
        del places[5]  # it would come and go, and each frame with a gap is slow
    for panel, key in places.items():
        looks = {"showlegend": False, "cliponaxis": False}  # whole at an edge
        yours = add(figure, dot("your distance"), panel, **looks)
        moving[yours] = {"x": curves["theta"], "y": curves[key]}
        handles.append(yours)
    distance = axis(DISTANCE, -0.4, 10.4, tickvals=[0, 2, 4, 6, 8, 10])
    figure.update_layout(
        {f"xaxis{panel}": distance for panel in (3, 4, 5, 6)},
        xaxis=axis(PLACE, *view.span),
        xaxis2=axis(PLACE, *view.span),
        yaxis=axis("", -0.03 * view.top, view.top),
        yaxis2=dict(view.upright),
        yaxis3=axis("", -1.46, 0.09, **VALUES),
        yaxis4=axis("", -0.03, 0.55, tickvals=[0, 0.25, 0.5]),
        yaxis5=axis("", -1.7, 10.7, tickvals=[0, 5, 10]),
        yaxis6=axis("", *push_range),
    )
    figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip
    layout: Any = figure.layout
    for texts in layout.meta["readouts"].values():
        texts[:] = [text.replace("not a number", "none: a kink") for text in texts]
    return figure


# -- Parts -----------------------------------------------------------------------------
def _along_x(figure: go.Figure, view: View) -> Moving:
    """Densities and D*; logit and slope; ten fakes on both."""
    moving: Moving = {}
    for path, color in ((view.real, REAL), (view.fake, FAKE)):
        moving |= _line(figure, path, 1, color, fill="tozeroy")
    fakes: Any = figure.data[-1]  # hatched, so that colour is not all that tells
    fakes.fillpattern = {"shape": "/", "size": 6, "solidity": 0.25}
    for panel, pieces in ((1, view.best), (2, view.logit)):
        for piece, path in enumerate(pieces):
            shown = panel == 1 and piece == 0
            moving |= _line(figure, path, panel, DISCRIMINATOR, showlegend=shown)
    if view.slope:
        moving |= _line(figure, view.slope, 2, DISCRIMINATOR)
        slope: Any = figure.data[-1]
        slope.line.dash = "dash"
    for panel, height in ((1, "best"), (2, "height")):
        ring = {"color": "#FFFFFF", "width": 1}
        small = dot("ten fakes", FAKE, size=8, line=ring)
        few = add(figure, small, panel, showlegend=panel == 1)
        moving[few] = {"x": view.tenths["x"], "y": view.tenths[height]}
    return moving


def _along_theta(figure: go.Figure, curves: Mapping[str, np.ndarray]) -> Moving:
    """J, pale but for the part so far, and the lower row, which stands still."""
    theta, value = curves["theta"], curves["value"]
    whole = curve(theta, value, "J(θ)", DISCRIMINATOR)
    add(figure, whole, 3, opacity=0.35, showlegend=False)
    traced = curve(theta, value, "J(θ) so far", DISCRIMINATOR, width=4)
    so_far = np.minimum.outer(np.arange(theta.size), np.arange(theta.size))
    moving = {
        add(figure, traced, 3, showlegend=False): {
            "x": theta[so_far],
            "y": value[so_far],
        }
    }
    for panel, key, name, color, line in (
        (4, "sure", "mean of D* over the fakes", DISCRIMINATOR, {}),
        (5, "steep", "mean of −dℓ/dx over the fakes", DISCRIMINATOR, {"dash": "dash"}),
        (6, "product", "sure × steep", READER, {"width": 7}),
        (6, "push", "slope of J", FAKE, {"dash": "dash"}),
    ):
        drawn = curve(theta, curves[key], name, color, **line)
        strong = 0.45 if key == "product" else 1.0
        add(figure, drawn, panel, showlegend=key == "product", opacity=strong)
    return moving


def _line(
    figure: go.Figure, path: Path, panel: int, color: str, **looks: Any
) -> Moving:
    """Draws one line; returns which of its attributes the frames move."""
    rows = {"x": path.x, "y": path.y}
    x, y = (values[0] if values.ndim == 2 else values for values in rows.values())
    index = add(figure, curve(x, y, path.name, color), panel, **looks)
    moves = {name: values for name, values in rows.items() if values.ndim == 2}
    return {index: moves} if moves else {}


def _grid(equation: bool) -> dict[str, Any]:
    """Two rows of three panels; on a phone three rows of two, column by column."""
    layout: dict[str, Any] = {"height": 510, "annotations": []}
    narrow: dict[str, Any] = {"height": 660}
    signs = {4: "× ", 5: "= "} if equation else {}
    for panel, heading in enumerate(HEADINGS):
        row, column = divmod(panel, 3)
        end = "" if panel == 0 else str(panel + 1)
        left, bottom = column * 0.36, (1 - row) * 0.58
        layout[f"xaxis{end}"] = {"domain": [left, left + 0.28], "anchor": f"y{end}"}
        layout[f"yaxis{end}"] = {"domain": [bottom, bottom + 0.37], "anchor": f"x{end}"}
        layout["annotations"].append(
            {
                "text": signs.get(panel, "") + heading,
                "showarrow": False, "font": {"size": 13},
                "xref": f"x{end} domain", "x": 0, "xanchor": "left",
                "yref": f"y{end} domain", "y": 1, "yanchor": "bottom",
            }
        )  # fmt: skip
        left, bottom = row * 0.56, (2 - column) * 0.365
        narrow[f"xaxis{end}.domain"] = [left, left + 0.44]
        narrow[f"yaxis{end}.domain"] = [bottom, bottom + 0.22]
        narrow[f"annotations.{panel}.font.size"] = 12
    return {**layout, "meta": {"narrow": narrow}}

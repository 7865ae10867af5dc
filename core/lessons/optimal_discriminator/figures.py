"""The main figure of "What does the best discriminator know?"."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.optimal_discriminator import words
from core.lessons.optimal_discriminator.along_x import Moving, draw_along_x
from core.maths import shapes, sliders
from core.maths.densities import Uniform
from core.maths.envelope import Envelope, envelope, factorises
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    add,
    axis,
    curve,
    dot,
    format_number,
    panel_title,
)

THETAS = np.linspace(0.0, 10.0, 101).round(1)
# The panels in the upper row, then those in the lower one: what is written over them.
HEADINGS = (
    "D* and densities over x",
    "its logit ℓ, and dℓ/dx, over x",
    "value J(θ), nats, over θ",
    "mean D* on the fakes",
    "how steep: mean −dℓ/dx",
    "push: slope of J",
)
SLOPES = {"normal": (-0.03, 0.56), "uniform": (-0.05, 0.7), "mixture": (-0.3, 0.42)}
J_AXIS = {"tickvals": [-1.3863, -1, -0.5, 0], "ticktext": ["−1.39", "−1", "−½", "0"]}


def game(family: str, scale: float) -> go.Figure:
    """Above, D*, its logit and J; below each, what the generator is left with."""
    real, fake = shapes.pair(family, scale)
    at = envelope(family, scale, THETAS)
    equation = factorises(family, scale)
    figure = Scrubbable(layout=_grid(equation))
    moving = draw_along_x(figure, real, fake, THETAS) | _draw_envelope(figure, at)
    dots = {
        1: np.full_like(THETAS, fake.pdf(0.0)),
        3: at.value,
        4: at.mean_d,
        5: at.mean_logit_slope,
        6: at.slope,
    }
    if isinstance(real, Uniform):
        del dots[5]  # it would come and go, and each frame with a gap is slow
    handles = []
    for panel, heights in dots.items():
        looks = {"showlegend": False, "cliponaxis": False}  # whole at an edge
        handles.append(add(figure, dot("your distance"), panel, **looks))
        moving[handles[-1]] = {"x": THETAS, "y": heights}
    distance = axis("distance θ", -0.4, 10.4, tickvals=[0, 2, 4, 6, 8, 10])
    figure.update_layout(
        {"xaxis3": {**distance, "title": {"text": ""}}}
        | {f"xaxis{panel}": distance for panel in (4, 5, 6)},
        yaxis3=axis("", -1.46, 0.09, **J_AXIS),
        yaxis4=axis("", -0.03, 0.55, tickvals=[0, 0.25, 0.5]),
        yaxis5=axis("", -1.7, 10.7, tickvals=[0, 5, 10]),
        yaxis6=axis("", *_reach(family, at)),
    )
    times, equals = ("× ", "= ") if equation else ("", "")
    readouts = {"J(θ), nats": at.value, "mean D* on the fakes": at.mean_d}
    if not isinstance(real, Uniform):
        readouts[f"{times}how steep: mean −dℓ/dx"] = at.mean_logit_slope
    readouts[f"{equals}push: slope of J"] = at.slope
    names = sliders.names(THETAS)
    figure.scrub(
        names, moving, label="θ", readouts=readouts, sentences=_sentences(names, at),
        notices=[words.here(equation, *row) for row in zip(THETAS, *at, strict=True)],
        handles=handles,
    )  # fmt: skip
    for texts in figure.meta["readouts"].values():
        texts[:] = [text.replace("not a number", "none: a kink") for text in texts]
    return figure


def _reach(family: str, at: Envelope) -> tuple[float, float]:
    """How far the slopes' axis goes: the product of the means stays in the frame."""
    low, high = SLOPES[family]
    both = np.concatenate([at.slope, at.mean_d * at.mean_logit_slope])
    return min(low, 1.1 * np.nanmin(both)), max(high, 1.1 * np.nanmax(both))


def _sentences(names: tuple[str, ...], at: Envelope) -> list[str]:
    """What a screen reader hears at each distance."""
    return [
        f"At distance {name} J is {format_number(value)} nats. D star gives the fakes "
        f"{format_number(mean_d)} on average. "
        + (
            "J has a kink."
            if np.isnan(slope)
            else f"The slope of J is {format_number(slope)}."
        )
        for name, value, mean_d, slope in zip(
            names, at.value, at.mean_d, at.slope, strict=True
        )
    ]


def _draw_envelope(figure: go.Figure, at: Envelope) -> Moving:
    """J, pale but for the part so far, and the lower row, which stands still."""
    whole = curve(THETAS, at.value, "J(θ)", DISCRIMINATOR)
    add(figure, whole, 3, opacity=0.35, showlegend=False)
    traced = curve(THETAS, at.value, "J(θ) so far", DISCRIMINATOR, width=4)
    so_far = np.minimum.outer(np.arange(THETAS.size), np.arange(THETAS.size))
    moving: Moving = {
        add(figure, traced, 3, showlegend=False): {
            "x": THETAS[so_far],
            "y": at.value[so_far],
        }
    }
    dash = {"dash": "dash"}
    steep, product = at.mean_logit_slope, at.mean_d * at.mean_logit_slope
    for panel, heights, name, color, line in (
        (4, at.mean_d, "mean of D* over the fakes", DISCRIMINATOR, {}),
        (5, steep, "mean of −dℓ/dx over the fakes", DISCRIMINATOR, dash),
        (6, product, "sure × steep", READER, {"width": 7}),
        (6, at.slope, "slope of J", FAKE, dash),
    ):
        drawn = curve(THETAS, heights, name, color, **line)
        broad = name == "sure × steep"
        strong = 0.45 if broad else 1.0
        add(figure, drawn, panel, showlegend=broad, opacity=strong)
    return moving


def _grid(equation: bool) -> dict[str, Any]:
    """Two rows of three panels; a phone shows one of them."""
    layout: dict[str, Any] = {"height": 510}
    signs = {4: "× ", 5: "= "} if equation else {}
    panels = []
    for panel, heading in enumerate(HEADINGS):
        row, column = divmod(panel, 3)
        end = "" if panel == 0 else str(panel + 1)
        left, bottom = column * 0.36, (1 - row) * 0.6
        layout[f"xaxis{end}"] = {"domain": [left, left + 0.28], "anchor": f"y{end}"}
        layout[f"yaxis{end}"] = {
            "domain": [bottom, bottom + (0.38 if row else 0.4)],
            "anchor": f"x{end}",
        }
        title = signs.get(panel, "") + heading
        panels.append({"title": title, "x": f"x{end}", "y": f"y{end}"})
        panels[-1]["xtitle"] = "place x" if panel < 2 else "distance θ"
    layout["annotations"] = [panel_title(**panel) for panel in panels]
    return {**layout, "meta": {"panels": panels, "main": 2}}

"""The best answer at one place, found by hand."""

from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.maths import bce, optimal, shapes, sliders
from core.maths.densities import Floats
from core.maths.shapes import Density
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    panels,
)

TITLES = "the two heights at your place", "what each answer D is worth there"
SHORT = "heights", "worth"
# Where one stands, as a part of the way from the real data to the fakes.
PLACES = {"fakes": 1.0, "halfway": 0.5, "real": 0.0}


class Here(NamedTuple):
    """A place ``x``, the densities ``a`` (real) and ``b`` (fakes) there, and D*."""

    x: float
    a: float
    b: float
    best: float


def here(family: str, scale: float, theta: float, place: str) -> Here:
    """The numbers to work with at a place."""
    real, fake = shapes.pair(family, scale)
    fake, x = fake.shifted(theta), PLACES[place] * theta
    best = optimal.optimal_discriminator(real, fake, x)
    return Here(x, float(real.pdf(x)), float(fake.pdf(x)), float(best))


def by_hand(family: str, scale: float, theta: float, place: str) -> go.Figure:
    """The two heights at one place, and what each answer D = 0.001 to 0.999 earns."""
    real, fake = shapes.pair(family, scale)
    at = here(family, scale, theta, place)
    figure = Scrubbable(layout=panels(2, 380, titles=TITLES, short=SHORT, main=1))
    _draw_heights(figure, real, fake.shifted(theta), at)
    probs, answers = sliders.curve_probs(), sliders.PROBABILITIES
    along, on = _worth(at, probs), _worth(at, answers)
    for earned, name, color, line in (
        (along.real, "a·log D", REAL, {"dash": "dash"}),
        (along.fake, "b·log(1 − D)", FAKE, {"dash": "dot"}),
        (along.both, "sum", DISCRIMINATOR, {"width": 4}),
    ):
        add(figure, curve(probs, earned, name, color, **line), 2)
    few = add(figure, dot("the terms", size=9), 2, showlegend=False)
    yours = add(figure, dot("your D"), 2)
    moving = {
        few: {
            "x": np.stack([answers, answers], axis=1),
            "y": np.stack([on.real, on.fake], axis=1),
        },
        yours: {"x": answers, "y": on.both},
    }
    both = at.a + at.b
    low, high = (-3.0 * both, 0.3 * both) if both > 0.0 else (-1.0, 0.1)
    _mark(figure, at.best)
    figure.update_layout(
        xaxis2=axis("answer D at this place", -0.02, 1.02),
        yaxis2=axis("worth to D", low, high),
    )
    numbers = {
        "a·log D": on.real,
        "b·log(1 − D)": on.fake,
        "their sum": on.both,
        "slope of the sum": on.slope,
    }
    readouts = {name: [*map(format_number, row)] for name, row in numbers.items()}
    names = sliders.names(answers)
    sentences = [
        f"With D = {name} the sum is {value} and its slope {slope}."
        for name, value, slope in zip(
            names, readouts["their sum"], readouts["slope of the sum"], strict=True
        )
    ]
    return figure.scrub(
        names, moving, label="D", readouts=readouts, sentences=sentences,
        handles=[yours], places=sliders.logit_places(answers),
    )  # fmt: skip


def verdict(family: str, scale: float, theta: float, place: str) -> str:
    """The derivation with the numbers of this place put in."""
    at = here(family, scale, theta, place)
    x, a, b, best = map(format_number, at)
    if np.isnan(at.best):
        return (
            f"At x = {x} neither real samples nor fakes ever land: *a* and *b* are 0. "
            "Every answer earns 0, so every *D* is as good as another."
        )
    logit = "log(a/b) is infinite: no finite logit is sure enough."
    if at.a > 0.0 and at.b > 0.0:
        logit = f"log(a/b) = {format_number(np.log(at.a / at.b))}."
    return (
        "At the top the slope *a*/*D* − *b*/(1 − *D*) is 0, so D\\* = *a*/(*a* + *b*). "
        f"At x = {x} that is {a} / ({a} + {b}) = **{best}**, and its logit {logit}"
    )


class _Worth(NamedTuple):
    """What answers D earn at a place, and the slope of the sum in D."""

    real: Floats
    fake: Floats
    both: Floats
    slope: Floats


def _worth(at: Here, answers: Floats) -> _Worth:
    """``a log D``, ``b log(1 - D)``, their sum, and its slope in D."""
    real, fake = -at.a * bce.bce(answers, 1.0), -at.b * bce.bce(answers, 0.0)
    slope = -at.a * bce.bce_grad_probs(answers, 1.0)
    slope -= at.b * bce.bce_grad_probs(answers, 0.0)
    return _Worth(real, fake, real + fake, slope)


def _draw_heights(figure: go.Figure, real: Density, fake: Density, at: Here) -> None:
    """Both densities, and their heights where the reader stands."""
    x = np.linspace(-5.0, 15.0, 401)
    heights = real.pdf(x), fake.pdf(x)
    for height, name, color in zip(
        heights, ("real", "fakes"), (REAL, FAKE), strict=True
    ):
        area = curve(x, height, name, color, width=1.5)
        if color == FAKE:
            area.update(fillpattern=FAKE_HATCH)
        add(figure, area, fill="tozeroy", showlegend=False)
    # Side by side, so that of equal heights none hides the other.
    for tall, name, color, aside in (
        (at.a, "a (real)", REAL, -0.15),
        (at.b, "b (fakes)", FAKE, 0.15),
    ):
        place = np.full(2, at.x + aside)
        add(figure, curve(place, np.array([0.0, tall]), name, color, width=6))
    top = 1.12 * float(np.max(heights))
    figure.update_layout(
        xaxis=axis("place x", float(x[0]), float(x[-1])),
        yaxis=axis("density", -0.03 * top, top),
    )


def _mark(figure: go.Figure, best: float) -> None:
    """A labelled line at D*; where nothing ever lands there is none."""
    look = {"yref": "y2 domain", "y": 0, "yanchor": "bottom", "showarrow": False}
    if np.isnan(best):
        text = "no sample lands here: any D will do"
        figure.add_annotation(text=text, xref="x2 domain", x=0.5, **look)
        return
    side = "left" if best <= 0.5 else "right"
    text = f" D* = {format_number(best)} "
    figure.add_annotation(text=text, xref="x2", x=best, xanchor=side, **look)
    figure.add_shape(
        type="line", xref="x2", x0=best, x1=best, yref="y2 domain", y0=0, y1=1,
        line={"width": 1.5, "dash": "dot"},
    )  # fmt: skip

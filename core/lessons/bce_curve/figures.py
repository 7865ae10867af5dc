"""Figures of "What does a wrong guess cost?": one guess, and a growing batch."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.bce_curve import words
from core.maths import batch_loss, bce, sliders
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    panels,
)

COST = "cost, in nats"
PROBABILITY = axis("predicted probability of real, p", -0.02, 1.02)
LOGIT = axis("logit, ℓ = log(p / (1 − p))", -7.4, 7.4)
TITLES = "against the probability p", "against its logit ℓ"
SHORT = "over p", "over the logit"
GROWN = "loss of a batch", "size of its gradient"
LABELS = np.linspace(0.0, 1.0, 101).round(2)
SIZES = np.unique(np.geomspace(1, 4096, 97).round().astype(int))


def costs(y: float) -> go.Figure:
    """Cost of a guess for label y, against p and against its logit.

    BCE stands beside its two terms and two other losses; the guess p = 0.001 to 0.999
    moves.
    """
    p = sliders.PROBABILITIES
    cost, slope = bce.bce(p, y), bce.bce_grad_probs(p, y)
    squared, zero_one = bce.squared_error(p, y), bce.zero_one_loss(p, y)
    others = np.stack([squared, zero_one], axis=1)
    figure = Scrubbable(layout=panels(2, 430, titles=TITLES, short=SHORT))
    moving, handles = {}, []
    for panel, place in (1, p), (2, bce.logit(p)):
        _draw_losses(figure, panel, y)
        small = dot("other losses", DISCRIMINATOR, size=9)
        both = {"x": np.stack([place, place], axis=1), "y": others}
        moving[add(figure, small, panel, showlegend=False)] = both
        yours = add(figure, dot("your guess"), panel, showlegend=panel == 1)
        moving[yours] = {"x": place, "y": cost}
        handles.append(yours)
    _mark_chance(figure)
    height = -0.15, 7.2
    figure.update_layout(
        xaxis=PROBABILITY,
        yaxis=axis(COST, *height),
        xaxis2=LOGIT,
        yaxis2=axis("", *height),
    )
    names = sliders.names(p)
    readouts = {
        "BCE, nats": cost,
        "slope in p": slope,
        "squared error": squared,
        "0–1 loss": zero_one,
    }
    sentences = [
        f"At p = {name}, BCE is {format_number(nats)} nats and its slope "
        f"{format_number(rise)}."
        for name, nats, rise in zip(names, cost, slope, strict=True)
    ]
    notices = [words.guess(y, *at) for at in zip(p, cost, slope, squared, strict=True)]
    return figure.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        notices=notices, handles=handles, places=sliders.logit_places(p),
    )  # fmt: skip


def growth() -> go.Figure:
    """Loss and gradient of a growing batch, summed and averaged, logarithmic.

    The batch: real samples before a fairly good discriminator.
    """
    logits = np.random.default_rng(0).normal(1.5, 1.0, SIZES[-1])
    grown, m = batch_loss.growth(logits, 1.0, SIZES), SIZES.astype(float)
    pull, mean_pull = np.abs(grown.grad_sum), np.abs(grown.grad_mean)
    figure = Scrubbable(layout=panels(2, 360, titles=GROWN, short=("loss", "gradient")))
    moving = {}
    for panel, way, dash, heights in (
        (1, "sum", "dash", grown.loss_sum),
        (1, "mean", "solid", grown.loss_mean),
        (2, "sum", "dash", pull),
        (2, "mean", "solid", mean_pull),
    ):
        line = curve(m, heights, f"{way} over the batch", DISCRIMINATOR, dash=dash)
        add(figure, line, panel, showlegend=panel == 1)
        shown = way == "mean" and panel == 1
        here = add(figure, dot("your batch"), panel, showlegend=shown)
        moving[here] = {"x": m, "y": heights}
    size = axis("batch size m, logarithmic", -0.15, 3.75, type="log", dtick=1)
    figure.update_layout(
        xaxis=size,
        xaxis2=size,
        yaxis=axis("loss, nats, logarithmic", -1.6, 4.2, type="log", dtick=1),
        yaxis2=axis("gradient, logarithmic", -1.6, 4.2, type="log", dtick=1),
    )
    names = sliders.names(SIZES)
    sentences = [
        f"With {name} samples the gradient is {format_number(total)} as a sum, "
        f"{format_number(mean)} as a mean."
        for name, total, mean in zip(names, pull, mean_pull, strict=True)
    ]
    readouts = {
        "sum of losses, nats": grown.loss_sum,
        "mean loss, nats": grown.loss_mean,
        "gradient of the sum": pull,
        "gradient of the mean": mean_pull,
    }
    notices = [words.growth(*at) for at in zip(SIZES, pull, mean_pull, strict=True)]
    return figure.scrub(
        names, moving, label="m", readouts=readouts, sentences=sentences,
        notices=notices,
    )  # fmt: skip


def _draw_losses(figure: go.Figure, panel: int, y: float) -> None:
    """BCE, its two terms, and two other losses; the second panel is over the logit."""
    p = sliders.curve_probs()
    x = p if panel == 1 else sliders.curve_logits()
    real, fake = y * bce.bce(p, 1.0), (1.0 - y) * bce.bce(p, 0.0)
    squared, zero_one = bce.squared_error(p, y), bce.zero_one_loss(p, y)
    dotted = {"dash": "dot", "width": 2}
    for name, heights, color, line, opacity in (
        ("BCE", bce.bce(p, y), DISCRIMINATOR, {"width": 8}, 0.3),
        ("−y·log p", real, REAL, {}, 1.0),
        ("−(1 − y)·log(1 − p)", fake, FAKE, {}, 1.0),
        ("squared error", squared, DISCRIMINATOR, {"dash": "dash"}, 1.0),
        ("0–1 loss", zero_one, DISCRIMINATOR, dotted, 1.0),
    ):
        look = {"opacity": opacity, "showlegend": panel == 1, "legendgroup": name}
        add(figure, curve(x, heights, name, color, **line), panel, **look)


def _mark_chance(figure: go.Figure) -> None:
    """Thin labelled lines: a guess of ½ costs log 2, one on each side twice that."""
    log2 = float(bce.bce(0.5, 1.0))
    for name, level in ("log 2", log2), ("2 log 2", 2.0 * log2):
        figure.add_shape(
            type="line", xref="x domain", x0=0, x1=1, y0=level, y1=level,
            line={"width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_annotation(
            text=name, xref="x domain", x=1, y=level, xanchor="right",
            yanchor="bottom", showarrow=False,
        )  # fmt: skip

"""Figures of the page "How does BCE become the GAN's loss?": arrays in, figure out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import (
    DISCRIMINATOR,
    FAKE,
    add,
    axis,
    curve,
    dot,
    panels,
    said,
    scrub,
)

BAND = "rgba(0, 114, 178, 0.18)"  # the discriminator's blue, thin


def estimates(
    path: Mapping[str, np.ndarray],
    exact: float,
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
    others: np.ndarray,
) -> go.Figure:
    """A batch's mean loss against the exact one, alone and beside other batches.

    Args:
        path: along the growing batch ``m``, its ``mean`` loss and the ``error``, the
            standard deviation of such a mean.
        exact: the expectation that the means estimate.
        names: slider positions as text.
        at: per position ``m``, ``mean`` and ``error``.
        others: per position the mean losses of other batches of that size.
    """
    figure = go.Figure(layout=panels(2, 400, stack=False))
    look: dict[str, Any] = {"hoverinfo": "skip", "legendgroup": "band"}
    top = curve(path["m"], exact + path["error"], "top of the band", DISCRIMINATOR)
    add(figure, top.update(line_width=0, showlegend=False), **look)
    low = curve(path["m"], exact - path["error"], "exact ± s/√m", DISCRIMINATOR)
    add(figure, low.update(line_width=0, fill="tonexty", fillcolor=BAND), **look)
    count = others.shape[1]
    for panel, ends in ((1, path["m"][[0, -1]]), (2, np.array([0.0, count + 1.0]))):
        level = curve(ends, np.full(2, exact), "exact", DISCRIMINATOR, dash="dash")
        add(figure, level, panel, showlegend=panel == 1, legendgroup="exact")
    growing = curve(path["m"], path["mean"], "one batch as it grows", DISCRIMINATOR)
    add(figure, growing)
    yours = add(figure, dot("your batch"))
    small = dot(f"{count} other batches", DISCRIMINATOR, size=7)
    cloud = add(figure, small.update(marker_line_width=0, opacity=0.75), 2)
    places = np.arange(1.0, count + 1.0)
    moving = {
        yours: {"x": at["m"], "y": at["mean"]},
        cloud: {"x": np.tile(places, (len(names), 1)), "y": others},
    }
    for sign, name in ((1.0, "top of the band"), (-1.0, "foot of the band")):
        flat = np.array([0.0, count + 1.0])
        edge = curve(flat, flat, name, DISCRIMINATOR, width=1.5, dash="dot")
        height = np.repeat((exact + sign * at["error"])[:, None], 2, axis=1)
        moving[add(figure, edge, 2, showlegend=False)] = {"y": height}
    highest = max(path["mean"].max(), others.max(), exact + path["error"].max())
    bare = {"showticklabels": False, "showgrid": False, "ticks": ""}
    size = axis("batch size m, logarithmic", -0.15, 3.75, type="log", dtick=1)
    nats = axis("mean loss of D, in nats", -0.05 * highest, 1.05 * highest)
    figure.update_layout(
        xaxis=size,
        xaxis2=axis(f"{count} other batches of this size", 0, count + 1, **bare),
        yaxis=nats,
        yaxis2={**nats, "title": {"text": ""}, "showticklabels": False, "matches": "y"},
    )
    inside = np.sum(np.abs(others - exact) <= at["error"][:, None], axis=1)
    readouts = {
        "your batch, nats": at["mean"],
        "exact, nats": np.full(len(names), exact),
        "band s/√m, ± nats": at["error"],
        f"of {count} others inside": inside,
    }
    sentences = [
        f"A batch of {name} real and {name} fake samples says {said(mean)} nats; exact "
        f"are {said(exact)}, give or take {said(error)}."
        for name, mean, error in zip(names, at["mean"], at["error"], strict=True)
    ]
    return scrub(
        figure, names, moving, label="m", readouts=readouts, sentences=sentences,
        handles=[yours],
    )  # fmt: skip


def sides(
    thresholds: np.ndarray,
    loss: np.ndarray,
    best: tuple[float, float],
    logits: np.ndarray,
    generator: Mapping[str, np.ndarray],
) -> go.Figure:
    """D's value and loss as its threshold moves; G's two losses as D's logit moves.

    Args:
        thresholds: grid of thresholds of the discriminator.
        loss: D's loss -V on that grid.
        best: the threshold of the least loss, and that loss.
        logits: grid of D's logits on a fake.
        generator: G's losses on that grid, ``saturating`` and ``non-saturating``.
    """
    figure = go.Figure(layout=panels(2, 400))
    place, least = best
    looks = (
        ("value V, D climbs", -1.0, "dash"),
        ("loss −V, D descends", 1.0, "solid"),
        ("mean over 2m, −V/2", 0.5, "dot"),
    )
    for name, factor, dash in looks:
        add(figure, curve(thresholds, factor * loss, name, DISCRIMINATOR, dash=dash))
    ends = dot("best D for this batch", DISCRIMINATOR, size=10)
    add(figure, ends.update(x=[place] * 3, y=[f * least for _, f, _ in looks]))
    for name, key, dash in (
        ("−log D, non-saturating", "non-saturating", "solid"),
        ("log(1 − D), saturating", "saturating", "dash"),
    ):
        add(figure, curve(logits, generator[key], name, FAKE, dash=dash), 2)
    return figure.update_layout(
        xaxis=axis("threshold c of D(x) = σ(c − x)", -2.6, 4.6),
        yaxis=axis("nats", -4.2, 4.2),
        xaxis2=axis("D's logit ℓ on a fake", -7.4, 7.4),
        yaxis2=axis("nats", -7.6, 7.6),
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    )

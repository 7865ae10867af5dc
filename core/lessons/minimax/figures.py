"""Figures of the page "How does BCE become the GAN's loss?": arrays in, figure out."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import DISCRIMINATOR, FAKE, add, axis, curve, dot, panels, said

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
    figure = Scrubbable(layout=panels(2, 400, stack=False))
    count = others.shape[1]
    _funnel(figure, path, exact)
    yours = add(figure, dot("your batch"))
    moving = {yours: {"x": at["m"], "y": at["mean"]}}
    moving |= _cloud(figure, exact, at["error"], others)
    highest = max(path["mean"].max(), others.max(), exact + path["error"].max())
    nats = axis("mean loss of D, in nats", -0.05 * highest, 1.05 * highest)
    bare = {"title": {"text": ""}, "showticklabels": False, "matches": "y"}
    numbers = {"tickvals": [1, count], "showgrid": False}
    figure.update_layout(
        xaxis=axis("batch size m, logarithmic", -0.15, 3.75, type="log", dtick=1),
        xaxis2=axis(f"{count} other batches", 0, count + 1, **numbers),
        yaxis=nats,
        yaxis2={**nats, **bare},
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
    return figure.scrub(
        names, moving, label="m", readouts=readouts, sentences=sentences,
        handles=[yours],
    )  # fmt: skip


def value_and_loss(
    thresholds: np.ndarray, loss: np.ndarray, best: tuple[float, float]
) -> go.Figure:
    """D's value V, its loss -V, and half of that, as its threshold moves.

    Args:
        thresholds: grid of thresholds of the discriminator.
        loss: D's loss -V on that grid.
        best: the threshold of the least loss, and that loss.
    """
    figure = go.Figure(layout={"height": 360})
    place, least = best
    looks = (
        ("value V, D climbs", -1.0, "dash"),
        ("loss −V, D descends", 1.0, "solid"),
        ("mean over 2m, −V/2", 0.5, "dot"),
    )
    for name, factor, dash in looks:
        add(figure, curve(thresholds, factor * loss, name, DISCRIMINATOR, dash=dash))
    ends = dot("best threshold", DISCRIMINATOR, size=10)
    add(figure, ends.update(x=[place] * 3, y=[f * least for _, f, _ in looks]))
    return figure.update_layout(
        xaxis=axis("threshold c of D(x) = σ(c − x)", -2.6, 4.6),
        yaxis=axis("nats", -4.2, 4.2),
    )


def generator_losses(logits: np.ndarray, losses: Mapping[str, np.ndarray]) -> go.Figure:
    """G's two losses on one fake, as D's logit moves.

    Args:
        logits: grid of D's logits on a fake.
        losses: on that grid ``saturating`` and ``non-saturating``.
    """
    figure = go.Figure(layout={"height": 360})
    for name, key, dash in (
        ("−log D, non-saturating", "non-saturating", "solid"),
        ("log(1 − D), saturating", "saturating", "dash"),
    ):
        add(figure, curve(logits, losses[key], name, FAKE, dash=dash))
    for text, key, down in (
        ("slope −(1 − D), near −1", "non-saturating", -22),
        ("slope −D, near 0", "saturating", 22),
    ):
        height = float(np.interp(-5.0, logits, losses[key]))
        figure.add_annotation(
            text=text, x=-5.0, y=height, ax=36, ay=down, xanchor="left"
        )
    return figure.update_layout(
        xaxis=axis("D's logit ℓ on a fake", -7.4, 7.4),
        yaxis=axis("nats", -7.6, 7.6),
    )


def _funnel(figure: go.Figure, path: Mapping[str, np.ndarray], exact: float) -> None:
    """One growing batch in the band that narrows around the exact loss."""
    look: dict[str, Any] = {"hoverinfo": "skip", "legendgroup": "band"}
    top = curve(path["m"], exact + path["error"], "top of the band", DISCRIMINATOR)
    add(figure, top.update(line_width=0, showlegend=False), **look)
    foot = curve(path["m"], exact - path["error"], "exact ± s/√m", DISCRIMINATOR)
    add(figure, foot.update(line_width=0, fill="tonexty", fillcolor=BAND), **look)
    ends = path["m"][[0, -1]]
    level = curve(ends, np.full(2, exact), "exact", DISCRIMINATOR, dash="dash")
    add(figure, level, legendgroup="exact")
    add(figure, curve(path["m"], path["mean"], "one batch as it grows", DISCRIMINATOR))


def _cloud(
    figure: go.Figure, exact: float, error: np.ndarray, others: np.ndarray
) -> dict[int, dict[str, np.ndarray]]:
    """Other batches of the chosen size, and the band's width there; what moves."""
    count = others.shape[1]
    ends = np.array([0.0, count + 1.0])
    level = curve(ends, np.full(2, exact), "exact", DISCRIMINATOR, dash="dash")
    add(figure, level, 2, showlegend=False, legendgroup="exact")
    small = dot(f"{count} other batches", DISCRIMINATOR, size=7)
    cloud = add(figure, small.update(marker_line_width=0, opacity=0.75), 2)
    places = np.tile(np.arange(1.0, count + 1.0), (len(others), 1))
    moving = {cloud: {"x": places, "y": others}}
    for edge, name in ((exact + error, "top"), (exact - error, "foot")):
        dotted = {"width": 1.5, "dash": "dot"}
        line = curve(ends, ends, f"{name} of the band", DISCRIMINATOR, **dotted)
        index = add(figure, line, 2, showlegend=False)
        moving[index] = {"y": np.stack([edge, edge], axis=1)}
    return moving

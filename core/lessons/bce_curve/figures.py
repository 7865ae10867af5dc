"""Figures of the page "What does a wrong guess cost?": arrays in, ``go.Figure`` out."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

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
    panels,
    said,
)

COST = "cost, in nats"
PROBABILITY = "predicted probability of real, p"
LOGIT = "logit, ℓ = log(p / (1 − p))"
TOP = 7.2


def costs(
    logits: np.ndarray,
    curves: Mapping[str, np.ndarray],
    chance: Mapping[str, float],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """Cost of a guess against p and against its logit, with the reader's guess on it.

    Args:
        logits: grid of logits.
        curves: on that grid ``p``, ``real term``, ``fake term``, ``bce``,
            ``squared error`` and ``zero-one``.
        chance: marked levels, name to cost.
        names: slider positions as text.
        at: per position ``p``, ``logit``, ``bce``, ``slope``, ``squared error`` and
            ``zero-one``.
    """
    figure = Scrubbable(layout=panels(2, 430))
    looks = (
        ("bce", "BCE, the sum", DISCRIMINATOR, {"width": 8}, 0.3),
        ("real term", "−y·log p", REAL, {}, 1.0),
        ("fake term", "−(1 − y)·log(1 − p)", FAKE, {}, 1.0),
        ("squared error", "squared error", DISCRIMINATOR, {"dash": "dash"}, 1.0),
        ("zero-one", "0–1 loss", DISCRIMINATOR, {"dash": "dot", "width": 2}, 1.0),
    )
    moving, handles = {}, []
    others = np.stack([at["squared error"], at["zero-one"]], axis=1)
    grids = (curves["p"], at["p"]), (logits, at["logit"])
    for panel, (grid, place) in enumerate(grids, start=1):
        for key, name, color, line, opacity in looks:
            look = {"opacity": opacity, "showlegend": panel == 1, "legendgroup": name}
            add(figure, curve(grid, curves[key], name, color, **line), panel, **look)
        small = dot("other losses", DISCRIMINATOR, size=9)
        both = {"x": np.stack([place, place], axis=1), "y": others}
        moving[add(figure, small, panel, showlegend=False)] = both
        yours = add(figure, dot("your guess"), panel, showlegend=panel == 1)
        moving[yours] = {"x": place, "y": at["bce"]}
        handles.append(yours)
    _mark(figure, chance)
    figure.update_layout(
        xaxis=axis(PROBABILITY, -0.02, 1.02),
        yaxis=axis(COST, -0.15, TOP),
        xaxis2=axis(LOGIT, -7.4, 7.4),
        yaxis2=axis("", -0.15, TOP),
    )
    readouts = {
        "BCE, nats": at["bce"],
        "slope in p": at["slope"],
        "squared error": at["squared error"],
        "0–1 loss": at["zero-one"],
    }
    sentences = [
        f"At p = {name}, BCE is {said(cost)} nats and its slope {said(slope)}."
        for name, cost, slope in zip(names, at["bce"], at["slope"], strict=True)
    ]
    return figure.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def soft_labels(
    logits: np.ndarray,
    p: np.ndarray,
    cost: np.ndarray,
    floor: np.ndarray,
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """The cost curve as the label moves, with its minimum on the floor H(y).

    Args:
        logits: grid of logits.
        p: the same grid as probabilities.
        cost: one row per label: BCE on the grid.
        floor: the least cost for the label ``y = p``, on the grid.
        names: slider positions as text.
        at: per position ``label``, ``logit`` (infinite for 0 and 1) and ``minimum``.
    """
    figure = Scrubbable(layout=panels(2, 400))
    moving, handles = {}, []
    for panel, (grid, place) in enumerate(
        ((p, at["label"]), (logits, at["logit"])), start=1
    ):
        first = {"showlegend": panel == 1}
        least = curve(grid, floor, "least possible cost, H(y)", READER, dash="dash")
        add(figure, least, panel, **first)
        bowl = curve(grid, cost[0], "BCE for this label", DISCRIMINATOR)
        moving[add(figure, bowl, panel, **first)] = {"y": cost}
        lowest = add(figure, dot("minimum"), panel, **first)
        moving[lowest] = {"x": place, "y": at["minimum"]}
        handles.append(lowest)
    figure.update_layout(
        xaxis=axis(PROBABILITY, -0.02, 1.02),
        yaxis=axis(COST, -0.06, 2.6),
        xaxis2=axis(LOGIT, -7.4, 7.4),
        yaxis2=axis("", -0.06, 2.6),
    )
    sentences = [
        f"With label {name} the least cost is {said(least)} nats, at p = {name}."
        for name, least in zip(names, at["minimum"], strict=True)
    ]
    readouts = {"minimum lies at p": at["label"], "least cost, nats": at["minimum"]}
    return figure.scrub(
        names, moving, label="y", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def shares(rows: Sequence[str], share: np.ndarray, real: np.ndarray) -> go.Figure:
    """Each sample's part of the total, as bars in the order of the table."""
    figure = go.Figure(layout={"height": 300})
    for name, color, shape, mask in (
        ("real", REAL, "", real),
        ("fake", FAKE, "/", ~real),
    ):
        figure.add_bar(
            x=np.asarray(rows)[mask],
            y=share[mask],
            name=name,
            marker={"color": color, "pattern": {"shape": shape}},
        )
    order = {"categoryorder": "array", "categoryarray": list(rows)}
    return figure.update_layout(
        xaxis={"title": {"text": "sample"}, "type": "category", **order},
        yaxis={"title": {"text": "part of the total, nats"}, "rangemode": "tozero"},
    )


def sum_or_mean(
    sizes: np.ndarray, curves: Mapping[str, np.ndarray], names: Sequence[str]
) -> go.Figure:
    """Loss and gradient of a growing batch, summed and averaged, on logarithmic axes.

    Args:
        sizes: batch sizes, one per slider position.
        curves: ``loss sum``, ``loss mean``, ``grad sum``, ``grad mean`` at those sizes.
        names: slider positions as text.
    """
    figure = Scrubbable(layout=panels(2, 360))
    moving = {}
    for panel, what in enumerate(("loss", "grad"), start=1):
        for way, dash in (("sum", "dash"), ("mean", "solid")):
            heights = curves[f"{what} {way}"]
            name = f"{way} over the batch"
            line = curve(sizes, heights, name, DISCRIMINATOR, dash=dash)
            add(figure, line, panel, showlegend=panel == 1)
            shown = way == "mean" and panel == 1
            here = add(figure, dot("your batch"), panel, showlegend=shown)
            moving[here] = {"x": sizes, "y": heights}
    size = axis("batch size m, logarithmic", -0.15, 3.75, type="log", dtick=1)
    figure.update_layout(
        xaxis=size,
        xaxis2=size,
        yaxis=axis("loss, nats, logarithmic", -1.6, 4.2, type="log", dtick=1),
        yaxis2=axis("gradient, logarithmic", -1.6, 4.2, type="log", dtick=1),
    )
    sentences = [
        f"With {name} samples the gradient is {said(total)} as a sum, "
        f"{said(mean)} as a mean."
        for name, total, mean in zip(
            names, curves["grad sum"], curves["grad mean"], strict=True
        )
    ]
    readouts = {
        "sum of losses, nats": curves["loss sum"],
        "mean loss, nats": curves["loss mean"],
        "gradient of the sum": curves["grad sum"],
        "gradient of the mean": curves["grad mean"],
    }
    return figure.scrub(
        names, moving, label="m", readouts=readouts, sentences=sentences
    )


def _mark(figure: go.Figure, levels: Mapping[str, float]) -> None:
    """Thin labelled lines across the first panel."""
    for name, level in levels.items():
        figure.add_shape(
            type="line", xref="x domain", x0=0, x1=1, y0=level, y1=level,
            line={"width": 1, "dash": "dot"},
        )  # fmt: skip
        figure.add_annotation(
            text=name,
            xref="x domain",
            x=1,
            y=level,
            xanchor="right",
            yanchor="bottom",
            showarrow=False,
        )

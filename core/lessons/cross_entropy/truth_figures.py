"""Surprise, entropy and KL both ways round, while the truth moves: arrays in."""

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

GREEN, RED = "rgba(0,158,115,0.3)", "rgba(213,94,0,0.3)"  # real and fake, thin
EDGE = 0.965  # of the frame's height: where arrows wait for a curve that has left it

Columns = Mapping[str, np.ndarray]
Moving = dict[int, dict[str, np.ndarray]]


def truth(
    shares: Columns,
    beliefs: Columns,
    marks: Columns,
    names: Sequence[str],
    at: Columns,
    unit: str,
    top: float,
) -> go.Figure:
    """Entropy as the mean of two surprises, and KL both ways round, for one truth.

    Left: two blocks, as wide as an outcome is frequent and as high as it is surprising.
    Together they have the area of a block of width 1 and height H(q). Right: the two
    divergences over the belief; they meet where it is the truth.

    Args:
        shares: grid ``q`` and on it the surprises ``real`` and ``fake``, and their mean
            ``entropy``.
        beliefs: grid ``p``, and one row per truth over it: ``kl`` and ``reverse``.
        marks: a few ``p``, and one row per truth over them: ``reverse``.
        names: slider positions as text.
        at: per position ``q``, ``real``, ``fake`` and ``entropy``.
        unit: unit of surprise, entropy and divergence.
        top: height of the frame in it.
    """
    figure = Scrubbable(layout=panels(2, 430))
    moving = _blocks(figure, shares, at)
    place = add(figure, dot("your truth"))
    moving[place] = {"x": at["q"], "y": at["entropy"]}
    for key, name, dash in (
        ("kl", "KL(q‖p), as in BCE", "solid"),
        ("reverse", "KL(p‖q), swapped", "dash"),
    ):
        line = curve(beliefs["p"], beliefs[key][0], name, DISCRIMINATOR, dash=dash)
        moving[add(figure, line, 2)] = {"y": beliefs[key]}
    # They ride on the swapped curve, and stay in sight where it leaves the frame.
    arrows = dot("swapped, or beyond the frame", DISCRIMINATOR, symbol="triangle-up")
    arrows.update(x=marks["p"], marker={"size": 9, "line_width": 0}, showlegend=False)
    inside = np.minimum(marks["reverse"], EDGE * top)
    moving[add(figure, arrows, 2)] = {"y": inside}
    meet = add(figure, dot("p = q"), 2, showlegend=False)
    moving[meet] = {"x": at["q"], "y": np.zeros(len(names))}
    figure.update_layout(
        xaxis=axis("truth q: how often real", -0.05, 1.05),
        xaxis2=axis("belief p: how probable real", -0.05, 1.05),
        yaxis=axis(f"surprise, in {unit}", -0.03 * top, top),
        yaxis2=axis(f"divergence, in {unit}", -0.03 * top, top),
    )
    readouts = {
        f"surprise at real, {unit}": at["real"],
        f"surprise at fake, {unit}": at["fake"],
        f"their mean H(q), {unit}": at["entropy"],
    }
    sentences = [
        f"With a share of {name} real, the surprise in {unit} is {said(real)} at a "
        f"real sample, {said(fake)} at a fake one, and {said(mean)} in the mean."
        for name, real, fake, mean in zip(names, *readouts.values(), strict=True)
    ]
    return figure.scrub(
        names, moving, label="q", readouts=readouts, sentences=sentences,
        handles=[place, meet],
    )  # fmt: skip


def _blocks(figure: go.Figure, shares: Columns, at: Columns) -> Moving:
    """Two surprises as curves, as blocks under them, and the two levelled out."""
    moving: Moving = {}
    q = at["q"]
    for key, name, color, thin, ends, look in (
        ("real", "−log q, real", REAL, GREEN, (0.0 * q, q), ("solid", "")),
        ("fake", "−log(1 − q), fake", FAKE, RED, (q, 1.0 + 0.0 * q), ("dashdot", "/")),
    ):
        line = curve(shares["q"], shares[key], name, color, dash=look[0], width=2)
        add(figure, line)
        block = curve(q[:2], q[:2], f"{key}: share × surprise", color, width=1)
        block.update(fill="tozeroy", fillcolor=thin, fillpattern_shape=look[1])
        x, y = np.stack(ends, axis=1), np.stack([at[key], at[key]], axis=1)
        moving[add(figure, block, showlegend=False)] = {"x": x, "y": y}
    mean = curve(shares["q"], shares["entropy"], "H(q), the mean", READER, dash="dash")
    add(figure, mean)
    level = curve(np.arange(2.0), q[:2], "blocks levelled out", READER, width=2)
    both = np.stack([at["entropy"], at["entropy"]], axis=1)
    moving[add(figure, level, showlegend=False)] = {"y": both}
    return moving

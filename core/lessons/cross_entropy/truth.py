"""Surprise, entropy and KL both ways round, while the truth moves."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.cross_entropy import words
from core.lessons.cross_entropy.belief import EDGE, TOP, Moving
from core.lessons.cross_entropy.units import in_unit
from core.maths import bce, information, sliders
from core.maths.bce import Floats
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
    format_number,
    pale,
    panels,
)

TITLES = "entropy is a mean surprise", "KL, both ways round"
TRUTHS = np.linspace(0.0, 1.0, 101).round(2)


def figure(unit: str) -> go.Figure:
    """Entropy as the mean of two surprises, and KL both ways round, for one truth.

    Left: two blocks, as wide as an outcome is frequent and as high as it is surprising.
    Together they have the area of a block of width 1 and height H(q). Right: the two
    divergences over the belief; they meet where it is the truth.
    """
    top = float(in_unit(unit, TOP))
    drawn = Scrubbable(layout=panels(2, 430, titles=TITLES, short=("surprise", "KL")))
    real, fake, entropy = surprises(TRUTHS, unit)
    moving = _blocks(drawn, unit)
    place = add(drawn, dot("your truth"))
    moving[place] = {"x": TRUTHS, "y": entropy}
    moving |= _divergences(drawn, unit)
    meet = add(drawn, dot("p = q"), 2, showlegend=False)
    moving[meet] = {"x": TRUTHS, "y": np.zeros(len(TRUTHS))}
    drawn.update_layout(
        xaxis=axis("truth q: how often real", -0.05, 1.05),
        xaxis2=axis("belief p: how probable real", -0.05, 1.05),
        yaxis=axis(f"surprise, in {unit}", -0.03 * top, top),
        yaxis2=axis(f"divergence, in {unit}", -0.03 * top, top),
    )
    readouts = {
        f"surprise at real, {unit}": real,
        f"surprise at fake, {unit}": fake,
        f"their mean H(q), {unit}": entropy,
    }
    names = sliders.names(TRUTHS)
    sentences = [
        f"With a share of {name} real, the surprise in {unit} is {format_number(a)} at "
        f"a real sample, {format_number(b)} at a fake one, and {format_number(mean)} "
        "in the mean."
        for name, a, b, mean in zip(names, *readouts.values(), strict=True)
    ]
    states = zip(TRUTHS, real, fake, entropy, strict=True)
    return drawn.scrub(
        names, moving, label="q", readouts=readouts, sentences=sentences,
        notices=[words.arch(*state, unit) for state in states],
        handles=[place, meet],
    )  # fmt: skip


def surprises(q: Floats, unit: str) -> tuple[Floats, Floats, Floats]:
    """Surprise at outcomes of probability q, at the others, and their mean, H(q)."""
    nats = information.surprise(q), information.surprise(1.0 - q), bce.entropy_floor(q)
    real, fake, entropy = (in_unit(unit, each) for each in nats)
    return real, fake, entropy


def _blocks(drawn: go.Figure, unit: str) -> Moving:
    """Two surprises as curves, as blocks under them, and the two levelled out."""
    moving: Moving = {}
    grid, q = sliders.curve_probs(), TRUTHS
    curves, heights = surprises(grid, unit), surprises(q, unit)
    looks = (
        ("real", "−log q, real", REAL, (0.0 * q, q), "solid", ""),
        ("fake", "−log(1 − q), fake", FAKE, (q, 1.0 + 0.0 * q), "dashdot", "/"),
    )
    for i, (kind, name, color, ends, dash, hatch) in enumerate(looks):
        add(drawn, curve(grid, curves[i], name, color, dash=dash, width=2))
        block = curve(q[:2], q[:2], f"{kind}: share × surprise", color, width=1)
        block.update(
            fill="tozeroy", fillcolor=pale(color, 0.3), fillpattern={"shape": hatch}
        )
        moving[add(drawn, block, showlegend=False)] = {
            "x": np.stack(ends, axis=1),
            "y": np.stack([heights[i], heights[i]], axis=1),
        }
    add(drawn, curve(grid, curves[2], "H(q), the mean", READER, dash="dash"))
    level = curve(np.arange(2.0), q[:2], "blocks levelled out", READER, width=2)
    both = np.stack([heights[2], heights[2]], axis=1)
    moving[add(drawn, level, showlegend=False)] = {"y": both}
    return moving


def _divergences(drawn: go.Figure, unit: str) -> Moving:
    """KL(q‖p) and KL(p‖q) over the belief, a row for each truth."""
    moving: Moving = {}
    p, few, q = sliders.curve_probs(151), np.arange(0.1, 1.0, 0.2), TRUTHS[:, None]
    for name, nats, dash in (
        ("KL(q‖p), as in BCE", information.binary_kl(q, p), "solid"),
        ("KL(p‖q), swapped", information.binary_kl(p, q), "dash"),
    ):
        heights = in_unit(unit, nats)
        line = curve(p, heights[0], name, DISCRIMINATOR, dash=dash)
        moving[add(drawn, line, 2)] = {"y": heights}
    # They ride on the swapped curve, and stay in sight where it leaves the frame.
    arrows = dot("swapped, or beyond the frame", DISCRIMINATOR, symbol="triangle-up")
    arrows.update(x=few, marker={"size": 9, "line": {"width": 0}}, showlegend=False)
    top = float(in_unit(unit, TOP))
    swapped = in_unit(unit, information.binary_kl(few, q))
    moving[add(drawn, arrows, 2)] = {"y": np.minimum(swapped, EDGE * top)}
    return moving

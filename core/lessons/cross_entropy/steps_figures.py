"""Four steps from one label to the loss of a batch, as a figure: arrays in.

Every mark is drawn twice: dim, where it stays, and lit, where a step lights it. What is
lit appears and goes by its width, so that its height is true at every moment.
"""

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
)

DIM, LIT = 0.25, 0.8
PAIR = 0.36  # width of each of a label's two bars; samples are 1 apart

Moving = dict[int, dict[str, np.ndarray]]


def steps(
    batch: Mapping[str, np.ndarray],
    at: Mapping[str, np.ndarray],
    names: Sequence[str],
    sentences: Sequence[str],
    unit: str,
    top: float,
) -> go.Figure:
    """A batch on its way from labels to the mean.

    Left: each label as a distribution, and the belief that meets it. Right: the costs
    as blocks of two parts, which get their weight as a width and are levelled out.

    Args:
        batch: per sample ``label``, ``prob``, and the costs ``floor`` and ``whole``.
        at: per position ``label``, how wide the left side is lit, from 0 to 1;
            ``width`` of the lit blocks; ``floor`` and ``whole``, their heights, a
            row of samples each; ``level``, how far the mean is drawn, from 0 to 1.
        names: slider positions as text.
        sentences: what a screen reader hears, per position.
        unit: unit of the costs.
        top: height of the frame in it.
    """
    figure = Scrubbable(layout=panels(2, 400))
    count = len(batch["label"])
    samples = np.arange(1.0, count + 1.0)
    moving = _distributions(figure, samples, batch, at)
    moving |= _costs(figure, (samples - 0.5) / count, batch, at)
    mean = np.full(2, batch["whole"].mean())
    ghost = curve(np.arange(2.0), mean, "the mean", DISCRIMINATOR, dash="dot")
    add(figure, ghost, 2, showlegend=False, opacity=0.6)
    level = curve(np.arange(2.0), mean, "BCE, the sum", DISCRIMINATOR, width=6)
    drawn = np.stack([0.0 * at["level"], at["level"]], axis=1)
    moving[add(figure, level, 2)] = {"x": drawn}
    parts = ["0", *(f"{i}/{count}" for i in range(1, count)), "1"]
    ticks = {"tickvals": np.arange(count + 1.0) / count, "ticktext": parts}
    figure.update_layout(
        xaxis=axis("sample", 0.4, count + 0.6, tickvals=samples),
        yaxis=axis("probability", -0.03, 1.08),
        xaxis2=axis("weight in the sum", -0.03, 1.03, **ticks),
        yaxis2=axis(f"cost, in {unit}", -0.03 * top, top),
        legend={"traceorder": "normal"},
    )
    return figure.scrub(
        names, moving, label="step", readouts={}, sentences=sentences
    )  # fmt: skip


def boxes(
    middles: np.ndarray, widths: np.ndarray, heights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Boxes side by side as one outline of four corners each, a row per position.

    Args:
        middles: one per box.
        widths: one per position, the same for all boxes.
        heights: one per box, or a row of them per position.
    """
    x = middles[:, None] + widths[:, None, None] * np.array([-0.5, -0.5, 0.5, 0.5])
    y = np.atleast_2d(heights)[..., None] * np.array([0.0, 1.0, 1.0, 0.0])
    x, y = np.broadcast_arrays(x, y)
    return x.reshape(len(x), -1), y.reshape(len(y), -1)


def _distributions(
    figure: go.Figure,
    samples: np.ndarray,
    batch: Mapping[str, np.ndarray],
    at: Mapping[str, np.ndarray],
) -> Moving:
    """Two bars for each label, y and 1 − y, and what the belief gave to each side."""
    moving: Moving = {}
    for name, color, side, key in (("real", REAL, -0.5, 1), ("fake", FAKE, 0.5, 0)):
        middles = samples + side * (PAIR + 0.04)
        weights = batch["label"] if key else 1.0 - batch["label"]
        for bright, widths in ((DIM, np.ones(1)), (LIT, at["label"])):
            x, y = boxes(middles, PAIR * widths, weights)
            bars = _filled(x[0], y[0], f"label, {name}", color, bright)
            if name == "fake":
                bars.update(fillpattern={"shape": "/", "solidity": 0.5})
            index = add(figure, bars, showlegend=bright == LIT)
            if bright == LIT:
                moving[index] = {"x": x}
    sides = samples[:, None] + np.array([-0.5, 0.5]) * (PAIR + 0.04)
    given = np.stack([batch["prob"], 1.0 - batch["prob"]], axis=1)
    dash = {
        "symbol": "line-ew",
        "size": 22,
        "line": {"color": DISCRIMINATOR, "width": 4},
    }
    belief = dot("belief: p, 1 − p", DISCRIMINATOR, **dash)
    add(figure, belief.update(x=sides.ravel(), y=given.ravel()))
    return moving


def _costs(
    figure: go.Figure,
    slots: np.ndarray,
    batch: Mapping[str, np.ndarray],
    at: Mapping[str, np.ndarray],
) -> Moving:
    """Each sample's cost as a block, the label's own entropy at its foot."""
    moving: Moving = {}
    full = np.array([1.0 / len(slots)])
    for key, name, color, fill in (
        ("floor", "H(y)", READER, "tozeroy"),
        ("whole", "KL(y‖p)", DISCRIMINATOR, "tonexty"),
    ):
        x, y = boxes(slots, full, batch[key])
        dim = _filled(x[0], y[0], name, color, DIM).update(fill=fill)
        add(figure, dim, 2, showlegend=False)
    for key, name, color, bright in (
        ("whole", "KL(y‖p)", DISCRIMINATOR, LIT),
        ("floor", "H(y)", READER, 1.0),
    ):
        x, y = boxes(slots, at["width"], at[key])
        lit = _filled(x[0], y[0], name, color, bright)
        moving[add(figure, lit, 2)] = {"x": x, "y": y}
    return moving


def _filled(
    x: np.ndarray, y: np.ndarray, name: str, color: str, opacity: float
) -> go.Scatter:
    """An outline filled down to 0, without a line of its own."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    shade = f"rgba({red}, {green}, {blue}, {opacity})"
    outline = curve(x, y, name, color, width=0)
    return outline.update(fill="tozeroy", fillcolor=shade)

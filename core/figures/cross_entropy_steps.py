"""Four steps from one label to the loss of a batch, as a figure: arrays in."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    REAL,
    add,
    axis,
    curve,
    panels,
    scrub,
)

DIM, LIT = 0.22, 0.9
PAIR = 0.36  # width of each of a label's two bars, where samples are 1 apart


def steps(
    labels: np.ndarray,
    probs: np.ndarray,
    parts: Mapping[str, np.ndarray],
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
    sentences: Sequence[str],
    unit: str,
    top: float,
) -> go.Figure:
    """A batch on its way from labels to the mean; what is not yet or no longer lit is dim.

    Left: each label as a distribution, and the belief that met it. Right: the costs as
    blocks of two parts, that get their width, 1/m, and are then levelled out.

    Args:
        labels: one per sample.
        probs: the beliefs, one per sample.
        parts: per sample ``floor`` and ``cost``.
        names: slider positions as text.
        at: per position ``label``, the width of what is lit on the left, from 0 to 1;
            ``width`` of the blocks; ``floor`` and ``cost``, the heights of the blocks,
            a row of samples each; ``level``, how much of the mean is drawn.
        sentences: what a screen reader hears, per position.
        unit: unit of the costs.
        top: height of the frame in it.
    """
    figure = go.Figure(layout=panels(2, 400))
    samples = np.arange(1.0, len(labels) + 1.0)
    moving = {}
    for name, color, side, weights in (
        ("real", REAL, -0.5, labels),
        ("fake", FAKE, 0.5, 1.0 - labels),
    ):
        middles = samples + side * (PAIR + 0.04)
        for bright, width in ((DIM, np.full(1, PAIR)), (LIT, PAIR * at["label"])):
            x, y = boxes(middles, width, weights[None])
            bars = _filled(x[0], y[0], f"label: {name}", color, bright)
            index = add(figure, bars, showlegend=bright == LIT)
            if bright == LIT:
                moving[index] = {"x": x}
    ticks = _ticks(samples, probs)
    add(figure, ticks)
    slots = (samples - 0.5) / len(labels)
    for key, name, color in (
        ("cost", "KL(y‖p)", DISCRIMINATOR),
        ("floor", "H(y)", READER),
    ):
        x, y = boxes(slots, np.array([1.0 / len(labels)]), parts[key][None])
        add(figure, _filled(x[0], y[0], name, color, DIM), 2, showlegend=False)
        x, y = boxes(slots, at["width"], at[key])
        lit = _filled(x[0], y[0], name, color, LIT)
        moving[add(figure, lit, 2)] = {"x": x, "y": y}
    mean = np.full(2, parts["cost"].mean())
    ghost = curve(np.arange(2.0), mean, "their mean", DISCRIMINATOR, dash="dot")
    add(figure, ghost, 2, showlegend=False, opacity=0.5)
    level = curve(np.arange(2.0), mean, "BCE, the sum", DISCRIMINATOR, width=5)
    ends = np.stack([0.0 * at["level"], at["level"]], axis=1)
    moving[add(figure, level, 2)] = {"x": ends}
    weight = {"tickvals": [0.0, *(slots + slots[0])], "ticktext": _parts(len(labels))}
    figure.update_layout(
        xaxis=axis("sample", 0.4, len(labels) + 0.6, tickvals=samples),
        yaxis=axis("probability", -0.03, 1.08),
        xaxis2=axis("weight in the mean", -0.03, 1.03, **weight),
        yaxis2=axis(f"cost, in {unit}", -0.03 * top, top),
    )
    return scrub(
        figure, names, moving, label="step", readouts={}, sentences=sentences
    )


def boxes(
    middles: np.ndarray, widths: np.ndarray, heights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Boxes side by side as one outline, a row per position: four corners each."""
    sides = np.array([-0.5, -0.5, 0.5, 0.5])
    rows = max(len(widths), len(heights))
    x = middles[None, :, None] + widths[:, None, None] * sides
    y = heights[:, :, None] * np.array([0.0, 1.0, 1.0, 0.0])
    return tuple(
        np.broadcast_to(part, (rows, *part.shape[1:])).reshape(rows, -1)
        for part in (x, y)
    )

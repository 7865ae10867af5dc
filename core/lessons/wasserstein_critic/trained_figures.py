"""The figure of the critics that are trained, under one constraint."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.wasserstein_critic import trained_words as words
from core.lessons.wasserstein_critic.pair import REAL
from core.lessons.wasserstein_critic.trained import (
    SEEDS,
    STEPS,
    WEIGHT,
    TrainedCritics,
    train,
)
from core.maths import critic, sliders
from core.maths.densities import Floats
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    add,
    axis,
    curve,
    dot,
    panel_title,
)
from core.plotting.theme import REAL as GREEN


def critics(constraint: str, theta: float) -> go.Figure:
    """Four critics while they train: heights, slopes, and what they earn.

    Raises:
        ValueError: if there is no constraint of that name.
    """
    return draw(train(constraint, theta))


def draw(trained: TrainedCritics) -> go.Figure:
    """The figure of critics that have been trained."""
    figure = Scrubbable(layout=_layout(trained))
    moving: dict[int, dict[str, Floats]] = {}
    _draw_heights(figure, moving, trained)
    _draw_slopes(figure, moving, trained)
    _draw_values(figure, moving, trained)
    w1, texts = critic.best_value(REAL, trained.fake), words.sentences(trained)
    readouts = {
        "critic's loss, first seed": -trained.values[0],
        "−W₁, the best with slope 1": np.full(STEPS.size, -w1),
        "G's loss, first seed": trained.generator_losses[0],
        "steepest slope, of all four": np.abs(trained.slopes).max(axis=(0, 2)),
    }
    return figure.scrub(
        sliders.names(STEPS), moving, label="steps", readouts=readouts,
        sentences=texts, notices=texts,
    )  # fmt: skip


# -- The three panels ------------------------------------------------------------------
def _four(rows: Floats) -> Floats:
    """The seeds' curves one after the other, with a gap: (steps, points)."""
    gap = np.full((SEEDS, rows.shape[1], 1), np.nan)
    return np.concatenate([rows, gap], axis=2).swapaxes(0, 1).reshape(STEPS.size, -1)


def _draw_heights(figure: go.Figure, moving: dict, trained: TrainedCritics) -> None:
    x, fake = trained.places, trained.fake
    for density, name, color in ((REAL, "real", GREEN), (fake, "fake", FAKE)):
        bell = curve(x, density.pdf(x), name, color, width=1)
        add(figure, bell, fill="tozeroy", yaxis="y4", opacity=0.6)
    best = curve(x, critic.best_critic(REAL, fake, x), "best", READER, width=6)
    add(figure, best, opacity=0.6)
    four = np.tile(np.append(x, np.nan), SEEDS)
    line = curve(
        four, _four(trained.heights)[0], "four critics", DISCRIMINATOR, width=2
    )
    moving[add(figure, line)] = {"y": _four(trained.heights)}


def _draw_slopes(figure: go.Figure, moving: dict, trained: TrainedCritics) -> None:
    x, fake = trained.places, trained.fake
    turn = critic.turning_point(REAL, fake)  # where the best slope jumps
    jump = [turn - 1e-6, turn + 1e-6] if x[0] < turn < x[-1] else []
    ends = np.array([x[0] + 1e-6, *jump, x[-1] - 1e-6])
    best = critic.best_slope(REAL, fake, ends)
    add(figure, curve(ends, best, "best", READER, width=6), 2, opacity=0.6)
    four = np.tile(np.append(x, np.nan), SEEDS)
    rows = _four(trained.slopes)
    line = curve(four, rows[0], "four critics", DISCRIMINATOR, width=2)
    moving[add(figure, line, 2)] = {"y": rows}
    beside = np.where(np.abs(x - turn) < 1e-9, np.nan, x)
    if "penalty" in trained.constraint:
        slope = critic.penalised_slope(REAL, fake, beside, WEIGHT)
        line = curve(x, slope, "best with penalty", READER, dash="dash", width=2)
        add(figure, line, 2)
    if trained.constraint == "gradient-penalty":
        slope = critic.trapped_slope(REAL, fake, beside, WEIGHT)
        line = curve(x, slope, "rest on the wrong side", READER, dash="dot", width=2)
        add(figure, line, 2)


def _draw_values(figure: go.Figure, moving: dict, trained: TrainedCritics) -> None:
    w1 = critic.best_value(REAL, trained.fake)
    ends = np.array([STEPS[0], STEPS[-1]], dtype=np.float64)
    add(figure, curve(ends, np.full(2, w1), "W₁", READER, width=6), 3, opacity=0.6)
    for seed, values in enumerate(trained.values):
        line = curve(STEPS, values, f"seed {seed}", DISCRIMINATOR, width=1.5)
        add(figure, line, 3, showlegend=False)
    dots = dot("at this step", DISCRIMINATOR, size=9, line={"width": 0})
    moving[add(figure, dots, 3)] = {
        "x": np.tile(STEPS[:, None].astype(np.float64), SEEDS),
        "y": trained.values.T,
    }


# -- Where they stand ------------------------------------------------------------------
def _layout(trained: TrainedCritics) -> dict[str, Any]:
    low, high = trained.places[0], trained.places[-1]
    w1 = critic.best_value(REAL, trained.fake)
    tall = max(1.2, 0.75 * (abs(trained.fake.mean) + 2.0))  # steeper ones leave it
    steep = max(1.9, 1.05 * np.abs(trained.slopes).max())
    least, most = min(0.0, trained.values.min()), max(w1, trained.values.max())
    room = 0.12 * (most - least)
    left, right = [0.0, 0.45], [0.56, 1.0]
    titles = {"": "Heights", "2": "Slopes", "3": "What they earn"}
    return {
        "height": 440,
        "xaxis": axis("place x", low, high, domain=left, anchor="y"),
        "yaxis": axis("f", -tall, tall, domain=[0.0, 0.95], anchor="x"),
        "xaxis2": axis("", low, high, domain=right, anchor="y2"),
        "yaxis2": axis("f′", -steep, steep, domain=[0.6, 0.95], anchor="x2"),
        "xaxis3": axis("steps of the critic", -10, 610, domain=right, anchor="y3"),
        "yaxis3": axis(
            "earned", least - room, most + room, domain=[0.0, 0.38], anchor="x3"
        ),
        "yaxis4": axis(
            "", 0.0, 4.0, overlaying="y", anchor="x", visible=False, fixedrange=True
        ),
        "annotations": [
            panel_title(title, f"x{end}", f"y{end}") for end, title in titles.items()
        ],
        "meta": {
            "panels": [
                {"title": title.lower(), "x": f"x{end}", "y": f"y{end}"}
                | ({} if end else {"over": "y4"})  # the densities behind the heights
                for end, title in titles.items()
            ]
        },
    }

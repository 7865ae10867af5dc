"""The figures of "How does BCE become the GAN's loss?"."""

import functools
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.minimax import words
from core.maths import fixed_game, gan_losses, sliders
from core.maths.bce import Floats, bce_with_logits
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    add,
    axis,
    curve,
    dot,
    format_number,
    pale,
    panels,
)

# Powers of two, and halfway between: 1, 2, 3, 4, 6, 8, ... 4096.
SIZES = np.array(sorted({1, 4096} | {k * 2**j for k in (2, 3) for j in range(11)}))
SEEDS = (0, 9999)  # what the reader may choose
TITLES = "one batch as it grows", "50 other batches of that size"
SHORT = "your batch", "50 others"
OTHERS = range(10000, 10050)  # seeds that no reader can choose


def estimates(seed: int) -> go.Figure:
    """D's mean loss on batches of 1 to 4096 pairs, alone and beside other batches.

    The dashed line is the expectation that the means estimate, the band the standard
    deviation of such a mean.
    """
    batch = fixed_game.draw_batch(SIZES[-1], seed)
    grown = fixed_game.running_means(batch).discriminator_loss
    exact = float(fixed_game.exact_means().discriminator_loss)
    mean, error = grown[SIZES - 1], fixed_game.standard_error(SIZES)
    others, count = _others(), len(OTHERS)
    figure = Scrubbable(layout=panels(2, 400, titles=TITLES, short=SHORT))
    _draw_funnel(figure, grown, exact)
    yours = add(figure, dot("your batch"))
    moving = {yours: {"x": SIZES.astype(np.float64), "y": mean}}
    moving |= _draw_cloud(figure, exact, error, others)
    highest = max(grown[_path() - 1].max(), others.max(), exact + error.max())
    nats = axis("mean loss of D, in nats", -0.05 * highest, 1.05 * highest)
    bare = {"title": {"text": ""}, "showticklabels": False, "matches": "y"}
    numbers = {"tickvals": [1, count], "showgrid": False}
    figure.update_layout(
        xaxis=axis("batch size m, logarithmic", -0.15, 3.75, type="log", dtick=1),
        xaxis2=axis("batch", 0, count + 1, **numbers),
        yaxis=nats,
        yaxis2={**nats, **bare},
    )
    names = sliders.names(SIZES)
    readouts = {
        "your batch, nats": mean,
        "exact, nats": np.full(SIZES.size, exact),
        "band s/√m, ± nats": error,
        f"of {count} others inside": np.sum(
            np.abs(others - exact) <= error[:, None], axis=1
        ),
    }
    sentences = [
        f"A batch of {name} real and {name} fake samples says {format_number(m)} nats; "
        f"exact are {format_number(exact)}, give or take {format_number(e)}."
        for name, m, e in zip(names, mean, error, strict=True)
    ]
    inside = readouts[f"of {count} others inside"]
    notices = [
        words.notice(*state, count)
        for state in zip(SIZES, mean, error, inside, strict=True)
    ]
    return figure.scrub(
        names, moving, label="m", readouts=readouts, sentences=sentences,
        notices=notices, handles=[yours],
    )  # fmt: skip


def value_and_loss(m: int, seed: int) -> go.Figure:
    """V, the loss -V, and half of that, of one batch as D's threshold moves."""
    batch = fixed_game.draw_batch(m, seed)
    thresholds = np.linspace(-2.5, 4.5, 85)

    def loss(threshold: Floats) -> Floats:
        logits = threshold[:, None] - batch.x
        return 2.0 * bce_with_logits(logits, batch.labels).mean(axis=1)

    losses = loss(thresholds)
    low = float(thresholds[np.argmin(losses)])
    nearer = np.linspace(low - 0.1, low + 0.1, 21)
    least = loss(nearer)
    figure = go.Figure(layout={"height": 360})
    looks = (
        ("value V, D climbs", -1.0, "dash"),
        ("loss −V, D descends", 1.0, "solid"),
        ("mean over 2m, −V/2", 0.5, "dot"),
    )
    for name, factor, dash in looks:
        add(figure, curve(thresholds, factor * losses, name, DISCRIMINATOR, dash=dash))
    ends = dot("best threshold", DISCRIMINATOR, size=10)
    place, lowest = float(nearer[np.argmin(least)]), float(least.min())
    add(figure, ends.update(x=[place] * 3, y=[f * lowest for _, f, _ in looks]))
    return figure.update_layout(
        xaxis=axis("threshold c of D(x) = σ(c − x)", -2.6, 4.6),
        yaxis=axis("nats", -4.2, 4.2),
    )


def generator_losses() -> go.Figure:
    """G's two losses on one fake, for D = 0.001 to 0.999."""
    figure = go.Figure(layout={"height": 360})
    logits = sliders.curve_logits()
    for name, losses, dash, slope, down in (
        (
            "−log D, non-saturating",
            gan_losses.non_saturating_generator_loss(logits),
            "solid",
            "slope −(1 − D), near −1",
            -22,
        ),
        (
            "log(1 − D), saturating",
            gan_losses.saturating_generator_loss(logits),
            "dash",
            "slope −D, near 0",
            22,
        ),
    ):
        add(figure, curve(logits, losses, name, FAKE, dash=dash))
        height = float(np.interp(-5.0, logits, losses))
        figure.add_annotation(
            text=slope, x=-5.0, y=height, ax=36, ay=down, xanchor="left"
        )
    return figure.update_layout(
        xaxis=axis("D's logit ℓ on a fake", -7.4, 7.4),
        yaxis=axis("nats", -7.6, 7.6),
    )


# -- Parts of the first ----------------------------------------------------------------


def _path() -> np.ndarray:
    """The sizes at which the growing batch is drawn: the slider's among them."""
    grown = np.geomspace(1, SIZES[-1], 400).round().astype(int)
    return np.union1d(grown, SIZES)


@functools.cache
def _others() -> Floats:
    """D's mean loss on other batches: one row per size, one column per batch."""
    draws = (fixed_game.draw_batch(SIZES[-1], seed) for seed in OTHERS)
    rows = [fixed_game.running_means(batch).discriminator_loss for batch in draws]
    return np.stack(rows, axis=1)[SIZES - 1]


def _draw_funnel(figure: go.Figure, grown: Floats, exact: float) -> None:
    """One growing batch in the band that narrows around the exact loss."""
    sizes = _path()
    error, m = fixed_game.standard_error(sizes), sizes.astype(np.float64)
    look: dict[str, Any] = {"hoverinfo": "skip", "legendgroup": "band"}
    top = curve(m, exact + error, "top of the band", DISCRIMINATOR)
    add(figure, top.update(line={"width": 0}, showlegend=False), **look)
    foot = curve(m, exact - error, "exact ± s/√m", DISCRIMINATOR)
    foot.update(line={"width": 0}, fill="tonexty", fillcolor=pale(DISCRIMINATOR, 0.18))
    add(figure, foot, **look)
    level = curve(m[[0, -1]], np.full(2, exact), "exact", DISCRIMINATOR, dash="dash")
    add(figure, level, legendgroup="exact")
    add(figure, curve(m, grown[sizes - 1], "one batch as it grows", DISCRIMINATOR))


def _draw_cloud(
    figure: go.Figure, exact: float, error: Floats, others: Floats
) -> dict[int, dict[str, np.ndarray]]:
    """Other batches of the chosen size, and the band's width there; what moves."""
    count = others.shape[1]
    ends = np.array([0.0, count + 1.0])
    level = curve(ends, np.full(2, exact), "exact", DISCRIMINATOR, dash="dash")
    add(figure, level, 2, showlegend=False, legendgroup="exact")
    small = dot(f"{count} other batches", DISCRIMINATOR, size=7)
    cloud = add(figure, small.update(marker={"line": {"width": 0}}, opacity=0.75), 2)
    places = np.tile(np.arange(1.0, count + 1.0), (len(others), 1))
    moving = {cloud: {"x": places, "y": others}}
    for edge, name in ((exact + error, "top"), (exact - error, "foot")):
        dotted = {"width": 1.5, "dash": "dot"}
        line = curve(ends, ends, f"{name} of the band", DISCRIMINATOR, **dotted)
        index = add(figure, line, 2, showlegend=False)
        moving[index] = {"y": np.stack([edge, edge], axis=1)}
    return moving

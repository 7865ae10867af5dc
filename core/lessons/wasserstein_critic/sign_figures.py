"""The figure of the signs: right pairings bring fakes home, wrong ones lose them."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.wasserstein_critic import sign
from core.lessons.wasserstein_critic.pair import FAKES, REAL
from core.maths import critic, sliders
from core.maths.densities import Floats
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    add,
    axis,
    curve,
    dot,
    format_number,
    panel_title,
)
from core.plotting.theme import REAL as GREEN

LOW, HIGH = -4.0, 15.0


def pairing(name: str) -> go.Figure:
    """Fakes that follow the best critic for 30 steps, under one choice of labels."""
    labels = sign.PAIRINGS[name]
    walk = sign.walk(labels)
    figure = Scrubbable(layout=_layout(labels))
    moving: dict[int, dict[str, Floats]] = {}
    _draw_places(figure, moving, labels, walk)
    _draw_losses(figure, moving, labels, walk)
    other = labels.generator * sign.OTHER_HEIGHT
    readouts = {
        "middle of the fakes, θ": walk.thetas,
        "critic's loss": walk.critic_losses,
        "G's loss": walk.generator_losses,
        "G's loss with f + 5": walk.generator_losses + other,
    }
    steps = np.arange(sign.STEPS + 1)
    texts = [_sentence(labels, walk, step) for step in steps]
    return figure.scrub(
        sliders.names(steps), moving, label="steps of G", readouts=readouts,
        sentences=texts, notices=texts,
    )  # fmt: skip


def _sentence(labels: sign.Labels, walk: sign.Walk, step: np.intp) -> str:
    theta, loss = walk.thetas[step], walk.critic_losses[step]
    start = (
        f"After {step} steps of G the fakes are at θ = {format_number(theta, 3)}, and "
        f"the critic's loss is {format_number(loss, 3)}. "
    )
    if not labels.right:
        return start + (
            "G steps down what the critic steps down too: the fakes leave, and the "
            "critic's loss falls for ever."
        )
    if abs(theta) < 0.05:
        return start + (
            "The fakes have come home; what is left is their width, which a shift "
            "cannot change."
        )
    return start + "It rises towards 0 as the fakes come home."


# -- The two panels --------------------------------------------------------------------
def _draw_places(
    figure: go.Figure, moving: dict, labels: sign.Labels, walk: sign.Walk
) -> None:
    x = np.linspace(-3.5, 3.5, 71)
    real = curve(REAL.std * x, REAL.pdf(REAL.std * x), "real", GREEN)
    add(figure, real, fill="tozeroy")
    bell = curve(x, FAKES.pdf(x), "fake", FAKE)
    moving[add(figure, bell, fill="tozeroy", fillpattern=FAKE_HATCH)] = {
        "x": walk.thetas[:, None] + x
    }
    fakes = [FAKES.shifted(theta) for theta in walk.thetas]
    turns = [critic.turning_point(REAL, fake) for fake in fakes]
    places = np.array([[LOW, np.clip(turn, LOW, HIGH), HIGH] for turn in turns])
    pairs = zip(fakes, places, strict=True)
    f = np.stack([sign.heights(labels, fake, row) for fake, row in pairs])
    line = curve(places[0], f[0], "critic", DISCRIMINATOR)
    moving[add(figure, line, 2)] = {"x": places, "y": f}
    middle = [
        sign.heights(labels, fake, np.array([fake.mean])).item() for fake in fakes
    ]
    here = add(figure, dot("the middle fake", FAKE, size=11), 2)
    moving[here] = {"x": walk.thetas, "y": np.array(middle)}


def _draw_losses(
    figure: go.Figure, moving: dict, labels: sign.Labels, walk: sign.Walk
) -> None:
    steps = np.arange(sign.STEPS + 1, dtype=np.float64)
    higher = walk.generator_losses + labels.generator * sign.OTHER_HEIGHT
    for name, color, dash, losses in (
        ("critic's loss", DISCRIMINATOR, "solid", walk.critic_losses),
        ("G's loss", FAKE, "solid", walk.generator_losses),
        ("G's loss, f + 5", FAKE, "dot", higher),
    ):
        add(figure, curve(steps, losses, name, color, dash=dash), 3)
        here = dot(f"{name} now", color, size=9, line={"width": 0})
        moving[add(figure, here, 3)] = {"x": steps, "y": losses}


def _layout(labels: sign.Labels) -> dict[str, Any]:
    left, right = [0.0, 0.45], [0.56, 1.0]
    titles = {
        "": "Real and fake",
        "2": f"The best critic for {labels}",
        "3": "Losses over the steps of G",
    }
    short = {"": "the data", "2": "the critic", "3": "losses"}
    return {
        "height": 400,
        "xaxis": axis("", LOW, HIGH, domain=left, anchor="y", showticklabels=False),
        "yaxis": axis("density", 0.0, 0.95, domain=[0.6, 0.95], anchor="x", nticks=3),
        "xaxis2": axis("place x", LOW, HIGH, domain=left, anchor="y2"),
        "yaxis2": axis("height", -16.0, 16.0, domain=[0.0, 0.47], anchor="x2", dtick=8),
        "xaxis3": axis("steps of G", -0.6, 30.6, domain=right, anchor="y3"),
        "yaxis3": axis("loss", -14.0, 8.0, domain=[0.0, 0.95], anchor="x3"),
        "annotations": [
            panel_title(title, f"x{end}", f"y{end}") for end, title in titles.items()
        ],
        "meta": {
            "panels": [
                {"title": title, "x": f"x{end}", "y": f"y{end}"}
                for end, title in short.items()
            ]
        },
    }

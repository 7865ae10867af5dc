"""The main figure of "What if D were not a judge?": both networks at their best."""

from statistics import NormalDist
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.wasserstein_critic import words
from core.lessons.wasserstein_critic.pair import FAKES, REAL, THETAS, optimum
from core.maths import critic, optimal, sliders
from core.maths.densities import Floats
from core.maths.logistic import sigmoid
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    add,
    axis,
    curve,
    dot,
    panel_title,
)
from core.plotting.theme import REAL as GREEN

EDGE = 8.0  # of the axis of places
PLACES = np.linspace(-EDGE, EDGE, 161)
# Seventeen fakes at evenly spaced quantiles: no luck of the draw.
BEADS = np.array([NormalDist().inv_cdf((row + 0.5) / 17) for row in range(17)])
FAKE_ROW, REAL_ROW = -0.12, -0.5


def critic_and_discriminator() -> go.Figure:
    """Real and fake, the plan, D*, the best critic and both losses, θ from -5 to 5."""
    figure = Scrubbable(layout=_layout())
    moving: dict[int, dict[str, Floats]] = {}
    handle = _draw_plan(figure, moving)
    logits = np.stack(
        [
            optimal.optimal_discriminator_logit(REAL, FAKES.shifted(theta), PLACES)
            for theta in THETAS
        ]
    )
    _draw_discriminator(figure, moving, logits)
    _draw_critic(figure, moving, logits)
    dots = _draw_losses(figure, moving)
    at, texts = optimum(THETAS), words.sentences()
    readouts = {
        "critic's loss, −W₁": -at.w1,
        "D's loss, 2 log 2 − 2 JS": at.d_loss,
        "the critic's push on the fakes": np.abs(at.critic_push),
        "D's push, through log(1 − D)": np.abs(at.d_push),
    }
    return figure.scrub(
        sliders.names(THETAS), moving, label="θ", readouts=readouts,
        sentences=texts, notices=texts, handles=[handle, *dots],
    )  # fmt: skip


# -- The four panels -------------------------------------------------------------------
def _draw_plan(figure: go.Figure, moving: dict) -> int:
    """Both densities; below them each fake's way; returns the middle, to grab."""
    x = np.linspace(-3.5, 3.5, 71)
    real = curve(REAL.std * x, REAL.pdf(REAL.std * x), "real", GREEN)
    add(figure, real, fill="tozeroy")
    bell = curve(x, FAKES.pdf(x), "fake", FAKE)
    moving[add(figure, bell, fill="tozeroy", fillpattern=FAKE_HATCH)] = {
        "x": THETAS[:, None] + x
    }
    here = THETAS[:, None] + BEADS
    home = critic.transported(REAL, FAKES, BEADS)
    there = np.broadcast_to(home, here.shape)
    ways = np.stack([here, there, np.full_like(here, np.nan)], axis=2)
    rows = np.tile([FAKE_ROW, REAL_ROW, np.nan], BEADS.size)
    lines = curve(ways[0].ravel(), rows, "the way home", FAKE, width=1)
    moving[add(figure, lines, opacity=0.6, hoverinfo="skip")] = {
        "x": ways.reshape(THETAS.size, -1)
    }
    beads = dot("17 fakes", FAKE, size=7, line={"width": 0})
    beads.update(y=np.full(BEADS.size, FAKE_ROW))
    moving[add(figure, beads)] = {"x": here}
    ends = dot("where each belongs", GREEN, size=7, line={"width": 0})
    add(figure, ends.update(x=home, y=np.full(BEADS.size, REAL_ROW)))
    top = float(FAKES.pdf(0.0))
    middle = add(figure, dot("middle of the fakes", FAKE))
    moving[middle] = {"x": THETAS, "y": np.full_like(THETAS, top)}
    return middle


def _draw_discriminator(figure: go.Figure, moving: dict, logits: Floats) -> None:
    """D* as a probability, and what it gives the middle fake."""
    probs = sigmoid(logits)
    line = curve(PLACES, probs[0], "D*", DISCRIMINATOR)
    moving[add(figure, line, 2)] = {"y": probs}
    middles = [
        float(optimal.optimal_discriminator(REAL, FAKES.shifted(theta), theta))
        for theta in THETAS
    ]
    here = dot("D* of the middle fake", FAKE, size=11)
    moving[add(figure, here, 2)] = {"x": THETAS, "y": np.array(middles)}


def _draw_critic(figure: go.Figure, moving: dict, logits: Floats) -> None:
    """The best critic, its height at the middle fake, and beside it D*'s log-odds."""
    line = curve(PLACES, logits[0], "log-odds of D*", DISCRIMINATOR, dash="dot")
    moving[add(figure, line, 3)] = {"y": logits}
    fakes = [FAKES.shifted(theta) for theta in THETAS]
    turns = [critic.turning_point(REAL, fake) for fake in fakes]
    x = np.array([[-EDGE, np.clip(turn, -EDGE, EDGE), EDGE] for turn in turns])
    rows = zip(fakes, x, strict=True)
    y = np.stack([critic.best_critic(REAL, fake, row) for fake, row in rows])
    line = curve(x[0], y[0], "best critic f*", DISCRIMINATOR)
    moving[add(figure, line, 3)] = {"x": x, "y": y}
    middles = [float(critic.best_critic(REAL, fake, fake.mean)) for fake in fakes]
    here = dot("f* of the middle fake", FAKE, size=11)
    moving[add(figure, here, 3)] = {"x": THETAS, "y": np.array(middles)}


def _draw_losses(figure: go.Figure, moving: dict) -> list[int]:
    """Both losses against θ, and the reader's place on each, to grab."""
    grid = np.linspace(-5.0, 5.0, 201)
    curves, here = optimum(grid), optimum(THETAS)
    handles = []
    for name, line, places, dash in (
        ("critic's loss, −W₁", -curves.w1, -here.w1, "solid"),
        ("D's loss", curves.d_loss, here.d_loss, "dash"),
    ):
        add(figure, curve(grid, line, name, DISCRIMINATOR, dash=dash), 4)
        handles.append(add(figure, dot(f"{name}, at your θ"), 4))
        moving[handles[-1]] = {"x": THETAS, "y": places}
    return handles


# -- Where they stand ------------------------------------------------------------------
# Each panel: its axes' ending, its title, and a shorter one for its button on a phone.
PANELS = (
    ("", "Where each fake belongs", "the ways home"),
    ("2", "D gives a probability", "D"),
    ("3", "A critic gives a height", "the critic"),
    ("4", "What their losses say", "losses"),
)


def _layout() -> dict[str, Any]:
    left, right = [0.0, 0.45], [0.56, 1.0]
    upper, lower = [0.58, 0.96], [0.0, 0.38]
    place = {"dtick": 4}
    return {
        "height": 500,
        "xaxis": axis("", -EDGE, EDGE, domain=left, anchor="y", **place),
        "yaxis": axis(
            "density", -0.62, 0.9, domain=upper, anchor="x", tickvals=[0.0, 0.4, 0.8]
        ),
        "xaxis2": axis("", -EDGE, EDGE, domain=right, anchor="y2", **place),
        "yaxis2": axis(
            "p of real", -0.06, 1.12, domain=upper, anchor="x2", tickvals=[0, 0.5, 1]
        ),
        "xaxis3": axis("place x", -EDGE, EDGE, domain=left, anchor="y3", **place),
        "yaxis3": axis(
            "height", -11.0, 11.0, domain=lower, anchor="x3", tickvals=[-8, -4, 0, 4, 8]
        ),
        "xaxis4": axis("distance θ", -5.3, 5.3, domain=right, anchor="y4"),
        "yaxis4": axis("loss", -6.4, 2.2, domain=lower, anchor="x4", dtick=2),
        "annotations": [
            panel_title(title, f"x{end}", f"y{end}") for end, title, _ in PANELS
        ],
        "meta": {
            "panels": [
                {"title": short, "x": f"x{end}", "y": f"y{end}"}
                for end, _, short in PANELS
            ]
        },
    }

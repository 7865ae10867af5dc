"""The walk of "Why does it go round in circles?", step by step."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.dirac_gan.figures import PSI, THETA, arrows
from core.lessons.dirac_gan.runs import Run, Setting, run
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
    panels,
)

TITLES = "what the players see", "where they are", "what each pays"
SHORT = "players", "field", "losses"
EDGE = 4.1
STEPS = 150  # at learning rate 0.1 a turn and a fifth
LOGIT = axis("logit of D, ψ·x", -8.8, 8.8, dtick=4)


def walk(method: str, update: str, lr: float, momentum: float, start: str) -> go.Figure:
    """A run from one start: the fake and D's line, the orbit so far, the losses.

    Raises:
        ValueError: if ``start`` is not two numbers, as in ``1,-0.5``.
    """
    theta, psi = map(float, start.split(","))
    whole = run(Setting(method, update, lr, momentum), theta, psi, STEPS)
    inside = whole.distance <= EDGE
    if not inside.all():  # until it leaves the picture
        whole = whole.first(max(1, int(inside.argmin())))
    figure = Scrubbable(layout=panels(3, 360, titles=TITLES, short=SHORT))
    figure.update_layout(
        xaxis=axis("x", -EDGE, EDGE, dtick=2), yaxis=LOGIT,
        xaxis2={**THETA, "dtick": 2}, yaxis2={**PSI, "dtick": 2},
        xaxis3=axis("steps", 0.0, float(max(whole.steps[-1], 1)), nticks=5),
        yaxis3=axis("loss", *_around(whole.loss_g, whole.loss_d)),
    )  # fmt: skip
    add(figure, arrows(method, lr), 2, showlegend=False, hoverinfo="skip")
    moving = _draw_players(figure, whole) | _draw_orbit(figure, whole)
    moving |= _draw_losses(figure, whole)
    readouts = {
        "θ, where the fake is": whole.theta,
        "ψ, D's slope": whole.psi,
        "distance from (0, 0)": whole.distance,
    }
    return figure.scrub(
        [str(step) for step in whole.steps], moving, label="steps", readouts=readouts,
        sentences=_sentences(whole), notices=[_notice(*at) for at in _places(whole)],
    )  # fmt: skip


# -- Parts -----------------------------------------------------------------------------

Moves = dict[int, dict[str, Floats]]


def _draw_players(figure: go.Figure, whole: Run) -> Moves:
    """The line that D draws, the real point on it, and how high it is at the fake."""
    ends = np.broadcast_to([-EDGE, EDGE], (whole.steps.size, 2))
    line = add(figure, curve(ends[0], ends[0], "D", DISCRIMINATOR))
    marker = {"size": [7, 13], "opacity": 1}
    both = {"mode": "lines+markers", "marker": marker, "line": {"width": 2}}
    add(figure, curve(np.zeros(2), np.zeros(2), "real", REAL).update(both))
    fake = add(figure, curve(ends[0], ends[0], "fake", FAKE).update(both))
    return {
        line: {"x": ends, "y": whole.psi[:, None] * ends},
        fake: {
            "x": np.stack([whole.theta, whole.theta], axis=1),
            "y": np.stack([np.zeros_like(whole.psi), whole.theta * whole.psi], axis=1),
        },
    }


def _draw_orbit(figure: go.Figure, whole: Run) -> Moves:
    """All of the orbit thinly, and what has been walked of it."""
    add(figure, curve(whole.theta, whole.psi, "", READER, width=1), 2, showlegend=False)
    count = np.arange(whole.steps.size)
    walked = np.minimum(count, count[:, None])  # row by row one step more
    trail = add(figure, curve(whole.theta, whole.psi, "walked", READER, width=3), 2)
    here = add(figure, dot("here"), 2, showlegend=False)
    return {
        trail: {"x": whole.theta[walked], "y": whole.psi[walked]},
        here: {"x": whole.theta, "y": whole.psi},
    }


def _draw_losses(figure: go.Figure, whole: Run) -> Moves:
    """Both losses over the steps, and where the walk is on them."""
    moves = {}
    for name, color, loss, dash in (
        ("D", DISCRIMINATOR, whole.loss_d, "solid"),
        ("G", FAKE, whole.loss_g, "dash"),
    ):
        add(figure, curve(whole.steps, loss, name, color, dash=dash), 3)
        here = add(figure, dot(name, color, size=10), 3, showlegend=False)
        moves[here] = {"x": whole.steps.astype(np.float64), "y": loss}
    return moves


def _around(*values: Floats) -> tuple[float, float]:
    """An axis that holds them all, and a little more."""
    low, high = min(map(np.min, values)), max(map(np.max, values))
    room = 0.1 * (high - low) + 0.1
    return float(low - room), float(high + room)


# -- Words -----------------------------------------------------------------------------


def _places(whole: Run) -> list[tuple[float, float]]:
    return [*zip(whole.theta.tolist(), whole.psi.tolist(), strict=True)]


def _notice(theta: float, psi: float) -> str:
    """Where D's line leads the generator from here."""
    if psi == 0.0:
        return "D's line is flat, and leads G nowhere."
    side = "to the right" if psi > 0.0 else "to the left"
    if theta == 0.0:
        return (
            f"The fake is in place, but D's line tilts and leads G <b>on</b>, {side}."
        )
    if theta * psi < 0.0:
        low = "D's line lies below 0 at the fake, as it should"
        return f"{low}, and leads G <b>home</b>, {side}."
    high = "D's line lies above 0 at the fake: D is late"
    return f"{high}, and leads G <b>away</b>, {side}."


def _sentences(whole: Run) -> list[str]:
    return [
        f"After {step} steps the fake is at {format_number(theta, 3)}, D's slope is "
        f"{format_number(psi, 3)}."
        for step, (theta, psi) in zip(whole.steps, _places(whole), strict=True)
    ]

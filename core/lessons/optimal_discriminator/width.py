"""Fakes in the right place and of the wrong width."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.optimal_discriminator.along_x import outline
from core.lessons.optimal_discriminator.figures import J_AXIS
from core.maths import optimal, shapes, sliders
from core.maths.densities import Floats, Uniform
from core.maths.shapes import Density
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    panels,
)

TITLES = "real data, fakes of another width, and D*", "J against the width"
SHORT = "densities", "J"
SCALES = np.geomspace(0.25, 4.0, 33).round(3)


def width(family: str) -> go.Figure:
    """Densities and D* on the left, J against the fakes' width on the right.

    The fakes' middle is at 0, their width a quarter to four times that of real data.
    """
    pairs = [shapes.pair(family, scale) for scale in SCALES]
    real = pairs[0][0]
    fakes = [outline(fake) for _, fake in pairs]
    best = [_best(real, fake) for _, fake in pairs]
    games = [optimal.optimal_game(*pair, [0.0]) for pair in pairs]
    value = np.concatenate([game.value for game in games])
    mean_d = np.concatenate([game.fake_probability for game in games])
    figure = Scrubbable(layout=panels(2, 340, titles=TITLES, short=SHORT))
    add(figure, curve(*outline(real), "real", REAL), fill="tozeroy")
    hatched = curve(*fakes[0], "fakes", FAKE)
    hatched.update(fill="tozeroy", fillpattern=FAKE_HATCH)
    moving = {}
    for lines, drawn in (
        (fakes, hatched),
        (best, curve(*best[0], "D*", DISCRIMINATOR)),
    ):
        moving[add(figure, drawn)] = {
            "x": np.stack([x for x, _ in lines]),
            "y": np.stack([y for _, y in lines]),
        }
    valley = curve(SCALES, value, "value J", DISCRIMINATOR)
    add(figure, valley, 2, showlegend=False)
    yours = add(figure, dot("your width"), 2)
    moving[yours] = {"x": SCALES, "y": value}
    edge = float(max(x.max() for x, _ in best))
    top = 1.06 * max(1.0, *(y.max() for _, y in fakes))
    ticks = {"tickvals": [0.25, 0.5, 1, 2, 4], "ticktext": ["¼", "½", "1", "2", "4"]}
    figure.update_layout(
        xaxis=axis("place x", -edge, edge),
        yaxis=axis("density, and D*", -0.03 * top, top),
        xaxis2=axis("fakes' width / real width", -0.66, 0.66, type="log", **ticks),
        yaxis2=axis("J at θ = 0, nats", -1.46, 0.09, **J_AXIS),
    )
    names = sliders.names(SCALES)
    sentences = [
        f"With fakes {name} times as wide J is {format_number(j)} nats, and D star "
        f"gives the fakes {format_number(mean)} on average."
        for name, j, mean in zip(names, value, mean_d, strict=True)
    ]
    readouts = {"J at θ = 0, nats": value, "how sure: mean D*": mean_d}
    return figure.scrub(
        names, moving, label="scale", readouts=readouts, sentences=sentences,
        handles=[yours],
    )  # fmt: skip


def _best(real: Density, fake: Density) -> tuple[Floats, Floats]:
    """D*: level in steps for uniforms, as one lies inside the other; else a grid."""
    if not isinstance(real, Uniform):
        x = np.linspace(-9.0, 9.0, 201)
        return x, optimal.optimal_discriminator(real, fake, x)
    assert isinstance(fake, Uniform)  # of the same family
    inner, outer = sorted([real.high, fake.high])
    beside, inside = optimal.optimal_discriminator(real, fake, [outer, 0.0])
    x = np.array([-outer, -inner, -inner, inner, inner, outer])
    return x, np.array([beside, beside, inside, inside, beside, beside])

"""The eigenvalues of "Why does it go round in circles?" and the unit circle."""

from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.dirac_gan import words
from core.lessons.dirac_gan.runs import LEARNING_RATES
from core.maths.bce import Floats
from core.maths.dirac import METHODS
from core.maths.dirac_eigenvalues import eigenvalues, spectral_radius
from core.maths.sliders import names
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    READER,
    add,
    axis,
    curve,
    dot,
    pale,
    panels,
)

ROUND = {"scaleanchor": "x", "constrain": "domain"}  # a circle is to look like one
RATES = {"type": "log", "tickvals": [0.05, 0.1, 0.2, 0.5, 1, 2]}


def circle(method: str, update: str, momentum: float) -> go.Figure:
    """The eigenvalues of a step at the equilibrium, for every learning rate."""
    rates = np.array(LEARNING_RATES)
    how = [(METHODS[method], update, lr, momentum) for lr in LEARNING_RATES]
    found = np.array([eigenvalues(*given) for given in how])
    radii = np.array([spectral_radius(*given) for given in how])
    figure = Scrubbable(layout=_plane(found))
    turn = np.linspace(0.0, 2.0 * np.pi, 181)
    add(figure, curve(np.cos(turn), np.sin(turn), "unit circle", READER, width=1.5))
    level = curve(rates[[0, -1]], np.ones(2), "unit circle", READER, width=1.5)
    add(figure, level, 2)
    moving = {}
    if found.size:
        others = dot("at other learning rates", pale(DISCRIMINATOR, 0.4), size=5)
        others.update(x=found.real.ravel(), y=found.imag.ravel(), marker={"line": None})
        add(figure, others, showlegend=False)
        add(figure, curve(rates, radii, "", DISCRIMINATOR), 2, showlegend=False)
        here = add(figure, dot("eigenvalues", DISCRIMINATOR, size=11), showlegend=False)
        yours = add(figure, dot("your learning rate"), 2, showlegend=False)
        moving = {
            here: {"x": found.real, "y": found.imag},
            yours: {"x": rates, "y": radii},
        }
    notices = [words.eigenvalues(radius) for radius in radii]
    return figure.scrub(
        names(rates), moving, label="learning rate", sentences=notices, notices=notices,
        readouts=_readouts(found, radii),
        handles=[*moving][1:],
    )  # fmt: skip


def _readouts(found: np.ndarray, radii: Floats) -> dict[str, Floats]:
    """The size of the largest eigenvalue, and from its angle how long a turn takes."""
    if not found.size:
        return {}
    largest = np.take_along_axis(found, np.abs(found).argmax(1)[:, None], axis=1)[:, 0]
    with np.errstate(divide="ignore"):
        turn = 2.0 * np.pi / np.abs(np.angle(largest))
    return {"largest |eigenvalue|": radii, "steps to go round once": turn}


def _plane(found: np.ndarray) -> dict[str, Any]:
    """The complex plane on the left, the largest size against the learning rate."""
    titles = "eigenvalues of one step", "the largest of them, in size"
    layout = panels(2, 360, titles=titles, short=("eigenvalues", "largest"))
    edge = max(1.3, 1.1 * float(np.abs(found).max(initial=0.0)))
    for name, given in {
        "xaxis": axis("real part", -edge, edge, dtick=1, constrain="domain"),
        "yaxis": axis("imaginary part", -edge, edge, dtick=1, **ROUND),
        "xaxis2": axis("learning rate", *np.log10([0.045, 2.2]), **RATES),
        "yaxis2": axis("|eigenvalue|", 0.0, edge, nticks=6),
    }.items():
        layout[name] |= given
    if not found.size:
        where = {"xref": "x domain", "yref": "y domain", "x": 0.5, "y": 0.5}
        text = "none: the field has a kink"
        layout["annotations"].append({"text": text, "showarrow": False, **where})
    return layout

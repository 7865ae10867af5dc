"""The best answer at one place, found by hand: computed."""

from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from core import bce, families, grids, optimal
from core.densities import Floats
from core.figures import optimal_by_hand as figures

# Where one stands, as a part of the way from the real data to the fakes.
PLACES = {"fakes": 1.0, "halfway": 0.5, "real": 0.0}


class Here(NamedTuple):
    """A place ``x``, the densities ``a`` (real) and ``b`` (fakes) there, and D*."""

    x: float
    a: float
    b: float
    best: float


def here(family: str, scale: float, theta: float, place: str) -> Here:
    """The numbers to work with at a place."""
    real, fake = families.pair(family, scale)
    fake, x = fake.shifted(theta), PLACES[place] * theta
    best = optimal.optimal_discriminator(real, fake, x)
    return Here(x, float(real.pdf(x)), float(fake.pdf(x)), float(best))


def by_hand(family: str, scale: float, theta: float, place: str) -> go.Figure:
    """What each answer D = 0.001 to 0.999 is worth at one place."""
    real, fake = families.pair(family, scale)
    fake, at = fake.shifted(theta), here(family, scale, theta, place)
    x = np.linspace(-5.0, 15.0, 401)
    densities = {"x": x, "real": real.pdf(x), "fake": fake.pdf(x)}
    probs, answers = grids.curve_probs(), grids.PROBABILITIES
    return figures.by_hand(
        densities,
        at._asdict(),
        probs,
        _worth(at, probs),
        grids.names(answers),
        {"D": answers, **_worth(at, answers)},
    )


def _worth(at: Here, answers: Floats) -> dict[str, Floats]:
    """``a log D``, ``b log(1 - D)``, their sum, and its slope in D."""
    real, fake = -at.a * bce.bce(answers, 1.0), -at.b * bce.bce(answers, 0.0)
    slope = -at.a * bce.bce_grad_probs(answers, 1.0)
    slope -= at.b * bce.bce_grad_probs(answers, 0.0)
    return {"real": real, "fake": fake, "value": real + fake, "slope": slope}

"""The best answer at one place, found by hand: computed."""

from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.lessons.optimal_discriminator import by_hand_figures as figures
from core.maths import bce, optimal, shapes, sliders
from core.maths.densities import Floats
from core.plotting.theme import said

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
    real, fake = shapes.pair(family, scale)
    fake, x = fake.shifted(theta), PLACES[place] * theta
    best = optimal.optimal_discriminator(real, fake, x)
    return Here(x, float(real.pdf(x)), float(fake.pdf(x)), float(best))


def by_hand(family: str, scale: float, theta: float, place: str) -> go.Figure:
    """What each answer D = 0.001 to 0.999 is worth at one place."""
    real, fake = shapes.pair(family, scale)
    fake, at = fake.shifted(theta), here(family, scale, theta, place)
    x = np.linspace(-5.0, 15.0, 401)
    densities = {"x": x, "real": real.pdf(x), "fake": fake.pdf(x)}
    probs, answers = sliders.curve_probs(), sliders.PROBABILITIES
    return figures.by_hand(
        densities,
        at._asdict(),
        probs,
        _worth(at, probs),
        sliders.names(answers),
        {"D": answers, **_worth(at, answers)},
    )


def verdict(family: str, scale: float, theta: float, place: str) -> str:
    """The derivation with the numbers of this place put in."""
    at = here(family, scale, theta, place)
    if np.isnan(at.best):
        return (
            f"At x = {said(at.x)} neither real samples nor fakes ever land: *a* and "
            "*b* are 0. Every answer earns 0, so every *D* is as good as another."
        )
    logit = "log(a/b) is infinite: no finite logit is sure enough."
    if at.a > 0.0 and at.b > 0.0:
        logit = f"log(a/b) = {said(np.log(at.a / at.b))}."
    return (
        "At the top the slope *a*/*D* − *b*/(1 − *D*) is 0, so D\\* = *a*/(*a* + *b*). "
        f"At x = {said(at.x)} that is {said(at.a)} / ({said(at.a)} + {said(at.b)}) = "
        f"**{said(at.best)}**, and its logit {logit}"
    )


def _worth(at: Here, answers: Floats) -> dict[str, Floats]:
    """``a log D``, ``b log(1 - D)``, their sum, and its slope in D."""
    real, fake = -at.a * bce.bce(answers, 1.0), -at.b * bce.bce(answers, 0.0)
    slope = -at.a * bce.bce_grad_probs(answers, 1.0)
    slope -= at.b * bce.bce_grad_probs(answers, 0.0)
    return {"real": real, "fake": fake, "value": real + fake, "slope": slope}

r"""What soft labels do: one for real samples, one for fakes.

With label α for real samples and β for fakes the discriminator's loss is the sum of two
means, BCE(D, α) on real ones and BCE(D, β) on fakes. Where it can tell them apart, the
least of it is H(α) + H(β). Where real and fake are alike, the best D is (α + β)/2
everywhere; in general it is (α p_r + β p_g) / (p_r + p_g).

Reference: T. Salimans et al., "Improved Techniques for Training GANs" (2016), section
3.4 (one-sided label smoothing).
"""

import numpy as np
import plotly.graph_objects as go

from core.lessons.bce_curve import words
from core.maths import bce, sliders
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    REAL,
    add,
    axis,
    curve,
    dot,
    format_number,
    panels,
)

ALPHAS = np.linspace(0.5, 1.0, 51).round(2)
BETAS = ("0", "0.1", "0.2", "0.3")
TITLES = "told apart: each label has its own best D", "alike: one D for both"


def soft_labels(beta: float) -> go.Figure:
    """The costs of a real sample (label α moves) and of a fake one (label β), by D."""
    p = sliders.curve_probs()
    alike = (ALPHAS + beta) / 2.0
    floor = bce.entropy_floor(ALPHAS) + bce.entropy_floor(beta)
    loss_d = bce.bce(alike, ALPHAS) + bce.bce(alike, beta)
    loss_g = bce.bce(alike, 1.0)
    figure = Scrubbable(layout=panels(2, 380, titles=TITLES, short=("apart", "alike")))
    real = curve(p, p, "real, label α", REAL)
    moving = {add(figure, real): {"y": bce.bce(p, ALPHAS[:, None])}}
    add(figure, curve(p, bce.bce(p, beta), f"fake, label {beta:g}", FAKE))
    lowest = add(figure, dot("best D on real", REAL), showlegend=False)
    moving[lowest] = {"x": ALPHAS, "y": bce.entropy_floor(ALPHAS)}
    own = dot("best D on fakes", FAKE).update(x=[beta], y=[bce.entropy_floor(beta)])
    add(figure, own, showlegend=False)
    both = curve(p, p, "the sum of both", DISCRIMINATOR)
    total = bce.bce(p, ALPHAS[:, None]) + bce.bce(p, beta)
    moving[add(figure, both, 2)] = {"y": total}
    one = add(figure, dot("the best D", DISCRIMINATOR), 2, showlegend=False)
    moving[one] = {"x": alike, "y": loss_d}
    place = axis("D, probability of real", -0.02, 1.02)
    figure.update_layout(
        xaxis=place,
        xaxis2=place,
        yaxis=axis("cost, in nats", -0.06, 3.2),
        yaxis2=axis("", -0.06, 3.2),
    )
    names = sliders.names(ALPHAS)
    readouts = {
        "least loss of D": floor,
        "alike: D": alike,
        "alike: D's loss": loss_d,
        "alike: G's loss, −log D": loss_g,
    }
    states = zip(ALPHAS, alike, loss_d, floor, strict=True)
    return figure.scrub(
        names,
        moving,
        label="α",
        readouts=readouts,
        sentences=[
            f"With label {name} for real samples, D's loss is at least "
            f"{format_number(least)}; alike, {format_number(loss)}."
            for name, least, loss in zip(names, floor, loss_d, strict=True)
        ],
        notices=[words.soft(beta, *state) for state in states],
        handles=[lowest],
    )

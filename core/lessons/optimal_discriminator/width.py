"""Fakes in the right place and of the wrong width, computed."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.optimal_discriminator import width_figures as figures
from core.maths import optimal, shapes, sliders
from core.maths.densities import Floats, Uniform
from core.maths.shapes import Density

SCALES = np.geomspace(0.25, 4.0, 33).round(3)


def width(family: str) -> go.Figure:
    """The fakes' middle at 0, a quarter to four times as wide as the real data."""
    pairs = [shapes.pair(family, scale) for scale in SCALES]
    games = [optimal.optimal_game(real, fake, [0.0]) for real, fake in pairs]
    real = pairs[0][0]
    outlines = [_outline(fake) for _, fake in pairs]
    best = [_best(real, fake) for _, fake in pairs]
    return figures.width(
        _outline(real),
        (np.stack([x for x, _ in outlines]), np.stack([y for _, y in outlines])),
        (np.stack([x for x, _ in best]), np.stack([y for _, y in best])),
        SCALES,
        sliders.names(SCALES),
        {
            "value": np.concatenate([game.value for game in games]),
            "sure": np.concatenate([game.fake_probability for game in games]),
        },
    )


def _outline(density: Density) -> tuple[Floats, Floats]:
    """A box, or points that are dense enough for the narrowest part."""
    if isinstance(density, Uniform):
        height = float(density.pdf(0.0))
        ends = np.repeat([density.low, density.high], 2)
        return ends, np.array([0.0, height, height, 0.0])
    x = density.std * np.linspace(-4.5, 4.5, 81)
    return x, density.pdf(x)


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

"""What lies along x in the main figure: densities, D*, its logit and the logit's slope.

Between smooth densities these are lines on a grid. Between uniforms D* goes in steps,
drawn once along the real support and once along the fakes'; its logit has no slope
but 0.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.maths import shapes
from core.maths.bce import sigmoid
from core.maths.densities import Floats, Uniform
from core.maths.optimal import (
    optimal_discriminator,
    optimal_discriminator_logit,
    optimal_discriminator_logit_grad,
)
from core.maths.shapes import Density
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    FAKE_HATCH,
    REAL,
    add,
    axis,
    curve,
    dot,
)

POINTS = 181
BEST, LOGIT = "D*", "logit ℓ"
# Where D* is certain its logit is infinite: drawn as a rail at the edge of the frame,
# whose tick says ∞.
RAIL = 3.0
RAILS = {"tickvals": [-RAIL, -1, 0, 1, RAIL], "ticktext": ["−∞", "−1", "0", "1", "∞"]}
Moving = dict[int, dict[str, Any]]


def draw_along_x(
    figure: go.Figure, real: Density, fake: Density, thetas: Floats
) -> Moving:
    """Densities and D* in panel 1, its logit in panel 2, ten fakes on both.

    Each of the ten stands for a tenth of the fakes. Returns what moves with theta.
    """
    few = thetas[:, None] + shapes.tenths(fake)
    fakes = [fake.shifted(theta) for theta in thetas]
    span = min(-5.0, few.min() - 1.0), max(15.0, few.max() + 1.0)
    real_x, real_y = outline(real)
    fake_x, fake_y = outline(fake)
    add(figure, curve(real_x, real_y, "real", REAL), fill="tozeroy")
    hatched = curve(fake_x, fake_y, "fakes", FAKE).update(fillpattern=FAKE_HATCH)
    moving: Moving = {
        add(figure, hatched, fill="tozeroy"): {"x": thetas[:, None] + fake_x}
    }
    if isinstance(real, Uniform):
        moving |= _draw_steps(figure, real, fakes, few)
    else:
        moving |= _draw_smooth(figure, real, fakes, few, np.linspace(*span, POINTS))
    top = 1.06 * max(1.0, real_y.max(), fake_y.max())
    figure.update_layout(
        xaxis=axis("", *span),
        xaxis2=axis("", *span),
        yaxis=axis("", -0.03 * top, top),
    )
    return moving


def outline(density: Density) -> tuple[Floats, Floats]:
    """A box, or points that are dense enough for the narrowest part."""
    if isinstance(density, Uniform):
        height = float(density.pdf(0.0))
        ends = np.repeat([density.low, density.high], 2)
        return ends, np.array([0.0, height, height, 0.0])
    x = density.std * np.linspace(-4.5, 4.5, 81)
    return x, density.pdf(x)


def _draw_smooth(
    figure: go.Figure,
    real: Density,
    fakes: Sequence[Density],
    few: Floats,
    x: Floats,
) -> Moving:
    """Lines on a grid; the ten fakes are computed with it."""
    places = [np.append(x, row) for row in few]
    logits, slopes = (
        np.stack([at(real, fake, row) for fake, row in zip(fakes, places, strict=True)])
        for at in (optimal_discriminator_logit, optimal_discriminator_logit_grad)
    )
    best, heights = sigmoid(logits), slopes[:, POINTS:]
    moving: Moving = {}
    for panel, name, rows, line, looks in (
        (1, BEST, best, {}, {"showlegend": True}),
        (2, LOGIT, logits, {}, {"showlegend": False}),
        (2, "slope dℓ/dx", slopes, {"dash": "dash"}, {}),
    ):
        drawn = curve(x, rows[0, :POINTS], name, DISCRIMINATOR, **line)
        moving[add(figure, drawn, panel, **looks)] = {"y": rows[:, :POINTS]}
    edge = 1.08 * max(11.0, np.abs(heights).max())
    figure.update_layout(yaxis2=axis("", -edge, edge))
    return moving | _draw_tenths(figure, few, best[:, POINTS:], heights)


def _draw_steps(
    figure: go.Figure, real: Uniform, fakes: Sequence[Density], few: Floats
) -> Moving:
    """Steps along each support; the ten fakes lie on them."""
    logits = np.stack(
        [
            optimal_discriminator_logit(real, fake, row)
            for fake, row in zip(fakes, few, strict=True)
        ]
    )
    rail = f"{LOGIT}, ±∞ drawn at ±{RAIL:g}"
    moving: Moving = {}
    for panel, at, certain, name in (
        (1, optimal_discriminator, (1.0, 0.0), BEST),
        (2, optimal_discriminator_logit, (RAIL, -RAIL), rail),
    ):
        for where, (x, y) in _steps(real, fakes, at, certain).items():
            drawn = curve(x[0], y[0], name + where, DISCRIMINATOR)
            shown = panel == 1 and not where
            moving[add(figure, drawn, panel, showlegend=shown)] = {"x": x, "y": y}
    figure.update_layout(yaxis2=axis("", -RAIL - 0.4, RAIL + 0.4, **RAILS))
    heights = np.clip(logits, -RAIL, RAIL)
    return moving | _draw_tenths(figure, few, sigmoid(logits), heights)


def _draw_tenths(
    figure: go.Figure, few: Floats, best: Floats, heights: Floats
) -> Moving:
    """Ten fakes, on D* and beside its logit."""
    moving: Moving = {}
    for panel, y in ((1, best), (2, heights)):
        ring = {"color": "#FFFFFF", "width": 1}
        small = dot("ten fakes", FAKE, size=8, line=ring)
        moving[add(figure, small, panel, showlegend=panel == 1)] = {"x": few, "y": y}
    return moving


def _steps(
    real: Uniform,
    fakes: Sequence[Density],
    at: Callable[..., Floats],
    certain: tuple[float, float],
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """A line along each support, ``certain`` where it does not meet the other.

    Places and heights, with one row per fake.
    """
    rows: tuple[list, list] = ([], [])
    inside = float(at(real, fakes[0], 0.0))  # the same wherever both lie
    for fake in fakes:
        (low, high), (fake_low, fake_high) = real.support[0], fake.support[0]
        shared = max(low, fake_low), min(high, fake_high)
        for line, own, alone in zip(rows, (real, fake), certain, strict=True):
            line.append(_corners(own.support[0], shared, alone, inside))
    ends = ("", ", where fakes lie")
    return {
        where: (np.array([x for x, _ in line]), np.array([y for _, y in line]))
        for where, line in zip(ends, rows, strict=True)
    }


def _corners(
    own: tuple[float, float], shared: tuple[float, float], alone: float, inside: float
) -> tuple[list[float], list[float]]:
    """A line that is ``inside`` on the shared stretch and ``alone`` beside it."""
    (low, high), (a, b) = own, shared
    if a >= b:
        return [low] * 5 + [high], [alone] * 6
    left = alone if a > low else inside
    right = alone if b < high else inside
    return [low, a, a, b, b, high], [left, left, inside, inside, right, right]

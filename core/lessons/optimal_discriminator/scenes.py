"""Main figure of "What does the best discriminator know?", computed, and its table."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.optimal_discriminator import figures
from core.lessons.optimal_discriminator.figures import Path, View
from core.maths import bce, envelope, optimal, shapes, sliders
from core.maths.densities import Floats, Uniform
from core.maths.divergences import jensen_shannon, wasserstein
from core.maths.shapes import Density
from core.plotting.theme import axis, said

THETAS = np.linspace(0.0, 10.0, 101).round(1)
PUSHES = {"normal": (-0.03, 0.56), "uniform": (-0.05, 0.7), "mixture": (-0.3, 0.42)}
POINTS = 181
BEST, LOGIT = "D*", "logit ℓ"
# Where D* is certain its logit is infinite: drawn as a rail at the edge of the frame,
# whose tick says ∞.
RAIL = 3.0
RAILS = {"tickvals": [-RAIL, -1, 0, 1, RAIL], "ticktext": ["−∞", "−1", "0", "1", "∞"]}


def game(family: str, scale: float) -> go.Figure:
    """D* and what it leaves for the generator, for distances from 0 to 10."""
    real, fake = shapes.pair(family, scale)
    at = envelope.envelope(family, scale, THETAS)
    equation = envelope.factorises(family, scale)
    times, equals = ("× ", "= ") if equation else ("", "")
    readouts = {"J(θ), nats": at.value, "mean D* on the fakes": at.mean_d}
    if not isinstance(real, Uniform):
        readouts[f"{times}how steep: mean −dℓ/dx"] = at.mean_logit_slope
    readouts[f"{equals}push: slope of J"] = at.slope
    names = sliders.names(THETAS)
    sentences = [
        f"At distance {name} J is {said(value)} nats. D star gives the fakes "
        f"{said(sure)} on average. "
        + ("J has a kink." if np.isnan(push) else f"The slope of J is {said(push)}.")
        for name, value, sure, push in zip(
            names, at.value, at.mean_d, at.slope, strict=True
        )
    ]
    curves = {
        "theta": THETAS,
        "grip": np.full_like(THETAS, fake.pdf(0.0)),
        "value": at.value,
        "sure": at.mean_d,
        "steep": at.mean_logit_slope,
        "product": at.mean_d * at.mean_logit_slope,
        "push": at.slope,
    }
    return figures.game(
        _view(real, fake), curves, PUSHES[family], equation, names, readouts, sentences
    )


def table(family: str, scale: float) -> dict[str, list[str]]:
    """Distances, and what the best discriminator makes of them, to seven decimals."""
    real, fake = shapes.pair(family, scale)
    thetas = np.array([0.0, 0.5, 1.0, 2.0, 4.0, 6.0, 10.0])
    at = optimal.optimal_game(real, fake, thetas)
    js = jensen_shannon(real, fake, thetas).value
    columns = {"JS": js, "J": at.value, "slope of J": at.slope}
    if not (isinstance(real, Uniform) or isinstance(fake, Uniform)):
        losses = "saturating", "non-saturating"
        columns |= optimal.mean_generator_gradients(real, fake, thetas, losses)
    columns["Wasserstein"] = wasserstein(real, fake, thetas).slope
    return {"θ": list(sliders.names(thetas))} | {
        name: [_decimals(value) for value in column] for name, column in columns.items()
    }


def _decimals(value: float) -> str:
    if np.isnan(value):
        return "kink"
    return f"{round(float(value), 7) + 0.0:.7f}".replace("-", "−")


# -- Along x ---------------------------------------------------------------------------
def _view(real: Density, fake: Density) -> View:
    few = THETAS[:, None] + shapes.tenths(fake)
    span = min(-5.0, few.min() - 1.0), max(15.0, few.max() + 1.0)
    real_path = Path("real", *_outline(real))
    x, height = _outline(fake)
    fakes = [fake.shifted(theta) for theta in THETAS]
    lines = (
        _steps(real, fakes, few)
        if isinstance(real, Uniform)
        else _smooth(real, fakes, few, np.linspace(*span, POINTS))
    )
    return View(
        real=real_path,
        fake=Path("fakes", THETAS[:, None] + x, height),
        span=span,
        top=1.06 * max(1.0, real_path.y.max(), height.max()),
        **lines,
    )


def _outline(density: Density) -> tuple[Floats, Floats]:
    """A box, or points that are dense enough for the narrowest part."""
    if isinstance(density, Uniform):
        height = float(density.pdf(0.0))
        ends = np.repeat([density.low, density.high], 2)
        return ends, np.array([0.0, height, height, 0.0])
    x = density.std * np.linspace(-4.5, 4.5, 81)
    return x, density.pdf(x)


def _smooth(
    real: Density, fakes: Sequence[Density], few: Floats, x: Floats
) -> dict[str, Any]:
    """Lines on a grid; the ten fakes are computed with it."""
    places = [np.append(x, row) for row in few]
    logits, slopes = (
        np.stack([at(real, fake, row) for fake, row in zip(fakes, places, strict=True)])
        for at in (
            optimal.optimal_discriminator_logit,
            optimal.optimal_discriminator_logit_grad,
        )
    )
    best, heights = bce.sigmoid(logits), slopes[:, POINTS:]
    edge = 1.08 * max(11.0, np.abs(heights).max())
    return {
        "best": [Path(BEST, x, best[:, :POINTS])],
        "logit": [Path(LOGIT, x, logits[:, :POINTS])],
        "slope": Path("slope dℓ/dx", x, slopes[:, :POINTS]),
        "tenths": {"x": few, "best": best[:, POINTS:], "height": heights},
        "upright": axis("", -edge, edge),
    }


# -- Uniforms: lines in steps ----------------------------------------------------------
def _steps(real: Uniform, fakes: Sequence[Density], few: Floats) -> dict[str, Any]:
    """Steps, once along the real support and once along the fakes'; no slope but 0."""
    logits = np.stack(
        [
            optimal.optimal_discriminator_logit(real, fake, row)
            for fake, row in zip(fakes, few, strict=True)
        ]
    )
    height = np.clip(logits, -RAIL, RAIL)
    return {
        "best": _pieces(real, fakes, optimal.optimal_discriminator, (1.0, 0.0), BEST),
        "logit": _pieces(
            real, fakes, optimal.optimal_discriminator_logit, (RAIL, -RAIL),
            f"{LOGIT}, ±∞ drawn at ±{RAIL:g}",
        ),
        "slope": None,
        "tenths": {"x": few, "best": bce.sigmoid(logits), "height": height},
        "upright": axis("", -RAIL - 0.4, RAIL + 0.4, **RAILS),
    }  # fmt: skip


def _pieces(
    real: Uniform,
    fakes: Sequence[Density],
    at: Callable[..., Floats],
    certain: tuple[float, float],
    name: str,
) -> list[Path]:
    """One line along each support, ``certain`` where it does not meet the other."""
    rows: tuple[list, list] = ([], [])
    inside = float(at(real, fakes[0], 0.0))  # the same wherever both lie
    for fake in fakes:
        (low, high), (fake_low, fake_high) = real.support[0], fake.support[0]
        shared = max(low, fake_low), min(high, fake_high)
        for line, own, alone in zip(rows, (real, fake), certain, strict=True):
            line.append(_corners(own.support[0], shared, alone, inside))
    return [
        Path(name + where, *(np.array(values) for values in zip(*line, strict=True)))
        for where, line in zip(("", ", where fakes lie"), rows, strict=True)
    ]


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

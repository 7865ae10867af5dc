"""From one label to the loss of a batch in four steps: the figure and its lines."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from core.lessons.cross_entropy import steps_figures as figures
from core.maths import bce, information, sliders
from core.maths.bce import Floats
from core.plotting.theme import said

# A small batch: what is believed of two real and two fake samples, and their labels.
BELIEFS = np.array([0.9, 0.6, 0.2, 0.7])
LABELS = {
    "hard": np.array([1.0, 1.0, 0.0, 0.0]),
    "soft": np.array([0.9, 0.9, 0.1, 0.1]),
}
STEPS = np.linspace(1.0, 4.0, 31).round(1)
SAYS = (
    "A label is a distribution over real and fake.",
    "Each label has a cross-entropy with its belief: a height.",
    "Each sample has the same weight: a width.",
    "The sum: all blocks levelled out to one. That is BCE.",
)


class Batch(NamedTuple):
    """What the samples of the small batch cost, one number each."""

    floor: Floats
    kl: Floats
    whole: Floats


def batch(labels: str, unit: str) -> Batch:
    """Entropy of each label, divergence of the belief from it, and their sum, BCE."""
    y = LABELS[labels]
    costs = bce.entropy_floor(y), information.binary_kl(y, BELIEFS), bce.bce(BELIEFS, y)
    return Batch(*(_in(unit, cost) for cost in costs))


def steps(labels: str, unit: str) -> go.Figure:
    """The batch at steps 1 to 4, and on the way between."""
    costs = batch(labels, unit)
    # From 3 to 4 the blocks are levelled out; their area, the mean, stays.
    flat = np.clip(STEPS - 3.0, 0.0, 1.0)[:, None]
    at = {
        "label": np.clip(2.0 - STEPS, 0.0, 1.0),
        "width": np.interp(STEPS, [1.0, 2.0, 3.0], [0.0, 0.05, 1.0 / len(BELIEFS)]),
        "floor": (1.0 - flat) * costs.floor + flat * costs.floor.mean(),
        "whole": (1.0 - flat) * costs.whole + flat * costs.whole.mean(),
        "level": flat[:, 0],
    }
    samples = {
        "label": LABELS[labels],
        "prob": BELIEFS,
        "floor": costs.floor,
        "whole": costs.whole,
    }
    nearest = np.round(STEPS).astype(int)
    heard = [f"Step {step}. {SAYS[step - 1]}" for step in nearest]
    top = float(_in(unit, 2.0 * np.log(2.0)))
    return figures.steps(samples, at, sliders.names(STEPS), heard, unit, top)


def lines(labels: str, unit: str) -> tuple[tuple[str, str], ...]:
    """For each step what happens, and the formula with the batch's numbers in it."""
    costs, log = batch(labels, unit).whole, r"\log_2" if unit == "bits" else r"\log"
    pairs = r",\; ".join(f"({said(y)}, {said(1.0 - y)})" for y in LABELS[labels])
    formulas = (
        rf"$(y,\, 1 - y)$: ${pairs}$",
        rf"$H(y, p) = -y {log} p$ $-\, (1 - y) {log} (1 - p)$: ${_listed(costs)}$",
        rf"$\frac1m H(y, p)$: ${_listed(costs / len(costs))}$",
        rf"$\sum \frac1m H(y, p)$ $= {said(costs.mean())} \text{{ {unit}}}$",
    )
    return tuple(
        (f"**{number}** {says}", formula)
        for number, (says, formula) in enumerate(zip(SAYS, formulas, strict=True), 1)
    )


def verdict(labels: str, unit: str) -> str:
    """Whether BCE is a KL divergence for these labels, in words and numbers."""
    floor, kl, whole = (said(part.mean()) for part in batch(labels, unit))
    if labels == "hard":
        return (
            "These labels are hard. A hard label has no entropy: the floor is "
            f"{floor}, and the blocks are blue from top to bottom. Here BCE **is** the "
            f"KL divergence, {whole} {unit}."
        )
    return (
        "These labels are soft, and each block stands on the entropy of its label, "
        f"H(y) = {floor} {unit}. The first belief is exactly its label, and still pays "
        f"that. Here BCE is **not** the KL divergence: {whole} = {floor} + {kl}."
    )


def _listed(numbers: Floats) -> str:
    return r",\; ".join(said(number, 3) for number in numbers)


def _in(unit: str, nats: npt.ArrayLike) -> Floats:
    return information.bits(nats) if unit == "bits" else np.asarray(nats, np.float64)

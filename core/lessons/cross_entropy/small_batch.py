"""A batch of two real and two fake samples: what each costs, in numbers and words."""

from typing import NamedTuple

import numpy as np

from core.lessons.cross_entropy.units import LOGARITHMS, in_unit
from core.maths import bce, information
from core.maths.bce import Floats
from core.plotting.theme import format_number

# What is believed of two real and two fake samples, and their labels.
BELIEFS = np.array([0.9, 0.6, 0.2, 0.7])
LABELS = {
    "hard": np.array([1.0, 1.0, 0.0, 0.0]),
    "soft": np.array([0.9, 0.9, 0.1, 0.1]),
}
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
    return Batch(*(in_unit(unit, cost) for cost in costs))


def lines(labels: str, unit: str) -> tuple[tuple[str, str], ...]:
    """For each step what happens, and the formula with the batch's numbers in it."""
    costs, log = batch(labels, unit).whole, LOGARITHMS[unit]
    pairs = r",\; ".join(
        f"({format_number(y)}, {format_number(1.0 - y)})" for y in LABELS[labels]
    )
    formulas = (
        rf"$(y,\, 1 - y)$: ${pairs}$",
        rf"$H(y, p) = -y {log} p$ $-\, (1 - y) {log} (1 - p)$: ${_listed(costs)}$",
        rf"$\frac1m H(y, p)$: ${_listed(costs / len(costs))}$",
        rf"$\sum \frac1m H(y, p)$ $= {format_number(costs.mean())} \text{{ {unit}}}$",
    )
    return tuple(
        (f"**{number}** {says}", formula)
        for number, (says, formula) in enumerate(zip(SAYS, formulas, strict=True), 1)
    )


def verdict(labels: str, unit: str) -> str:
    """Whether BCE is a KL divergence for these labels, in words and numbers."""
    floor, kl, whole = (format_number(part.mean()) for part in batch(labels, unit))
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
    return r",\; ".join(format_number(number, 3) for number in numbers)

"""The formulas with their numbers put in, and where the sliders may stand."""

import re
from typing import Any

import mpmath
import numpy as np
import pytest

from core.lessons.cross_entropy import belief, truth, words
from core.ui import packing
from tests.lessons.cross_entropy.oracle import NATS, entropy


def values(line: str) -> list[float]:
    """The numbers in a line of LaTeX, brackets and infinity read."""
    text = line.replace(r"\infty", "inf").split("=", 1)[1]
    return [
        float(found) for found in re.findall(r"-?(?:\d+\.?\d*(?:e-?\d+)?|inf)", text)
    ]


@pytest.mark.parametrize("unit", ["bits", "nats"])
@pytest.mark.parametrize(("q", "p"), [(0.75, 0.5), (0.1, 0.93), (0.5, 0.001)])
def test_the_formulas_numbers_multiply_and_add_up(q, p, unit):
    _, cost, parts, _, one, _, other = words.formulas(q, p, unit)
    log = (lambda x: float(mpmath.log(x, 2))) if unit == "bits" else np.log
    for line, weight, logs in (
        (cost, q, (-log(p), -log(1.0 - p))),
        (one, q, (log(q / p), log((1.0 - q) / (1.0 - p)))),
        (other, p, (log(p / q), log((1.0 - p) / (1.0 - q)))),
    ):
        exact = [weight, logs[0], 1.0 - weight, logs[1]]
        mean = weight * logs[0] + (1.0 - weight) * logs[1]
        # Four digits are shown.
        assert values(line) == pytest.approx([*exact, mean], rel=6e-4)
    floor = entropy(q) / NATS[unit]
    assert values(parts)[-2:] == pytest.approx([floor, values(one)[-1]], rel=6e-4)


@pytest.mark.parametrize(("q", "left"), [(0.0, 0.25), (1.0, 0.75)])
def test_for_a_hard_label_one_term_is_left_and_the_other_kl_is_infinite(q, left):
    _, cost, parts, _, one, _, other = words.formulas(q, 0.75, "nats")
    paid = -np.log(left)
    assert values(cost) == pytest.approx([1.0, paid, paid], rel=6e-4)
    assert values(one) == pytest.approx([1.0, paid, paid], rel=6e-4)
    assert values(parts)[-2:] == pytest.approx([0.0, paid], rel=6e-4)
    assert values(other)[-1] == np.inf


def test_one_bit_is_not_called_bits():
    assert words.amount(1.0, "bits") == r"1 \text{ bit}"
    assert words.amount(0.8113, "bits") == r"0.8113 \text{ bits}"
    assert words.amount(2.0, "nats") == r"2 \text{ nats}"


def test_the_positions_are_the_ranges_that_links_may_use():
    both: Any = belief.figure(0.75, "bits"), truth.figure("bits")
    beliefs, truths = ([frame.name for frame in one.frames] for one in both)
    assert (beliefs[0], beliefs[-1]) == ("0.001", "0.999")
    assert {"0.5", "0.75", "0.01", "0.99"} <= set(beliefs)
    assert truths == [f"{i / 100:g}" for i in range(101)]


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_the_figures_are_small_enough_to_travel(unit):
    assert len(packing.pack(belief.figure(0.75, unit))) < 700_000
    assert len(packing.pack(truth.figure(unit))) < 700_000


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="bits or nats, got 'bytes'"):
        belief.figure(0.5, "bytes")

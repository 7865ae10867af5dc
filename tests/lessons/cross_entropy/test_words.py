"""What the words say at the ends, where a mean of surprises is a limit."""

import math

import pytest
import torch
from scipy import stats

from core.lessons.cross_entropy import words
from core.lessons.cross_entropy.facts import FACTS
from core.maths.information import entropy
from core.plotting.theme import format_number


@pytest.mark.parametrize("q", [0.0, 0.25, 0.5, 1.0])
def test_a_truth_leaves_nothing_to_chance_at_its_ends_and_nowhere_else(q):
    told = words.arch(q, 1.0, 1.0, float(entropy([q, 1.0 - q])), "nats")
    assert ("nothing is left to chance" in told) == (q in {0.0, 1.0})


@pytest.mark.parametrize("p", [0.05, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("q", [0.0, 0.3, 0.5, 1.0])
def test_the_bill_is_taken_apart_as_scipy_does(q, p):
    truth, belief = [q, 1.0 - q], [p, 1.0 - p]
    floor, kl = float(stats.entropy(truth)), float(stats.entropy(truth, belief))
    told = words.notice(q, p, floor=floor, kl=kl, cost=floor + kl, unit="nats")
    assert f"costs {format_number(floor + kl)} nats" in told
    assert ("exactly the truth" in told) == (p == q)
    assert ("hard labels" in told) == (q in {0.0, 1.0})
    assert ("never less than 0" in told) == (p != q and 0.0 < q < 1.0)
    assert ("Most of the bill" in told) == (kl > floor > 0.0)
    if 0.0 < q < 1.0 and p != q:
        assert f"H(q) = {format_number(floor)} anybody pays" in told
        assert f"KL(q‖p) = {format_number(kl)}, " in told


@pytest.mark.parametrize("q", [0.0, 1.0])
def test_a_hard_label_has_no_surprise_and_no_entropy(q):
    assert stats.entropy([q, 1.0 - q]) == 0.0
    assert "no surprise, no entropy" in words.arch(q, 0.0, 0.0, 0.0, "nats")


def test_pytorch_computes_in_nats_and_bits_are_logarithms_to_base_2():
    half = torch.tensor(0.5, dtype=torch.float64)
    coin = torch.nn.functional.binary_cross_entropy(half, torch.ones_like(half)).item()
    assert coin == pytest.approx(-math.log(0.5))  # nats; one bit
    one = format_number(1.0 / coin)
    told = words.BITS % FACTS
    assert "Bits are logarithms to base 2." in told
    assert told.endswith(f"PyTorch computes in nats: 1 nat is {one} bits.")

"""What the words say at the ends, where a mean of surprises is a limit."""

import pytest
from scipy import stats

from core.lessons.cross_entropy import words
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

"""What the words say at the ends, where a mean of surprises is a limit."""

import pytest

from core.lessons.cross_entropy import words
from core.maths.information import entropy


@pytest.mark.parametrize("q", [0.0, 0.25, 0.5, 1.0])
def test_a_truth_leaves_nothing_to_chance_at_its_ends_and_nowhere_else(q):
    told = words.arch(q, 1.0, 1.0, float(entropy([q, 1.0 - q])), "nats")
    assert ("nothing is left to chance" in told) == (q in {0.0, 1.0})

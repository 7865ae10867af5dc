import mpmath
import pytest
import torch
from mpmath import mpf
from torch.nn import functional

from core.lessons.cross_entropy.facts import FACTS

HALF, THREE, TINY, NINE = mpf("0.5"), mpf("0.75"), mpf("0.001"), mpf("0.9")


def bits(p):
    """Surprise at an outcome of probability p, in bits."""
    return -mpmath.log(p, 2)


def entropy(q):
    return q * bits(q) + (1 - q) * bits(1 - q)


def kl(q, p):
    return q * (bits(p) - bits(q)) + (1 - q) * (bits(1 - p) - bits(1 - q))


# Probability of the right side for each belief, and of the wrong one.
RIGHT = [mpf(p) for p in ("0.9", "0.6", "0.8", "0.3")]
HARD = mpmath.fsum(bits(p) for p in RIGHT) / 4
SOFT = mpmath.fsum(NINE * bits(p) + (1 - NINE) * bits(1 - p) for p in RIGHT) / 4

EXPECTED = {
    "log2": mpmath.log(2),
    "xent_nat": 1 / mpmath.log(2),
    "xent_even": entropy(HALF),
    "xent_three": entropy(THREE),
    "xent_three_nats": entropy(THREE) * mpmath.log(2),
    "xent_three_real": bits(THREE),
    "xent_three_fake": bits(1 - THREE),
    "xent_three_even": bits(HALF),
    "xent_three_kl": bits(HALF) - entropy(THREE),
    "xent_three_swapped": kl(HALF, THREE),
    "xent_three_sure": THREE * bits(1 - TINY) + (1 - THREE) * bits(TINY),
    "xent_three_tiny": kl(THREE, TINY),
    "xent_three_swapped_tiny": kl(TINY, THREE),
    "xent_batch_hard": HARD,
    "xent_batch_hard_floor": mpf(0),
    "xent_batch_soft": SOFT,
    "xent_batch_soft_floor": entropy(NINE),
    "xent_batch_soft_kl": SOFT - entropy(NINE),
}


def test_every_fact_is_checked():
    assert set(FACTS) == {*EXPECTED, "xent_hard_swapped"}


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_its_closed_form_to_four_digits(name):
    shown = str(mpmath.nstr(EXPECTED[name], 4, strip_zeros=True))
    assert FACTS[name] == shown.removesuffix(".0")


def test_the_hard_label_seen_the_other_way_round_is_infinite_in_torch_too():
    belief = torch.tensor([0.5, 0.5], dtype=torch.float64)
    label = torch.tensor([1.0, 0.0], dtype=torch.float64)
    assert functional.kl_div(label.log(), belief, reduction="sum").item() == torch.inf
    assert FACTS["xent_hard_swapped"] == "∞"


def test_the_two_entropies_are_the_ones_that_textbooks_give():
    assert (FACTS["xent_even"], FACTS["xent_three"]) == ("1", "0.8113")

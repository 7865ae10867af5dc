import mpmath
import pytest

from core.lessons.loss_curves.facts import FACTS


def cost(logit, label):
    """-log of the probability that a logit gives to a label."""
    return -mpmath.log(1 / (1 + mpmath.exp(-logit if label else logit)))


EXPECTED = {
    "log_2": cost(0, 1),
    "two_log_2": cost(0, 1) + cost(0, 0),
    # A sigmoid's range taken for logits: best for D, in the middle, at its upper end.
    "sigmoid_floor": cost(1, 1) + cost(0, 0),
    "sigmoid_half_d": cost(mpmath.mpf("0.5"), 1) + cost(mpmath.mpf("0.5"), 0),
    "sigmoid_half_g": cost(mpmath.mpf("0.5"), 1),
    "sigmoid_least_g": cost(1, 1),
    "sigmoid_stuck_d": cost(1, 1) + cost(1, 0),
    # Two equal modes of data, one of fakes: half of the data cost -log 1/3, half 0.
    "one_mode_d": -mpmath.log(mpmath.mpf(1) / 3) / 2 - mpmath.log(mpmath.mpf(2) / 3),
    "one_mode_g": mpmath.log(3),
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_its_closed_form_to_the_digits_shown(name):
    assert float(FACTS[name]) == float(f"{float(EXPECTED[name]):.4g}")


def test_one_mode_of_two_costs_2_log_2_less_2_js():
    # JS of half a mode against a whole one, mode by mode: (1/2, 1/2) and (1, 0).
    half = mpmath.mpf(1) / 2
    js = (half * mpmath.log(half / 0.75) + half * mpmath.log(2) - mpmath.log(0.75)) / 2
    assert float(FACTS["one_mode_d"]) == pytest.approx(
        float(2 * mpmath.log(2) - 2 * js), abs=5e-5
    )

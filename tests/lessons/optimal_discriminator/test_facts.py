import math

import pytest
from scipy import stats

from core.lessons.optimal_discriminator.facts import FACTS
from tests.maths import best


def equal(one, theta):
    return one("normal", 1.0, theta)


def two_modes(one, scale, theta):
    return one("mixture", scale, theta)


A, B = stats.norm.pdf(2.0), stats.norm.pdf(0.0)
WIDE = stats.norm.pdf(4.0, scale=2.0)
EXPECTED = {
    "best_j_zero": (-2.0 * math.log(2.0), 4),
    "best_j_six": (equal(best.value, 6.0), 4),
    "best_js_six": (math.log(2.0) + equal(best.value, 6.0) / 2.0, 4),
    "best_js_most": (math.log(2.0), 4),
    "best_sure_six": (equal(best.mean_d, 6.0), 4),
    "best_push_zero": (0.0, 4),
    "best_push_two": (equal(best.slope, 2.0), 4),
    "best_push_six": (equal(best.slope, 6.0), 4),
    "best_push_ten": (equal(best.slope, 10.0), 2),
    "best_steep_six": (6.0, 4),
    "best_a": (A, 4),
    "best_b": (B, 4),
    "best_d": (A / (A + B), 4),
    "best_wide_middle": (2.0 / 3.0, 4),
    "best_wide_out": (1.0 / (1.0 + WIDE / stats.norm.pdf(4.0)), 2),
    "best_wide_j": (best.value("normal", 2.0, 0.0), 4),
    "best_cost_tiny": (math.log(1000.0), 4),
    "best_push_first": (two_modes(best.slope, 1.0, 1.3), 2),
    "best_push_dip": (two_modes(best.slope, 1.0, 3.4), 2),
    "best_push_second": (two_modes(best.slope, 1.0, 5.6), 2),
    "best_j_lump_zero": (two_modes(best.value, 0.25, 0.0), 3),
    "best_j_lump_mode": (two_modes(best.value, 0.25, 2.0), 3),
    "best_push_lump": (two_modes(best.slope, 0.25, 1.0), 2),
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_the_integral_to_the_digits_shown(name):
    number, digits = EXPECTED[name]
    shown = FACTS[name].replace("−", "-")
    assert float(shown) == float(f"{number:.{digits}g}")


def test_the_push_of_two_modes_rises_falls_and_rises_again_where_the_text_says():
    pushes = [two_modes(best.slope, 1.0, theta / 10) for theta in range(81)]
    turns = [
        i / 10
        for i in range(1, 80)
        if (pushes[i] - pushes[i - 1]) * (pushes[i + 1] - pushes[i]) < 0.0
    ]
    assert turns == [1.3, 3.4, 5.6]
    narrow = [two_modes(best.value, 0.25, theta / 10) for theta in range(41)]
    assert narrow.index(min(narrow)) == 20


@pytest.mark.parametrize("theta", [0.5, 2.0, 6.0, 10.0])
def test_the_mean_of_the_best_d_stays_below_the_bound_of_the_answer(theta):
    assert 0.0 < equal(best.mean_d, theta) <= 0.5 * math.exp(-(theta**2) / 8.0)

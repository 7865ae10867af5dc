import pytest

from core.lessons.gradients.facts import FACTS
from tests.lessons.gradients.oracle import slopes_at

IN_P, FACTOR, NON_SATURATING = slopes_at("non-saturating", 0.001)
SATURATING_IN_P, _, SATURATING = slopes_at("saturating", 0.001)
*_, SQUARED = slopes_at("squared-error", 0.001)
FAR_IN_P, FAR_FACTOR, FAR = slopes_at("non-saturating", 1e-6)
*_, FAR_SATURATING = slopes_at("saturating", 1e-6)
DIGITS = {
    "slope_millionth": 7,
    "factor_millionth": 1,
    "logit_slope_millionth": 6,
    "saturating_millionth": 1,
}

EXPECTED = {
    "slope_tiny": IN_P,
    "factor_tiny": FACTOR,
    "logit_slope_tiny": NON_SATURATING,
    "saturating_slope_tiny": SATURATING_IN_P,
    "saturating_logit_slope_tiny": SATURATING,
    "squared_logit_slope_tiny": SQUARED,
    "slope_millionth": FAR_IN_P,
    "factor_millionth": FAR_FACTOR,
    "logit_slope_millionth": FAR,
    "saturating_millionth": FAR_SATURATING,
    "times_squared": NON_SATURATING / SQUARED,
}


def test_every_fact_has_an_expected_value():
    assert set(FACTS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_what_autograd_finds_to_the_digits_shown(name):
    expected = float(f"{EXPECTED[name]:.{DIGITS.get(name, 4)}g}")
    assert float(FACTS[name].replace("−", "-")) == expected

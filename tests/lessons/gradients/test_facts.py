import pytest

from core.lessons.gradients.facts import FACTS
from tests.lessons.gradients.oracle import slopes_at

IN_P, FACTOR, NON_SATURATING = slopes_at("non-saturating", 0.001)
SATURATING_IN_P, _, SATURATING = slopes_at("saturating", 0.001)
*_, SQUARED = slopes_at("squared-error", 0.001)

EXPECTED = {
    "slope_tiny": IN_P,
    "factor_tiny": FACTOR,
    "logit_slope_tiny": NON_SATURATING,
    "saturating_slope_tiny": SATURATING_IN_P,
    "saturating_logit_slope_tiny": SATURATING,
    "squared_logit_slope_tiny": SQUARED,
    "times_squared": NON_SATURATING / SQUARED,
}


def test_every_fact_has_an_expected_value():
    assert set(FACTS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_what_autograd_finds_to_four_digits(name):
    assert float(FACTS[name].replace("−", "-")) == float(f"{EXPECTED[name]:.4g}")

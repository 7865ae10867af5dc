import mpmath
import pytest

from core.lessons.vanishing_gradients.facts import FACTS


def over_fakes(theta, value):
    """Mean over N(theta, 1) of a function of D*, to 20 digits."""

    def weighted(x):
        best = 1 / (1 + mpmath.exp(theta * x - mpmath.mpf(theta) ** 2 / 2))
        return mpmath.npdf(x, theta, 1) * value(best)

    whole = mpmath.quad(weighted, [theta - 14, theta / 2, theta, theta + 12])
    return float(str(whole))


SURE_SIX = over_fakes(6, lambda d: d)
EXPECTED = {
    "sure_six": SURE_SIX,
    "saturating_six": 6 * SURE_SIX,
    "non_saturating_six": 6 * (1 - SURE_SIX),
    "least_squares_six": 6 * over_fakes(6, lambda d: d * (1 - d) ** 2),
    "hinge_six": 2 * mpmath.npdf(3),
    # At θ = 2 the best D is 1/(1 + exp(2x − 2)), and the slope of its logit −2.
    "saturating_at_zero": 2 / (1 + mpmath.exp(-2)),
    "saturating_at_four": 2 / (1 + mpmath.exp(6)),
    "non_saturating_at_zero": 2 / (1 + mpmath.exp(2)),
    "non_saturating_at_four": 2 / (1 + mpmath.exp(-6)),
    "times_six": (1 - SURE_SIX) / SURE_SIX,
    "saturating_ten": 10 * over_fakes(10, lambda d: d),
    "non_saturating_ten": 10 * (1 - over_fakes(10, lambda d: d)),
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_its_integral_to_the_digits_shown(name):
    shown = FACTS[name].replace("−", "-")
    digits = 3 if name in ("times_six", "non_saturating_ten") else 4
    assert float(shown) == float(f"{float(EXPECTED[name]):.{digits}g}")

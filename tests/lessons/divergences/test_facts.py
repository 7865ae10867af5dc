import math

import mpmath
import pytest
from scipy import stats

from core.lessons.divergences.facts import FACTS
from tests.lessons.divergences.exact import differences, five


def j_slope(theta):
    """θ times the mean of the best D over the fakes."""

    def weighted(x):
        logit = theta * (theta / 2 - x)
        return mpmath.npdf(x, theta) / (1 + mpmath.exp(-logit))

    return theta * mpmath.quad(weighted, [theta - 14, theta / 2, theta, theta + 12])


def slope(name):
    """Of two unit normals 4 apart; off by 1e-6 of a third derivative."""
    return differences("normal", 4.0, step=1e-3)[name].mean()


FAR, NEARER, FURTHER = five("normal", 4.0), five("uniform", 2.0), five("uniform", 4.0)
HAIR = five("point-mass", 0.05)
EXPECTED = {
    "log2": mpmath.log(2),
    "div_kl_far": FAR["KL"],
    "div_js_far": FAR["JS"],
    "div_kl_slope_far": slope("KL"),
    "div_js_slope_far": slope("JS"),
    "div_w_slope_far": slope("W₁"),
    "div_j_slope_far": j_slope(4.0),
    "div_j_slope_ten": j_slope(10.0),
    "div_w_slope_ten": stats.norm.ppf(0.3, 10.0) - stats.norm.ppf(0.3, 9.0),
    "div_kl_gap": NEARER["KL"],
    "div_js_gap": NEARER["JS"],
    "div_w_gap": NEARER["W₁"],
    "div_w_wide_gap": FURTHER["W₁"],
    "div_js_slope_gap": (FURTHER["JS"] - NEARER["JS"]) / 2.0,
    "div_w_slope_gap": (FURTHER["W₁"] - NEARER["W₁"]) / 2.0,
    "div_js_hair": HAIR["JS"],
    "div_tv_hair": HAIR["TV"],
    "div_w_hair": HAIR["W₁"],
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_what_the_definition_gives_to_the_digits_shown(name):
    expected = float(EXPECTED[name])
    if math.isinf(expected):
        assert FACTS[name] == "∞"
        return
    digits = 2 if name == "div_j_slope_ten" else 4
    # SciPy's sums differ from 0 and 1 in the last digits of a float.
    assert float(FACTS[name].replace("−", "-")) == pytest.approx(
        float(f"{expected:.{digits}g}"), rel=1e-12, abs=1e-12
    )

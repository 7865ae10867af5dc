import math
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy import integrate, stats
from scipy.spatial import distance

from core.lessons.divergences.facts import FACTS

EDGES = np.arange(-20, 121) / 20  # blocks of width 1 as histograms hold them exactly
CENTRES = (EDGES[1:] + EDGES[:-1]) / 2
BLOCK, NEARER, FURTHER = (
    np.where(abs(CENTRES - at) < 0.5, 0.05, 0.0) for at in (0, 2, 4)
)
FIRST, SECOND = np.eye(CENTRES.size)[[20, 21]]  # points in neighbouring bins, 0.05 wide


def js(theta: float) -> Any:
    """Of two unit normals, from the definition."""

    def kl_to_mixture(density, other) -> Any:
        def part(x):
            d, m = density(x), (density(x) + other(x)) / 2
            return d * mpmath.log(d / m)

        return mpmath.quad(part, [-10, 0, theta / 2, theta, theta + 10])

    bells = [lambda x: mpmath.npdf(x), lambda x: mpmath.npdf(x, theta)]
    return (kl_to_mixture(*bells) + kl_to_mixture(*bells[::-1])) / 2


def j_slope(theta):
    """θ times the mean of the best D over the fakes."""

    def weighted(x):
        logit = theta * (theta / 2 - x)
        return mpmath.npdf(x, theta) / (1 + mpmath.exp(-logit))

    return theta * mpmath.quad(weighted, [theta - 14, theta / 2, theta, theta + 12])


def kl(theta):
    """Of two unit normals, from the definition."""
    surprise = lambda x: stats.norm.logpdf(x) - stats.norm.logpdf(x, theta)  # noqa: E731
    return integrate.quad(lambda x: stats.norm.pdf(x) * surprise(x), -12, 12)[0]


def js_bins(p, q):
    return distance.jensenshannon(p, q) ** 2


def carried(p, q):
    return stats.wasserstein_distance(CENTRES, CENTRES, p, q)


EXPECTED = {
    "div_kl_far": kl(4.0),
    "div_js_far": js(4.0),
    "div_kl_slope_far": (kl(4.1) - kl(3.9)) / 0.2,
    "div_js_slope_far": mpmath.diff(js, 4.0),
    "div_w_slope_far": stats.norm.ppf(0.3, 4.0) - stats.norm.ppf(0.3, 3.0),
    "div_j_slope_far": j_slope(4.0),
    "div_j_slope_ten": j_slope(10.0),
    "div_w_slope_ten": stats.norm.ppf(0.3, 10.0) - stats.norm.ppf(0.3, 9.0),
    "div_kl_gap": stats.entropy(BLOCK, NEARER),
    "div_js_gap": js_bins(BLOCK, NEARER),
    "div_w_gap": carried(BLOCK, NEARER),
    "div_w_wide_gap": carried(BLOCK, FURTHER),
    "div_js_slope_gap": (js_bins(BLOCK, FURTHER) - js_bins(BLOCK, NEARER)) / 2.0,
    "div_w_slope_gap": (carried(BLOCK, FURTHER) - carried(BLOCK, NEARER)) / 2.0,
    "div_js_hair": js_bins(FIRST, SECOND),
    "div_tv_hair": distance.cityblock(FIRST, SECOND) / 2.0,
    "div_w_hair": carried(FIRST, SECOND),
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

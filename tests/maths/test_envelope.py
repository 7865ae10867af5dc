import math

import numpy as np
import pytest
from scipy import special

from core.maths.envelope import difference_quotient, envelope, factorises
from tests.maths import best

CASES = [
    ("normal", 1.0, 0.5),
    ("normal", 1.0, 6.0),
    ("normal", 0.25, 2.0),
    ("normal", 4.0, 10.0),
    ("mixture", 1.0, 3.4),
    ("mixture", 0.25, 1.0),
    ("mixture", 0.25, 6.0),
    ("mixture", 4.0, 8.0),
]


@pytest.mark.parametrize("case", CASES)
def test_both_factors_the_push_and_j_are_the_means_that_they_are_said_to_be(case):
    family, scale, theta = case
    found = envelope(family, scale, [theta])
    for name in ("mean_d", "mean_logit_slope", "slope", "value"):
        expected = getattr(best, name)(*case)
        # The quadrature in core promises 1e-12 of what it adds up.
        assert getattr(found, name)[0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("case", CASES)
def test_the_push_differs_from_the_product_by_the_covariance(case):
    family, scale, theta = case
    found = envelope(family, scale, [theta])
    sure, steep = best.mean_d(*case), best.mean_logit_slope(*case)
    covariance = best.over_fakes(
        family,
        scale,
        theta,
        lambda t, slope: (special.expit(t) - sure) * (-slope - steep),
    )
    rest = found.slope[0] - found.mean_d[0] * found.mean_logit_slope[0]
    assert rest == pytest.approx(covariance, rel=1e-7, abs=1e-11)
    assert factorises(family, scale) == (abs(covariance) < 1e-9)


@pytest.mark.parametrize("family", ["normal", "mixture"])
@pytest.mark.parametrize("scale", [0.25, 0.459, 1.0, 4.0])
def test_on_top_of_each_other_slope_and_push_are_zero_to_the_last_digit(family, scale):
    found = envelope(family, scale, [0.0])
    assert (found.mean_logit_slope[0], found.slope[0]) == (0.0, 0.0)
    assert difference_quotient(family, scale, 0.0) == 0.0


@pytest.mark.parametrize("case", CASES)
def test_the_quotient_of_two_values_is_the_push(case):
    # Off by h² times a third derivative, a few times the push.
    assert difference_quotient(*case) == pytest.approx(best.slope(*case), rel=1e-6)


def test_the_quotient_keeps_its_digits_where_j_is_all_but_zero():
    push = best.slope("normal", 1.0, 10.0)
    assert push < 1e-5
    assert difference_quotient("normal", 1.0, 10.0) == pytest.approx(push, rel=1e-6)


@pytest.mark.parametrize("scale", [0.25, 1.0, 2.0])
@pytest.mark.parametrize("theta", [0.3, 1.7, 3.1, 11.0])
def test_between_blocks_no_fake_sees_a_slope_and_j_can_have_one(scale, theta):
    found = envelope("uniform", scale, [theta])
    low, high = max(-2.0, theta - 2.0 * scale), min(2.0, theta + 2.0 * scale)
    shared = max(high - low, 0.0)
    a, b = 0.25, 0.25 / scale
    assert found.mean_d[0] == pytest.approx(shared * b * a / (a + b), rel=1e-12)
    assert found.mean_logit_slope[0] == pytest.approx(
        0.0 if shared else math.nan, nan_ok=True
    )
    # Each unit of overlap costs a log(1 + b/a) + b log(1 + a/b).
    cost = a * math.log1p(b / a) + b * math.log1p(a / b)
    assert found.value[0] == pytest.approx(-shared * cost, rel=1e-12, abs=1e-15)
    edge_inside = shared > 0.0 and theta > 2.0 * abs(scale - 1.0)
    assert found.slope[0] == pytest.approx(cost if edge_inside else 0.0, rel=1e-12)


def test_bad_distances_and_families_are_refused():
    for thetas in ([math.nan], [math.inf], 2.0):
        with pytest.raises(ValueError, match="finite"):
            envelope("normal", 1.0, thetas)
    with pytest.raises(ValueError, match="family"):
        envelope("cauchy", 1.0, [1.0])


def test_an_empty_list_gives_empty_answers():
    assert envelope("mixture", 1.0, np.array([])).slope.shape == (0,)

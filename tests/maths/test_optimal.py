"""The best discriminator and the value of its game, by mpmath, sums and algebra."""

import math

import numpy as np
import pytest

from core.maths.densities import Normal, Uniform
from core.maths.divergences import jensen_shannon
from core.maths.optimal import (
    mean_generator_gradients,
    optimal_discriminator,
    optimal_discriminator_logit,
    optimal_discriminator_logit_grad,
    optimal_game,
)
from tests.maths.cases import CASES, NAMES, NARROW, THREE, TWO, WIDE, exact

# What the module promises is 1e-9; over 80 pairs the largest error found was 1e-11.
PROMISED = 1e-10
X = np.linspace(-9.0, 9.0, 73)
STEP = 2.0**-8  # a power of 2, so that every node of a grid is exact
THETAS = np.array([-7.3, -1.9, -0.6, 0.13, 0.5, 1.3, 3.7, 10.0])
PAIRS = [
    (Normal(), Normal()),
    (Normal(0.5, 2.0), Normal(0.0, 0.5)),
    (TWO, TWO),
    (TWO, NARROW),
    (THREE, WIDE),
]


# -- The discriminator -----------------------------------------------------------------
def test_for_unit_normals_the_logit_is_a_line_of_slope_minus_theta():
    for theta in (-3.0, 0.0, 1.5, 40.0):
        fake = Normal(theta)
        logits = optimal_discriminator_logit(Normal(), fake, X)
        line = theta**2 / 2.0 - theta * X
        # x² / 2 and (x - theta)² / 2 are up to 1200 and round to 1e-13.
        np.testing.assert_allclose(logits, line, atol=5e-13)
        slope = optimal_discriminator_logit_grad(Normal(), fake, X)
        np.testing.assert_allclose(slope, -theta, atol=1e-14)


@pytest.mark.parametrize(("real", "fake"), [*PAIRS, (Uniform(-2, 6), Uniform(-4, 3))])
def test_no_probability_scores_better_than_d_star_at_any_x(real, fake):
    d = np.linspace(0.0, 1.0, 100_001)[1:-1]
    for x in (-1.9, -0.3, 0.4, 2.2):
        p, q = real.pdf(x), fake.pdf(x)
        score = p * np.log(d) + q * np.log1p(-d)
        best = d[np.argmax(score)]
        assert optimal_discriminator(real, fake, x) == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_logit_slope_is_its_finite_difference(real, fake):
    h = 1e-5
    ahead = optimal_discriminator_logit(real, fake, X + h)
    behind = optimal_discriminator_logit(real, fake, X - h)
    slope = optimal_discriminator_logit_grad(real, fake, X)
    # Rounding of logits of up to 1000 over 2h, and h² f'''/6.
    np.testing.assert_allclose(slope, (ahead - behind) / (2 * h), atol=1e-6)


def test_off_a_support_d_is_certain_and_off_both_it_is_undefined():
    real, fake = Uniform(0.0, 2.0), Uniform(1.0, 5.0)
    x = [-0.5, 0.5, 1.5, 4.0, 6.0]
    np.testing.assert_allclose(
        optimal_discriminator_logit(real, fake, x),
        [math.nan, math.inf, math.log(2.0), -math.inf, math.nan],
        rtol=1e-15,
    )
    np.testing.assert_allclose(
        optimal_discriminator(real, fake, x),
        [math.nan, 1.0, 2.0 / 3.0, 0.0, math.nan],
        rtol=1e-15,
    )
    slope = optimal_discriminator_logit_grad(real, fake, x)
    np.testing.assert_array_equal(slope, [math.nan, math.nan, 0, math.nan, math.nan])


def test_where_both_densities_underflow_the_logit_is_still_right():
    # At x = 60 both densities are 0 in float64; the logit is theta² / 2 - theta x.
    assert Normal().pdf(60.0) == Normal(1.0).pdf(60.0) == 0.0
    logit = optimal_discriminator_logit(Normal(), Normal(1.0), 60.0)
    assert logit == pytest.approx(-59.5, rel=1e-14)


# -- The value of the game -------------------------------------------------------------
@pytest.mark.parametrize(("real", "fake", "theta"), CASES, ids=NAMES)
def test_value_and_mean_gradients_are_those_of_mpmath_in_30_digits(real, fake, theta):
    oracle = exact(real, fake, theta)
    game = optimal_game(real, fake, [theta])
    mean = mean_generator_gradients(real, fake, [theta])
    for name, mine in {
        "value": game.value,
        "fake_probability": game.fake_probability,
        "saturating": mean["saturating"],
        "non_saturating": mean["non-saturating"],
        "least_squares": mean["least-squares"],
    }.items():
        assert mine[0] == pytest.approx(
            getattr(oracle, name)(), rel=PROMISED, abs=0.0
        ), name
    assert mean["hinge"][0] == pytest.approx(
        2.0 * oracle.total_variation_slope(), rel=PROMISED, abs=0.0
    )


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_value_of_d_star_by_quadrature_is_two_js_less_two_log_two(real, fake):
    x = np.arange(-60.0, 70.0, STEP)  # sums of smooth bells: exact to rounding
    distance = jensen_shannon(real, fake, THETAS).value
    game = optimal_game(real, fake, THETAS)
    for k, theta in enumerate(THETAS):
        moved = fake.shifted(theta)
        logits = optimal_discriminator_logit(real, moved, x)
        log_d, log_not_d = -np.logaddexp(0.0, -logits), -np.logaddexp(0.0, logits)
        value = STEP * np.sum(real.pdf(x) * log_d + moved.pdf(x) * log_not_d)
        js = distance[k]
        assert value == pytest.approx(2.0 * js - 2.0 * math.log(2.0), abs=1e-14)
        assert value == pytest.approx(game.value[k], rel=1e-10)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_slope_of_the_value_is_the_saturating_gradient(real, fake):
    h = 1e-4
    game = optimal_game(real, fake, THETAS)
    mean = mean_generator_gradients(real, fake, THETAS)
    np.testing.assert_array_equal(game.slope, mean["saturating"])
    values = [
        optimal_game(real, fake, THETAS + k * h).value for k in (-2.0, -1.0, 1.0, 2.0)
    ]
    difference = (values[0] - 8.0 * values[1] + 8.0 * values[2] - values[3]) / (12 * h)
    # Five points: h⁴ f⁗'/30 is below 1e-10, the rounding of 1e-15 / h below 1e-11.
    np.testing.assert_allclose(game.slope, difference, rtol=1e-6, atol=1e-9)


def test_the_value_keeps_its_digits_where_two_js_less_two_log_two_is_zero():
    game = optimal_game(Normal(), Normal(), [20.0])
    js = jensen_shannon(Normal(), Normal(), [20.0]).value
    assert 2.0 * js[0] - 2.0 * math.log(2.0) == 0.0
    assert game.value[0] == pytest.approx(-4.731e-23, rel=1e-3, abs=0.0)


def test_different_kinds_make_no_game():
    with pytest.raises(TypeError, match="Normal with Uniform"):
        optimal_game(Normal(), Uniform(), [0.0])
    with pytest.raises(ValueError, match="thetas"):
        optimal_game(Normal(), Normal(), [math.nan])

"""Uniforms and point masses against sums over pieces, quantiles and algebra."""

import math

import numpy as np
import pytest

from core.maths import divergences
from core.maths.densities import PointMass, Uniform
from core.maths.optimal import optimal_game

DISTANCES = ["kl", "reverse_kl", "jensen_shannon", "total_variation", "wasserstein"]
LOG_2 = math.log(2.0)
THETAS = np.linspace(-4.0, 4.0, 65)  # exact in binary: edges meet exactly
PAIRS = [
    (Uniform(0.0, 1.0), Uniform(0.0, 1.0)),
    (Uniform(0.0, 1.0), Uniform(0.0, 0.25)),
    (Uniform(0.0, 1.0), Uniform(-1.0, 3.0)),
    (Uniform(-0.5, 1.0), Uniform(0.25, 1.0)),
]


def values(real, fake, thetas):
    """Return the distances and the slopes as two dictionaries."""
    found = {name: getattr(divergences, name)(real, fake, thetas) for name in DISTANCES}
    return (
        {name: both.value for name, both in found.items()},
        {name: both.slope for name, both in found.items()},
    )


def by_pieces(real, fake):
    """Sum every definition over the pieces on which both densities are constant."""
    edges = np.unique([real.low, real.high, fake.low, fake.high])
    middles, widths = (edges[1:] + edges[:-1]) / 2.0, np.diff(edges)
    kl = reverse = js = tv = value = fake_prob = 0.0
    for p, q, width in zip(real.pdf(middles), fake.pdf(middles), widths, strict=True):
        tv += width * abs(p - q) / 2.0
        if p > 0.0:
            kl += width * p * math.log(p / q) if q > 0.0 else math.inf
            js += width * p * math.log(2.0 * p / (p + q)) / 2.0
            value += width * p * math.log(p / (p + q))
        if q > 0.0:
            reverse += width * q * math.log(q / p) if p > 0.0 else math.inf
            js += width * q * math.log(2.0 * q / (p + q)) / 2.0
            value += width * q * math.log(q / (p + q))
            fake_prob += width * q * p / (p + q)
    return kl, reverse, js, tv, value, fake_prob


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_uniforms_agree_with_sums_over_their_pieces(real, fake):
    distances, _ = values(real, fake, THETAS)
    game = optimal_game(real, fake, THETAS)
    mine = np.stack(
        [
            *(distances[name] for name in ("kl", "reverse_kl", "jensen_shannon")),
            distances["total_variation"],
            game.value,
            game.fake_probability,
        ],
        axis=1,
    )
    pieces = [by_pieces(real, fake.shifted(theta)) for theta in THETAS]
    np.testing.assert_allclose(mine, pieces, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_wasserstein_of_uniforms_is_the_mean_distance_of_their_quantiles(real, fake):
    distances, _ = values(real, fake, THETAS)
    u = (np.arange(20_000) + 0.5) / 20_000
    real_x = real.low + (real.high - real.low) * u
    fake_x = fake.low + (fake.high - fake.low) * u
    means = [np.mean(np.abs(fake_x + theta - real_x)) for theta in THETAS]
    # Midpoints are exact on a line; the one cell with a kink costs 4 / 20000².
    np.testing.assert_allclose(distances["wasserstein"], means, atol=2e-8)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_slopes_of_uniforms_are_finite_differences_or_nan_at_a_kink(real, fake):
    h = 2.0**-20
    distances, slopes = values(real, fake, THETAS)
    ahead, behind = (values(real, fake, THETAS + step)[0] for step in (h, -h))
    for name in distances:
        with np.errstate(invalid="ignore"):  # infinities differ by nan: no slope
            right = ahead[name] - distances[name]
            left = distances[name] - behind[name]
            kinked = ~(np.abs(right - left) < 1e-9)
        if name == "wasserstein" and real != fake:
            kinked[:] = False  # round, not sharp, where the widths differ
        np.testing.assert_array_equal(np.isnan(slopes[name]), kinked)
        np.testing.assert_allclose(
            slopes[name][~kinked],
            (right[~kinked] + left[~kinked]) / (2 * h),
            atol=1e-6,  # rounding of 1e-15 over h
        )


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_value_of_the_game_is_two_js_less_two_log_two(real, fake):
    distances, slopes = values(real, fake, THETAS)
    game = optimal_game(real, fake, THETAS)
    np.testing.assert_allclose(
        game.value, 2.0 * distances["jensen_shannon"] - 2.0 * LOG_2, atol=4e-16
    )
    np.testing.assert_allclose(game.slope, 2.0 * slopes["jensen_shannon"], rtol=1e-15)


def test_uniforms_of_one_width_share_in_proportion():
    d, width = np.array([0.1, 0.75, 1.2, 1.49]), 1.5
    same = Uniform(0.0, width)
    for sign in (1.0, -1.0):
        distances, slopes = values(same, same, sign * d)
        np.testing.assert_allclose(
            distances["jensen_shannon"], d / width * LOG_2, rtol=1e-14
        )
        np.testing.assert_allclose(distances["total_variation"], d / width, rtol=1e-14)
        np.testing.assert_allclose(
            slopes["jensen_shannon"], sign * LOG_2 / width, rtol=1e-14
        )
        assert np.all(distances["kl"] == math.inf)


@pytest.mark.parametrize("gap", [2.0**-40, 0.5, 1e6])
def test_a_gap_of_any_size_costs_exactly_the_maximum_and_slopes_nowhere(gap):
    for theta in (1.0 + gap, -1.0 - gap):
        distances, slopes = values(Uniform(), Uniform(), [theta])
        assert distances["kl"][0] == distances["reverse_kl"][0] == math.inf
        assert distances["jensen_shannon"][0] == LOG_2
        assert distances["total_variation"][0] == 1.0
        assert distances["wasserstein"][0] == abs(theta)
        assert slopes["jensen_shannon"][0] == slopes["total_variation"][0] == 0.0
        assert slopes["wasserstein"][0] == math.copysign(1.0, theta)
        game = optimal_game(Uniform(), Uniform(), [theta])
        for nothing in (game.value, game.slope, game.fake_probability):
            assert nothing[0] == 0.0
            assert not np.signbit(nothing[0])  # a page would print -0


def test_kl_is_infinite_as_soon_as_a_support_is_missed_by_one_digit():
    wide, narrow = Uniform(0.0, 2.0), Uniform(0.0, 1.0)
    edge = [0.0, 0.5, 1.0, np.nextafter(1.0, 2.0), -(2.0**-52)]
    distances, slopes = values(wide, narrow, edge)
    inside = math.log(2.0)
    np.testing.assert_array_equal(
        distances["reverse_kl"], [inside, inside, inside, math.inf, math.inf]
    )
    assert np.all(distances["kl"] == math.inf)
    np.testing.assert_array_equal(
        slopes["reverse_kl"], [math.nan, 0.0, math.nan, math.nan, math.nan]
    )


def test_inside_the_real_data_the_fake_slides_without_changing_anything():
    thetas = np.linspace(0.01, 0.59, 59)
    distances, _ = values(Uniform(), Uniform(0.1, 0.4), thetas)
    for name in ("reverse_kl", "jensen_shannon", "total_variation"):
        assert np.all(distances[name] == distances[name][0])
    assert distances["total_variation"][0] == pytest.approx(0.7, rel=1e-15)


def test_equal_uniforms_are_at_distance_zero_to_the_last_digit():
    for same in (Uniform(), Uniform(0.1, 0.7), Uniform(-3.3, 10.1)):
        distances, _ = values(same, same, [0.0])
        assert all(distance[0] == 0.0 for distance in distances.values())
        assert optimal_game(same, same, [0.0]).value[0] == -2.0 * LOG_2
        assert optimal_game(same, same, [0.0]).fake_probability[0] == 0.5


def test_point_masses_are_all_or_nothing_but_for_wasserstein():
    thetas = np.array([-2.0, -1e-9, 0.0, 0.5, 3.0])
    distances, slopes = values(PointMass(), PointMass(), thetas)
    apart = thetas != 0.0
    for name in ("kl", "reverse_kl"):
        np.testing.assert_array_equal(distances[name], np.where(apart, np.inf, 0.0))
        assert np.all(np.isnan(slopes[name]))
    np.testing.assert_array_equal(
        distances["jensen_shannon"], np.where(apart, LOG_2, 0.0)
    )
    np.testing.assert_array_equal(distances["total_variation"], apart)
    for name in ("jensen_shannon", "total_variation"):
        np.testing.assert_array_equal(slopes[name], np.where(apart, 0.0, np.nan))
    np.testing.assert_array_equal(distances["wasserstein"], np.abs(thetas))
    np.testing.assert_array_equal(slopes["wasserstein"], [-1, -1, np.nan, 1, 1])


def test_the_game_on_point_masses_is_won_outright_or_undecided():
    game = optimal_game(PointMass(1.0), PointMass(), [0.0, 1.0, 2.0])
    np.testing.assert_array_equal(game.value, [0.0, -2.0 * LOG_2, 0.0])
    np.testing.assert_array_equal(game.slope, [0.0, np.nan, 0.0])
    np.testing.assert_array_equal(game.fake_probability, [0.0, 0.5, 0.0])

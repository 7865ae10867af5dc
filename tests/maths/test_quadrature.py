"""The trapezoid rule and its intervals against known integrals and dense grids."""

import math

import numpy as np
import pytest

from core.maths.densities import Normal
from core.maths.mixture import Mixture
from core.maths.quadrature import Interval, mass_interval, overlap_interval, trapezoid
from tests.maths.cases import CASES, NAMES, RARE


def interval(low, high, narrowest):
    ends = np.atleast_1d(low).astype(float), np.atleast_1d(high).astype(float)
    return Interval(*ends, np.zeros_like(ends[0]), narrowest)


def test_bells_and_their_moments_are_integrated_to_rounding():
    means, stds = np.array([0.0, 3.0, -7.0]), np.array([1.0, 0.1, 2.0])

    def moments(x, rows):
        z = (x - means[rows, None]) / stds[rows, None]
        bell = np.exp(-0.5 * z * z) / (stds[rows, None] * math.sqrt(2.0 * math.pi))
        return np.stack([bell, x * bell, z * z * bell, z * bell])

    within = interval(means - 10.0 * stds, means + 10.0 * stds, 0.1)
    result = trapezoid(moments, within)
    expected = [np.ones(3), means, np.ones(3), np.zeros(3)]
    np.testing.assert_allclose(result, expected, rtol=1e-14, atol=1e-15)


def test_a_function_with_poles_close_by_is_refined_until_it_is_right():
    # 1 / cosh(x / w) has poles at a distance of π w / 2; its integral is π w.
    widths = np.array([1.0, 0.02, 1e-3])

    def peaks(x, rows):
        return (1.0 / np.cosh(np.minimum(np.abs(x) / widths[rows, None], 300.0)))[None]

    result = trapezoid(peaks, interval([-40.0, -1.0, -1.0], [40.0, 1.0, 1.0], 1.0))
    np.testing.assert_allclose(result[0], math.pi * widths, rtol=1e-12)


def test_the_first_grid_cannot_overlook_a_narrow_part():
    # A bell of width 4e-5 in an interval of length 1, at a random place.
    place = np.random.default_rng(0).uniform(0.2, 0.8, 20)

    def bell(x, rows):
        z = (x - place[rows, None]) / 4e-5
        return (np.exp(-0.5 * z * z) / (4e-5 * math.sqrt(2.0 * math.pi)))[None]

    result = trapezoid(bell, interval(np.zeros(20), np.ones(20), 4e-5))
    np.testing.assert_allclose(result, 1.0, rtol=1e-12)


def test_a_function_that_jumps_is_given_up_not_guessed():
    with pytest.raises(ArithmeticError, match="no convergence"):
        trapezoid(
            lambda x, rows: np.sign(x - 1.0 / math.pi)[None], interval(0.0, 1.0, 1.0)
        )


def test_rounding_noise_around_zero_does_not_stop_the_rest():
    rng = np.random.default_rng(0)

    def noisy(x, rows):
        bell = np.exp(-0.5 * x * x)
        return np.stack([bell, 1e-16 * rng.standard_normal(x.shape) * bell])

    result = trapezoid(noisy, interval(-10.0, 10.0, 1.0))
    assert result[0, 0] == pytest.approx(math.sqrt(2.0 * math.pi), rel=1e-14)
    assert abs(result[1, 0]) < 1e-15


FAINT = Mixture((0.001, 0.999), (0.0, 200.0), (0.5, 1.0))  # below N(0, 1) throughout


@pytest.mark.parametrize(
    ("real", "fake", "theta"),
    [*CASES, (RARE, Normal(), 0.0), (Normal(), FAINT, 0.3), (FAINT, Normal(), 0.3)],
)
def test_nothing_that_counts_of_the_overlap_lies_outside_its_interval(
    real, fake, theta
):
    within = overlap_interval(real, fake, np.array([theta]))
    x = np.linspace(-80.0, 80.0, 1_600_001)
    smaller = np.minimum(real.log_pdf(x), fake.log_pdf(x - theta))
    # Up to six pairs of parts add up to at most log 6 more than the highest pair.
    assert -0.01 < smaller.max() - within.peak[0] < math.log(6.0)
    outside = (x < within.low) | (x > within.high)
    assert smaller[outside].max() < within.peak[0] - 43.0
    assert within.low < x[np.argmax(smaller)] < within.high


@pytest.mark.parametrize(("real", "fake", "theta"), CASES, ids=NAMES)
def test_the_mass_interval_holds_all_mass_that_a_float_can_add(real, fake, theta):
    within = mass_interval(real, fake, np.array([theta]))
    for side in (real.cdf, lambda x: fake.cdf(x - theta)):
        assert side(within.low)[0] < 1e-20
    for side in (real.sf, lambda x: fake.sf(x - theta)):
        assert side(within.high)[0] < 1e-20
    assert within.narrowest == min(
        min(density.stds) if isinstance(density, Mixture) else density.std
        for density in (real, fake)
    )

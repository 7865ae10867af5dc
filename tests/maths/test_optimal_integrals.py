"""The two integrals for Jensen-Shannon against each other and against series."""

import math

import numpy as np
import pytest

from core.maths.densities import Normal
from core.maths.optimal_integrals import jensen_shannon_integral, overlap
from tests.maths.cases import NARROW, RARE, THREE, TWO, WIDE


@pytest.mark.parametrize(
    ("real", "fake"),
    [(Normal(), Normal()), (TWO, WIDE), (NARROW, THREE), (RARE, Normal())],
)
def test_js_by_its_own_integral_is_log_two_plus_half_the_value(real, fake):
    thetas = np.array([-6.0, -1.3, 0.4, 2.2, 9.0])
    js = jensen_shannon_integral(real, fake, thetas)
    # The sum rounds log 2, the integral rounds js: both to an absolute 1e-16 or so.
    np.testing.assert_allclose(
        js, math.log(2.0) + 0.5 * overlap(real, fake, thetas).value, atol=1e-14
    )


def test_where_d_is_sure_beyond_all_floats_the_integrals_are_0_and_no_less():
    # At 60 the fakes' narrow bell leads by 1800 nats: exp(-1800) is 0 as a float.
    for integral in overlap(Normal(), Normal(0.0, 0.01), np.array([60.0])):
        assert integral.tolist() == [0.0]


def test_close_by_js_is_an_eighth_of_the_squared_distance():
    thetas = np.array([1e-5, 1e-4, 1e-3])
    js = jensen_shannon_integral(Normal(), Normal(), thetas)
    # JS = θ²/8 - θ⁴/64 + ..., by the moments of t; t itself rounds to 1e-16 / θ.
    series = thetas**2 / 8.0 - thetas**4 / 64.0
    np.testing.assert_allclose(js, series, rtol=1e-10, atol=0.0)


def test_a_rare_far_away_mode_counts_in_js():
    # 1 % of the real samples lie where no fake is: they alone tell real from fake.
    # Of p, 0.99 is a fake's own bell; on it t = log 0.99, off it t is infinite.
    p = 0.99
    shared = p * math.log(2 * p / (1 + p)) + math.log(2 / (1 + p))
    expected = (0.01 * math.log(2.0) + shared) / 2.0
    assert jensen_shannon_integral(RARE, Normal(), np.array([0.0]))[0] == pytest.approx(
        expected, rel=1e-12
    )


def test_at_distance_zero_the_game_is_undecided():
    for shape in (Normal(2.0, 0.3), TWO, THREE):
        game = overlap(shape, shape, np.array([0.0]))
        assert game.value[0] == pytest.approx(-2.0 * math.log(2.0), rel=1e-14)
        assert game.fake_probability[0] == pytest.approx(0.5, rel=1e-14)
        assert game.saturating[0] == pytest.approx(0.0, abs=1e-14)
        assert game.least_squares[0] == pytest.approx(0.0, abs=1e-14)

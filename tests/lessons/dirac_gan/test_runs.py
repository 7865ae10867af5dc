import itertools
import math

import numpy as np
import pytest

from core.lessons.dirac_gan.runs import (
    LEARNING_RATES,
    MOMENTA,
    MOST,
    REACH,
    SEEN,
    Setting,
    count_steps,
    run,
    start_name,
    starts,
)
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES
from tests.lessons.dirac_gan.oracle import walked
from tests.maths.dirac_losses import LOSSES, asked


def test_the_starts_are_all_halves_within_reach_once_and_neighbours_follow():
    found = starts()
    halves = np.arange(-7, 8) / 2
    expected = {
        (x, y)
        for x, y in itertools.product(halves, halves)
        if 0 < math.hypot(x, y) <= REACH
    }
    assert set(found) == expected
    assert len(found) == len(expected)
    # Half a unit along a row; more only from one row to the next, or past the middle.
    far = [math.dist(*pair) for pair in itertools.pairwise(found)]
    assert max(far) < 2.0
    assert sum(step > 1.01 for step in far) <= 10


def test_a_start_is_named_by_its_two_numbers_without_trailing_zeros():
    assert start_name(1.0, -0.5) == "1,-0.5"
    assert start_name(-0.0, 2.0) == "0,2"
    names = [start_name(*start) for start in starts()]
    assert len(set(names)) == len(names)
    assert {"1,-1", "-2,0.5", "2.5,-1"} <= set(names)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("update", UPDATES)
def test_a_run_is_what_the_players_do_step_by_step(method, update):
    setting = Setting(method, update, 0.5, -0.5)
    ours = run(setting, 1.0, -0.5)
    places = walked(setting, (1.0, -0.5), 60)
    every = int(ours.steps[1])
    assert every == math.ceil(count_steps(setting) / MOST)
    for at in range(1, 60 // every):
        theta, psi = places[at * every]
        assert (ours.theta[at], ours.psi[at]) == pytest.approx((theta, psi), abs=1e-9)
        losses, _ = asked(LOSSES[method], theta, psi)
        paid = ours.loss_g[at], ours.loss_d[at]
        assert paid == pytest.approx(losses, abs=1e-8)


@pytest.mark.parametrize("lr", LEARNING_RATES)
@pytest.mark.parametrize("momentum", MOMENTA)
def test_every_setting_draws_enough_moments_and_not_too_many(lr, momentum):
    setting = Setting("wgan", "simultaneous", lr, momentum)
    steps = run(setting, 1.0, 1.0).steps
    assert 40 <= len(steps) <= MOST + 1
    assert (steps[0], steps[-1]) == (0, count_steps(setting))
    # At most half a radian between two moments of the quickest rotation.
    assert lr * (steps[1] - steps[0]) <= 0.5 * (1 - momentum) or steps[1] == 1


def test_what_has_left_is_not_a_number_and_does_not_come_back():
    whole = run(Setting("wgan", "simultaneous", 1.0, 0.9), [1.0, 2.0], [0.0, 1.0])
    inside = whole.distance <= SEEN
    assert np.isnan(whole.distance[~inside]).all()
    assert not inside[-1].any()
    assert inside[0].all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("update", UPDATES)
def test_what_has_left_pays_nothing_and_breaks_nothing(method, update):
    whole = run(Setting(method, update, 2.0, 0.9), [3.0, 0.5], [1.5, 0.5])
    gone = np.isnan(whole.theta)
    for part in (whole.psi, whole.loss_g, whole.loss_d):
        np.testing.assert_array_equal(np.isnan(part), gone)


def test_with_a_number_of_steps_every_one_of_them_is_a_moment():
    setting = Setting("r1", "alternating", 0.05, 0.0)
    every = run(setting, 1.0, -1.0, 200)
    some = run(setting, 1.0, -1.0)
    assert list(every.steps) == list(range(201))
    again = some.steps[some.steps <= 200]
    np.testing.assert_array_equal(every.theta[again], some.theta[: again.size])


def test_the_first_moments_of_a_run_are_its_first_rows():
    whole = run(Setting("r1", "alternating", 0.1, 0.0), 1.0, -1.0)
    for cut, part in zip(whole.first(7), whole, strict=True):
        np.testing.assert_array_equal(cut, part[:7])

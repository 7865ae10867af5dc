"""Where densities cross, against dense grids and the quadratic formula's checks."""

import numpy as np
import pytest

from core.maths.densities import Normal
from core.maths.mixture import Mixture
from core.maths.tv_wasserstein import density_crossings, total_variation, wasserstein
from tests.maths.cases import CASES, NAMES, TWO


def places(real, fake, theta):
    """Return the crossings of one pair as a list."""
    x, found = density_crossings(real, fake, np.array([theta]))
    return x[0][found[0]]


@pytest.mark.parametrize(("real", "fake", "theta"), CASES, ids=NAMES)
def test_every_change_of_sign_on_a_dense_grid_is_found_once_and_in_order(
    real, fake, theta
):
    x = np.linspace(-60.0, 60.0, 1_200_002)
    lead = real.log_pdf(x) - fake.log_pdf(x - theta)
    alive = np.maximum(real.pdf(x), fake.pdf(x - theta)) > 1e-19
    change = np.flatnonzero((lead[1:] > 0.0) != (lead[:-1] > 0.0))
    dense = x[change][alive[change]]
    mine = places(real, fake, theta)
    mine = mine[np.maximum(real.pdf(mine), fake.pdf(mine - theta)) > 1e-19]
    np.testing.assert_allclose(mine, dense, atol=1.01e-4)  # one step of the grid


@pytest.mark.parametrize(("real", "fake", "theta"), CASES, ids=NAMES)
def test_at_a_crossing_the_densities_are_equal_to_rounding(real, fake, theta):
    x = places(real, fake, theta)
    p, q = real.log_pdf(x), fake.log_pdf(x - theta)
    slope = np.abs(real.log_pdf_grad(x) - fake.log_pdf_grad(x - theta))
    # The place is right to 1e-12, which the slope turns into a difference of logs.
    np.testing.assert_array_less(
        np.abs(p - q), 1e-12 * slope + 1e-14 * (1.0 + np.abs(p))
    )


def test_the_root_search_agrees_with_the_quadratic_formula():
    thetas = np.linspace(-12.0, 12.0, 49)
    for fake in (Normal(0.1, 0.25), Normal(0.0, 1.3), Normal(-1.0, 4.0)):
        as_mixture = Mixture((1.0,), (fake.mean,), (fake.std,))
        formula, _ = density_crossings(Normal(), fake, thetas)
        search, found = density_crossings(Normal(), as_mixture, thetas)
        for k in range(thetas.size):
            mine = search[k][found[k]]
            assert mine.size > 0  # the other root may be where nothing is left
            distance = np.abs(mine[:, None] - formula[k]).min(axis=1)
            assert np.all(distance < 1e-9)


def touching(excess):
    """Return a wide and a narrow bell on its flank, whose log ratio tops at excess."""
    top = 1.0 / (1.0 - 0.1**2)  # where log q - log p is highest, off any mean
    log_p = np.log(0.5) - top**2 / 2.0
    log_q = -np.log(0.1) - (top - 1.0) ** 2 / (2.0 * 0.1**2)
    weight = np.exp(excess + log_p - log_q)
    real = Mixture((0.5, 0.5), (0.0, 12.0), (1.0, 1.0))
    fake = Mixture((weight, 1.0 - weight), (1.0, 30.0), (0.1, 1.0))
    return real, fake, top


@pytest.mark.parametrize("excess", [1e-9, 1e-7, 1e-5, 1e-3])
def test_two_crossings_inside_one_step_of_the_search_are_both_found(excess):
    # The search steps by 0.025 here; the crossings are 0.00001 to 0.009 apart.
    real, fake, top = touching(excess)
    x = places(real, fake, 0.0)
    near = x[np.abs(x - 1.0) < 0.5]
    half = np.sqrt(2.0 * excess / (1.0 / 0.1**2 - 1.0))
    # A difference of logs of 1e-9 is itself right to 1e-16, its root to 1e-7 of half.
    np.testing.assert_allclose(near, [top - half, top + half], atol=1e-5 * half)


def test_bells_that_just_miss_each_other_do_not_cross():
    real, fake, _ = touching(-1e-7)
    x = places(real, fake, 0.0)
    assert np.all(np.abs(x - 1.0) > 0.5)


def test_equal_densities_do_not_cross():
    for shape in (Normal(0.3, 2.0), TWO):
        assert places(shape, shape, 0.0).size == 0


def test_a_vanishing_crossing_leaves_the_distances_continuous():
    # As the narrow bell sinks below the wide one two crossings meet and disappear.
    distances = []
    for excess in np.linspace(-1e-3, 1e-3, 41):
        real, fake, _ = touching(excess)
        theta = np.array([0.0])
        tv, _ = total_variation(real, fake, theta)
        w, _ = wasserstein(real, fake, theta)
        distances.append([tv[0], w[0]])
    bend = np.diff(distances, n=2, axis=0)
    # A crossing that is missed shows up as a step; a smooth bend is below 1e-6.
    assert np.abs(bend).max() < 1e-6

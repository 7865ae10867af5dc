from typing import Any

import numpy as np
import pytest

from core.lessons.dirac_gan import circle
from core.lessons.dirac_gan.runs import LEARNING_RATES, MOMENTA
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, State, orbit
from core.ui import packing

SMOOTH = [name for name in METHODS if name != "wgan-gp"]


def numerical(method, update, lr, momentum):
    """Eigenvalues of the numerical Jacobian of one step."""
    size, h = (4 if momentum else 2), 1e-5
    columns = []
    for unit in np.pad(np.eye(size), ((0, 0), (0, 4 - size))):
        ends = [
            np.array(UPDATES[update](METHODS[method], State(*place), lr, momentum))
            for place in (h * unit, -h * unit)
        ]
        columns.append((ends[0] - ends[1])[:size] / (2 * h))
    return np.linalg.eigvals(np.stack(columns, 1))


@pytest.mark.parametrize("method", SMOOTH)
@pytest.mark.parametrize("update", UPDATES)
def test_dots_and_largest_size_are_those_of_the_numerical_jacobian(method, update):
    for momentum in (0.0, 0.9):
        figure: Any = circle.circle(method, update, momentum)
        assert [float(name) for name in figure.names] == list(LEARNING_RATES)
        for position in (0, 3, 11, 16):
            lr = LEARNING_RATES[position]
            theirs = numerical(method, update, lr, momentum)
            dots, largest = figure.rows(position).values()
            found = dots["x"] + 1j * dots["y"]
            assert found.size == theirs.size
            for value in theirs:
                assert np.abs(found - value).min() < 1e-3  # a double one: 1e-5, rooted
            radius = np.abs(theirs).max()
            assert largest["x"][0] == pytest.approx(lr)
            # A double eigenvalue may be off by the root of 1e-9.
            assert largest["y"][0] == pytest.approx(radius, abs=1e-4)


@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("momentum", MOMENTA)
def test_nothing_leaves_the_axes_and_the_circle_is_of_radius_1(update, momentum):
    for method in SMOOTH:
        figure: Any = circle.circle(method, update, momentum)
        edge = figure.layout.xaxis.range[1]
        assert edge == figure.layout.yaxis.range[1] == -figure.layout.xaxis.range[0]
        for position in range(len(figure.names)):
            dots, largest = figure.rows(position).values()
            assert max(np.abs(dots["x"]).max(), np.abs(dots["y"]).max()) < edge
            assert largest["y"][0] < figure.layout.yaxis2.range[1]
        ring = figure.data[0]
        np.testing.assert_allclose(np.hypot(ring.x, ring.y), 1.0, rtol=1e-12)


def test_a_kink_is_named_instead_of_drawn():
    figure: Any = circle.circle("wgan-gp", "alternating", 0.0)
    assert figure.rows(0) == {}
    texts = [note.text for note in figure.layout.annotations]
    assert any("kink" in text for text in texts)
    assert all("kink" in notice for notice in figure.layout.meta["notices"])
    assert len(packing.pack(figure)) > 0


def test_a_smaller_learning_rate_does_not_bring_minimax_at_once_into_the_circle():
    figure: Any = circle.circle("minimax", "simultaneous", 0.0)
    sizes = np.array([figure.rows(at)[5]["y"][0] for at in range(len(LEARNING_RATES))])
    exact = np.sqrt(1 + np.square(LEARNING_RATES) / 4)
    np.testing.assert_allclose(sizes, exact, rtol=1e-6)  # float32


def test_the_steps_of_a_turn_are_those_that_a_small_orbit_needs():
    for method in ("minimax", "wgan", "r1"):
        figure: Any = circle.circle(method, "alternating", 0.0)
        at = figure.names.index("0.2")
        told = figure.layout.meta["readouts"]["steps to go round once"][at]
        small = np.array(1e-6), np.array(0.0)
        run = orbit(METHODS[method], UPDATES["alternating"], *small, 0.2, 2000)
        angle = np.unwrap(np.arctan2(run.psi, run.theta))
        turns = np.abs(angle[-1] - angle[0]) / (2 * np.pi)
        # The ellipse's angle is even only on the whole: off by one part of a turn.
        assert 2000 / turns == pytest.approx(float(told), rel=0.5 / turns)


def test_real_eigenvalues_go_round_never():
    figure: Any = circle.circle("consensus", "simultaneous", 0.0)
    turning = figure.layout.meta["readouts"]["steps to go round once"]
    assert "∞" not in turning
    figure = circle.circle("r1", "simultaneous", 0.9)
    told = figure.layout.meta["readouts"]["steps to go round once"]
    assert all(text == "∞" or float(text) >= 2.0 for text in told)

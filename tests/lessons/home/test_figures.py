import functools
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy import integrate, special

from core.lessons.home import figures, sketches
from core.ui import nav, packing

PLACES = {"0.05": 0.05, "1": 1.0, "2": 2.0, "4": 4.0, "6": 6.0}
apart: Callable[..., Any] = functools.cache(figures.apart)


def value(theta: float) -> Any:
    """E_real[log D] + E_fake[log(1 - D)] for the best D of two unit normals."""

    def both(x):
        logit = theta * (theta / 2 - x)
        real, fake = mpmath.npdf(x), mpmath.npdf(x, theta)
        return -real * mpmath.log1p(mpmath.exp(-logit)) - fake * mpmath.log1p(
            mpmath.exp(logit)
        )

    return mpmath.quad(both, [-12, theta / 2, 12 + theta])


def carried(theta):
    """The area between the two cumulative distributions."""
    between = lambda x: abs(special.ndtr(x) - special.ndtr(x - theta))  # noqa: E731
    return integrate.quad(between, -12.0, 12.0 + theta, limit=200)[0]


def frame(name):
    """The traces that move, by name, as that frame draws them."""
    figure = apart()
    (found,) = (one for one in figure.frames if one.name == name)
    pairs = zip(found.traces, found.data, strict=True)
    return {figure.data[index].name: trace for index, trace in pairs}


def told(title, name):
    figure = apart()
    names = [one.name for one in figure.frames]
    text = figure.layout.meta["readouts"][title][names.index(name)]
    return text.replace("−", "-")


@pytest.mark.parametrize("name", PLACES)
def test_the_live_numbers_are_the_games_value_its_slope_and_the_distance(name):
    theta = PLACES[name]
    expected = {
        "J, nats": value(theta),
        "slope of J": mpmath.diff(value, theta),
        "W, units of x": carried(theta),
        "slope of W": (carried(theta + 0.01) - carried(theta - 0.01)) / 0.02,
    }
    for title, number in expected.items():
        assert float(told(title, name)) == pytest.approx(float(number), rel=1e-3)


def test_on_the_same_place_j_is_lowest_and_level_and_w_has_a_corner_and_no_slope():
    assert float(told("J, nats", "0")) == pytest.approx(-2 * np.log(2), rel=1e-3)
    assert (told("slope of J", "0"), told("slope of W", "0")) == ("0", "none")
    assert apart().layout.meta["sentences"][0].endswith("slope of W none.")
    here = frame("0")
    assert here["your W and its slope"].y[0] == 0.0
    assert np.isnan(here["your W and its slope"].y[1:]).all()
    for pull in ("pull of J", "pull of W"):
        assert list(here[pull].x) == [0.0] * 5


@pytest.mark.parametrize("name", PLACES)
def test_the_arrows_lead_home_and_are_as_long_as_the_slopes(name):
    theta, here = PLACES[name], frame(name)
    for which, slope in (("J", float(mpmath.diff(value, theta))), ("W", 1.0)):
        tail, tip = here[f"pull of {which}"].x[:2]
        # float32 on the way to the browser: 6 units far out, 7 digits
        assert tail - tip == pytest.approx(figures.ARROW * slope, rel=1e-4, abs=1e-6)
        assert set(here[f"pull of {which}"].y[:2]) == {np.float32(figures.LANES[which])}


@pytest.mark.parametrize("name", PLACES)
def test_the_tangents_touch_the_curves_at_the_readers_distance(name):
    theta, here = PLACES[name], frame(name)
    for which, number, slope in (
        ("J", value(theta), mpmath.diff(value, theta)),
        ("W", carried(theta), 1.0),
    ):
        touch = here[f"your {which} and its slope"]
        assert touch.x[0] == pytest.approx(theta, rel=1e-6)
        assert touch.y[0] == pytest.approx(float(number), rel=1e-6)
        rise = (touch.y[2] - touch.y[1]) / (touch.x[2] - touch.x[1])
        assert rise == pytest.approx(float(slope), rel=1e-4, abs=1e-6)  # float32


def test_the_curves_are_the_value_and_the_distance_on_both_sides_of_0():
    curves = {trace.name: trace for trace in apart().data}
    grid = curves["J"].x
    for place in np.searchsorted(grid, [-1.0, 0.0, 1.0, 3.0, 6.5]):
        theta = float(grid[place])
        assert curves["J"].y[place] == pytest.approx(float(value(theta)), rel=1e-9)
        assert curves["W"].y[place] == pytest.approx(carried(abs(theta)), abs=1e-9)


def test_the_fakes_are_the_same_bell_moved_to_theta():
    real, fake = apart().data[:2]
    assert real.y == pytest.approx(
        [float(mpmath.npdf(x)) for x in real.x], rel=1e-12, abs=1e-15
    )
    assert fake.y.tolist() == real.y.tolist()
    assert frame("4")["fake"].x == pytest.approx(real.x + 4.0, abs=1e-6)


def test_the_positions_go_from_0_to_6_and_the_figure_is_small():
    names = [one.name for one in apart().frames]
    assert (names[0], names[80], names[-1]) == ("0", "4", "6")
    assert len(packing.pack(apart())) < 700_000


def test_every_lesson_has_its_small_picture():
    assert set(sketches.SKETCHES) == {page.stem for page in nav.LESSONS}
    for draw in sketches.SKETCHES.values():
        picture = draw()
        assert picture.startswith("<svg")
        assert picture.count("<polyline") >= 2
        assert "nan" not in picture

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from core.lessons.divergences import figures, words
from core.ui import packing
from tests.lessons.divergences.exact import FIVE, differences, five, telling

THETAS = (-4.0, -2.35, -1.0, -0.5, 0.0, 0.05, 0.95, 1.0, 1.05, 2.0, 4.0)


apart: Callable[..., Any] = functools.cache(figures.apart)


@pytest.mark.parametrize("family", words.SHAPES)
@pytest.mark.parametrize("theta", THETAS)
def test_the_five_distances_are_scipys(family, theta):
    values = words.compare(family, [theta])
    for key, expected in five(family, theta).items():
        # SciPy's quadrature is off by up to 7e-10 where |p - q| has its kink.
        assert values[key].value[0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("family", words.SHAPES)
@pytest.mark.parametrize("theta", [-3.0, -0.5, 0.5, 1.5, 2.0, 3.9])
def test_each_slope_is_the_difference_quotient_or_missing_where_that_is(family, theta):
    slopes = words.compare(family, [theta])
    for key, (right, left) in differences(family, theta).items():
        # The quotient from -0.05 to 0.05 is off by 0.05²/6 of a third derivative, which
        # is below 1; straight lines and KL's parabola have none.
        expected = pytest.approx((right + left) / 2, abs=5e-4, nan_ok=True)
        assert slopes[key].slope[0] == expected


@pytest.mark.parametrize("family", words.SHAPES)
@pytest.mark.parametrize("theta", THETAS)
def test_the_sentence_names_exactly_those_that_slope_and_the_way_home(family, theta):
    verdict = words.verdict(family, theta)
    if theta == 0.0:
        assert "the same" in verdict
        assert "nowhere to go" in verdict
        return
    expected = telling(family, theta)
    last = verdict.split(". ")[-1]
    named = {name for name in FIVE if f"{name} (slope" in last}
    assert named == set(expected)
    assert ("Only" in verdict) == (len(expected) == 1)
    assert ("All five" in verdict) == (len(expected) == 5)
    assert ("to the left" if theta > 0 else "to the right") in last
    assert ("to the right" if theta > 0 else "to the left") not in verdict
    assert ("∞" in verdict) == math.isinf(five(family, theta)["KL"])


@pytest.mark.parametrize("family", words.SHAPES)
def test_the_positions_are_those_of_the_urls_promise(family):
    names = [frame.name for frame in apart(family).frames]
    assert (names[0], names[80], names[-1], len(names)) == ("-4", "0", "4", 161)
    assert {"-3", "0.5", "2", "-0.05", "3.95"} <= set(names)


@pytest.mark.parametrize("family", words.SHAPES)
def test_the_live_numbers_and_the_dots_are_the_oracles(family):
    figure = apart(family)
    names = [frame.name for frame in figure.frames]
    told = figure.layout.meta["readouts"]
    for theta, name in ((-4.0, "-4"), (0.5, "0.5"), (2.0, "2"), (4.0, "4")):
        row, expected = names.index(name), five(family, theta)
        for title, key in (("KL, nats", "KL"), ("JS, nats", "JS"), ("W₁", "W₁")):
            shown = told[title][row].replace("∞", "inf")
            assert float(shown) == pytest.approx(expected[key], rel=1e-3)  # 4 digits
        home = telling(family, theta)
        if family == "normal":
            shown = told["slope of JS"][row].replace("−", "-")
            slope = differences(family, theta, step=1e-3)["JS"].mean()
            assert float(shown) == pytest.approx(slope, rel=1e-3)  # 4 digits
        else:
            several = ", ".join(home) if home[1:] else f"{home[0]} only"
            assert told["still points home"][row] == several
        drawn = dict(zip(figure.frames[row].traces, figure.frames[row].data))  # noqa: B905
        dots = [t for i, t in drawn.items() if figure.data[i].name == "at your θ"]
        finite = [v for k, v in expected.items() if k != FIVE[1] and np.isfinite(v)]
        # float32 on the way to the browser; the two ends of the line are not dots.
        assert dots[0].y[1:-1] == pytest.approx(finite, rel=1e-6)
        assert [set(dot.x) for dot in dots] == [{np.float32(theta)}] * 2
    assert len(told) == 4
    assert told.get("still points home", ["none"] * 81)[80] == "none"


@pytest.mark.parametrize("family", words.SHAPES)
def test_the_curves_pass_through_the_oracles_values_on_both_sides(family):
    figure = apart(family)
    lines = {
        t.name: t for t in figure.data if t.yaxis == "y2" and t.name != "at your θ"
    }
    for theta in (-3.0, -0.5, 0.0, 0.5, 3.0):
        expected = five(family, theta)
        for name in FIVE:
            near = int(np.abs(lines[name].x - theta).argmin())
            # The line is 1 steep at most, KL's parabola 4; the grid is 0.04 wide.
            assert lines[name].y[near] == pytest.approx(expected[name], abs=0.08)


@pytest.mark.parametrize("family", ["point-mass", "uniform"])
def test_infinity_leaves_the_frame_and_is_never_drawn_as_a_height(family):
    figure = apart(family)
    for name in ("KL", "reverse KL"):
        (line,) = (t for t in figure.data if t.name == name and t.yaxis == "y2")
        assert line.y[line.x == 0.0].tolist() == [0.0]
        assert np.isinf(line.y[line.x != 0.0]).all()
    rises = [shape for shape in figure.layout.shapes if shape.yref == "y2 domain"]
    assert [(s.x0, s.x1, s.y0, s.y1) for s in rises] == [(0, 0, 0, 1)] * 2
    assert "∞ for every θ ≠ 0" in figure.layout.annotations[-1].text


def test_normal_densities_are_never_infinitely_far_and_the_figure_says_so():
    figure = apart("normal")
    (line,) = (t for t in figure.data if t.name == "KL" and t.yaxis == "y2")
    assert line.y == pytest.approx(line.x**2 / 2, rel=1e-12)
    assert not figure.layout.shapes
    assert "finite" in figure.layout.annotations[-1].text


@pytest.mark.parametrize("family", words.SHAPES)
def test_the_fakes_stand_at_theta_and_hold_as_much_as_the_real_data(family):
    figure = apart(family)
    real, fake = figure.data[:2]
    assert (real.name, fake.name) == ("real", "fake")
    assert real.x.mean() == pytest.approx(0.0, abs=1e-12)
    frame = figure.frames[-1]
    assert frame.traces[0] == 1
    assert frame.data[0].x == pytest.approx(real.x + 4.0, abs=1e-6)
    if family != "point-mass":
        # The outline of a bell ends at 4.5 standard deviations and has 73 points.
        assert np.trapezoid(real.y, real.x) == pytest.approx(1.0, abs=2e-5)


@pytest.mark.parametrize("family", words.SHAPES)
def test_the_figure_travels_in_less_than_700_kilobytes(family):
    assert len(packing.pack(apart(family))) < 700_000


@pytest.mark.parametrize("family", words.SHAPES)
@pytest.mark.parametrize("theta", [-3.0, 0.0, 0.5, 1.0, 4.0])
def test_the_formulas_end_in_the_oracles_numbers(family, theta):
    kl, js, tv, w, js_slope, w_slope = words.formulas(family, theta)
    expected = five(family, theta)
    keys = ("KL", "JS", "TV", "W₁")
    for line, key in zip((kl, js, tv, w), keys, strict=True):
        end = line.rsplit("= ", 1)[1].replace(r"\infty", "inf")
        assert float(end) == pytest.approx(expected[key], rel=1e-3)  # 4 digits
    assert (r"\text{none}" in w_slope) == (theta == 0.0)
    if theta == 1.0 and family == "uniform":
        assert r"\text{none}" in js_slope

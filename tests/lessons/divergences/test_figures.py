import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import integrate, special, stats
from scipy.spatial import distance

from core.lessons.divergences import scenes
from core.lessons.divergences.figures import LOOKS
from core.ui import packing

BIN = 0.05  # edges of blocks and all positions of points are edges of such bins
CENTRES = BIN * (np.arange(-120, 120) + 0.5)
THETAS = (-4.0, -2.35, -1.0, -0.5, 0.0, 0.05, 0.95, 1.0, 1.05, 2.0, 4.0)
FIVE = tuple(LOOKS)


def masses(family, theta):
    """Blocks and points as histograms, which hold them exactly."""
    if family == "point-mass":
        return np.where((theta < CENTRES) & (theta + BIN > CENTRES), 1.0, 0.0)
    return np.where(np.abs(CENTRES - theta) < 0.5, BIN, 0.0)


@functools.cache
def five(family, theta):
    """The five distances by SciPy."""
    if family == "normal":
        return dict(zip(FIVE, bells(theta), strict=True))
    p, q = masses(family, 0.0), masses(family, theta)
    return {
        "kl": stats.entropy(p, q),
        "reverse_kl": stats.entropy(q, p),
        "js": distance.jensenshannon(p, q) ** 2,
        "total_variation": 0.5 * distance.cityblock(p, q),
        "wasserstein": stats.wasserstein_distance(CENTRES, CENTRES, p, q),
    }


apart: Callable[..., Any] = functools.cache(scenes.apart)


def bells(theta):
    """Two normal densities: SciPy's quadrature of the definitions."""

    def log_p(x):
        return -0.5 * (x * x + math.log(2.0 * math.pi))

    def log_q(x):
        return log_p(x - theta)

    def log_m(x):
        return np.logaddexp(log_p(x), log_q(x)) - math.log(2.0)

    def kl(f, g):
        return total(lambda x: math.exp(f(x)) * (f(x) - g(x)))

    js = (kl(log_p, log_m) + kl(log_q, log_m)) / 2
    tv = total(lambda x: abs(math.exp(log_p(x)) - math.exp(log_q(x)))) / 2
    carried = total(lambda x: abs(special.ndtr(x) - special.ndtr(x - theta)))
    return kl(log_p, log_q), kl(log_q, log_p), js, tv, carried


def total(integrand):
    """Over the line; the kinks of |p - q| need a fine mesh."""
    return integrate.quad(integrand, -14.0, 14.0, limit=400, epsabs=1e-11)[0]


def differences(family, theta, step=BIN):
    """Rise to the right and from the left, per unit of θ."""
    left, here, right = (five(family, theta + s) for s in (-step, 0.0, step))
    with np.errstate(invalid="ignore"):  # ∞ - ∞ is the nan that is meant
        rises = ((right[key] - here[key], here[key] - left[key]) for key in FIVE)
        return {key: np.array(r) / step for key, r in zip(FIVE, rises, strict=True)}


def telling(family, theta):
    """The distances whose rise is the same on both sides, finite and not 0."""
    rises = differences(family, theta, step=BIN if family != "normal" else 1e-3)
    # 1e-2: how much the slope of a normal pair may change within a step of 1e-3.
    return [
        key
        for key, (right, left) in rises.items()
        if abs(right - left) < 1e-2 and abs(right + left) > 1e-3
    ]


@pytest.mark.parametrize("family", scenes.FAMILIES)
@pytest.mark.parametrize("theta", THETAS)
def test_the_five_distances_are_scipys(family, theta):
    values = scenes.at(family, [theta]).values
    for key, expected in five(family, theta).items():
        # SciPy's quadrature is off by up to 7e-10 where |p - q| has its kink.
        assert values[key][0] == pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("family", scenes.FAMILIES)
@pytest.mark.parametrize("theta", [-3.0, -0.5, 0.5, 1.5, 2.0, 3.9])
def test_each_slope_is_the_difference_quotient_or_missing_where_that_is(family, theta):
    slopes = scenes.at(family, [theta]).slopes
    for key, (right, left) in differences(family, theta).items():
        # The quotient from -0.05 to 0.05 is off by 0.05²/6 of a third derivative, which
        # is below 1; straight lines and KL's parabola have none.
        expected = pytest.approx((right + left) / 2, abs=5e-4, nan_ok=True)
        assert slopes[key][0] == expected


@pytest.mark.parametrize("family", scenes.FAMILIES)
@pytest.mark.parametrize("theta", THETAS)
def test_the_sentence_names_exactly_those_that_slope_and_the_way_home(family, theta):
    verdict = scenes.verdict(family, theta)
    if theta == 0.0:
        assert "the same" in verdict
        assert "nowhere to go" in verdict
        return
    expected = telling(family, theta)
    last = verdict.split(". ")[-1]
    named = {LOOKS[key][0] for key in FIVE if f"{LOOKS[key][0]} (slope" in last}
    assert named == {LOOKS[key][0] for key in expected}
    assert ("Only" in verdict) == (len(expected) == 1)
    assert ("All five" in verdict) == (len(expected) == 5)
    assert ("to the left" if theta > 0 else "to the right") in last
    assert ("to the right" if theta > 0 else "to the left") not in verdict
    assert ("∞" in verdict) == math.isinf(five(family, theta)["kl"])


@pytest.mark.parametrize("family", scenes.FAMILIES)
def test_the_positions_are_those_of_the_urls_promise(family):
    names = [frame.name for frame in apart(family).frames]
    assert (names[0], names[80], names[-1], len(names)) == ("-4", "0", "4", 161)
    assert {"-3", "0.5", "2", "-0.05", "3.95"} <= set(names)


@pytest.mark.parametrize("family", scenes.FAMILIES)
def test_the_live_numbers_and_the_dots_are_the_oracles(family):
    figure = apart(family)
    names = [frame.name for frame in figure.frames]
    told = figure.layout.meta["readouts"]
    for theta, name in ((-4.0, "-4"), (0.5, "0.5"), (2.0, "2"), (4.0, "4")):
        row, expected = names.index(name), five(family, theta)
        for title, key in (("KL, nats", "kl"), ("JS, nats", "js"), ("W₁", FIVE[4])):
            shown = told[title][row].replace("∞", "inf")
            assert float(shown) == pytest.approx(expected[key], rel=1e-3)  # 4 digits
        home = [LOOKS[key][0] for key in telling(family, theta)]
        if family == "normal":
            shown = told["slope of JS"][row].replace("−", "-")
            slope = differences(family, theta, step=1e-3)["js"].mean()
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


@pytest.mark.parametrize("family", scenes.FAMILIES)
def test_the_curves_pass_through_the_oracles_values_on_both_sides(family):
    figure = apart(family)
    lines = {
        t.name: t for t in figure.data if t.yaxis == "y2" and t.name != "at your θ"
    }
    for theta in (-3.0, -0.5, 0.0, 0.5, 3.0):
        expected = five(family, theta)
        for key, (name, _) in LOOKS.items():
            near = int(np.abs(lines[name].x - theta).argmin())
            # The line is 1 steep at most, KL's parabola 4; the grid is 0.04 wide.
            assert lines[name].y[near] == pytest.approx(expected[key], abs=0.08)


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


@pytest.mark.parametrize("family", scenes.FAMILIES)
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


@pytest.mark.parametrize("family", scenes.FAMILIES)
def test_the_figure_travels_in_less_than_700_kilobytes(family):
    assert len(packing.pack(apart(family))) < 700_000


@pytest.mark.parametrize("family", scenes.FAMILIES)
@pytest.mark.parametrize("theta", [-3.0, 0.0, 0.5, 1.0, 4.0])
def test_the_formulas_end_in_the_oracles_numbers(family, theta):
    kl, js, tv, w, js_slope, w_slope = scenes.formulas(family, theta)
    expected = five(family, theta)
    keys = ("kl", "js", "total_variation", "wasserstein")
    for line, key in zip((kl, js, tv, w), keys, strict=True):
        end = line.rsplit("= ", 1)[1].replace(r"\infty", "inf")
        assert float(end) == pytest.approx(expected[key], rel=1e-3)  # 4 digits
    assert (r"\text{none}" in w_slope) == (theta == 0.0)
    if theta == 1.0 and family == "uniform":
        assert r"\text{none}" in js_slope

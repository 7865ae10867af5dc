import functools
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from core.lessons.optimal_discriminator import figures, words
from core.ui import packing
from tests.lessons.optimal_discriminator.seen import at
from tests.maths import best

# The table that answers "Which curve is flat at both ends?", to the digits printed
# there: distance, JS, J, saturating, non-saturating; Wasserstein is 1 but for the kink.
LECTURE = """
0    0         -1.386294   0          0
0.5  0.030311  -1.325672   0.235264   0.264736
1    0.111421  -1.163451   0.397973   0.602027
2    0.336831  -0.712633   0.449600   1.550400
4    0.632720  -0.120854   0.137195   3.862805
6    0.689298  -0.007698   0.012453   5.987547
10   0.693146  -0.0000017  0.0000045  9.999996
"""
PAIRS = [
    (family, scale)
    for family in ("normal", "uniform", "mixture")
    for scale in (0.25, 1.0, 4.0)
]
SMOOTH = [pair for pair in PAIRS if pair[0] != "uniform"]


game: Any = functools.cache(figures.game)


def still(figure, name):
    (drawn,) = [trace for trace in figure.data if trace.name == name]
    return np.array(drawn.x, float), np.array(drawn.y, float)


# -- The table -------------------------------------------------------------------------
def test_the_table_is_the_lectures_curve_digit_by_digit():
    table = words.table("normal", 1.0)
    columns = ("θ", "JS", "J", "saturating", "non-saturating")
    found = zip(*(table[column] for column in columns), strict=True)
    for row, expected in zip(found, LECTURE.split("\n")[1:-1], strict=True):
        for number, printed in zip(row, expected.split(), strict=True):
            digits = len(printed.partition(".")[2])
            # Half a unit of the last printed digit, and of the seventh shown here.
            near = 0.5 * 10.0**-digits + 0.5e-7 if digits else 0.0
            assert abs(float(number.replace("−", "-")) - float(printed)) <= near
    assert table["slope of J"] == table["saturating"]
    assert table["Wasserstein"] == ["kink"] + ["1.0000000"] * 6


def test_the_table_of_blocks_has_no_means_of_slopes_and_says_where_the_kinks_are():
    table = words.table("uniform", 1.0)
    assert list(table) == ["θ", "JS", "J", "slope of J", "Wasserstein"]
    log2 = f"{np.log(2.0) / 2.0:.7f}"
    slopes = ["kink", log2, log2, log2, "kink", "0.0000000", "0.0000000"]
    assert table["slope of J"] == slopes


@pytest.mark.parametrize(("family", "scale"), SMOOTH)
def test_every_row_of_every_table_is_the_integral_to_seven_decimals(family, scale):
    table = words.table(family, scale)
    for row, theta in enumerate([0.0, 0.5, 1.0, 2.0, 4.0, 6.0, 10.0]):
        value, push = (one(family, scale, theta) for one in (best.value, best.slope))
        steep = best.mean_logit_slope(family, scale, theta)
        expected = {
            "JS": np.log(2.0) + value / 2.0,
            "J": value,
            "slope of J": push,
            "saturating": push,
            "non-saturating": steep - push,
        }
        for name, number in expected.items():
            shown = float(table[name][row].replace("−", "-"))
            assert shown == pytest.approx(number, abs=0.51e-7), (name, theta)


# -- The figure ------------------------------------------------------------------------
@pytest.mark.parametrize(("family", "scale"), PAIRS)
def test_the_slider_has_a_position_for_every_tenth_and_the_figure_travels_light(
    family, scale
):
    figure = game(family, scale)
    names = [frame.name for frame in figure.frames]
    assert names == [f"{tenth / 10:g}" for tenth in range(101)]
    assert len(packing.pack(figure)) < 700_000
    assert all(len(v) == 101 for v in figure.layout.meta["readouts"].values())


@pytest.mark.parametrize(("family", "scale"), SMOOTH)
@pytest.mark.parametrize("theta", [0.0, 0.1, 2.0, 5.5, 10.0])
def test_the_lines_along_x_are_d_its_logit_and_its_slope(family, scale, theta):
    seen = at(game(family, scale), f"{theta:g}")
    logit, slope = best.logit(family, scale, theta)
    # Frames are float32: seven digits.
    x, y = seen["D*"]
    assert y == pytest.approx(special.expit(logit(x)), rel=1e-6, abs=1e-6)
    x, y = seen["logit ℓ"]
    assert y == pytest.approx(logit(x), rel=1e-5, abs=1e-4)
    x, y = seen["slope dℓ/dx"]
    assert y == pytest.approx(slope(x), rel=1e-5, abs=1e-5)
    x, y = seen["fakes"]
    log_pdf, _ = best.density(family, scale, theta)
    # A place of float32 near 10 is off by 1e-6, times a slope of up to 4/scale².
    assert y == pytest.approx(np.exp(log_pdf(x)), abs=2e-5)
    x, y = seen["ten fakes x"]
    assert x.size == 10
    assert y == pytest.approx(special.expit(logit(x)), rel=1e-6, abs=1e-6)
    x, y = seen["ten fakes x2"]
    assert y == pytest.approx(slope(x), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("theta", [0.5, 3.0, 10.0])
def test_each_of_the_ten_fakes_stands_for_a_tenth_of_them(theta):
    x, _ = at(game("normal", 0.25), f"{theta:g}")["ten fakes x"]
    shares = stats.norm.cdf(x, theta, 0.25)
    assert shares == pytest.approx(np.arange(0.05, 1.0, 0.1), abs=1e-5)


@pytest.mark.parametrize(("family", "scale"), SMOOTH)
def test_the_curves_against_the_distance_are_the_integrals(family, scale):
    figure = game(family, scale)
    for name, oracle in (
        ("J(θ)", best.value),
        ("mean of D* over the fakes", best.mean_d),
        ("mean of −dℓ/dx over the fakes", best.mean_logit_slope),
        ("slope of J", best.slope),
    ):
        thetas, heights = still(figure, name)
        for position in (0, 7, 20, 34, 100):
            expected = oracle(family, scale, thetas[position])
            assert heights[position] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    factors = (
        still(figure, "mean of D* over the fakes"),
        still(figure, "mean of −dℓ/dx over the fakes"),
    )
    _, product = still(figure, "sure × steep")
    assert product == pytest.approx(factors[0][1] * factors[1][1], rel=1e-12)


def test_for_equal_bell_curves_the_push_is_the_product_of_the_factors():
    figure = game("normal", 1.0)
    _, push = still(figure, "slope of J")
    assert still(figure, "sure × steep")[1] == pytest.approx(push, rel=1e-9, abs=1e-15)
    titles = [note.text.removeprefix("<b>") for note in figure.layout.annotations[3:]]
    assert [title[:1] for title in titles] == ["m", "×", "="]
    wider = game("normal", 4.0)
    assert [note.text[3:4] for note in wider.layout.annotations[3:]] == ["m", "h", "p"]


@pytest.mark.parametrize("theta", [0.0, 2.0, 10.0])
def test_the_part_of_j_so_far_ends_at_the_readers_dot(theta):
    figure = game("normal", 1.0)
    seen = at(figure, f"{theta:g}")
    x, y = seen["J(θ) so far"]
    assert (x.min(), x.max()) == (0.0, theta)
    assert y[-1] == pytest.approx(best.value("normal", 1.0, theta), abs=1e-6)
    for axis, oracle in (
        ("x3", best.value),
        ("x4", best.mean_d),
        ("x5", best.mean_logit_slope),
        ("x6", best.slope),
    ):
        (dot_x,), (dot_y,) = seen[f"your distance {axis}"]
        assert dot_x == theta
        assert dot_y == pytest.approx(oracle("normal", 1.0, theta), rel=1e-7, abs=1e-9)


def test_the_live_numbers_are_four_integrals():
    readouts = game("normal", 1.0).layout.meta["readouts"]
    oracles = (best.value, best.mean_d, best.mean_logit_slope, best.slope)
    for texts, oracle in zip(readouts.values(), oracles, strict=True):
        for position in (0, 5, 20, 60, 100):
            shown = float(texts[position].replace("−", "-"))
            expected = oracle("normal", 1.0, position / 10.0)
            # Four significant digits are shown.
            assert shown == pytest.approx(expected, rel=6e-4, abs=1e-12)


def test_an_unknown_family_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'cauchy'"):
        game("cauchy", 1.0)

import re

import numpy as np
import pytest

from core.lessons.optimal_discriminator import words
from core.lessons.optimal_discriminator.facts import FACTS
from core.maths import optimal, shapes
from core.maths.shapes import FAMILIES
from core.plotting.theme import format_number
from tests.maths import best


def numbers(line):
    """The number at the end of a line of LaTeX."""
    match = re.search(r"= (-?[\d.]+)(?: \\cdot 10\^\{(-?\d+)\})?$", line)
    assert match, line
    return float(match[1]) * 10.0 ** int(match[2] or 0)


@pytest.mark.parametrize("family", ["normal", "mixture"])
@pytest.mark.parametrize("scale", [0.25, 1.0, 4.0])
@pytest.mark.parametrize("theta", [0.1, 2.0, 10.0])
def test_the_formulas_end_in_the_integrals(family, scale, theta):
    lines = words.formulas(family, scale, theta)
    case = family, scale, theta
    push = best.slope(*case)
    expected = (
        best.value(*case),
        push,
        push,
        best.mean_d(*case) * best.mean_logit_slope(*case),
    )
    found = [
        numbers(next(line for line in lines if start in line))
        for start in (r"2\,\mathrm{JS}", "2h", r"\big[")
    ]
    found.append(numbers(lines[-1]))
    assert found == pytest.approx(expected, rel=6e-4)  # four digits are shown


def test_a_negative_factor_stands_in_brackets():
    steep = best.mean_logit_slope("mixture", 0.25, 1.0)
    assert rf"\cdot ({steep:.4g}) = " in words.formulas("mixture", 0.25, 1.0)[-1]


def line_of_logit(lines):
    return [line for line in lines if r"\tfrac12 \theta^2" in line]


def test_the_logit_of_two_equal_bells_is_a_straight_line():
    (line,) = line_of_logit(words.formulas("normal", 1.0, 3.0))
    logit, slope = best.logit("normal", 1.0, 3.0)
    assert line.endswith(rf"= {logit(0.0):g} - {-slope(0.0):g}\,x")
    for family, scale in (("normal", 2.0), ("mixture", 1.0)):
        assert not line_of_logit(words.formulas(family, scale, 3.0))


def test_the_difference_quotient_is_the_push_digit_by_digit():
    for theta in (0.5, 2.0, 6.0, 10.0):
        lines = words.formulas("normal", 1.0, theta)
        (quotient,) = [line for line in lines if "2h" in line]
        (mean,) = [line for line in lines if "big[" in line]
        assert quotient.split(" = ")[1] == mean.split(" = ")[1]


def test_a_kink_has_no_slope_and_the_formula_says_so():
    assert words.formulas("uniform", 1.0, 4.0)[-1].endswith(r"\text{none: a kink}")
    assert words.formulas("uniform", 1.0, 4.1)[-1].endswith("= 0")


def test_no_fake_of_a_block_sees_a_slope():
    text = " ".join(words.notice("uniform", 0.5).split())
    assert "So no fake ever sees a slope." in text
    real, fake = shapes.pair("uniform", 0.5)
    for theta in (0.0, 1.25, 2.0, 10.0):
        moved = fake.shifted(theta)
        beside = np.add.outer([-1e-6, 1e-6], shapes.tenths(moved))
        left, right = optimal.optimal_discriminator_logit(real, moved, beside)
        assert (left == right).all()


def test_a_small_step_of_the_best_d_costs_nothing():
    text = " ".join(words.envelope_theorem("normal").split())
    assert "at the top of a hill, and there a small step costs nothing" in text
    theta, step = 1.5, 1e-4
    best_d, stepped = (
        best.value_of(best.logit("normal", 1.0, at)[0], "normal", 1.0, theta)
        for at in (theta, theta + step)
    )
    assert best_d == pytest.approx(best.value("normal", 1.0, theta))
    assert 0.0 <= best_d - stepped < step**2  # in the square of the step


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("scale", [0.25, 1.0])
def test_every_notice_finds_its_facts(family, scale):
    text = words.notice(family, scale) % FACTS
    assert "%" not in text
    assert words.envelope_theorem(family)


def test_the_factors_are_called_a_product_only_where_they_are_one():
    assert "product of the two" in words.notice("normal", 1.0)
    assert "not the\nproduct of the means" in words.notice("normal", 0.5)


def test_where_the_widths_differ_pulls_cancel_and_d_knows_the_width():
    text = " ".join(words.notice("normal", 0.5).split())
    said = r"pulls from both sides cancel, and above −1.39, since :blue[D\*] knows"
    assert f"On the left *J* is flat because {said} the width" in text
    for scale in (0.25, 0.5, 2.0, 4.0):
        logit, slope = best.logit("normal", scale, 0.0)
        left, right = slope(-1.0), slope(1.0)
        assert left == pytest.approx(-right)
        assert left != 0.0
        assert best.slope("normal", scale, 0.0) == pytest.approx(0.0, abs=1e-12)
        assert logit(0.0) * logit(4.0 * max(scale, 1.0)) < 0.0  # surer of either
        assert best.value("normal", scale, 0.0) > -1.39 + 0.01
    assert f"{best.value('normal', 1.0, 0.0):.2f}" == "-1.39"


def test_what_is_said_at_a_distance_is_true_of_the_two_factors_there():
    thetas = [0.0, 0.5, 2.0, 4.0, 10.0]
    means = [best.mean_d("normal", 1.0, theta) for theta in thetas]
    steeps = [best.mean_logit_slope("normal", 1.0, theta) for theta in thetas]
    assert np.all(np.diff(means) < 0.0)
    assert np.all(np.diff(steeps) > 0.0)
    for theta, mean, steep in zip(thetas, means, steeps, strict=True):
        text = words.here(True, theta, -1.0, mean, steep, mean * steep)
        assert f" = {format_number(mean)} × {format_number(steep)}. " in text
        assert ("D* says ½ everywhere" in text) == (theta == 0.0)
        assert ("sure of every fake" in text) == (mean < 0.01)
        between = theta > 0.0 and mean >= 0.01
        assert ("The first factor falls, the second rises." in text) == between
        text = words.here(False, theta, -1.0, mean, steep, mean * steep)
        assert f"gives the fakes {format_number(mean)} on average" in text
    assert "kink: no slope" in words.here(False, 4.0, 0.0, 0.0, 0.0, np.nan)


def test_the_straight_line_of_the_logit_follows_its_definition():
    lines = words.formulas("normal", 1.0, 3.0)
    at = lines.index(r"\ell(x) = \log p_r(x) - \log p_g(x)")
    assert lines[at + 1] == line_of_logit(lines)[0]

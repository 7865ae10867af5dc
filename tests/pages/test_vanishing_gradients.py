import re

import mpmath
import pytest
from streamlit.testing.v1 import AppTest

from core.maths.optimal import LOSSES
from tests.pages.opening import opened


def printed_mean(app: AppTest) -> float:
    found = re.search(r"mean gradient +(\S+)", app.code[1].value)
    assert found
    return float(found[1])


@pytest.mark.parametrize("loss", LOSSES)
def test_the_page_runs_for_every_loss_and_shows_its_formula(loss):
    app = opened("vanishing_gradients", van_loss=loss, van_distance="6")
    assert app.title[0].value == "What still reaches the generator?"
    assert "theta = 6" in app.latex[-1].value
    assert not app.warning


def test_the_formula_and_the_code_that_ran_agree_with_the_integral():
    app = opened("vanishing_gradients", van_loss="non-saturating", van_distance="2")

    def pushed(x):
        return mpmath.npdf(x, 2, 1) * 2 / (1 + mpmath.exp(2 - 2 * x))

    exact = float(str(mpmath.quad(pushed, [-12, 1, 2, 14])))
    assert f"{exact:.4g}" in app.latex[-1].value
    # 4000 quantiles leave out the tails: good to three digits.
    assert printed_mean(app) == pytest.approx(exact, rel=1e-3)


def test_autograd_sees_nothing_of_the_hinge_and_the_page_says_so():
    app = opened("vanishing_gradients", van_loss="hinge", van_distance="3")
    assert printed_mean(app) == 0.0
    assert any("Autograd sees none of it" in text.value for text in app.markdown)


@pytest.mark.parametrize("loss", ["hinge", "wasserstein"])
def test_at_distance_zero_there_is_a_kink_and_no_slope(loss):
    assert (
        "kink"
        in opened("vanishing_gradients", van_loss=loss, van_distance="0")
        .latex[-1]
        .value
    )


BAD = ["", "far", "nan", "inf", "-1", "10.1", "1e1", "9" * 500, "<b>6</b>"]


@pytest.mark.parametrize("distance", BAD)
def test_a_bad_distance_gives_the_default_and_one_line_and_leaves_the_loss(distance):
    app = opened("vanishing_gradients", van_distance=distance, van_loss="hinge")
    assert len(app.warning) == 1
    assert "van_distance" in app.warning[0].value
    assert "theta = 2" in app.latex[-1].value
    assert "TV" in app.latex[1].value


def test_a_bad_loss_gives_the_default_and_one_line_and_leaves_the_distance():
    app = opened("vanishing_gradients", van_distance="3", van_loss="perceptual")
    assert len(app.warning) == 1
    assert "theta = 3" in app.latex[-1].value
    assert r"\log (1 - D)" in app.latex[0].value

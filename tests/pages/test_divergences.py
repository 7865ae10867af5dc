import math
import re

import pytest
from scipy import integrate, special

from core.ui import nav, questions
from tests.pages.opening import noticed, opened

BAD = ["", "apart", "nan", "-inf", "1e0", "4.05", "9" * 500, "<b>"]


def texts(app):
    return [text.value for text in app.markdown]


def verdict(app):
    return noticed(app)["div_distance"]


def formulas(app):
    return [line.value.strip("$\n") for line in app.latex]


def printed(app):
    """What the code that ran has printed: name to the distance and what is saved."""
    rows = re.findall(
        r"(.+?) +(\S+) +a step of 0.05 home saves (\S+)", app.code[1].value
    )
    return {name: (float(far), float(saved)) for name, far, saved in rows}


def js_of_bells(theta):
    """log 2 less the mean surprise of the best discriminator about real data."""
    surprise = lambda x: special.log1p(math.exp(theta * (x - theta / 2)))  # noqa: E731
    density = lambda x: math.exp(-x * x / 2) / math.sqrt(2 * math.pi)  # noqa: E731
    cost, _ = integrate.quad(lambda x: density(x) * surprise(x), -14.0, 14.0)
    return math.log(2.0) - cost


@pytest.mark.parametrize("family", ["point-mass", "uniform", "normal"])
@pytest.mark.parametrize("distance", ["-4", "0", "1"])
def test_every_shape_and_both_sides_open_without_a_warning(family, distance):
    app = opened("divergences", div_family=family, div_distance=distance)
    assert app.title[0].value == "What if nothing overlaps?"
    assert not app.warning
    assert verdict(app).startswith(f"At θ = {distance}:".replace("-", "−"))


def test_without_parameters_it_opens_with_two_blocks_two_apart():
    app = opened("divergences")
    assert verdict(app) == (
        "At θ = 2: KL and reverse KL are ∞, and ∞ has no slope. JS (0.6931) and "
        "TV (1) are flat. Only W₁ (slope 1) still tells the generator where to go: to "
        "the left."
    )
    assert formulas(app)[0].endswith(r"= \infty")
    assert formulas(app)[3] == r"W_1 = |\theta| = 2"


def test_normal_densities_are_all_finite_and_all_slope():
    app = opened("divergences", div_family="normal", div_distance="-4")
    said = verdict(app)
    # Of unit normals d apart: KL's slope is d, TV's the density at d/2.
    tv_slope = math.exp(-2.0) / math.sqrt(2.0 * math.pi)
    js_slope = (js_of_bells(4.01) - js_of_bells(3.99)) / 0.02
    for name, slope in (("KL", 4), ("JS", js_slope), ("TV", tv_slope), ("W₁", 1)):
        assert f"{name} (slope −{slope:.4g})" in said
    assert "where to go, to the right:" in said
    assert formulas(app)[1].endswith(f"= {js_of_bells(4.0):.4g}")


@pytest.mark.parametrize("theta", [-3.0, -0.5, 0.5, 2.0, 4.0])
def test_the_code_finds_the_closed_forms_of_two_blocks(theta):
    found = printed(opened("divergences", div_distance=f"{theta:g}"))
    apart, overlaps = abs(theta), abs(theta) < 1.0
    assert found["KL"][0] == found["reverse KL"][0] == math.inf
    assert math.isnan(found["KL"][1])
    # Five decimals are printed.
    js = min(apart, 1.0) * math.log(2.0)
    assert found["JS"] == pytest.approx((js, 0.05 * math.log(2.0) * overlaps), abs=1e-5)
    assert found["TV"] == pytest.approx((min(apart, 1.0), 0.05 * overlaps), abs=1e-5)
    assert found["W1"] == pytest.approx((apart, 0.05), abs=1e-5)


@pytest.mark.parametrize("theta", [-4.0, 0.0, 0.05, 2.0])
def test_the_code_finds_the_closed_forms_of_two_points(theta):
    app = opened("divergences", div_family="point-mass", div_distance=f"{theta:g}")
    apart = theta != 0.0
    found = {name: far for name, (far, _) in printed(app).items()}
    infinite = math.inf if apart else 0.0
    assert found == pytest.approx(
        {
            "KL": infinite,
            "reverse KL": infinite,
            "JS": math.log(2.0) * apart,
            "TV": float(apart),
            "W1": abs(theta),
        },
        abs=1e-5,
    )


@pytest.mark.parametrize("theta", [-4.0, 0.0, 1.5, 4.0])
def test_the_code_finds_the_closed_forms_of_two_bells(theta):
    app = opened("divergences", div_family="normal", div_distance=f"{theta:g}")
    found = {name: far for name, (far, _) in printed(app).items()}
    assert found == pytest.approx(
        {
            "KL": theta**2 / 2,
            "reverse KL": theta**2 / 2,
            "JS": js_of_bells(theta),
            # Their kinks fall between the bins' centres: 0.01² of a sum near 1.
            "TV": math.erf(abs(theta) / math.sqrt(8.0)),
            "W1": abs(theta),
        },
        abs=2e-5,
    )


@pytest.mark.parametrize("distance", BAD)
def test_a_bad_distance_gives_the_default_and_one_line_and_leaves_the_shape(distance):
    app = opened("divergences", div_distance=distance, div_family="point-mass")
    assert len(app.warning) == 1
    assert "div_distance" in app.warning[0].value
    assert verdict(app).startswith("At θ = 2:")
    assert any("All real data in one point" in text for text in texts(app))


def test_a_distance_between_two_positions_is_moved_to_the_nearer_and_said_so():
    app = opened("divergences", div_distance="2.03")
    assert len(app.warning) == 1
    assert verdict(app).startswith("At θ = 2.05:")


@pytest.mark.parametrize("family", ["", "cauchy", "Uniform", "point mass"])
def test_a_bad_shape_gives_blocks_and_one_line_and_leaves_the_distance(family):
    app = opened("divergences", div_family=family, div_distance="-3")
    assert len(app.warning) == 1
    assert "div_family" in app.warning[0].value
    assert verdict(app).startswith("At θ = −3:")
    assert any("Two blocks" in text for text in texts(app))


def test_the_answer_to_the_guess_appears_once_chosen():
    app = opened("divergences")
    app.radio[0].set_value(app.radio[0].options[2]).run()
    assert any("That is it" in text and "θ²/2 = 8" in text for text in texts(app))


def test_the_prose_can_be_hidden_and_the_figure_stays():
    app = opened("divergences", hide=["prose", "code", "questions", "share"])
    assert not app.latex
    assert not app.code
    assert not [text for text in texts(app) if "notice" in text]


@pytest.mark.parametrize("question", questions.of_page("divergences"))
def test_each_question_opens_a_state_that_the_page_has(question):
    app = opened("divergences", **question.link)
    assert not app.warning
    assert "%(" not in question.answer
    assert set(question.link) <= {"div_family", "div_distance"}


def test_its_place_is_between_the_best_discriminator_and_what_reaches_the_generator():
    order = [page.stem for page in nav.PAGES]
    wanted = ["minimax", "optimal_discriminator", "divergences", "vanishing_gradients"]
    here = [stem for stem in wanted if stem in order]
    assert [stem for stem in order if stem in wanted] == here

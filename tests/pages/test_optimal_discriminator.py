import re

import numpy as np
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from core.maths.shapes import FAMILIES
from core.ui import questions
from tests.maths import best
from tests.pages.opening import opened
from tests.pages.sent import figures

KEYS = {"opt_family", "opt_distance", "opt_scale", "opt_place", "opt_d", "opt_width"}


def page(**parameters: str | list[str]) -> AppTest:
    return opened("optimal_discriminator", **parameters)


def texts(app: AppTest) -> str:
    return "\n".join(text.value for text in [*app.markdown, *app.caption])


def formulas(app: AppTest) -> str:
    return "\n".join(line.value for line in app.latex)


def printed(app: AppTest) -> dict[str, str]:
    """What the code that ran has printed, line by line."""
    lines = app.code[1].value.splitlines()
    return dict(re.split(r"\s{2,}", line, maxsplit=1) for line in lines)


def test_it_opens_with_two_equal_bells_two_apart():
    app = page()
    assert app.title[0].value == "What does the best discriminator know?"
    assert not app.warning
    value, push = best.value("normal", 1.0, 2.0), best.slope("normal", 1.0, 2.0)
    assert f"= {value:.4g}" in formulas(app)
    # From values, from gradients, and as a product.
    assert formulas(app).count(f"= {push:.4g}") == 3
    assert rf"\cdot 2 = {push:.4g}" in formulas(app)
    assert "flat at both ends, for two different reasons" in texts(app)


@pytest.mark.parametrize(
    ("family", "scale", "theta"),
    [("normal", 1.0, 6.0), ("normal", 4.0, 3.3), ("mixture", 0.25, 1.0)],
)
def test_the_live_numbers_are_the_integrals(family, scale, theta):
    link = {"opt_family": family, "opt_scale": f"{scale:g}"}
    sent = figures(page(**link, opt_distance=f"{theta:g}", hide="code"))
    case = family, scale, theta
    expected = [
        one(*case)
        for one in (best.value, best.mean_d, best.mean_logit_slope, best.slope)
    ]
    # Four significant digits are shown.
    shown = list(sent["opt_distance"].readouts().values())
    assert shown == pytest.approx(expected, rel=6e-4)
    a, b = (
        np.exp(best.density(family, width, middle)[0](np.array(theta)))
        for width, middle in ((1.0, 0.0), (scale, theta))
    )
    terms = a * np.log(0.5), b * np.log(0.5)
    shown = list(sent["opt_d"].readouts().values())
    assert shown == pytest.approx([*terms, sum(terms), 2 * (a - b)], rel=6e-4)


@pytest.mark.parametrize("width", ["0.25", "1", "4"])
def test_a_wrong_width_is_worth_what_the_integrals_say(width):
    sent = figures(page(opt_width=width, hide="code"))
    on_top = (
        best.value("normal", float(width), 0.0),
        best.mean_d("normal", float(width), 0.0),
    )
    shown = list(sent["opt_width"].readouts().values())
    assert shown == pytest.approx(on_top, rel=6e-4)


def test_the_best_answer_by_hand_is_the_ratio_of_scipys_densities():
    a, b = stats.norm.pdf(2.0), stats.norm.pdf(0.0)
    assert f"= **{a / (a + b):.4g}**" in texts(page())
    assert f"= **{b / (a + b):.4g}**" in texts(page(opt_place="real"))
    assert "= **0.5**" in texts(page(opt_place="halfway"))


@pytest.mark.parametrize("family", ["normal", "mixture"])
@pytest.mark.parametrize(("scale", "theta"), [(1.0, 10.0), (0.25, 1.0), (4.0, 0.0)])
def test_the_code_finds_one_slope_with_d_following_and_with_d_held(
    family, scale, theta
):
    app = page(opt_family=family, opt_scale=f"{scale:g}", opt_distance=f"{theta:g}")
    assert not app.warning
    found = {name: float(number) for name, number in printed(app).items()}
    case = family, scale, theta
    push = best.slope(*case)
    for name, number in {
        "J": best.value(*case),
        "its slope, D* follows": push,
        "its slope, D* held": push,
        "mean of D*·(−slope)": push,
        "mean of D*": best.mean_d(*case),
        "mean of −slope": best.mean_logit_slope(*case),
    }.items():
        assert found[name] == pytest.approx(number, rel=1e-9, abs=1e-12), name


@pytest.mark.parametrize(("scale", "theta"), [(1.0, 2.0), (0.25, 0.0), (4.0, 10.0)])
def test_between_blocks_the_code_finds_j_and_no_gradient(scale, theta):
    app = page(opt_family="uniform", opt_scale=f"{scale:g}", opt_distance=f"{theta:g}")
    found = printed(app)
    assert found["does D* send them a gradient?"] == "False"
    (value,) = re.findall(r"2 \\log 2 = (\S+)", formulas(app))
    # 100,000 samples: an edge is off by one of them.
    assert float(found["J"]) == pytest.approx(float(value), abs=2e-4)
    assert "So no fake ever sees a slope" in texts(app)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    ("scale", "distance"), [("0.25", "0"), ("1", "4"), ("4", "10")]
)
def test_every_family_opens_at_the_ends_of_both_sliders(family, scale, distance):
    app = page(opt_family=family, opt_scale=scale, opt_distance=distance, hide=["code"])
    assert not app.warning
    assert app.select_slider[0].value == scale
    assert app.dataframe[0].value["θ"].tolist()[0] == "0"


def test_in_the_gap_between_blocks_every_answer_is_as_good_as_another():
    app = page(opt_family="uniform", opt_distance="6", opt_place="halfway")
    assert "every *D* is as good as another" in texts(app)


@pytest.mark.parametrize(
    ("key", "bad", "told"),
    [
        ("opt_distance", "10.1", "one number from 0 to 10. You see the default, 2."),
        ("opt_scale", "0.2", "one number from 0.25 to 4. You see the default, 1."),
        ("opt_d", "1", "one number from 0.001 to 0.999. You see the default, 0.5."),
        ("opt_family", "<b>", "You see the default, normal."),
        ("opt_place", "Real", "You see the default, fakes."),
    ],
)
def test_a_bad_value_gives_the_default_and_one_line_and_leaves_the_rest(key, bad, told):
    good = {"opt_distance": "6", "opt_scale": "0.5", "opt_family": "mixture"}
    app = page(**{**good, key: bad}, hide=["code"])
    assert len(app.warning) == 1
    assert f"`{key}`" in app.warning[0].value
    assert app.warning[0].value.endswith(told)
    assert ("J(6) =" in formulas(app)) == (key != "opt_distance")
    assert (app.select_slider[0].value == "0.5") == (key != "opt_scale")
    assert ("one real mode" in texts(app)) == (key != "opt_family")


def test_between_two_positions_the_nearer_is_shown_and_said():
    app = page(opt_distance="2.04", opt_scale="0.3")
    assert [warning.value[-2:] for warning in app.warning] == ["7.", "2."]
    assert "J(2) =" in formulas(app)


def test_each_choice_redraws_the_page():
    app = page()
    for family in FAMILIES[::-1]:
        (choice,) = [one for one in app.button_group if one.key == "opt_family"]
        choice.set_value(family).run()
        assert not app.exception
        assert ("no fake ever sees a slope" in texts(app)) == (family == "uniform")


@pytest.mark.parametrize("question", questions.of_page("optimal_discriminator"))
def test_each_question_opens_a_state_that_the_page_has(question):
    app = page(**question.link)
    assert not app.warning
    assert "%(" not in question.answer
    assert set(question.link) <= KEYS


def test_the_prose_can_be_hidden_and_the_figures_stay():
    app = page(hide=["prose", "code", "questions", "share"])
    assert not app.latex
    assert not app.code
    assert "notice" not in texts(app)
    assert len(app.get("bidi_component")) >= 3

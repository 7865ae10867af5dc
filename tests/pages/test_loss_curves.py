import re

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.loss_curves import cases, words
from tests.pages.opening import opened
from tests.pages.sent import sliders

HEALTHY, SWAPPED, SIGMOID = (
    cases.kinds().index(kind) for kind in ("healthy", "swapped", "sigmoid")
)


def guess(app: AppTest, kind: str) -> AppTest:
    app.radio[0].set_value(cases.GUESSES[kind]).run()
    assert not app.exception
    return app


def told(app: AppTest) -> str:
    """All that the page says in words and code."""
    return "\n".join(
        str(element.value)
        for element in [*app.markdown, *app.code, *app.header, *app.latex]
    )


def number(app: AppTest) -> int:
    return int(app.number_input[0].value or 0)


def test_before_the_guess_there_is_the_log_and_nothing_that_tells():
    app = opened("loss_curves", case=f"{SIGMOID}")
    assert list(sliders(app)) == ["case_step"]
    assert list(app.radio[0].options) == list(cases.offered(SIGMOID).values())
    assert app.radio[0].value is None
    assert "python" not in {code.language for code in app.code}
    assert not app.latex
    assert "Behind the log" not in told(app)
    assert words.diagnosis(SIGMOID) not in told(app)
    assert list(app.query_params) == ["case"]


def test_a_guess_reveals_the_diagnosis_the_densities_and_the_two_lines():
    app = guess(opened("loss_curves", case=f"{SIGMOID}"), "sigmoid")
    assert set(sliders(app)) == {"case_step", "case_moment"}
    assert f"**That is it.** {words.diagnosis(SIGMOID)}" in told(app)
    assert words.tell(SIGMOID) in told(app)
    wrong, right = words.lines(SIGMOID).pair.values()
    assert [code.value for code in app.code[:2]] == [wrong, right]
    assert "nn.Sigmoid()" in wrong
    assert list(app.query_params) == ["case"]


def test_a_wrong_guess_is_told_so_and_may_be_mended():
    app = opened("loss_curves", case=f"{SWAPPED}")
    assert "**Look again.**" in told(guess(app, "healthy"))
    assert "**That is it.**" in told(guess(app, "swapped"))


def test_the_next_case_has_no_guess_yet_and_the_last_one_keeps_its_own():
    app = guess(opened("loss_curves", case=f"{HEALTHY}"), "healthy")
    app.button(key="next_below").click().run()
    assert number(app) == HEALTHY + 1
    assert app.radio[0].value is None
    assert "Behind the log" not in told(app)
    app.number_input[0].set_value(HEALTHY).run()
    assert "**That is it.** **A healthy run.**" in told(app)


def test_after_the_last_case_comes_the_first():
    app = opened("loss_curves", case=f"{cases.CASES - 1}")
    app.button(key="next_above").click().run()
    assert not app.exception
    assert number(app) == 0


def test_the_formula_and_the_code_read_the_log_at_the_sliders_step():
    app = opened("loss_curves", case=f"{SIGMOID}", case_step="500")
    guess(app, "healthy")
    mean = cases.run(SIGMOID).loss_d[490:511].mean()
    assert f"{mean:.4f}" in app.latex[-1].value
    assert f"loss_d = {mean:.4f}".rstrip("0") in told(app)
    assert re.search(r"D says 1/2 to everything +1\.3863 +0\.6931\n", told(app))
    assert re.search(r"sure and right +1\.0064 +0\.6931\n", told(app))


def test_with_the_prose_hidden_a_class_can_guess_without_the_page():
    app = opened("loss_curves", case=f"{SIGMOID}", hide="prose")
    assert not app.radio
    assert list(sliders(app)) == ["case_step"]


@pytest.mark.parametrize("bad", ["-1", "100", "1.5", "nan", "seven", ""])
def test_a_bad_case_is_case_0_and_one_line(bad):
    app = opened("loss_curves", case=bad)
    assert len(app.warning) == 1
    assert "`case`" in app.warning[0].value
    assert number(app) == 0

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.loss_curves import cases, words
from tests.pages.opening import noticed, opened
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
    assert list(sliders(app)) == ["case_step"]
    assert sliders(app)["case_step"].options["recording"]
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
    app.button(key="case_next").click().run()
    assert number(app) == HEALTHY + 1
    assert app.radio[0].value is None
    assert "Behind the log" not in told(app)
    app.number_input[0].set_value(HEALTHY).run()
    assert "**That is it.** **A healthy run.**" in told(app)


def test_after_the_last_case_comes_the_first():
    app = opened("loss_curves", case=f"{cases.CASES - 1}")
    app.button(key="case_next").click().run()
    assert not app.exception
    assert number(app) == 0


def test_the_formula_reads_the_log_at_the_sliders_step_with_its_noise():
    app = opened("loss_curves", case=f"{SWAPPED}", case_step="500")
    guess(app, "healthy")
    batches = cases.run(SWAPPED).loss_d[490:511]
    mean, noise = batches.mean(), max(0.02, 3 * batches.std() / np.sqrt(21))
    least = np.log(2) - (mean + noise) / 2
    assert f"{mean + noise:.4f}" in app.latex[-1].value
    assert app.latex[-1].value.strip("$ \n").endswith(f"{least:.4f}")
    assert "A loss this low shows that fakes and data differ." in told(app)


def test_log_and_recording_share_one_slider_that_a_guess_leaves_where_it_is():
    app = opened("loss_curves", case=f"{SIGMOID}", case_step="500")
    before = sliders(app)["case_step"]
    after = sliders(guess(app, "healthy"))["case_step"]
    assert before.names == after.names
    assert before.options["start"] == after.options["start"] == "500"
    assert "JS" in noticed(app)["case_step"]


def test_with_the_prose_hidden_a_class_can_guess_without_the_page():
    app = opened("loss_curves", case=f"{SIGMOID}", hide="prose")
    assert not app.radio
    assert list(sliders(app)) == ["case_step"]


@pytest.mark.parametrize("bad", ["-1", "180", "1.5", "nan", "seven", ""])
def test_a_bad_case_is_case_0_and_one_line(bad):
    app = opened("loss_curves", case=bad)
    assert len(app.warning) == 1
    assert "`case`" in app.warning[0].value
    assert number(app) == 0


def test_read_your_own_log_leads_there_with_the_two_numbers_filled_in():
    app = opened("loss_curves", case=f"{SIGMOID}", case_step="500")
    seen = cases.smoothed(SIGMOID)
    assert app.number_input[1].value == pytest.approx(seen["D"][500], abs=5e-5)
    app.number_input[1].set_value(1.5041)
    app.number_input[2].set_value(0.4055).run()
    reads = next(b for b in app.button if b.label == "Read your own log")
    reads.click().run()
    assert not app.exception
    assert app.text_area[0].value == "Loss_D: 1.5041 Loss_G: 0.4055"
    assert any("gradients are not cleared" in str(m.value) for m in app.markdown)

import re
import runpy

import pytest

from tests.lessons.gradients.oracle import LOSSES, slopes_at
from tests.pages.opening import opened
from tests.pages.sent import figures

SHOWN = 5.1e-4  # half a unit in the fourth digit


def numbers(text: str) -> list[float]:
    plain = re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", text)
    return [float(found) for found in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", plain)]


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("p", ["0.001", "0.5", "0.98", "0.999"])
def test_readouts_formula_and_printed_numbers_are_autograds(loss, p):
    app = opened("gradients", grad_loss=loss, grad_p=p)
    exact = slopes_at(loss, float(p))
    assert not app.warning
    sent = figures(app)["grad_p"]
    assert sent.options["start"] == p
    assert list(sent.readouts().values()) == pytest.approx(exact, rel=SHOWN)
    assert numbers(app.latex[-1].value) == pytest.approx(exact, rel=SHOWN)
    _, printed = app.code[0], app.code[1]
    by_line = [numbers(line)[-1] for line in printed.value.splitlines()]
    in_p, factor, in_logit = exact
    # 1e-15 is the rounding of one product.
    expected = [in_p, factor, in_p * factor, in_logit]
    assert by_line == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_shown_as_code_prints_what_is_shown_as_its_output(
    loss, tmp_path, capsys
):
    app = opened("gradients", grad_loss=loss, grad_p="0.02")
    source, output = app.code[0].value, app.code[1].value
    script = tmp_path / "snippet.py"
    script.write_text(source, encoding="utf-8")
    capsys.readouterr()
    runpy.run_path(str(script))
    assert capsys.readouterr().out == f"{output}\n"
    assert f"p = 0.02\nloss = {loss!r}" in source


def test_without_parameters_it_opens_at_the_forums_example():
    app = opened("gradients")
    sent = figures(app)["grad_p"]
    assert sent.options["start"] == "0.001"
    shown = list(sent.readouts().values())
    assert shown == [-1000.0, 0.000999, -0.999]
    assert app.segmented_control[0].value == "non-saturating"


def test_every_preset_is_a_position_of_the_slider():
    sent = figures(opened("gradients"))["grad_p"]
    presets = dict(sent.options["presets"])
    assert set(presets) == {
        "the forum's example",
        "start of training",
        "evenly matched",
        "generator ahead",
    }
    assert set(presets.values()) <= set(sent.names)


def test_another_loss_keeps_the_point():
    app = opened("gradients", grad_p="0.5")
    app.segmented_control[0].set_value("squared-error").run()
    assert not app.exception
    sent = figures(app)["grad_p"]
    assert sent.options["start"] == "0.5"
    shown = list(sent.readouts().values())
    assert shown == pytest.approx(slopes_at("squared-error", 0.5), rel=SHOWN)


@pytest.mark.parametrize(("guess", "verdict"), [(0, "Look again."), (1, "That is it.")])
def test_a_guess_reveals_the_answer(guess, verdict):
    app = opened("gradients")
    assert not any("nearly flat" in text.value for text in app.markdown)
    app.radio[0].set_value(app.radio[0].options[guess]).run()
    (answer,) = (text.value for text in app.markdown if "nearly flat" in text.value)
    assert verdict in answer
    assert "−0.999999" in answer


def test_without_controls_the_url_still_chooses_loss_and_point():
    app = opened("gradients", grad_loss="saturating", grad_p="0.5", hide="controls")
    assert not app.segmented_control
    shown = list(figures(app)["grad_p"].readouts().values())
    assert shown == pytest.approx(slopes_at("saturating", 0.5), rel=SHOWN)

from pathlib import Path
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.numerical_stability import breaks
from core.maths import sliders
from core.plotting.theme import format_number
from core.ui import questions
from tests.lessons.numerical_stability.asking import asked

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGE = "pages/numerical_stability.py"


def opened(**parameters):
    """The page, as a reader finds it who follows a link with these parameters."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert list(app.exception) == []
    return app


def rows(app):
    """The table of the reader's point: way to its loss and gradient, as text."""
    table: Any = app.dataframe[0].value
    return {
        way: (loss, slope)
        for way, loss, slope in zip(
            table["way"], table["loss, nats"], table["gradient"], strict=True
        )
    }


def test_the_page_opens_with_float32_a_fake_and_the_logit_17():
    app = opened()
    assert app.title[0].value == "Where do the numbers break?"
    assert list(app.warning) == []
    assert app.query_params == {}
    assert rows(app) == {
        "exact": ("17", "1"),
        "naive": ("∞", "not a number"),
        "BCELoss": ("100", "0"),
        "BCEWithLogitsLoss": ("17", "1"),
        "softplus": ("17", "1"),
    }


@pytest.mark.parametrize(
    ("dtype", "label", "logit"),
    [
        ("float16", 0, "8.5"),
        ("float16", 1, "-12"),
        ("bfloat16", 0, "6.5"),
        ("float32", 1, "-100"),
        ("float64", 1, "-37"),
        ("float64", 0, "120"),
    ],
)
def test_the_table_is_what_torch_returns(dtype, label, logit):
    app = opened(num_dtype=dtype, num_y=str(label), num_logit=logit)
    assert list(app.warning) == []
    for way in ("naive", "BCELoss", "BCEWithLogitsLoss", "softplus"):
        answer = asked(dtype, way, label, float(logit))
        # torch's loops for one and for many may differ in a last digit: six are shown.
        assert rows(app)[way] == tuple(format_number(number, 6) for number in answer)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("num_logit", "abc"),
        ("num_logit", "500"),
        ("num_logit", "nan"),
        ("num_logit", "1e2"),
        ("num_logit", ""),
        ("num_y", "2"),
        ("num_y", "real"),
        ("num_dtype", "float8"),
        ("num_dtype", "Float32"),
    ],
)
def test_a_bad_value_gets_one_line_and_the_default(key, value):
    app = opened(**{key: value})
    assert [key in warning.value for warning in app.warning] == [True]
    assert rows(app)["BCELoss"] == ("100", "0")


def test_a_bad_value_changes_nothing_else():
    app = opened(num_logit="-37", num_y="1", num_dtype="float7")
    assert len(app.warning) == 1
    loss, slope = asked("float32", "BCELoss", 1, -37.0)
    assert rows(app)["BCELoss"] == (format_number(loss, 6), format_number(slope, 6))
    assert rows(app)["exact"] == ("37", "−1")


def test_between_two_positions_the_nearer_is_shown_and_said():
    app = opened(num_logit="16.6")
    assert len(app.warning) == 1
    assert "16.5" in app.warning[0].value
    loss, slope = asked("float32", "BCELoss", 0, 16.5)
    assert rows(app)["BCELoss"] == (format_number(loss, 6), format_number(slope, 6))


def test_each_choice_redraws_the_page():
    app = opened()
    for dtype in breaks.ROUNDING:
        (choice,) = [one for one in app.button_group if one.key == "num_dtype"]
        choice.set_value(dtype).run()
        assert list(app.exception) == []
        answer = asked(dtype, "BCELoss", 0, 17.0)
        assert rows(app)["BCELoss"] == tuple(
            format_number(number, 6) for number in answer
        )
    (choice,) = [one for one in app.button_group if one.key == "num_y"]
    choice.set_value("1").run()
    assert list(app.exception) == []
    assert rows(app)["exact"][1].startswith("−4.1")


def test_the_guess_is_answered_with_torchs_own_numbers():
    app = opened()
    app.radio[0].set_value("Exactly 0").run()
    (reason,) = [text.value for text in app.markdown if "Look again" in text.value]
    loss, slope = asked("float32", "BCELoss", 0, 17.0)
    assert f"reads {loss:g} instead of 17" in reason
    assert f"gradient is {slope:g}." in reason
    _, slope = asked("float32", "BCELoss", 1, -17.0)
    assert f"returns {slope:g}.".replace("-", "−") in reason
    app.radio[0].set_value("About −1").run()
    assert any("That is it" in text.value for text in app.markdown)


def test_the_formula_ends_in_torchs_numbers():
    lines = [latex.value.strip("$ \n") for latex in opened().latex]
    assert [line.rpartition("= ")[2] for line in lines[1:3]] == ["17", "1"]
    assert [lines[4], lines[6]] == ["= 100", "= 0"]
    lines = [latex.value.strip("$ \n") for latex in opened(num_dtype="float16").latex]
    assert lines[6] == r"= \text{not a number}"


def test_the_code_shown_was_run_and_its_last_line_is_false():
    printed = [code.value for code in opened().code]
    (example,) = [text for text in printed if text.startswith("BCELoss  ")]
    x, y = torch.tensor([12.0, -15.0]), torch.tensor([1.0, 0.0])
    from_probs = F.binary_cross_entropy(x.sigmoid(), y)
    from_logits = F.binary_cross_entropy_with_logits(x, y)
    assert example.splitlines()[0].split()[1] == str(from_probs.item())
    assert example.splitlines()[1].split()[1] == str(from_logits.item())
    assert example.splitlines()[-1] == str(torch.allclose(from_probs, from_logits))
    assert example.splitlines()[-1] == "False"
    (steps,) = [text for text in printed if text.startswith("p, rounded")]
    by_name = {line[:16].strip(): line[16:].strip() for line in steps.splitlines()}
    assert by_name["p, rounded"] == "1.0"
    assert by_name["BCELoss"] == "100.0"
    assert by_name["is its gradient"] == "0.0"
    assert by_name["its gradient"] == "1.0"


def test_the_shown_code_runs_as_it_stands(capsys):
    shown = [code.value for code in opened(num_dtype="float16").code]
    scripts = [text for text in shown if text.startswith("import torch")]
    assert len(scripts) == 3
    for script in scripts:
        exec(script, {})  # noqa: S102 (our own text, as a reader would paste it)
        printed = capsys.readouterr().out.strip()
        assert printed == shown[shown.index(script) + 1].strip()


def test_the_example_in_four_precisions_is_what_torch_returns():
    table: Any = opened().dataframe[1].value
    assert list(table["precision"]) == list(breaks.ROUNDING)
    for row, dtype in enumerate(breaks.ROUNDING):
        x = torch.tensor([12.0, -15.0], dtype=getattr(torch, dtype))
        y = torch.tensor([1.0, 0.0], dtype=x.dtype)
        probs = F.binary_cross_entropy(x.sigmoid(), y)
        logits = F.binary_cross_entropy_with_logits(x, y)
        by_hand = x.clamp(min=0) - x * y + (1 + (-x.abs()).exp()).log()
        softplus = F.softplus(torch.stack([-x[0], x[1]]))
        assert table["BCELoss"][row] == format_number(probs.item(), 5)
        assert table["BCEWithLogitsLoss"][row] == format_number(logits.item(), 5)
        assert table["by hand"][row] == format_number(by_hand.mean().item(), 5)
        assert table["softplus"][row] == format_number(softplus.mean().item(), 5)
        assert table["allclose"][row] == str(torch.allclose(probs, logits))


@pytest.mark.parametrize(
    "part", ["title", "prose", "controls", "numbers", "code", "questions", "share"]
)
def test_every_part_may_be_hidden(part):
    app = opened(hide=part, num_dtype="bfloat16")
    assert rows(app)["BCELoss"] == ("100", "0")


def test_every_answer_is_there_and_its_link_opens_a_state_of_this_page():
    texts = " ".join(text.value for text in opened().markdown)
    names = sliders.names(breaks.POSITIONS)
    for question in questions.of_page("numerical_stability"):
        assert question.answer.strip() in texts
        for key, value in question.link.items():
            allowed = {
                "num_logit": names,
                "num_y": ["0", "1"],
                "num_dtype": list(breaks.ROUNDING),
            }
            assert value in allowed[key]

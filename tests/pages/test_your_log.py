"""The page that reads a log: what is pasted, corrected, refused and saved."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.diagnosis import LOSSES, diagnose, guess, parse
from core.lessons.your_log.examples import EXAMPLES, example
from core.ui import log_reader
from tests.pages.opening import opened
from tests.pages.sent import figures

STALLED = "".join(
    f"step {i} D_loss: {3.0 + 0.1 * (i % 3):.4f} G_loss: {0.05 + 0.01 * (i % 2):.4f}\n"
    for i in range(40)
)


def pasted(text: str, **parameters: str) -> AppTest:
    app = opened("your_log", **parameters)
    app.text_area(key="log:text").set_value(text).run()
    assert not app.exception
    return app


def shown(app: AppTest) -> str:
    """All words of the page, as the reader sees them."""
    return re.sub(r"\\(.)", r"\1", "\n".join(one.value for one in app.markdown))


def trace(app: AppTest) -> str:
    """The figure's identity: another one if anything in it is another."""
    return figures(app)["log_at"].options["digest"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_opens_with_its_findings_and_says_that_it_is_one(name):
    app = opened("your_log", log_example=name)
    log = parse(example(name))
    words = shown(app)
    assert "What the example says" in words
    assert "A guess:" in words
    assert guess(log).why in words
    for finding in diagnose(log):
        assert finding.sentence in words


def test_a_pasted_log_is_read_and_its_first_finding_comes_first():
    app = pasted(STALLED)
    words = shown(app)
    first, *_ = diagnose(parse(STALLED))
    assert not app.warning
    assert "What it says" in words
    assert f"1. **{first.grade.capitalize()}.** {first.sentence}" in words
    shown_formulas = [one.value.strip("$ \n") for one in app.latex]
    assert set(first.formula.split(r", \qquad ")) <= set(shown_formulas)
    assert any("D_loss: 3.0000" in one.value for one in app.code)
    assert any(first.check == one.value for one in app.code)


def test_a_loss_that_is_chosen_is_no_guess_and_may_prove_something():
    chosen = {"log_loss": "bce-non-saturating", "log_reduction": "sum"}
    app = pasted(STALLED, **chosen)
    assert "A guess:" not in shown(app)
    assert "**Proved.**" in shown(app)
    assert "**Proved.**" not in shown(pasted(STALLED))
    assert chosen.items() <= dict(app.query_params).items()


HOLDS = {
    r"\approx": lambda a, b: a == pytest.approx(b, rel=0.03),  # the checks' tolerance
    "=": lambda a, b: a == pytest.approx(b, rel=1e-3),  # four digits are printed
    ">": lambda a, b: a > b,
    r"\ge": lambda a, b: a >= b,
    r"\le": lambda a, b: a <= b,
}


def number(side: str) -> float | None:
    """A plain number, or the product of two."""
    if not re.fullmatch(r"-?[\d.]+( \\cdot [\d.]+)?", side.strip()):
        return None
    first, _, second = side.partition(r"\cdot")
    return float(first) * float(second or 1.0)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("loss", ["unknown", "bce-non-saturating", "least-squares"])
def test_the_numbers_in_a_printed_formula_stand_as_it_says(name, loss):
    found = diagnose(parse(example(name)), loss)
    for finding in found:
        for claim in finding.formula.split(r", \qquad"):
            parts = re.split(r"(\\approx|=|>|\\ge|\\le)", claim)
            for a, relation, b in zip(parts, parts[1:], parts[2:], strict=False):
                left, right = number(a), number(b)
                if relation in HOLDS and left is not None and right is not None:
                    assert HOLDS[relation](left, right), finding.formula


def test_a_printed_loss_is_that_of_the_log():
    column = parse(example("moves-d")).column("d")
    assert column is not None
    found = " ".join(f.formula for f in diagnose(parse(example("moves-d"))))
    printed = re.search(r"L_D = ([\d.]+)", found)
    assert printed
    half = column.values[len(column.values) // 2 :]
    assert float(printed[1]) == pytest.approx(half.mean(), rel=1e-3)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello, world", "no numbers"),
        ("loss\n1.0\n0.9\n0.8\n", "one column"),
        ("\x00\x01\x02" * 99, "binary"),
        ("1.3 0.7\n" * 9 + "x" * 6_000_000, "5 MB"),
    ],
    ids=["no numbers", "one column", "binary", "too large"],
)
def test_what_cannot_be_read_gets_one_sentence_and_is_not_lost(text, says):
    app = pasted(text)
    (warning,) = app.warning
    assert says in warning.value
    assert app.text_area(key="log:text").value == text
    assert "What the example says" in shown(app)


def give(app: AppTest, *roles: str) -> None:
    """Sets the columns' menus, and runs the page."""
    menus = [one for one in app.selectbox if (one.key or "").startswith("role:")]
    for menu, role in zip(menus, roles, strict=True):
        menu.set_value(role)
    app.run()
    assert not app.exception


def test_a_column_that_was_taken_for_another_is_corrected():
    app = pasted("a,b\n" + "".join(f"{1.2 + i / 99},{0.8}\n" for i in range(20)))
    assert ["No column" in one.value for one in app.warning] == [True]
    give(app, "g", "d")
    assert not app.warning
    before = trace(app)
    give(app, "d", "g")
    assert trace(app) != before


def test_without_a_loss_one_line_says_what_to_do():
    app = pasted(STALLED)
    for menu in app.selectbox:
        if (menu.key or "").startswith("role:"):
            menu.set_value("other")
    app.run()
    assert not app.exception
    assert ["No column" in one.value for one in app.warning] == [True]


def test_lines_that_were_not_understood_are_listed_with_their_numbers():
    app = pasted("loading data\n" + STALLED + "done <b>now</b>\n")
    (fold,) = (e for e in app.expander if e.label.startswith("Lines from which"))
    assert fold.label.endswith(": 2")
    assert "     1  loading data" in fold.code[0].value
    assert "    42  done" in fold.code[0].value


def test_the_logs_own_words_are_never_markup():
    name = "D_loss ![x](https://example.com/a.png) $x$ <b>"
    rows = "".join(f"{i},{0.3 + i / 50},nan,0.7\n" for i in range(9))
    app = pasted(f"step,{name},x <i>,G_loss\n{rows}")
    for one in [*app.markdown, *app.selectbox]:
        text = one.value if one.type == "markdown" else one.label
        assert "![x](" not in text.replace("\\", "\x00")
        assert " $x$" not in text
        assert " <b>" not in text


def test_several_exports_of_tensorboard_are_one_log():
    text = "Wall time,Step,Value\n" + "".join(f"1.5,{i},{1.3}\n" for i in range(9))
    other = text.replace("1.3", "0.7")
    files = [("D_loss.csv", text.encode()), ("G_loss.csv", other.encode("utf-16"))]
    reading = log_reader._own("", files)
    assert reading is not None
    assert {"d", "g"} <= {column.role for column in reading.log.columns}


@pytest.mark.parametrize("embedded", [True, False])
def test_a_file_is_asked_for_where_the_server_can_take_one(embedded, monkeypatch):
    held = property(lambda _: embedded)
    monkeypatch.setattr(type(st.context), "is_embedded", held)
    app = opened("your_log")
    assert len(app.get("file_uploader")) == (not embedded)
    assert app.text_area  # a log can be pasted anywhere


def test_another_log_or_page_leaves_the_slider_where_it_is():
    app = opened("your_log", log_at="50")
    app.text_area(key="log:text").set_value("D: 1.3 G: 0.7\n" * 3).run()
    assert not app.warning
    assert figures(app)["log_at"].options["start"] == "50"
    assert app.query_params["log_at"] in ("50", ["50"])


def test_the_report_is_offered_as_text_and_as_html():
    names = [one.proto.label for one in pasted(STALLED).get("download_button")]
    assert {"The report as text", "The report as HTML"} <= set(names)


def test_a_log_is_not_in_the_address_and_not_in_another_session():
    app = pasted(STALLED)
    assert not app.query_params
    assert "What the example says" in shown(opened("your_log"))


@pytest.mark.parametrize("part", ["controls", "prose", "code"])
def test_a_part_that_is_hidden_leaves_the_figure(part):
    app = opened("your_log", hide=part, log_loss="hinge", log_example="critic")
    assert not app.warning
    assert len(figures(app)) == 1
    assert bool(app.text_area) == (part != "controls")


def test_every_loss_that_can_be_chosen_is_one_that_is_known():
    (menu,) = (m for m in opened("your_log").selectbox if m.key == "log_loss")
    assert set(menu.options) == {"guess", *LOSSES} - {"unknown"}

import math
import re

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import questions
from tests.lessons.cross_entropy.oracle import entropy, floors, kl, losses
from tests.pages.opening import noticed, opened

BAD = ["", "likely", "nan", "-0.1", "4.1", "1e-1", "<b>2</b>"]
KEYS = {"xent_q": "0.75", "xent_p": "0.5", "xent_step": "1", "xent_truth": "0.75"}


def words(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def lit(app: AppTest) -> list[str]:
    """The steps whose lines are lit."""
    return [
        found
        for text in words(app)
        for found in re.findall(r":blue-\w+\[\*\*(\d)", text)
    ]


def printed(app: AppTest) -> dict[str, tuple[float, float]]:
    """What the first snippet printed: name to nats and bits."""
    rows = re.findall(r"(\S.*?) +(\S+) +(\S+)$", app.code[1].value, flags=re.M)
    return {name: (float(a), float(b)) for name, a, b in rows if name != "nats"}


def last(line: str) -> float:
    """The number behind the last equals sign."""
    text = line.rsplit("=", 1)[1].replace(r"\infty", "inf")
    (found,) = re.findall(r"inf|[\d.]+(?:e-\d+)?", text)
    return float(found)


def test_the_page_opens_with_three_in_four_a_belief_of_one_half_and_bits():
    app = opened("cross_entropy")
    assert app.title[0].value == "Where does the formula come from?"
    assert not app.warning
    assert app.query_params == {}
    assert app.select_slider[0].value == "0.75"
    assert "p = 0.5 costs 1 bit." in noticed(app)["xent_p"]
    assert app.latex[1].value.strip("$\n").endswith(r"= 1 \text{ bit}")
    assert lit(app) == ["1"]


@pytest.mark.parametrize("unit", ["bits", "nats"])
@pytest.mark.parametrize(
    ("q", "p"), [(0.75, 0.5), (0.1, 0.99), (0.0, 0.3), (1.0, 0.001)]
)
def test_formulas_and_printed_lines_agree_with_scipy(q, p, unit):
    app = opened("cross_entropy", xent_q=f"{q:g}", xent_p=f"{p:g}", xent_unit=unit)
    assert not app.warning
    size = math.log(2.0) if unit == "bits" else 1.0
    exact = {
        "entropy H(q)": entropy(q),
        "KL(q‖p)": kl(q, p),
        "their sum": entropy(q) + kl(q, p),
        "PyTorch's BCE": entropy(q) + kl(q, p),
        "KL(p‖q)": kl(p, q),
    }
    ran = printed(app)
    assert set(ran) == set(exact)
    for name, nats in exact.items():
        # Six decimals are printed.
        assert ran[name][0] == pytest.approx(nats, abs=6e-7)
        assert ran[name][1] == pytest.approx(nats / math.log(2.0), abs=6e-7)
    shown = [line.value.strip("$\n") for line in app.latex]
    for line, name in ((1, "their sum"), (4, "KL(q‖p)"), (6, "KL(p‖q)")):
        # Four digits are shown.
        assert last(shown[line]) == pytest.approx(exact[name] / size, rel=6e-4)


@pytest.mark.parametrize("labels", ["hard", "soft"])
def test_the_batchs_code_prints_torchs_loss_and_says_what_part_is_kl(labels):
    app = opened("cross_entropy", xent_labels=labels, xent_step="4")
    assert not app.warning
    assert lit(app) == ["4"]
    loss, floor = losses(labels).mean(), floors(labels).mean()
    lines = {row[:13].strip(): row[14:] for row in app.code[3].value.splitlines()}
    assert float(lines["step 4"]) == pytest.approx(loss, rel=1e-14)
    assert float(lines["PyTorch's BCE"]) == pytest.approx(loss, rel=1e-14)
    assert float(lines["mean H(y)"]) == pytest.approx(floor, rel=1e-14)
    assert float(lines["mean KL(y‖p)"]) == pytest.approx(loss - floor, rel=1e-13)
    (verdict,) = (text for text in words(app) if text.startswith("These labels are"))
    assert (f"**{'is' if labels == 'hard' else 'not'}** the KL") in verdict
    assert f"{loss / math.log(2.0):.4g}" in verdict


@pytest.mark.parametrize(
    ("step", "number"), [("1", "1"), ("2", "2"), ("2.7", "3"), ("3.9", "4"), ("4", "4")]
)
def test_each_step_can_be_linked_and_lights_its_line_alone(step, number):
    app = opened("cross_entropy", xent_step=step)
    assert not app.warning
    assert lit(app) == [number]
    assert sum(text.startswith(":gray[**") for text in words(app)) == 3


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", BAD)
def test_a_bad_number_gives_the_default_and_one_line_and_nothing_else(key, value):
    app = opened("cross_entropy", **{key: value})
    assert len(app.warning) == 1
    assert f"`{key}`" in app.warning[0].value
    assert f"default, {KEYS[key]}" in app.warning[0].value
    assert app.latex[1].value.strip("$\n").endswith(r"= 1 \text{ bit}")


@pytest.mark.parametrize("key", ["xent_unit", "xent_labels"])
def test_a_bad_choice_gives_the_default_and_one_line(key):
    app = opened("cross_entropy", **{key: "bytes"}, xent_p="0.25")
    assert len(app.warning) == 1
    assert f"`{key}`" in app.warning[0].value
    assert any("These labels are hard" in text for text in words(app))
    assert printed(app)["KL(q‖p)"][1] == pytest.approx(kl(0.75, 0.25) / math.log(2.0))


def test_a_number_between_two_positions_gets_the_nearer_one_and_is_told():
    app = opened("cross_entropy", xent_q="0.503")
    assert "nearer one, 0.5." in app.warning[0].value
    assert printed(app)["entropy H(q)"][1] == 1.0


def test_any_guess_reveals_the_entropy_of_three_in_four():
    app = opened("cross_entropy")
    for guess in (1, 2):
        app.radio[0].set_value(app.radio[0].options[guess]).run()
        (verdict,) = (text for text in words(app) if "−log 0 = ∞" in text)
        assert verdict.startswith("**That is it.**") == (guess == 2)
        assert f"{entropy(0.75) / math.log(2.0):.4f} bits" in verdict


@pytest.mark.parametrize(
    "question", questions.of_page("cross_entropy"), ids=lambda one: one.ask
)
def test_every_questions_link_opens_without_a_warning(question):
    app = opened("cross_entropy", **question.link)
    assert not app.warning
    assert question.answer.strip() in [text.strip() for text in words(app)]


@pytest.mark.parametrize("part", ["prose", "controls", "code", "questions", "share"])
def test_teachers_may_hide_any_part(part):
    app = opened("cross_entropy", hide=part, xent_labels="soft", xent_unit="nats")
    assert not app.warning
    assert bool(app.latex) == (part != "prose")
    assert len(app.code) == {"code": 0}.get(part, 4)

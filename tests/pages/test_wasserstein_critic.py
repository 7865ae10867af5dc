"""The page shows the lesson's numbers, whatever the link asks for."""

import re

import pytest

from core.lessons.wasserstein_critic import pair, sign, sign_figures, trained
from core.ui import critics, explorable, questions, sharing
from tests.pages.opening import opened
from tests.pages.sent import figures

KEYS = {"wc_distance", "wc_constraint", "wc_steps", "wc_sign", "wc_g_steps"}


def texts(app):
    return [text.value for text in app.markdown]


def test_without_parameters_it_opens_at_a_distance_of_3_with_clipping():
    app = opened("wasserstein_critic")
    sent = figures(app)
    assert {key: one.options["start"] for key, one in sent.items()} == {
        "wc_distance": "3",
        "wc_steps": "600",
        "wc_g_steps": "10",
    }
    assert app.selectbox[0].value == "clipping"
    shown = sent["wc_distance"].readouts()
    at = pair.optimum([3.0])
    assert shown["critic's loss, −W₁"] == pytest.approx(-at.w1[0], rel=1e-3)
    assert shown["D's loss, 2 log 2 − 2 JS"] == pytest.approx(at.d_loss[0], rel=1e-3)


@pytest.mark.parametrize("constraint", list(trained.CONSTRAINTS))
def test_every_constraint_trains_at_the_nearest_whole_distance(constraint):
    app = opened(
        "wasserstein_critic", wc_distance="0.9", wc_constraint=constraint, hide="code"
    )
    assert any("four seeds at θ = 1" in text for text in texts(app))
    shown = figures(app)["wc_steps"].readouts()
    run = trained.train(constraint, 1.0)
    loss = shown["critic's loss, first seed"]
    assert loss == pytest.approx(-run.values[0, -1], rel=1e-3)


@pytest.mark.parametrize("name", list(sign.PAIRINGS))
def test_every_pairing_of_signs_has_its_figure_and_its_code(name):
    app = opened("wasserstein_critic", wc_sign=name, wc_g_steps="30")
    shown = figures(app)["wc_g_steps"].readouts()
    theta = sign.walk(sign.PAIRINGS[name]).thetas[-1]
    assert shown["middle of the fakes, θ"] == pytest.approx(theta, rel=1e-3, abs=1e-6)
    verdict = "nearer" if sign.PAIRINGS[name].right else "further away"
    assert app.code[5].value.endswith(verdict)


def test_the_formulas_and_the_code_that_ran_give_the_figures_numbers():
    app = opened("wasserstein_critic", wc_distance="2")
    at = pair.optimum([2.0])
    numbers = [
        float(line.value.strip("$\n").rsplit("= ", 1)[1]) for line in app.latex[1:]
    ]
    assert numbers == pytest.approx([-at.w1[0], at.d_loss[0]], rel=1e-3)
    found = re.search(r"critic's loss +(\S+)", app.code[1].value)
    assert found
    assert float(found[1]) == pytest.approx(-at.w1[0], abs=2e-3)


@pytest.mark.parametrize("question", questions.of_page("wasserstein_critic"))
def test_each_question_opens_a_state_that_the_page_has(question):
    app = opened("wasserstein_critic", hide="code", **question.link)
    assert not app.warning
    assert "%(" not in question.answer
    assert set(question.link) <= KEYS


def test_what_is_saved_is_what_is_chosen(monkeypatch):
    saved = []
    monkeypatch.setattr(sharing, "share", lambda stem, drawn: saved.append(drawn))
    opened("wasserstein_critic", wc_sign="minus-plus-plus", wc_distance="2.2")
    drawn = explorable.once(sign_figures.pairing("minus-plus-plus"))
    assert saved[-1]["Signs"].digest == drawn.digest
    trained_there = explorable.once(critics.draw("clipping", 2.0))
    assert saved[-1]["Trained"].digest == trained_there.digest

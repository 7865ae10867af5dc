import math
import re
import runpy

import pytest

from core.lessons.dirac_gan.runs import LEARNING_RATES, MOMENTA, Setting, count_steps
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES
from core.maths.dirac_verdict import judge
from core.ui import url
from tests.lessons.dirac_gan.oracle import walked
from tests.pages.opening import opened
from tests.pages.sent import figures, options

STATES = [
    Setting("minimax", "alternating", 0.1, 0.0),
    Setting("wgan-gp", "simultaneous", 0.2, 0.5),
    Setting("r1", "alternating", 0.5, -0.5),
]


def link(setting: Setting, start: str = "1,-1") -> dict[str, str]:
    return {
        "dirac_method": setting.method,
        "dirac_update": setting.update,
        "dirac_lr": f"{setting.lr:g}",
        "dirac_momentum": f"{setting.momentum:g}",
        "dirac_start": start,
    }


def said(app) -> str:
    return " ".join(text.value for text in app.markdown)


@pytest.mark.parametrize("setting", STATES, ids=lambda one: one.method)
def test_readouts_and_printed_walk_are_autograds(setting):
    app = opened("dirac_gan", **link(setting, "1,-0.5"))
    assert not app.warning
    shown = figures(app)
    steps = count_steps(setting)
    places = walked(setting, (1.0, -0.5), max(steps, 100))
    told = list(shown["dirac_start"].readouts().values())
    exact = [math.hypot(*places[0]), math.hypot(*places[steps])]
    assert told[:2] == pytest.approx(exact, rel=6e-4)  # four digits
    printed = app.code[1].value.splitlines()
    assert len(printed) == 6
    for line in printed:
        step, theta, psi, distance = map(float, re.findall(r"-?\d+\.?\d*", line))
        found = theta, psi, distance
        expected = *places[int(step)], math.hypot(*places[int(step)])
        assert found == pytest.approx(expected, abs=5.1e-5)  # four decimals


def test_what_is_shown_as_code_prints_what_is_shown_as_its_output(tmp_path, capsys):
    app = opened("dirac_gan", dirac_method="consensus", dirac_start="0.5,0.5")
    source, output = app.code[0].value, app.code[1].value
    script = tmp_path / "snippet.py"
    script.write_text(source, encoding="utf-8")
    capsys.readouterr()
    runpy.run_path(str(script))
    assert capsys.readouterr().out == f"{output}\n"
    assert "method = 'consensus'" in source


def test_without_parameters_it_is_minimax_in_turns_and_goes_round():
    app = opened("dirac_gan")
    starts = {key: given["start"] for key, given in options(app).items()}
    assert starts == {"dirac_start": "1,-1", "dirac_lr": "0.1", "dirac_step": "0"}
    assert app.selectbox[0].value == "minimax"
    assert [one.value for one in app.segmented_control] == ["alternating", "0"]
    assert app.select_slider[0].value == "0.1"
    assert "**Cycles.**" in said(app)
    assert "it is no nearer" in said_in_html(app)


def said_in_html(app) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("setting", STATES, ids=lambda one: one.method)
def test_the_verdict_is_that_of_the_setting(setting):
    app = opened("dirac_gan", **link(setting))
    verdict = judge(*setting).verdict.capitalize()
    assert f"**{verdict}.**" in said(app)


def test_the_choices_are_those_of_the_core():
    app = opened("dirac_gan")
    assert list(app.selectbox[0].options) == list(METHODS)
    update, momentum = app.segmented_control
    assert list(update.options) == list(UPDATES)
    shown = [text.replace("−", "-") for text in momentum.options]
    assert [float(text) for text in shown] == list(MOMENTA)
    rates = [float(text) for text in app.select_slider[0].options]
    assert rates == list(LEARNING_RATES)
    assert list(figures(app)["dirac_lr"].names) == list(app.select_slider[0].options)


def test_the_learning_rate_among_the_choices_moves_the_figure_below_and_the_url():
    app = opened("dirac_gan", dirac_method="r1")
    app.select_slider[0].set_value("0.5").run()
    assert not app.exception
    assert app.query_params["dirac_lr"] == "0.5"
    shown = figures(app)
    assert shown["dirac_lr"].options["start"] == "0.5"
    steps = count_steps(Setting("r1", "alternating", 0.5, 0.0))
    assert f"after {steps} steps" in shown["dirac_start"].readouts()
    app.select_slider[0].set_value("0.1").run()
    assert "dirac_lr" not in app.query_params


def test_the_learning_rate_of_the_link_is_that_of_every_figure():
    app = opened("dirac_gan", dirac_lr="2", dirac_method="r1")
    assert app.select_slider[0].value == "2"
    assert "lr = 2.0" in app.code[0].value
    assert "after 40 steps" in figures(app)["dirac_start"].readouts()


def test_a_step_that_another_setting_does_not_have_is_no_fault_of_the_readers():
    app = opened("dirac_gan", dirac_method="wgan", dirac_step="120")
    assert not app.warning
    app.segmented_control[0].set_value("simultaneous")
    app.select_slider[0].set_value("0.5").run()
    assert not app.exception
    assert not app.warning
    sent = figures(app)["dirac_step"]
    assert sent.options["start"] == "0"
    assert int(sent.names[-1]) < 120  # it leaves
    assert "dirac_step" not in app.query_params


@pytest.mark.parametrize("bad", ["1", "1,-1,0", "9,9", "one,two", "1;-1", ",", "nan,0"])
def test_a_start_that_is_none_gives_one_line_and_the_default(bad):
    app = opened("dirac_gan", dirac_start=bad)
    assert len(app.warning) == 1
    assert "`dirac_start`" in app.warning[0].value
    assert options(app)["dirac_start"]["start"] == "1,-1"


def test_a_start_between_two_gives_the_nearest_and_says_so():
    app = opened("dirac_gan", dirac_start="0.8,-1.1")
    assert "nearer one, 1,-1" in app.warning[0].value
    app = opened("dirac_gan", dirac_start="-2.00,0.5")
    assert not app.warning
    assert options(app)["dirac_start"]["start"] == "-2,0.5"


def test_without_eigenvalues_the_page_says_why_and_the_slider_still_moves():
    app = opened("dirac_gan", dirac_method="wgan-gp", dirac_lr="0.3")
    assert not app.warning
    assert "kink" in said(app)
    assert "kink" in app.latex[-1].value
    sent = figures(app)["dirac_lr"]
    assert sent.options["start"] == "0.3"
    assert sent.figure["moving"] == {}


@pytest.mark.parametrize(("guess", "verdict"), [(1, "Look again."), (2, "That is it.")])
def test_a_guess_reveals_the_answer(guess, verdict):
    app = opened("dirac_gan")
    app.radio[0].set_value(app.radio[0].options[guess]).run()
    (answer,) = (text.value for text in app.markdown if "carries each" in text.value)
    assert verdict in answer


def test_without_controls_the_url_still_sets_everything():
    app = opened("dirac_gan", **link(STATES[2]), hide="controls")
    assert not app.selectbox
    assert not app.select_slider
    assert "lr = 0.5\nmomentum = -0.5" in app.code[0].value


def test_a_real_run_with_settings_like_these_opens_without_a_warning(monkeypatch):
    seen = []
    monkeypatch.setattr(url, "still_hidden", lambda link: seen.append(link) or link)
    opened("dirac_gan", dirac_method="r1", dirac_momentum="0.5")
    (state,) = (one for one in seen if any(key.startswith("gan_") for key in one))
    assert (state["gan_penalty"], state["gan_beta1"]) == ("r1", "0.5")
    assert not opened("live_gan", **state).warning

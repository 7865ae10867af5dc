"""The page "Watch one train": its settings, its recipes, and what it shows of a run."""

import math

import pytest
import scipy.stats
from streamlit.testing.v1 import AppTest

from core.gan import script, settings, targets
from core.gan.config import Config
from core.gan.presets import PRESETS
from core.lessons.live_gan import runs
from core.ui import live, reports
from tests.pages.opening import opened
from tests.pages.sent import Sent, figures, options

DRAWN = "9" * 12 + "0" * 12  # flat from -6 to 0


def configs(app: AppTest) -> tuple[Config, ...]:
    """What the page trains."""
    return app.session_state["gan_film:run"].session.configs


def training(app: AppTest) -> Sent:
    return figures(app)["gan_film"]


def number(app: AppTest, title: str) -> float:
    """A live number of the frame that was sent."""
    (frame,) = training(app).options["frames"]
    return float(frame["numbers"][title])


def test_without_a_link_it_is_the_healthy_run_and_has_not_begun():
    app = opened("live_gan")
    assert configs(app) == (Config(),)
    (frame,) = training(app).options["frames"]
    assert (frame["name"], frame["phase"]) == ("0", 0)
    assert frame["numbers"]["G's gradient norm"] == "none yet"


def test_the_distance_at_the_start_is_that_of_two_normal_densities():
    # N(0, 1) to N(4, 1/2): quantiles 4 + z/2 and z are 4 - z/2 apart, 4 on average.
    assert number(opened("live_gan"), "Wasserstein-1") == pytest.approx(4.0, abs=0.01)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_the_link_of_a_recipe_trains_that_recipe(preset):
    link = {**settings.link(preset.config), "hide": "code"}
    app = opened("live_gan", **link)
    assert not app.warning
    assert configs(app) == (preset.config,)


def test_choosing_a_recipe_sets_the_controls_and_so_the_run():
    app = opened("live_gan", hide="code")
    app.selectbox(key="recipe").select("collapse").run()
    assert not app.exception
    expected = next(one.config for one in PRESETS if one.name == "collapse")
    assert configs(app) == (expected,)
    assert app.query_params["gan_d_steps"] in ("5", ["5"])


def test_a_second_loss_trains_beside_the_first_from_the_same_seed():
    app = opened("live_gan", gan_compare="saturating", gan_seed="3", hide="code")
    assert [one.loss for one in configs(app)] == ["non-saturating", "saturating"]
    assert {one.seed for one in configs(app)} == {3}
    assert {"xaxis2", "yaxis7"} <= training(app).figure["layout"].keys()


def test_the_same_loss_twice_is_one_run():
    app = opened("live_gan", gan_compare="non-saturating", hide="code")
    assert len(configs(app)) == 1


def test_eight_seeds_train_together_beginning_with_the_one_chosen():
    app = opened("live_gan", gan_runs="eight-seeds", gan_seed="5", hide="code")
    assert [one.seed for one in configs(app)] == list(range(5, 13))
    (frame,) = training(app).options["frames"]
    assert frame["numbers"][f"seeds below {runs.CLOSE}"] == "0 of 8"


def test_a_drawing_is_the_target():
    app = opened("live_gan", gan_real="drawn", gan_drawing=DRAWN, hide="code")
    assert not app.warning
    assert configs(app)[0].drawing == DRAWN
    # Flat on [-6, 0] against N(0, 1): quantiles 6u - 6 lie left of z(u) throughout, so
    # W1 is the difference of the means, 0 - (-3).
    low = scipy.stats.norm.ppf(0.5 / 256)
    assert low > 6 * 0.5 / 256 - 6
    assert number(app, "Wasserstein-1") == pytest.approx(3.0, abs=0.01)


@pytest.mark.parametrize(
    "bad", ["", "9", "x" * 24, "0" * 24, "9" * 25, "<b>", ["1", "2"]]
)
def test_a_drawing_that_is_none_gives_one_line_and_the_default(bad):
    app = opened("live_gan", gan_real="drawn", gan_drawing=bad, hide="code")
    assert len(app.warning) == 1
    assert "gan_drawing" in app.warning[0].value
    assert configs(app)[0].drawing == targets.STAIRS


def test_digits_typed_wrong_keep_the_page_going():
    app = opened("live_gan", gan_real="drawn", hide="code")
    app.text_input(key="gan_drawing").set_value("12").run()
    assert not app.exception
    assert len(app.warning) == 1
    assert configs(app)[0].drawing == targets.STAIRS


def test_with_the_controls_hidden_the_link_still_decides():
    app = opened("live_gan", gan_loss="hinge", gan_lr_d="0.01", hide="controls")
    assert not app.selectbox
    assert configs(app)[0].loss == "hinge"
    assert configs(app)[0].lr_d == 0.01


def test_a_rate_is_changed_in_the_run_under_way_and_a_width_begins_another():
    app = opened("live_gan", hide="code")
    before = app.session_state["gan_film:run"].token
    app.selectbox(key="gan_lr_g").select("0.01").run()
    assert app.session_state["gan_film:run"].token == before
    assert configs(app)[0].lr_g == 0.01
    app.selectbox(key="gan_width_g").select("8").run()
    assert app.session_state["gan_film:run"].token != before


def test_only_a_figure_that_another_session_drew_is_told_that_its_run_is_gone(
    monkeypatch,
):
    app = opened("live_gan", hide="code")
    monkeypatch.setattr(reports, "drawn", lambda _: True)
    assert options(app.run())["gan_film"]["note"] == ""
    app = opened("live_gan", hide="code")  # the browser goes on where a server died
    assert options(app)["gan_film"]["note"] == live.GONE


def test_the_script_is_that_of_the_settings():
    app = opened("live_gan", gan_loss="hinge", gan_seed="4")
    expected = script.script(Config(loss="hinge", seed=4), 1500)
    assert expected.strip() in [block.value.strip() for block in app.code]


def test_the_certificate_stands_under_the_figure_with_its_numbers():
    app = opened("live_gan", hide="code")
    (frame,) = training(app).options["frames"]
    loss, least = frame["numbers"]["D's loss … least possible"].split(" … ")
    js = number(app, "JS, nats")
    assert float(least) == pytest.approx(2 * math.log(2) - 2 * js, abs=2e-3)
    assert float(loss) >= float(least)


def test_a_game_without_probabilities_has_no_certificate():
    app = opened("live_gan", gan_loss="wasserstein", hide="code")
    (frame,) = training(app).options["frames"]
    assert not [title for title in frame["numbers"] if "least" in title]


def test_the_prediction_is_explained_with_the_cost_of_guessing():
    app = opened("live_gan", hide="code")
    app.radio(key="live_gan_guess").set_value("Near 2 log 2").run()
    said = " ".join(one.value for one in app.markdown)
    assert f"{2 * math.log(2):.4f}" in said


def test_a_link_that_asks_for_too_much_work_gets_a_smaller_batch_and_is_told():
    wide = {"gan_width_d": "128", "gan_width_g": "128", "gan_d_steps": "10"}
    app = opened("live_gan", **wide, gan_batch="1024", gan_runs="eight-seeds")
    assert [one.value for one in app.warning if "With a batch of 1024" in one.value]
    script = next(one.value for one in app.code if "BATCH" in one.value.upper())
    assert "1024" not in script

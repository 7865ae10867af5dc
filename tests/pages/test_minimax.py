import re
from typing import Any

import numpy as np
import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.minimax.walk import STEPS
from core.plotting.theme import format_number
from core.ui import questions
from tests.pages.opening import opened

NAMES = [step.name for step in STEPS]
ORDER = ["pairs", "real", "fake", "mean", "real_part", "fake_part", "half"]
ORDER += ["loss_d", "value"]


def halves(m: int, seed: int) -> tuple[float, float]:
    """Torch's mean BCE of m real and of m fake samples, drawn anew."""
    drawn = torch.tensor(np.random.default_rng(seed).standard_normal((m, 2)))
    real, fake = 1.5 - drawn[:, 0], 1.5 - (drawn[:, 1] + 2.0)
    bce = F.binary_cross_entropy_with_logits
    return (
        bce(real, torch.ones_like(real)).item(),
        bce(fake, torch.zeros_like(fake)).item(),
    )


def words(app: AppTest) -> str:
    return "\n".join(text.value for text in app.markdown)


def panes(app: AppTest) -> list[str]:
    """The code beside a derivation; the app's own styles are no pane."""
    return [one.proto.body for one in app.get("html") if "<pre" in one.proto.body]


def printed(app: AppTest) -> dict[str, float]:
    """What the snippet printed, line by line."""
    lines = app.code[1].value.splitlines()
    return {line[:20].strip(): float(line[21:]) for line in lines}


def cells(app: AppTest, table: int) -> Any:
    return app.table[table].value


def test_the_page_opens_with_sixteen_pairs_of_seed_0_at_the_first_step():
    app = opened("minimax")
    assert app.title[0].value == "How does BCE become the GAN's loss?"
    assert not app.warning
    assert r"\sqrt{16}" in app.latex[-1].value
    assert app.number_input[0].value == 0
    assert "Step 1 of 7" in " ".join(text.value for text in app.markdown)
    shown: list[Any] = list(app.main)
    order = [
        one.value[:20] if one.type == "markdown" else one.proto.id.rpartition("-")[2]
        for one in shown
        if one.type in ("markdown", "bidi_component")
    ]  # the wrong turns speak of V's hill, drawn above
    assert order.index("game_signs") < order.index("## Three wrong turns")


@pytest.mark.parametrize(("m", "seed"), [(1, 0), (16, 0), (96, 12), (4096, 9999)])
def test_formula_tables_and_printed_lines_agree_with_torch(m, seed):
    app = opened("minimax", game_m=str(m), game_seed=str(seed))
    assert not app.warning
    real, fake = halves(m, seed)
    assert f"D(x) = {format_number(real)}\n" in app.latex[0].value
    assert f"G(z))) = {format_number(fake)}\n" in app.latex[1].value
    assert f"together }} {format_number(real + fake)}," in app.latex[2].value
    signs, generators = cells(app, 1), cells(app, 2)
    assert signs.iloc[-2, 1] == format_number(-real - fake)
    assert signs.iloc[-2, 2] == format_number(real + fake)
    assert generators.iloc[2, 1] == format_number(-fake)
    ran = printed(app)
    # The same sum in another order.
    assert ran["mean over 2m samples"] == pytest.approx((real + fake) / 2, rel=1e-12)
    assert ran["loss of D, -V"] == pytest.approx(real + fake, rel=1e-12)
    assert ran["value V"] == -ran["loss of D, -V"]
    assert format_number(ran["G, non-saturating"]) == generators.iloc[2, 2]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_can_be_linked_and_lights_its_terms_cells_and_lines(name):
    app = opened("minimax", game_step=name)
    assert not app.warning
    step = STEPS[NAMES.index(name)]
    formula = next(t.value for t in app.markdown if r"\displaystyle" in t.value)
    lit = re.findall(r":(\w+)-background\[", formula)
    assert lit == [color for _, color in step.formula if color]
    table = cells(app, 0)
    for row, label in enumerate([1] * 4 + [0] * 4):
        for column in table.columns:
            cell = table[column].iloc[row]
            owner = ":green-background[" if label else ":orange-background["
            is_lit = label in step.labels and column in step.columns
            assert cell.startswith(owner if is_lit else ":gray[")
    (pane,) = panes(app)
    marked = re.findall(r"<mark[^>]*>(\w+)", pane)
    assert marked == [line for line in ORDER if line in step.lines]


def test_the_reader_walks_on_and_back_and_is_stopped_at_both_ends():
    app = opened("minimax")

    def button(name: str):
        return next(b for b in app.button if b.label == name)

    button("Step back").click().run()
    assert "Step 1 of 7" in " ".join(text.value for text in app.markdown)
    for at in range(2, 8):
        button("Step on").click().run()
        assert f"Step {at} of 7" in " ".join(text.value for text in app.markdown)
        assert app.session_state["game_step"] == NAMES[at - 1]
    button("Step on").click().run()
    assert "Step 7 of 7" in " ".join(text.value for text in app.markdown)
    button("Step back").click().run()
    assert app.session_state["game_step"] == "expectation"
    assert not app.exception


def test_another_seed_draws_another_table_and_the_same_seed_the_same_one():
    tables = [
        cells(opened("minimax", game_seed=seed), 0)["nats"].tolist()
        for seed in ("5", "6", "5")
    ]
    assert tables[0] == tables[2]
    assert tables[0] != tables[1]


BAD_SEEDS = ["", "x", "-1", "3.7", "10000", "nan", "inf", "1e3", "9" * 500, "<b>3</b>"]


@pytest.mark.parametrize("seed", BAD_SEEDS)
def test_a_bad_seed_gives_seed_0_and_one_line_and_leaves_the_rest(seed):
    app = opened("minimax", game_seed=seed, game_m="64", game_step="half")
    assert len(app.warning) == 1
    assert (
        "`game_seed` should be one whole number from 0 to 9999" in app.warning[0].value
    )
    assert app.number_input[0].value == 0
    assert "game_seed" not in app.query_params
    assert r"\sqrt{64}" in app.latex[-1].value
    assert "Step 4 of 7" in " ".join(text.value for text in app.markdown)


def test_two_seeds_are_no_seed():
    app = opened("minimax", game_seed=["3", "4"])
    assert len(app.warning) == 1
    assert app.number_input[0].value == 0


def test_a_bad_seed_that_comes_by_the_back_button_is_noticed_too():
    app = opened("minimax", game_seed="7")
    app.query_params["game_seed"] = "3.7"
    app.session_state["session"].event += 1  # as agreement.arrive does for it
    app.run()
    assert not app.exception
    assert len(app.warning) == 1
    assert app.number_input[0].value == 0


@pytest.mark.parametrize("m", ["", "0", "4097", "many", "nan", "-16", "1e2"])
def test_a_bad_batch_size_gives_16_and_one_line_and_leaves_the_rest(m):
    app = opened("minimax", game_m=m, game_seed="7")
    assert len(app.warning) == 1
    assert "game_m" in app.warning[0].value
    assert r"\sqrt{16}" in app.latex[-1].value
    assert app.number_input[0].value == 7


def test_a_batch_size_between_two_positions_gets_the_nearer_one_and_a_line():
    app = opened("minimax", game_m="17")
    assert len(app.warning) == 1
    assert "nearer" in app.warning[0].value
    assert r"\sqrt{16}" in app.latex[-1].value


def test_a_bad_step_gives_the_first_and_one_line():
    app = opened("minimax", game_step="handwaving")
    assert len(app.warning) == 1
    assert "game_step" in app.warning[0].value
    assert "Step 1 of 7" in " ".join(text.value for text in app.markdown)


def test_a_teacher_can_hide_controls_prose_and_code_and_the_link_still_counts():
    hidden = ["controls", "prose", "code", "share"]
    app = opened("minimax", hide=hidden, game_seed="5", game_step="label-0")
    assert not app.warning
    assert not app.number_input
    assert not app.button
    assert not app.code
    assert not panes(app)
    shown = cells(app, 0)["nats"].tolist()
    assert (
        shown
        == cells(opened("minimax", game_seed="5", game_step="label-0"), 0)[
            "nats"
        ].tolist()
    )


def test_the_answer_to_the_prediction_is_shown_once_a_guess_is_made():
    app = opened("minimax")
    guess = app.radio[0]
    guess.set_value(guess.options[1]).run()
    assert "**That is it.**" in words(app)
    guess.set_value(guess.options[0]).run()
    assert "**Look again.**" in words(app)


def test_each_question_links_to_a_state_that_the_page_takes_without_complaint():
    asked = questions.of_page("minimax")
    assert len(asked) == 5
    for question in asked:
        assert not opened("minimax", **question.link).warning

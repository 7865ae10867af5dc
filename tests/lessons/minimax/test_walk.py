import re

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.minimax import pytorch as snippets
from core.lessons.minimax import walk
from core.plotting.theme import format_number
from core.ui import snippet
from core.ui.walk import assignments

SEEDS = [0, 3, 42, 9999]


def batch(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Four real and four fake samples with their labels, drawn anew."""
    drawn = np.random.default_rng(seed).standard_normal((4, 2))
    x = np.concatenate([drawn[:, 0], drawn[:, 1] + 2.0])
    return torch.tensor(x), torch.tensor([1.0] * 4 + [0.0] * 4, dtype=torch.float64)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_row_says_the_sample_its_probability_and_torchs_loss(seed):
    x, labels = batch(seed)
    logits = 1.5 - x
    losses = F.binary_cross_entropy_with_logits(logits, labels, reduction="none")
    rows = walk.walk(seed).rows
    assert len(rows) == 8
    for (label, cells), *expected in zip(rows, x, labels, logits, losses, strict=True):
        place, y, logit, loss = (value.item() for value in expected)
        assert label == y
        shown = [float(cell.replace("−", "-")) for cell in (*cells[:3], cells[4])]
        d = 1.0 / (1.0 + np.exp(-logit))
        # Half of the last decimal that is shown.
        assert shown == pytest.approx([place, y, d, loss], abs=0.5001e-3)
        assert shown[3] == pytest.approx(loss, abs=0.5001e-4)
        assert ("1 - D" in cells[3]) == (y == 0.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lines_of_code_when_run_give_the_numbers_of_their_steps(seed):
    values = walk.walk(seed).values
    ran: dict = {"print": lambda *_: None}
    exec(snippet.source(snippets.game, {"m": 4, "seed": seed}), ran)  # noqa: S102
    for line, name in (
        ("mean", "mean"),
        ("real_part", "real"),
        ("fake_part", "fake"),
        ("half", "mean"),
        ("loss_d", "loss"),
        ("value", "value"),
    ):
        assert values[name] == f"{ran[line].item():.4f}", line


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_shows_numbers_and_they_are_in_plain_decimals(seed):
    walked = walk.walk(seed)
    for step in walked.steps:
        text = step.numbers % walked.values
        assert re.search(r"\d\.\d{4}", text)
        assert "%" not in text
    assert walked.values["exact"] == "0.8580"
    assert walked.values["exact_value"] == "-0.8580"


def test_every_step_lights_lines_that_the_snippet_has():
    walked = walk.walk(0)
    shown = assignments(snippets.game, walked.lines)
    for step in walked.steps:
        assert set(step.lines) <= set(shown)
    assert shown["fake_part"] == "fake_part = bce(d(fake), zeros)"
    assert shown["half"] == "half = (real_part + fake_part) / 2"


def test_a_step_about_one_label_lights_that_label_everywhere_and_dims_the_other():
    steps = {step.name: step for step in walk.STEPS}
    for name, label, color, line in (
        ("label-1", 1, "green", "real_part"),
        ("label-0", 0, "orange", "fake_part"),
    ):
        step = steps[name]
        assert step.labels == (label,)
        assert [lit for _, lit in step.formula if lit] == [color]
        assert step.lines == {line: color}


def test_every_step_lights_something_in_formula_table_and_code():
    for step in walk.STEPS:
        assert any(color for _, color in step.formula)
        assert step.labels
        assert set(step.columns) <= set(walk.COLUMNS)
        assert step.lines


def test_the_names_of_the_steps_fit_into_an_address():
    names = [step.name for step in walk.STEPS]
    assert len(set(names)) == 7
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)


def test_what_is_left_of_a_row_is_what_the_two_sides_of_the_formula_say():
    # -1·log D and -0·log(1 - D), and the other way round, add up to torch's loss.
    x, labels = batch(3)
    d = torch.sigmoid(1.5 - x)
    both = -labels * d.log() - (1 - labels) * (1 - d).log()
    left = [float(cells[4]) for _, cells in walk.walk(3).rows]
    assert left == pytest.approx(both.numpy(), abs=0.5001e-4)
    assert format_number(both.mean().item()) == "0.6858"

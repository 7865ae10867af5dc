import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy import special
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.numerical_stability import facts
from tests.lessons.numerical_stability.asking import asked, exactly

PROJECT = Path(__file__).resolve().parents[3]
QUESTIONS = PROJECT / "core/lessons/numerical_stability/questions.toml"

FACTS = facts.everything()


def number(name):
    return float(FACTS[name].replace("−", "-").replace("∞", "inf"))


def bceloss(dtype, label, logit):
    """Value and gradient of torch's BCELoss after a sigmoid."""
    value, gradient = asked(dtype, "BCELoss", label, [logit] * 64)
    return value[0], gradient[0]


# -- Exact -----------------------------------------------------------------------------


def test_the_exact_numbers_agree_with_mpmath():
    cost, slope = exactly(0, 17)
    assert number("cost_17") == pytest.approx(cost, rel=5e-4)
    assert number("slope_17") == pytest.approx(slope, abs=5e-5)
    assert number("slope_real_17") == pytest.approx(exactly(1, -17)[1], abs=5e-5)
    assert number("sigmoid_minus_17") == float(f"{special.expit(-17.0):.2g}")
    assert number("cost_right_17") == pytest.approx(exactly(0, -17)[0], rel=5e-4)
    assert number("slope_minus_37") == pytest.approx(exactly(1, -37)[1], abs=5e-5)
    first, second = exactly(1, 12)[0], exactly(0, -15)[0]
    assert number("example_exact") == pytest.approx((first + second) / 2, rel=5e-5)
    assert number("example_second") == pytest.approx(second, rel=5e-4)


# -- What PyTorch returns --------------------------------------------------------------


def test_bceloss_at_17_is_what_torch_returns():
    value, gradient = bceloss("float32", 0.0, 17.0)
    assert (number("bceloss_cost_17"), number("bceloss_slope_17")) == (value, gradient)
    assert (value, gradient) == (100.0, 0.0)
    _, gradient = bceloss("float32", 1.0, -17.0)
    assert number("bceloss_slope_real_17") == pytest.approx(gradient, rel=5e-4)
    _, gradient = bceloss("float64", 1.0, -37.0)
    assert number("bceloss_slope_minus_37") == pytest.approx(gradient, rel=5e-4)


def test_the_other_ways_at_17_are_what_torch_returns():
    cost, slope = asked("float32", "naive", 0, 17.0)
    assert number("naive_cost_17") == cost
    assert np.isnan(slope)
    assert FACTS["naive_slope_17"] == "not a number"
    cost, slope = asked("float32", "BCEWithLogitsLoss", 0, 17.0)
    assert (number("logits_cost_17"), number("logits_slope_17")) == (cost, slope)
    cost, _ = asked("float32", "BCEWithLogitsLoss", 0, -17.0)
    assert number("logits_cost_right_17") == cost == 0.0
    cost, _ = asked("float32", "BCELoss", 0, -17.0)
    assert number("bceloss_cost_right_17") == pytest.approx(float(cost), rel=5e-4)
    cost, _ = asked("float32", "softplus", 0, -17.0)
    assert number("softplus_cost_right_17") == pytest.approx(float(cost), rel=5e-4)


@pytest.mark.parametrize(
    ("name", "dtype", "label", "symptom"),
    [
        ("nan_from_float16", "float16", 0.0, lambda g: g != g),
        ("zero_from_bfloat16", "bfloat16", 0.0, lambda g: g == 0),
        ("zero_from_float32", "float32", 0.0, lambda g: g == 0),
        ("zero_from_float64", "float64", 0.0, lambda g: g == 0),
        ("half_from_float64", "float64", 0.0, lambda g: abs(g) < 0.5),
        ("real_from_float16", "float16", 1.0, lambda g: g != g),
        ("half_from_float32_real", "float32", 1.0, lambda g: abs(g) < 0.5),
        ("zero_from_float32_real", "float32", 1.0, lambda g: g == 0),
    ],
)
def test_bceloss_breaks_from_there_on_and_not_before(name, dtype, label, symptom):
    first = number(name)
    # Four digits are quoted, and bfloat16 has steps of 0.5 % itself.
    assert symptom(bceloss(dtype, label, first * 1.001)[1])
    assert not symptom(bceloss(dtype, label, first * 0.995)[1])


def test_the_sigmoid_rounds_to_1_where_bceloss_breaks_for_a_fake():
    for dtype, name in (
        ("float16", "nan_from_float16"),
        ("bfloat16", "zero_from_bfloat16"),
        ("float32", "zero_from_float32"),
        ("float64", "zero_from_float64"),
    ):
        x = torch.full((64,), number(name), dtype=getattr(torch, dtype))
        assert (torch.sigmoid(1.001 * x) == 1.0).all()
        assert (torch.sigmoid(0.995 * x) < 1.0).all()
    assert torch.tensor(1e-12, dtype=torch.float16) == 0.0


def test_the_example_is_what_torch_returns():
    x, y = torch.tensor([12.0, -15.0]), torch.tensor([1.0, 0.0])
    probs = F.binary_cross_entropy(x.sigmoid(), y)
    logits = F.binary_cross_entropy_with_logits(x, y)
    by_hand = (x.clamp(min=0) - x * y + (1 + (-x.abs()).exp()).log()).mean()
    softplus = F.softplus(torch.stack([-x[0], x[1]])).mean()
    for name, answer in (
        ("example_bceloss", probs),
        ("example_logits", logits),
        ("example_by_hand", by_hand),
        ("example_softplus", softplus),
    ):
        assert number(name) == pytest.approx(answer.item(), rel=5e-5)
    assert FACTS["example_allclose"] == str(torch.allclose(probs, logits)) == "False"
    apart = 100 * (probs / logits - 1).item()
    assert number("example_apart") == pytest.approx(apart, rel=0.05)
    assert torch.allclose(logits, logits * (1 + 0.9e-5), atol=0.0)  # 0.001 %
    assert not torch.allclose(logits, logits * (1 + 1.1e-5), atol=0.0)


def test_bce_with_logits_loses_the_second_sample_to_cancellation():
    x, y = torch.tensor([12.0, -15.0]), torch.tensor([1.0, 0.0])
    each = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    assert each[1] == 0.0
    # Next to 15 float32 goes in steps of 9.5e-7, of which the loss is a third.
    step = torch.nextafter(torch.tensor(15.0), torch.tensor(16.0)) - 15.0
    assert number("example_second") < 0.5 * step.item()
    assert F.softplus(x[1]).item() == pytest.approx(exactly(0, -15)[0], rel=1e-6)


def test_softplus_returns_the_logit_itself_beyond_20():
    assert torch.nn.Softplus().threshold == 20


def test_allclose_tolerates_what_is_said():
    x, y = torch.tensor([12.0, -15.0]), torch.tensor([1.0, 0.0])
    logits = F.binary_cross_entropy_with_logits(x, y)
    part = number("example_tolerance") / 100
    assert torch.allclose(logits * (1 + 0.98 * part), logits)
    assert not torch.allclose(logits * (1 + 1.02 * part), logits)


# -- When PyTorch is asked -------------------------------------------------------------


ASK = """
import sys
from core.lessons.numerical_stability.facts import FACTS, everything
FACTS["cost_17"]
print("torch" in sys.modules)
everything()["bceloss_cost_17"]
print("torch" in sys.modules)
"""


def test_the_facts_are_known_without_torch_until_one_of_its_answers_is_quoted():
    run = [sys.executable, "-c", ASK]
    told = subprocess.run(run, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


def test_no_fact_goes_by_two_values():
    measured = facts.measured()
    assert not set(measured) & set(facts.FACTS)


def test_every_answer_finds_its_numbers():
    for question in tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["question"]:
        answer = question["answer"] % FACTS
        assert "nowhere" not in answer
        assert "%(" not in answer

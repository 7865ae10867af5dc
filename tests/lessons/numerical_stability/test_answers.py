"""The numbers of the answers about other people's code, against torch and mpmath."""

import mpmath
import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.numerical_stability import facts
from tests.lessons.numerical_stability.asking import exactly

FACTS = facts.everything()


def number(name):
    return float(FACTS[name].replace("−", "-"))


# -- Caps, epsilons, autocast ----------------------------------------------------------


def test_the_caps_are_minus_the_logarithm_of_the_least_probability():
    # Keras clips in float32, where 1 - 1e-7 is a multiple of 2**-24.
    kept = 1.0 - np.clip(np.float32(1.0), np.float32(1e-7), np.float32(1.0 - 1e-7))
    low, upper = mpmath.log(mpmath.mpf(1e-7)), mpmath.log(mpmath.mpf(float(kept)))
    for name, cap in (
        ("cap_keras", -upper),
        ("cap_keras_half", -upper / 2),
        ("cap_keras_two", -(low + upper) / 2),
        ("cap_6", 6 * mpmath.log(10)),
        ("cap_12", 12 * mpmath.log(10)),
    ):
        assert number(name) == pytest.approx(float(cap), abs=6e-5)


def test_at_each_cap_there_is_no_slope():
    sure = torch.tensor(30.0, requires_grad=True)
    p = torch.sigmoid(sure)
    for loss in (
        -torch.log(1 - p.clamp(1e-7, 1 - 1e-7)),
        -torch.log(1 - p + 1e-6),
        F.binary_cross_entropy(p, torch.tensor(0.0)),
    ):
        assert torch.autograd.grad(loss, sure, retain_graph=True)[0] == 0.0


def test_an_epsilon_in_the_logarithm_costs_what_is_said():
    for logit in (10.0, 14.0, 20.0):
        x = torch.tensor(logit, requires_grad=True)
        (-(1 - x.sigmoid() + 1e-6).log()).backward()
        assert x.grad is not None
        slope = number(f"epsilon_slope_{logit:g}")
        assert slope == pytest.approx(x.grad.item(), rel=5e-3)
    assert (-(torch.zeros(()) + 1e-6).log()).item() == pytest.approx(number("cap_6"))


def test_float_after_a_sigmoid_in_float16_brings_no_digits_back():
    x = torch.tensor(8.5, dtype=torch.float16, requires_grad=True)
    p = x.sigmoid()
    F.binary_cross_entropy(p.float(), torch.tensor(0.0)).backward()
    assert x.grad is not None
    assert number("autocast_p") == p.item() == 1.0
    assert (number("autocast_cost"), FACTS["autocast_slope"]) == (100, "not a number")
    assert x.grad.isnan()
    assert number("autocast_right") == pytest.approx(exactly(0, 8.5)[0], rel=5e-4)
    with torch.autocast("cpu", dtype=torch.float16):
        logit = torch.nn.Linear(1, 1)(torch.ones(1, 1))
    assert logit.sigmoid().dtype == torch.float16


# -- Shapes, weights, divergences ------------------------------------------------------


def test_a_column_against_a_row_costs_every_label():
    scores = torch.tensor([10.0, -10.0], dtype=torch.float64).reshape(2, 1)
    labels = torch.tensor([1.0, 0.0], dtype=torch.float64)
    table = F.softplus(scores) - labels * scores
    assert table.shape == (2, 2)
    assert number("every_label") == pytest.approx(table.mean().item(), rel=5e-4)
    right = F.binary_cross_entropy_with_logits(scores[:, 0], labels)
    assert number("each_label") == pytest.approx(right.item(), rel=5e-4)
    zeros = torch.zeros(2, 1)
    level = (F.softplus(zeros) - labels * zeros).mean().item()
    assert number("log_2") == pytest.approx(level, abs=5e-5)


def test_which_losses_refuse_a_column_against_a_row_and_which_warn():
    p, y = torch.full((4, 1), 0.5), torch.ones(4)
    for loss in (torch.nn.BCELoss(), torch.nn.BCEWithLogitsLoss()):
        with pytest.raises(ValueError, match=r"[Tt]arget size"):
            loss(p, y)
    with pytest.warns(UserWarning, match="different to the input size"):
        torch.nn.MSELoss()(p, y)


def test_pos_weight_moves_the_best_probability():
    share = torch.tensor([1.0] + 9 * [0.0], dtype=torch.float64)
    assert number("share") == share.mean().item()
    p = torch.tensor(number("weighted_p"), dtype=torch.float64)
    x = torch.logit(p).requires_grad_()
    weight = torch.tensor(number("weight"), dtype=torch.float64)
    loss = F.binary_cross_entropy_with_logits(x.expand(10), share, pos_weight=weight)
    assert torch.autograd.grad(loss, x)[0].item() == pytest.approx(0.0, abs=1e-15)
    undone = torch.sigmoid(x - number("log_weight")).item()
    assert undone == pytest.approx(number("share"), rel=5e-4)


def test_kldivloss_is_negative_as_said():
    half = torch.tensor([0.5, 0.5])
    given = F.kl_div(half, half, reduction="sum").item()
    assert number("kl_of_probs") == pytest.approx(given, rel=5e-4)
    given = F.kl_div(half.log(), half / 2, reduction="sum").item()
    assert number("kl_unnormalised") == pytest.approx(given, rel=5e-4)
    assert F.kl_div(half.log(), half, reduction="sum") == 0.0


@pytest.mark.parametrize(("label", "slope"), [(0.0, 1.0), (1.0, 0.0)])
def test_by_hand_the_slope_at_0_is_wrong_by_a_half(label, slope):
    x = torch.tensor(0.0, requires_grad=True)
    loss = x.clamp(min=0) - x * label + torch.log(1 + torch.exp(-x.abs()))
    assert torch.autograd.grad(loss, x)[0] == slope
    assert abs(slope - exactly(int(label), 0)[1]) == 0.5

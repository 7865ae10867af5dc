"""The levels against PyTorch's own losses, and the best of many constant answers."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.diagnosis import LOSSES, REDUCTIONS, levels

LOGITS = torch.linspace(-12.0, 12.0, 240_001, dtype=torch.float64)  # 1e-4 apart


def level(
    loss: str,
    of: str,
    name: str,
    reduction: str = "sum",
    real: float = 1.0,
    fake: float = 0.0,
) -> float:
    (found,) = [
        each.value
        for each in levels(loss, reduction, real, fake)
        if (each.of, each.name) == (of, name)
    ]
    return found


def bce(logit: float, label: float) -> float:
    both = torch.tensor([logit, label], dtype=torch.float64)
    return F.binary_cross_entropy_with_logits(both[0], both[1]).item()


def test_chance_of_bce_is_what_torch_charges_for_a_logit_of_0():
    half = bce(0.0, 1.0)
    for loss, of_g in (("bce-non-saturating", half), ("bce-saturating", -half)):
        assert level(loss, "d_real", "chance") == pytest.approx(half, rel=1e-12)
        assert level(loss, "d", "chance") == pytest.approx(2 * half, rel=1e-12)
        assert level(loss, "d", "chance", "mean") == pytest.approx(half, rel=1e-12)
        assert level(loss, "g", "chance") == pytest.approx(of_g, rel=1e-12)


def test_chance_of_squares_is_what_torch_charges_for_a_half():
    score, one, zero = torch.tensor(0.5), torch.tensor(1.0), torch.tensor(0.0)
    real, fake = F.mse_loss(score, one).item(), F.mse_loss(score, zero).item()
    assert level("least-squares", "d", "chance") == pytest.approx(
        real + fake, rel=1e-12
    )
    assert level("least-squares", "d", "chance", "mean") == 0.25
    assert level("least-squares", "g", "chance") == pytest.approx(real, rel=1e-12)
    assert level("least-squares-halved", "d", "chance") == 0.25
    assert level("least-squares-halved", "g", "chance") == 0.125


def test_any_constant_from_minus_1_to_1_costs_the_hinge_2():
    for score in (-1.0, -0.3, 0.0, 1.0):
        s = torch.tensor(score)
        assert (F.relu(1 - s) + F.relu(1 + s)).item() == pytest.approx(
            level("hinge", "d", "chance")
        )


@pytest.mark.parametrize(("real", "fake"), [(0.9, 0.0), (0.9, 0.1), (1.0, 0.2)])
def test_with_soft_labels_chance_is_the_best_constant_and_the_floor_the_best_of_all(
    real: float, fake: float
):
    def costs(label: float) -> torch.Tensor:
        labels = torch.full_like(LOGITS, label)
        return F.binary_cross_entropy_with_logits(LOGITS, labels, reduction="none")

    both = costs(real) + costs(fake)
    of_g = costs(1.0)[both.argmin()].item()
    loss = "bce-non-saturating"
    chance = level(loss, "d", "chance", real=real, fake=fake)
    assert chance == pytest.approx(both.min().item(), abs=1e-5)
    assert level(loss, "g", "chance", real=real, fake=fake) == pytest.approx(
        of_g, abs=1e-4
    )
    # A hard label's least is at infinity, 6e-6 below that at the end of the logits.
    least = costs(real).min().item() + costs(fake).min().item()
    floor = level(loss, "d", "floor", real=real, fake=fake)
    assert floor == pytest.approx(least, abs=2e-5)


def test_the_numbers_that_are_known_for_a_label_of_0_9():
    loss = "bce-non-saturating"
    assert round(level(loss, "d", "chance", real=0.9), 4) == 1.3763
    assert round(level(loss, "g", "chance", real=0.9), 4) == 0.7985
    assert round(level(loss, "d", "floor", real=0.9), 4) == 0.3251
    assert round(level(loss, "d", "floor", real=0.9, fake=0.1), 4) == 0.6502


@pytest.mark.parametrize("loss", [loss for loss in LOSSES if loss != "unknown"])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_levels_have_names_and_a_critic_has_neither_floor_nor_ceiling(
    loss: str, reduction: str
):
    found = levels(loss, reduction)
    assert {each.name for each in found} <= {"chance", "floor", "ceiling", "D perfect"}
    assert all(np.isfinite(each.value) and each.says for each in found)
    if loss == "wasserstein":
        assert {each.name for each in found} == {"chance"}
        assert "g" not in {each.of for each in found}
    if reduction == "unknown":
        assert "d" not in {each.of for each in found}


def test_an_unknown_loss_has_no_levels_and_unknown_names_are_refused():
    assert levels("unknown", "sum") == ()
    with pytest.raises(ValueError, match="loss must be one of"):
        levels("bces", "sum")
    with pytest.raises(ValueError, match="reduction must be one of"):
        levels("hinge", "max")
    with pytest.raises(ValueError, match="labels must lie"):
        levels("hinge", "sum", real_label=1.2)

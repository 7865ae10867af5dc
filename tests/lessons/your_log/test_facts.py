"""The numbers that the answers quote, from PyTorch and mpmath."""

import mpmath
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.your_log.facts import FACTS

LOGITS = torch.linspace(-6.0, 6.0, 120_001, dtype=torch.float64)  # 1e-4 apart


def cost(label: float, logits: torch.Tensor = LOGITS) -> torch.Tensor:
    labels = torch.full_like(logits, label)
    return F.binary_cross_entropy_with_logits(logits, labels, reduction="none")


def near(name: str, value: float) -> None:
    digits = len(FACTS[name].partition(".")[2])
    assert float(FACTS[name]) == pytest.approx(value, abs=0.51 * 10.0**-digits)


def test_chance():
    near("log_2", cost(1.0, torch.zeros(1)).item())
    near("two_log_2", 2.0 * cost(1.0, torch.zeros(1)).item())


def test_least_squares():
    scores = torch.linspace(-1.0, 2.0, 3001, dtype=torch.float64)
    halves = [(scores - label) ** 2 for label in (1.0, 0.0)]
    best = (halves[0] + halves[1]).argmin()  # real and fake are alike
    near("square_half", halves[0][best].item())
    near("square_sum", (halves[0] + halves[1])[best].item())
    near("square_g", halves[0][best].item())
    near("halved_sum", (halves[0] + halves[1])[best].item() / 2.0)
    near("halved_g", halves[0][best].item() / 2.0)


def test_a_label_of_0_9():
    both = cost(0.9) + cost(0.0)
    near("smooth_d", both.min().item())
    near("smooth_g", cost(1.0)[both.argmin()].item())
    near("smooth_floor", cost(0.9).min().item())


def test_gradients_that_are_not_cleared_add_gs_loss_to_ds():
    best = (cost(1.0) + cost(0.0) + cost(1.0)).argmin()
    near("uncleared_d", (cost(1.0) + cost(0.0))[best].item())
    near("uncleared_g", cost(1.0)[best].item())


def test_a_shifted_logit():
    halves = cost(1.0) + F.softplus(LOGITS - 1.0)
    near("shifted_half", halves.min().item() / 2.0)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("keras_cap", "2**-23"),
        ("keras_other_cap", "1e-7"),
        ("cap_1e_12", "1e-12"),
        ("cap_1e_8", "1e-8"),
        ("cap_1e_6", "1e-6"),
    ],
)
def test_a_cap_is_minus_the_log_of_the_least_probability(name: str, least: str):
    value = mpmath.mpf(2) ** -23 if "**" in least else mpmath.mpf(least)
    near(name, float(-mpmath.log(value)))


def test_a_mean_of_halves_has_half_of_kerass_cap():
    near("keras_half_cap", float(mpmath.log(2) * 23 / 2))

import pytest
import torch

from core.lessons.gradients.facts import FACTS


def slopes(loss) -> tuple[float, float]:
    """Autograd's slope in p and in the logit, at p = 0.001."""
    logit = torch.tensor(0.001, dtype=torch.float64).logit().requires_grad_()
    prob = torch.sigmoid(logit)
    in_p, in_logit = torch.autograd.grad(loss(prob), (prob, logit))
    return in_p.item(), in_logit.item()


_, FACTOR = slopes(lambda p: p)
_, NON_SATURATING = slopes(lambda p: -torch.log(p))
SATURATING_IN_P, SATURATING = slopes(lambda p: torch.log(1 - p))
_, SQUARED = slopes(lambda p: (1 - p) ** 2)

EXPECTED = {
    "factor_tiny": FACTOR,
    "logit_slope_tiny": NON_SATURATING,
    "saturating_slope_tiny": SATURATING_IN_P,
    "saturating_logit_slope_tiny": SATURATING,
    "squared_logit_slope_tiny": SQUARED,
    "times_squared": NON_SATURATING / SQUARED,
}


def test_every_fact_has_an_expected_value():
    assert set(FACTS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_what_autograd_finds_to_four_digits(name):
    assert float(FACTS[name].replace("−", "-")) == float(f"{EXPECTED[name]:.4g}")

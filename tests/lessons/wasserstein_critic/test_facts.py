import mpmath
import numpy as np
import pytest
import torch
from scipy import integrate, stats

from core.lessons.wasserstein_critic.facts import FACTS


def w1(theta):
    """∫ |P − Q| by SciPy."""
    turn = -theta
    return integrate.quad(
        lambda x: abs(stats.norm(0, 0.5).cdf(x) - stats.norm(theta, 1).cdf(x)),
        -9.0, theta + 9.0, points=[turn], limit=200,
    )[0]  # fmt: skip


def d_loss(theta):
    """E log(1 + e^-ℓ) on real data and E log(1 + e^ℓ) on fakes, to 20 digits."""

    def both(x):
        p, q = mpmath.npdf(x, 0, 0.5), mpmath.npdf(x, theta, 1)
        return p * mpmath.log(1 + q / p) + q * mpmath.log(1 + p / q)

    return float(str(mpmath.quad(both, [-6, -2, 0, 1, 2, theta, theta + 6])))


def penalised(weight):
    """W1 + ∫ h² / (2λ r) at θ = 3, by SciPy."""

    def excess(x):
        gap = stats.norm(3, 1).cdf(x) - stats.norm(0, 0.5).cdf(x)
        shares = np.linspace(0.0, 1.0, 401)
        spread = np.hypot(0.5 * shares, 1.0 - shares)
        mixed = stats.norm.pdf(x, 3.0 * (1.0 - shares), spread)
        between = integrate.simpson(mixed, x=shares)
        return gap**2 / (2 * weight * between)

    return w1(3.0) + integrate.quad(excess, -2.5, 7.0, limit=60, epsabs=1e-5)[0]


def steepest():
    x = torch.linspace(0, 5, 100_001, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.nn.functional.silu(x).sum(), x)
    return slope.max().item()


STEP = 1e-3
EXPECTED = {
    "wc_w1_same_middle": (w1(0.0), 3),
    "wc_w1_four": (w1(4.0), 4),
    "wc_w1_five": (w1(5.0), 4),
    "wc_d_loss_four": (d_loss(4.0), 2),
    "wc_d_loss_five": (d_loss(5.0), 2),
    "wc_d_push_five": ((d_loss(5 - STEP) - d_loss(5 + STEP)) / (2 * STEP), 2),
    "wc_gap_slope_four": (1.0 + 4.0 / 20.0, 4),
    "wc_trapped_slope_four": (1.0 - 4.0 / 20.0, 4),
    "wc_penalised_three": (penalised(10.0), 3),
    "wc_penalised_three_strong": (penalised(100.0), 3),
    "wc_clip_limit": (0.1**3 * (32 * steepest()) ** 2, 3),
    "wc_clip_limit_paper": (0.01**3 * (32 * steepest()) ** 2, 3),
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_right_to_the_digits_shown(name):
    value, digits = EXPECTED[name]
    assert float(FACTS[name].replace("−", "-")) == float(f"{value:.{digits}g}")

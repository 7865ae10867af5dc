import mpmath
import pytest
from mpmath import mpf

from core.lessons.bce_curve.facts import FACTS


def cost(p: str):
    """-log p for a probability in decimals."""
    return -mpmath.log(mpf(p))


REAL = [cost(p) for p in ("0.9", "0.8", "0.95", "0.85", "0.7")]
FAKE = [cost(p) for p in ("0.9", "0.8", "0.85", "0.75", "0.7")]  # 1 - p of each fake
MEAN_REAL, MEAN_FAKE = mpmath.fsum(REAL) / 5, mpmath.fsum(FAKE) / 5
NINE = mpf("0.9")

EXPECTED = {
    "log2": (mpmath.log(2), 4),
    "two_log2": (mpmath.log(4), 5),
    "cost_tenth": (cost("0.1"), 5),
    "cost_tiny": (cost("0.001"), 5),
    "log10": (mpmath.log(10), 5),
    "slope_tiny": (mpf(-1000), 4),
    "squared_tiny": (mpf("0.999") ** 2, 3),
    "squared_slope_tiny": (-2 * mpf("0.999"), 4),
    "floor_nine_tenths": (NINE * cost("0.9") + (1 - NINE) * cost("0.1"), 5),
    "floor_both": (2 * (NINE * cost("0.9") + (1 - NINE) * cost("0.1")), 4),
    "alike_d": (mpf("0.45"), 4),
    "alike_loss_d": (NINE * cost("0.45") + mpf("1.1") * cost("0.55"), 5),
    "alike_loss_g": (cost("0.45"), 4),
    "mean_real": (MEAN_REAL, 4),
    "mean_fake": (MEAN_FAKE, 4),
    "total": (MEAN_REAL + MEAN_FAKE, 4),
    "mean_all": ((MEAN_REAL + MEAN_FAKE) / 2, 4),
}


def test_every_fact_has_an_expected_value():
    assert set(FACTS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_its_closed_form_rounded_to_the_digits_shown(name):
    exact, digits = EXPECTED[name]
    shown = str(mpmath.nstr(exact, digits, strip_zeros=True))
    assert FACTS[name].replace("−", "-") == shown.removesuffix(".0")

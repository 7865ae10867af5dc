import mpmath
import pytest

from core.lessons.minimax import pytorch as snippets
from core.lessons.minimax.facts import FACTS


def expected(cost, mean):
    """E[cost(logit of D)] over N(mean, 1), in 30 digits, and of its square."""
    cuts = [mean + k for k in (-14, -6, -2, 0, 2, 6, 14)]

    def weighted(power):
        return lambda x: mpmath.npdf(x, mean) * cost(mpmath.mpf(1.5) - x) ** power

    return [mpmath.mpf(mpmath.quad(weighted(power), cuts)) for power in (1, 2)]


def right(logit):  # -log D
    return mpmath.log1p(mpmath.exp(-logit))


def wrong(logit):  # -log(1 - D)
    return mpmath.log1p(mpmath.exp(logit))


REAL, REAL_SQUARE = expected(right, 0)
FAKE, FAKE_SQUARE = expected(wrong, 2)
FLIPPED = expected(right, 2)[0]
SPREAD = mpmath.sqrt(REAL_SQUARE - REAL**2 + FAKE_SQUARE - FAKE**2)
NARROW = 10 / mpmath.sqrt(2 * mpmath.pi)
EXPECTED = {
    "game_loss": REAL + FAKE,
    "game_half": (REAL + FAKE) / 2,
    "game_value": -(REAL + FAKE),
    "game_saturating": -FAKE,
    "game_flipped": FLIPPED,
    "game_band_16": SPREAD / 4,
    "game_band_64": SPREAD / 8,
    "game_narrow_density": NARROW,
    "game_narrow_rest": 1 - NARROW,
    "game_times": mpmath.mpf(999),  # (1 - 0.001) / 0.001
}


def test_every_fact_has_an_expected_value():
    assert set(EXPECTED) == set(FACTS)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_its_expected_value_to_four_digits(name):
    shown = float(FACTS[name].replace("−", "-"))
    assert shown == float(f"{float(EXPECTED[name]):.4g}")


def test_a_very_large_batch_of_the_snippet_comes_near_the_facts():
    printed = []
    snippets.game(10**6, 1, print=lambda name, value: printed.append(value))
    mean, half, loss, value, saturating, flipped = printed
    # Five standard errors of a million pairs.
    near = 5 * float(SPREAD) / 1000
    assert loss == pytest.approx(float(REAL + FAKE), abs=near)
    assert (mean, half, -value) == pytest.approx((loss / 2, loss / 2, loss), rel=1e-9)
    assert saturating == pytest.approx(float(-FAKE), abs=near)
    assert flipped == pytest.approx(float(FLIPPED), abs=near)

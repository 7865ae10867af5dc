import math

import numpy as np
import pytest

from core.lessons.dirac_gan.facts import FACTS

H = 0.1


def at_once(slope: complex) -> float:
    return abs(1 + H * slope)


def in_turns(damping: float, momentum: float) -> float:
    """G's and D's heavy ball in turns: the quartic of the two second differences.

    (l - 1)(l - b) x = h/2 l y for the fake, (l - 1)(l - b) y + h g l y = -h/2 x for D.
    """
    ball = np.poly1d([1.0, -1.0 - momentum, momentum])
    damped = ball + np.poly1d([H * damping, 0.0])
    quartic = ball * damped + np.poly1d([H**2 / 4, 0.0, 0.0, 0.0])
    return float(np.abs(quartic.roots).max())


R1 = math.sqrt(1 - H / 2)  # in turns, with gamma = 1/2: 1 - h gamma
AHEAD = math.sqrt(1 - H**2 / 4 + H**4 / 16)
EXPECTED = {
    "dirac_minimax_radius": at_once(0.5j),
    "dirac_wgan_radius": at_once(1j),
    "dirac_r1_share": 100 * (1 - R1),
    "dirac_ahead_share": 100 * (1 - AHEAD),
    "dirac_ns_circle": math.sqrt(2 * H),
    "dirac_noise_gamma": 0.5,  # sigma^2 / 2
    "dirac_half_radius": in_turns(0.0, 0.5),
    "dirac_nine_radius": in_turns(0.0, 0.9),
    "dirac_back_radius": in_turns(0.0, -0.5),
    "dirac_r1_half_radius": in_turns(0.5, 0.5),
    "dirac_r1_nine_radius": in_turns(0.5, 0.9),
}


def test_every_fact_has_an_expected_value():
    assert set(FACTS) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_fact_is_a_closed_form_to_the_digits_that_are_shown(name):
    digits = len(FACTS[name].lstrip("0.").replace(".", ""))
    assert float(FACTS[name]) == float(f"{EXPECTED[name]:.{max(digits, 3)}g}")

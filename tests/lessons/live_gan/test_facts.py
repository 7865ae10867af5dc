import math

from core.lessons.live_gan.facts import FACTS


def test_two_guesses_of_one_half_cost_log_4():
    assert {"two_log2": f"{math.log(4):.4f}"} == FACTS

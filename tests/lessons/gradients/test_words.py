"""Each sentence about the push is true of autograd's slopes where it is said."""

import numpy as np
import pytest

from core.lessons.gradients import words
from tests.lessons.gradients.oracle import LOSSES, slopes_at

PROBS = [0.001, 0.05, 0.2, 0.21, 0.5, 0.79, 0.8, 0.95, 0.999]
HARD = 0.8 - 1e-9  # of slopes from 0 to 1: the push that counts as one
TRUE = {  # of the slope in p, the sigmoid's and the slope in the logit, without signs
    "nothing vanishes": lambda in_p, small, push: push >= HARD and in_p > 4.9,
    "Both factors are moderate": lambda in_p, small, push: in_p < 5 and small > 0.15,
    "Little is left to gain": lambda in_p, small, push: push < 0.21,
    "the push is gone": lambda in_p, small, push: push < 0.21 and in_p < 1.3,
    "it comes when it is needed less": lambda in_p, small, push: 0.2 < push < 0.8,
    "for real, and only now is the push": lambda in_p, small, push: push >= HARD,
    "The first is at most 2: <b>this push vanishes": lambda in_p, small, push: (
        in_p <= 2 and push < 0.26
    ),
    "as hard as it ever does": lambda in_p, small, push: push > 0.06,
    "Both factors are small": lambda in_p, small, push: push < min(in_p, small) < 0.2,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_is_said_of_the_push_is_true_of_the_three_slopes(loss):
    for p in PROBS:
        in_p, factor, in_logit = slopes_at(loss, p)
        text = words.notice(loss, p, in_p, factor, in_logit)
        (name,) = [name for name in TRUE if name in text]
        assert TRUE[name](abs(in_p), factor, abs(in_logit)), (p, name)
        assert ("D takes the fake for real" in text) <= (p > 0.5)


def test_squared_error_pushes_hardest_at_a_third_and_there_it_is_said():
    p = np.linspace(0.01, 0.99, 981)
    hardest = p[np.argmax([abs(slopes_at("squared-error", float(x))[2]) for x in p])]
    assert hardest == pytest.approx(1.0 / 3.0, abs=1e-3)
    assert "as hard as it ever does" in words.notice("squared-error", 1 / 3, 0, 0, 0)


@pytest.mark.parametrize("loss", LOSSES)
def test_each_loss_has_its_three_sentences_from_low_to_high(loss):
    places = [words.notice(loss, p, 0.0, 0.0, 0.0) for p in (0.1, 0.5, 0.9)]
    assert [text.split("multiplied, 0. ")[1] for text in places] == [*words.PUSH[loss]]

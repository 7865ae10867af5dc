"""What is said of a guess and of labels is so, by the definition of BCE."""

import math

import pytest

from core.lessons.bce_curve import words
from core.plotting.theme import format_number


def bce(y: float, p: float) -> float:
    return -sum(
        weight * math.log(said)
        for weight, said in ((y, p), (1.0 - y, 1.0 - p))
        if weight
    )


@pytest.mark.parametrize("p", [0.01, 0.09, 0.11, 0.5, 0.6, 0.89, 0.91])
@pytest.mark.parametrize("y", [0.0, 0.5, 1.0])
def test_each_guess_gets_the_sentence_of_its_place(y, p):
    text = words.guess(y, p, bce(y, p), 3.0, (y - p) ** 2)
    assert f"BCE charges {format_number(bce(y, p))} nats" in text
    soft, cost = 0.0 < y < 1.0, bce(y, p)
    assert ("cheapest guess" in text) == soft
    assert ("not free" in text) == (soft and p == y)
    # 90 % sure and wrong is -log 0.1, 90 % sure and right -log 0.9.
    assert ("Each further zero" in text) == (not soft and cost > -math.log(0.1))
    assert ("costs next to nothing" in text) == (not soft and cost < -math.log(0.9))
    assert ("chance level" in text) == (not soft and p == 0.5)


def test_a_zero_more_costs_log_10():
    assert f"{math.log(10.0):.3f}" in words.guess(1.0, 0.01, 4.605, 100.0, 0.98)


@pytest.mark.parametrize("alpha", [0.8, 1.0])
@pytest.mark.parametrize("beta", [0.0, 0.1])
def test_labels_are_said_to_do_what_they_do(beta, alpha):
    alike = (alpha + beta) / 2.0
    loss = bce(alpha, alike) + bce(beta, alike)
    floor = bce(alpha, alpha) + bce(beta, beta)
    text = words.soft(beta, alpha, alike, loss, floor)
    if (beta, alpha) == (0.0, 1.0):
        assert "A perfect D costs nothing" in text
        assert f"D says ½ and its loss is 2 log 2 = {loss:.3f}" in text
    else:
        assert f"cannot fall below {format_number(floor)}" in text
        assert f"D says (α + β)/2 = {format_number(alike)}" in text
        assert f"its loss is {format_number(loss)}" in text
    assert ("rewards G" in text) == (beta > 0.0)
    assert ("Smoothing the reals alone" in text) == (alpha < 1.0 and not beta)

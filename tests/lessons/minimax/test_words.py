"""What is said of a batch's exact loss and of the three wrong turns is so."""

import math
import re
from typing import Any

import numpy as np
import pytest
from scipy import special

from core.lessons.minimax import figures, words
from core.maths import fixed_game
from tests.lessons.minimax import test_facts as facts

TURNS = " ".join(words.WRONG_TURNS.split())


def test_the_exact_loss_is_the_same_whatever_the_samples_and_however_many():
    loss = float(facts.REAL + facts.FAKE)
    texts = [words.notice(m, 0.5 * m, 0.1, 3, 50) for m in (1, 16)]
    for seed in (0, 7):
        figure: Any = figures.estimates(seed)
        texts += figure.layout.meta["notices"]
    told = {re.findall(r"exact is (.*?)\. Your batch", text)[0] for text in texts}
    assert told == {f"{loss:.4g}, an integral with no sample in it"}


def test_densities_stand_in_the_result_since_samples_are_drawn_from_them():
    said = "The wish is right: densities do stand in the result. They get there by sam"
    assert said in TURNS
    means = fixed_game.running_means(fixed_game.draw_batch(10**5, 1))
    near = 5.0 * float(facts.SPREAD) / math.sqrt(10**5)  # five standard errors
    assert means.real[-1] == pytest.approx(float(facts.REAL), abs=near)
    assert means.fake[-1] == pytest.approx(float(facts.FAKE), abs=near)


def test_the_hill_of_v_has_no_foot_and_far_down_d_judges_wrongly():
    assert "That is *V*. Its hill, drawn above, has no foot" in TURNS
    assert "minimising it, *D* would learn to be wrong without end" in TURNS
    real, fake = np.random.default_rng(1).normal([0.0, 2.0], size=(64, 2)).T
    for side, judged_wrong in ((-1.0, real), (1.0, fake)):
        cuts = side * 10.0 ** np.arange(1, 6)  # of D(x) = sigmoid(c - x)
        value = [
            special.log_expit(c - real).mean() + special.log_expit(fake - c).mean()
            for c in cuts
        ]
        # Ten times as far out it is about ten times as deep.
        assert np.diff(value) == pytest.approx(-np.diff(np.abs(cuts)), rel=0.2)
        assert np.all(side * (cuts[-1] - judged_wrong) > 0.0)


def test_the_label_inside_the_logarithm_leaves_no_d_to_learn():
    (formula,) = re.findall(r"label inside the logarithm\*\*, \$(.*?)\$", TURNS)
    assert set(re.findall(r"[A-Za-z]+", formula)) == {"y", "log"}
    assert "It knows nothing of *D* and has no slope to learn from" in TURNS

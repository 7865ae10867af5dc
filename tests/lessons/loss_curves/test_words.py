"""Numbers in the words that no run decides: what a loss is at a known D."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.special import expit

from core.lessons.loss_curves import cases, words
from core.plotting.theme import format_number
from core.training.look import X


@pytest.fixture
def quoted(monkeypatch) -> dict[str, str]:
    """Of a made-up run: losses on straight lines, fakes that move from 1 to 5."""
    steps, looks = 1001, 51
    apart = np.r_[np.zeros(looks - 1), 1.0][:, None]  # only at the last look
    run = SimpleNamespace(
        loss_d=np.linspace(2.0, 1.0, steps),
        loss_g=np.linspace(0.5, 0.7, steps),
        fakes=np.linspace(1.0, 5.0, looks)[:, None]
        + apart * np.array([-5.5, -2.0, 2.0, 5.5]),  # one at -0.5
        js=np.linspace(0.6, 0.1, looks),
        w1=np.linspace(4.0, 0.25, looks),
    )
    monkeypatch.setattr(cases, "run", lambda case: run)
    return words.measured(cases.kinds().index("healthy"))


def bce(probability: float, label: int) -> float:
    """By its definition."""
    return -np.log(probability if label else 1.0 - probability)


def test_levels_are_losses_of_a_known_d(quoted):
    expected = {
        "coin": bce(0.5, 1) + bce(0.5, 0),
        # Half of the data where D says 1/3, the rest for nothing.
        "third_d": 0.5 * bce(1 / 3, 1) + bce(1 / 3, 0),
        "third_g": bce(1 / 3, 1),
        # What a sigmoid returned, between 0 and 1, is taken for a logit.
        "surest": expit(1.0),
        "floor": bce(expit(1.0), 1) + bce(expit(0.0), 0),
        "low_g": bce(expit(1.0), 1),
        "two_thirds_d": bce(2 / 3, 1) + bce(2 / 3, 0),
        "two_thirds_g": bce(2 / 3, 1),
        # softplus(-s) + softplus(s - 1) is least at a score of 1/2.
        "shift_d": bce(expit(0.5), 1) + bce(expit(-0.5), 0),
        "shift_g": bce(expit(0.5), 1),
        "cap": 13.8155,  # -log 1e-6, by mpmath
        "cap_8": 18.4207,
        "cap_12": 27.6310,
    }
    for name, value in expected.items():
        assert float(quoted[name]) == pytest.approx(value, rel=1e-3), name


def test_numbers_of_a_run_are_read_from_its_right_end(quoted):
    expected = {
        "loss_d": 1.0495,  # the mean of the last 100 steps of 1000, from 2 to 1
        "loss_g": 0.6901,
        "w1_start": 4.0,
        "w1": 0.25,
        "middle": 5.0,
        "farthest": 5.0,
        "spread": np.sqrt((5.5**2 + 2.0**2) / 2.0),
        "swing": 2.0,  # the second half of 4
        "js": 0.35,
    }
    for name, value in expected.items():
        digits = 2 if name in ("spread", "swing", "js") else 3
        rounding = 0.5 * 10.0 ** (1 - digits)
        assert float(quoted[name]) == pytest.approx(value, rel=rounding), name
    assert quoted["share"] == "75 %"


@pytest.mark.parametrize("end", [0.0, 1.0])
def test_a_sigmoid_that_is_stuck_is_told_with_the_losses_of_its_logit(end):
    density = np.zeros((2, X.size))
    density[:, 40:60] = 0.5
    inner = np.where(density > 0.0, end, 0.4)  # what D returned is taken for a logit
    target = SimpleNamespace(pdf=lambda x: np.zeros_like(x))
    run: Any = SimpleNamespace(target=target, density=density, output=expit(inner))
    text = words.stuck(run)
    assert f"is at {end:g} wherever" in text
    on_d, on_g = bce(expit(end), 1) + bce(expit(end), 0), bce(expit(end), 1)
    assert f"gives {format_number(on_d)} and {format_number(on_g)}, " in text
    run.output = expit(np.where(density > 0.0, 0.5, end))
    assert words.stuck(run) == ""


@pytest.mark.parametrize("last", [2.0 * np.log(2.0), 0.8])
def test_a_frozen_d_is_called_healthy_to_look_at_by_its_last_100_steps(
    monkeypatch, last
):
    curves = {"D": np.r_[np.zeros(900), np.full(100, last)]}
    curves["G"] = np.r_[np.full(900, 5.0), np.full(100, last / 2.0)]
    monkeypatch.setattr(cases, "smoothed", lambda case: curves)
    text = words.calm(cases.kinds().index("d-frozen"))
    if last == 0.8:
        assert text == ""
    else:
        assert "end at 1.386 and 0.6931," in text
    assert words.calm(cases.kinds().index("healthy")) == ""

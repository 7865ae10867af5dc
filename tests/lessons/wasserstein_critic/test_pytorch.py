"""The code that readers copy prints the figures' numbers."""

import re
import tomllib
from pathlib import Path

import pytest

from core.lessons.wasserstein_critic import facts, pair, pytorch, sign

TOML = Path(facts.__file__).with_name("questions.toml")


def printed(run, **values):
    lines: list[str] = []
    run(**values, print=lambda *parts: lines.append(" ".join(map(str, parts))))
    return lines


@pytest.mark.parametrize("theta", [1.0, 3.0])
def test_the_two_losses_and_their_pushes_are_those_of_the_figure(theta):
    at = pair.optimum([theta])
    lines = printed(pytorch.two_losses, theta=theta)
    # 100,000 quantiles of each, whose outermost halves are cut off.
    for name, expected in (
        ("critic's loss", -at.w1[0]),
        ("−W1, by sorting", -at.w1[0]),
        ("push on the fakes", at.critic_push[0]),
        ("D's loss", at.d_loss[0]),
        ("push, log(1 − D)", at.d_push[0]),
    ):
        line = next(line for line in lines if line.startswith(name))
        assert float(line.rsplit(" ", 1)[1]) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("name", list(sign.PAIRINGS))
def test_the_signs_bring_fakes_nearer_only_in_the_right_pairings(name):
    labels = sign.PAIRINGS[name]
    *_, verdict = printed(pytorch.signs, theta=4.0, **labels.named())
    assert verdict == ("nearer" if labels.right else "further away")


@pytest.mark.parametrize(
    ("constraint", "low", "high"),
    [
        ("one-sided-penalty", -3.8, -3.1),  # −W1 and d/(2λ) more
        ("clipping", -1.2, -0.6),  # a part of W1
        ("none", -1e4, -30.0),  # runs away
        ("gradient-penalty", 2.2, 2.9),  # trapped, with this seed
    ],
)
def test_the_critic_trained_by_hand_ends_as_the_apps_own(constraint, low, high):
    lines = printed(pytorch.penalties, theta=3.0, constraint=constraint)
    assert low < float(lines[-1].rsplit(" ", 1)[1]) < high


def test_every_answer_can_be_filled_with_the_facts():
    for question in tomllib.loads(TOML.read_text(encoding="utf-8"))["question"]:
        answer = question["answer"] % facts.FACTS
        assert not re.search(r"%\(", answer)

"""Our own runs: no healthy one is accused, and bugs with a fingerprint are met."""

import pytest

from benchmarks._known import NAMES
from core.diagnosis import Finding, diagnose, guess, parse
from tests.diagnosis import runs

BCE = "bce-non-saturating"
SEEDS = (1,)  # benchmarks.diagnosis goes through many


def judged(curves: runs.Curves, *of: str) -> list[Finding]:
    return diagnose(parse(runs.text(curves)), *of)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("loss", NAMES)
def test_a_healthy_run_is_not_accused_whether_its_loss_is_stated_or_not(
    loss: str, seed: int
):
    curves = runs.healthy(loss, seed)
    for of in ((NAMES[loss], "sum"), ()):
        assert {finding.grade for finding in judged(curves, *of)} == {"possible"}
        assert not any(finding.fault for finding in judged(curves, *of))


@pytest.mark.parametrize("loss", NAMES)
def test_the_loss_of_a_healthy_run_is_guessed(loss: str):
    log = parse(runs.text(runs.healthy(loss, SEEDS[0])))
    assert guess(log)[:2] == (NAMES[loss], "sum")


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("bug", "name"),
    [
        ("sigmoid", "sigmoid-twice"),
        ("moves-d", "d-worse-than-guessing"),
        ("swapped", "same-side"),
        ("label-0", "same-side"),
    ],
)
def test_a_bug_with_a_fingerprint_is_the_first_finding(bug: str, name: str, seed: int):
    curves = runs.bug(bug, seed)
    assert judged(curves, BCE, "sum")[0].name == name
    assert judged(curves)[0].name == name


@pytest.mark.parametrize(
    ("bug", "name", "loss", "iterations"),
    [
        ("d-frozen", "d-frozen", BCE, 400),
        ("g-detached", "g-no-gradient", BCE, 600),
        ("not-cleared", "gradients-not-cleared", BCE, 400),
        ("epsilon", "library-cap", BCE, 100),
        ("shifted", "shifted-logit", BCE, 400),
        ("same-sign", "critic-same-sign", "wasserstein", 400),
    ],
)
def test_so_is_the_fingerprint_of_each_kind_whose_level_or_trend_is_known(
    bug: str, name: str, loss: str, iterations: int
):
    first = judged(runs.bug(bug, 0, iterations), loss, "sum")[0]
    assert first.name == name
    assert first.bug == bug


def test_gradients_that_are_never_cleared_are_told_by_medians_where_means_are_dragged():
    curves = runs.bug("never-cleared", 0)
    first = judged(curves, BCE, "sum")[0]
    assert (first.name, first.grade) == ("gradients-not-cleared", "fits")


@pytest.mark.parametrize("bug", ["wasted", "detach"])
def test_a_bug_without_a_fingerprint_is_not_taken_for_another(bug: str):
    assert not any(finding.fault for finding in judged(runs.bug(bug, 0), BCE, "sum"))


def test_a_vanished_gradient_is_proved():
    first = judged(runs.preset("vanishing", 0), "bce-saturating", "sum")[0]
    assert (first.name, first.grade) == ("saturating-flat", "proved")


def test_a_collapse_may_be_one_of_two_modes_and_no_more():
    first = judged(runs.preset("collapse", 0), BCE, "sum")[0]
    assert first.grade == "possible"

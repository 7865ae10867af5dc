"""What each recipe of ``core.gan.presets`` promises, as code.

The sentence of a recipe is what a reader sees; its predicate here says of every run of
it whether the sentence is true there. ``benchmarks.recipes`` counts over many seeds,
``tests/gan/test_presets.py`` over a few, with the same predicates.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks._runs import Runs, late
from core.training.snapshot import Snapshot, X

GAP = (X > 2.5) & (X < 4.5)  # between N(0, 1) and N(6, 0.5²)
COIN = 2.0 * np.log(2.0)  # L_D of a D that answers ½


def settles(runs: Runs) -> np.ndarray:
    """The fakes stay near the target, and D pays what a coin pays."""
    coin = np.abs(runs.moments[-1].loss_d - COIN) < 0.02
    return coin & (late(runs.w1)[-10:] < 0.4).all(axis=0)


def stands_still(runs: Runs) -> np.ndarray:
    """G never comes 2 % nearer than W1 = 6, mostly without a gradient; D is sure."""
    still = (runs.w1 > 0.98 * 6.0).all(axis=0)
    flat = np.median(runs.over_time(lambda seen: seen.norm_g), axis=0) < 0.01
    return still & flat & (runs.sure < 0.05).all(axis=0)


def pushed_at_once(runs: Runs) -> np.ndarray:
    """D is sure at the start; G has a gradient all the same, and arrives."""
    pushed = (runs.sure[0] < 0.05) & (runs.first.norm_g > 0.1)
    return pushed & (runs.w1[-1] < 0.5)


def arrives_without_gradient(runs: Runs) -> np.ndarray:
    """G's first gradient is as small as where it stands still, yet it arrives."""
    return (runs.first.norm_g < 0.01) & (runs.w1.min(axis=0) < 0.5)


def crowds_and_stays(runs: Runs) -> np.ndarray:
    """At the last ten looks nearly all fakes are at one mode, and at the same."""
    right = runs.right[-10:]
    same = np.ptp(right, axis=0) < 0.1
    return same & (np.abs(right - 0.5) > 0.45).all(axis=0)


def finds_both_modes(runs: Runs) -> np.ndarray:
    """Half of the fakes at each mode; W1 is 3 with one of them."""
    return (np.abs(runs.right[-1] - 0.5) < 0.1) & (runs.w1[-1] < 0.5)


def hops(runs: Runs) -> np.ndarray:
    """In the second half most fakes move together, and change sides again and again."""
    side = late(runs.right) > 0.5
    often = (side[1:] != side[:-1]).sum(axis=0) >= len(side) // 5
    return often & (np.median(late(runs.crowd), axis=0) > 0.9)


def swings(runs: Runs) -> np.ndarray:
    """The fakes' mean moves over more than half a unit; healthy, over 0.3 at most."""
    return runs.swing > 0.5


def rests(runs: Runs) -> np.ndarray:
    """It moves over less than healthy, and the fakes are there."""
    return (runs.swing < 0.25) & (runs.w1[-1] < 0.25)


def comes_close(runs: Runs) -> np.ndarray:
    """At some moment, and never far away again."""
    return (runs.w1.min(axis=0) < 0.3) & (late(runs.w1) < 2.0).all(axis=0)


def straight_way(runs: Runs) -> np.ndarray:
    """The slope varies by less than a tenth across the gap, and G arrives."""
    slopes = np.array([seen.slopes[:, GAP] for seen in _early(runs)])
    bend = slopes.std(axis=2) / np.abs(slopes.mean(axis=2))
    return (bend < 0.1).all(axis=0) & (runs.w1[-1] < 0.5)


def a_little_above_1(runs: Runs) -> np.ndarray:
    """The slope across the gap, while there is one, is between 1 and 1.4.

    A point on the way lies there with density 1 / d and moves F - G by 1, so that slope
    s earns s and costs λ (s - 1)² / d: best at 1 + d / (2 λ), for d = 6, λ = 10 at 1.3.
    """
    slopes = np.array([seen.slopes[:, GAP].mean(axis=1) for seen in _early(runs)])
    steady = ((slopes > 1.0) & (slopes < 1.4)).all(axis=0)
    return steady & straight_way(runs)


def _early(runs: Runs) -> Sequence[Snapshot]:
    return (runs.start, *runs.moments[:3])


def never_rests(runs: Runs) -> np.ndarray:
    """The fakes never settle: far from the target, or moving on."""
    return (runs.w1[-1] > 1.0) | (runs.swing > 1.0)


def arrives_from_afar(runs: Runs) -> np.ndarray:
    """From W1 = 6."""
    return (runs.start.w1 > 5.9) & (runs.w1.min(axis=0) < 0.3)


class Claim(NamedTuple):
    """A part of a recipe's sentence, and what makes it true.

    Attributes:
        recipe: its name.
        says: the part, word for word.
        holds: run by run, whether it is true.
        share: in how many of the seeds, if the sentence says so.
    """

    recipe: str
    says: str
    holds: Callable[[Runs], np.ndarray]
    share: float = 1.0


CLAIMS = (
    Claim("healthy", "settle on the target, and D ends near ½", settles),
    Claim("vanishing", "D is sure of every fake", stands_still),
    Claim(
        "not-vanishing", "G is pushed although D is sure, and arrives", pushed_at_once
    ),
    Claim("hidden", "The gradient vanishes as before, but", arrives_without_gradient),
    Claim(
        "collapse", "In 9 of 10 seeds all fakes crowd into one", crowds_and_stays, 0.9
    ),
    Claim("collapse-penalty", "the critic points to both modes", finds_both_modes),
    Claim("collapse-noise", "both modes are found", finds_both_modes),
    Claim(
        "hopping",
        "In 7 of 10 seeds the fakes jump from mode to mode and back",
        hops,
        0.7,
    ),
    Claim("oscillation", "swing about the target and never rest", swings),
    Claim("oscillation-r1", "brings the same run to rest", rests),
    Claim("wasserstein-clip", "the same all the way to the target", straight_way),
    Claim("wasserstein-penalty", "a little above 1: a steady pull", a_little_above_1),
    Claim("two-sided", "no rest", never_rests),
    Claim("tutorial", "the fakes come close", comes_close),
    Claim("tutorial", "in 7 of 10 seeds swing", swings, 0.7),
    Claim("least-squares", "fakes arrive from afar", arrives_from_afar),
    Claim("hinge", "G never stops", arrives_from_afar),
)

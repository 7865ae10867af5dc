"""Every preset, trained from eight seeds, does what its sentence says.

Bounds come from one measurement of all presets over their full length, seeds 0 to 7:
what all eight did, with room for another processor's rounding, or a median with room
for one seed to go another way. Where the claim shows sooner, the run is cut short.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from core.gan.config import Config
from core.gan.presets import BY_NAME, PRESETS
from core.training.snapshot import Snapshot, X, snapshot
from core.training.trainer import Trainer

SEEDS = range(8)
EVERY = 25
GAP = (X > 2.5) & (X < 4.5)  # between N(0, 1) and N(6, 0.5²)


@dataclass(frozen=True, eq=False)
class Runs:
    """Eight runs of one preset: the moment before, the first step, every 25th one."""

    start: Snapshot
    first: Snapshot
    moments: Sequence[Snapshot]

    def over_time(self, of) -> np.ndarray:
        """(moments, seeds)."""
        return np.array([of(seen) for seen in self.moments])

    @property
    def w1(self) -> np.ndarray:
        return self.over_time(lambda seen: seen.w1)

    @property
    def right(self) -> np.ndarray:
        """Share of the fakes that are right of 0."""
        return self.over_time(lambda seen: (seen.fakes > 0.0).mean(axis=1))

    @property
    def swing(self) -> np.ndarray:
        """Peak to peak of the fakes' mean, over the second half; (seeds,)."""
        means = self.over_time(lambda seen: seen.fakes.mean(axis=1))
        return np.ptp(means[len(means) // 2 :], axis=0)


@functools.cache
def runs(name: str, iterations: int) -> Runs:
    config = BY_NAME[name].config
    trainer = Trainer(*(replace(config, seed=seed) for seed in SEEDS))
    trainer.advance(0)
    start = snapshot(trainer)
    trainer.advance(1)
    first = snapshot(trainer)
    moments = []
    while trainer.iterations < iterations:
        trainer.advance(EVERY - trainer.iterations % EVERY)
        moments.append(snapshot(trainer))
    return Runs(start, first, moments)


def test_a_healthy_run_settles_and_leaves_d_guessing():
    healthy = runs("healthy", 1000)
    assert (healthy.start.w1 > 3.99).all()
    assert np.median(healthy.w1[-1]) < 0.12  # measured 0.08, from 0.02 to 0.13
    assert (healthy.w1[-1] < 0.25).all()
    # D's loss of somebody who can only guess is 2 log 2 = 1.386; measured within 0.002.
    np.testing.assert_allclose(healthy.moments[-1].loss_d, 2 * np.log(2), atol=0.02)


def test_the_saturating_loss_leaves_g_standing_where_d_is_sure():
    vanishing = runs("vanishing", 200)
    assert (vanishing.w1[-1] > 5.95).all()  # of 6; measured 5.994 and more
    assert (vanishing.first.norm_g < 0.01).all()  # measured 3e-6 to 1e-3
    assert (vanishing.moments[-1].js > 0.69).all()  # log 2 = 0.693: no overlap


def test_the_non_saturating_loss_moves_the_same_g():
    moving = runs("not-vanishing", 400)
    assert (moving.w1[-1] < 0.35).all()  # measured 0.19 to 0.24
    one, other = moving.first.norm_g, runs("vanishing", 200).first.norm_g
    # The same weights and draws, only the loss is different. Measured 11,000.
    assert np.median(one) > 1000 * np.median(other)
    assert (one > 30 * other).all()


def test_adam_arrives_with_a_gradient_that_vanishes():
    hidden = runs("hidden", 1000)
    np.testing.assert_allclose(
        hidden.first.norm_g, runs("vanishing", 200).first.norm_g, rtol=0.01
    )
    assert np.median(hidden.w1[-1]) < 0.3  # measured 0.16
    assert (hidden.w1[-1] < 0.6).sum() >= 7


def test_all_fakes_crowd_into_one_mode_and_stay():
    right = runs("collapse", 500).right[-9:]  # iterations 300 to 500
    assert (np.maximum(right, 1.0 - right) > 0.95).all()
    assert (runs("collapse", 500).w1[-1] > 2.5).all()
    assert 0 < (right[-1] > 0.5).sum() < 8  # not always the same mode


@pytest.mark.parametrize(
    ("name", "iterations"), [("collapse-penalty", 600), ("collapse-noise", 1500)]
)
def test_cured_of_collapse_both_modes_have_their_share(name, iterations):
    cured = runs(name, iterations)
    assert (np.abs(cured.right[-1] - 0.5) < 0.1).all()  # measured 0.47 to 0.54
    assert (cured.w1[-1] < 0.45).all()  # measured 0.33 and less; 3 with one mode


def test_fakes_hop_between_the_modes():
    hopping = runs("hopping", 1500)
    side = hopping.right > 0.5
    hops = (side[1:] != side[:-1]).sum(axis=0)
    # Over 60 looks, measured 30 to 38 in six seeds; the other two end on both modes.
    assert (hops >= 25).sum() >= 5
    crowded = np.maximum(hopping.right, 1.0 - hopping.right) > 0.9
    assert np.median(crowded.mean(axis=0)) > 0.8


def test_momentum_and_tanh_swing_and_r1_brings_them_to_rest():
    swinging, cured = runs("oscillation", 800).swing, runs("oscillation-r1", 800).swing
    assert (swinging > 0.7).all()  # measured 1.0 to 1.9
    assert (cured < 0.2).all()  # measured 0.03 to 0.07
    assert (runs("oscillation-r1", 800).w1[-1] < 0.2).all()


@pytest.mark.parametrize(
    ("name", "iterations"), [("wasserstein-clip", 500), ("wasserstein-penalty", 300)]
)
def test_a_wasserstein_critic_is_straight_across_the_gap_and_g_arrives(
    name, iterations
):
    found = runs(name, iterations)
    for seen in (found.start, *found.moments[:3]):
        slopes = seen.slopes[:, GAP]
        bend = slopes.std(axis=1) / np.abs(slopes.mean(axis=1))
        assert (bend < 0.06).all()  # measured 0.03 and less
    assert (found.w1[-1] < 0.45).all()  # measured 0.29 and less
    assert np.median(found.w1[-1]) < 0.3


def test_the_one_sided_slope_on_the_gap_is_what_the_penalty_pays_for():
    # A point on the way lies there with density 1 / d and moves F - G = 1, so that
    # slope s earns s and costs λ (s - 1)² / d: best at 1 + d / (2 λ), d = 6, λ = 10.
    slopes = runs("wasserstein-penalty", 300).start.slopes[:, GAP].mean(axis=1)
    np.testing.assert_allclose(slopes, 1.3, atol=0.06)  # measured 1.29 to 1.32


def test_the_two_sided_penalty_settles_in_no_seed():
    trapped = runs("two-sided", 300)
    assert (trapped.w1.min(axis=0) > 0.25).all()  # measured 0.32 and more
    assert (trapped.w1[-1] > 1.0).all()  # measured 3.7 to 17.7: past the target
    assert (runs("wasserstein-penalty", 300).w1[-1] < 0.45).all()


def test_what_tutorials_ship_swings_more_than_a_healthy_run():
    tutorial, healthy = runs("tutorial", 1500), runs("healthy", 1000)
    assert np.median(tutorial.swing) > 0.6  # measured 1.5, from 0.1 to 3.3
    assert np.median(healthy.swing) < 0.3
    assert np.median(tutorial.w1[-1]) > 2 * np.median(healthy.w1[-1])


@pytest.mark.parametrize("name", ["least-squares", "hinge"])
def test_least_squares_and_hinge_arrive_from_afar(name):
    found = runs(name, 1000)
    assert (found.start.w1 > 5.99).all()
    assert (found.w1[:24].min(axis=0) < 0.3).all()  # measured 0.25 by iteration 425
    assert np.median(found.w1[-1]) < 0.3


# -- The list --------------------------------------------------------------------------
def test_presets_have_names_of_their_own_and_nothing_to_compare_with_themselves():
    assert len(BY_NAME) == len(PRESETS)
    assert len({preset.title for preset in PRESETS}) == len(PRESETS)
    for preset in PRESETS:
        assert preset.compare != preset.config.loss
        if preset.compare:
            replace(preset.config, loss=preset.compare)  # raises if there is none
        assert preset.shows.endswith(".")
        assert preset.config.seed == 0


def test_all_but_the_healthy_preset_are_different_configs():
    assert len({preset.config for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("size", [{"width_d": 8, "depth_d": 1}, {}])
def test_whether_d_is_smaller_than_g_or_not_the_fakes_arrive_and_neither_d_sees_all(
    size,
):
    config = Config(**size)
    trainer = Trainer(*(replace(config, seed=seed) for seed in SEEDS))
    trainer.advance(1500)
    seen = snapshot(trainer)
    assert np.median(seen.w1) < 0.2  # from 4; measured 0.11 and 0.07
    assert (seen.w1 < 0.7).all()
    np.testing.assert_allclose(seen.loss_d, 2 * np.log(2), atol=0.02)
    assert (seen.least_d < seen.loss_d).all()  # what the best D still sees

"""Every preset does what its sentence says, from seeds that did not choose it.

The same predicates as in ``benchmarks.recipes``, which counts over 32 seeds and the
full length; where a claim shows sooner, the run is cut short here. One seed may
go another way: another processor rounds differently.
"""

import functools
from dataclasses import replace

import numpy as np
import pytest

from benchmarks._claims import CLAIMS
from benchmarks._runs import Runs, train
from core.gan.config import Config
from core.gan.presets import BY_NAME, PRESETS
from core.training.snapshot import snapshot
from core.training.trainer import Trainer

SEEDS = range(100, 108)
# Where a claim shows sooner than at the end.
ENOUGH = {
    "healthy": 1000,
    "vanishing": 100,
    "not-vanishing": 300,
    "hidden": 600,
    "collapse": 700,
    "collapse-penalty": 500,
    "collapse-noise": 1000,
    "hopping": 600,
    "oscillation": 900,
    "oscillation-r1": 300,
    "wasserstein-clip": 500,
    "wasserstein-penalty": 250,
    "two-sided": 200,
    "tutorial": 600,
    "least-squares": 400,
    "hinge": 400,
}


@functools.cache
def runs(name: str) -> Runs:
    counted = name in ("hopping", "tutorial")  # the sentence says in how many
    return train(name, SEEDS if counted else SEEDS[:4], ENOUGH[name])


@pytest.mark.parametrize(
    "claim", CLAIMS, ids=lambda claim: f"{claim.recipe}: {claim.says}"
)
def test_a_recipe_does_what_its_sentence_says(claim):
    holds = claim.holds(runs(claim.recipe))
    if claim.share == 1.0:
        assert holds.sum() >= len(holds) - 1
    else:  # in how many, the sentence says
        spread = 2.0 * np.sqrt(claim.share * (1.0 - claim.share) / len(holds))
        assert holds.mean() == pytest.approx(claim.share, abs=spread)


def test_every_recipe_is_held_to_words_of_its_own_sentence():
    assert {claim.recipe for claim in CLAIMS} == set(BY_NAME)
    for claim in CLAIMS:
        assert claim.says in BY_NAME[claim.recipe].shows


@pytest.mark.parametrize(
    ("one", "other", "change"),
    [
        ("vanishing", "not-vanishing", {"loss": "non-saturating"}),
        ("vanishing", "hidden", {"optimiser_g": "adam", "lr_g": 1e-3}),
        ("collapse", "collapse-noise", {"instance_noise": 3.0, "noise_until": 1500}),
        ("oscillation", "oscillation-r1", {"penalty": "r1", "penalty_weight": 10.0}),
        ("wasserstein-penalty", "two-sided", {"penalty": "two-sided"}),
    ],
)
def test_a_pair_of_recipes_differs_in_what_it_says(one, other, change):
    assert replace(BY_NAME[one].config, **change) == BY_NAME[other].config


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


def test_whether_d_is_smaller_than_g_or_not_the_fakes_arrive_and_neither_d_sees_all():
    small = Config(width_d=8, depth_d=1)
    trainer = Trainer(*(replace(small, seed=seed) for seed in SEEDS[:4]))
    trainer.advance(1000)
    for seen in (snapshot(trainer), runs("healthy").moments[-1]):
        assert np.median(seen.w1) < 0.2  # from 4
        assert (seen.w1 < 0.7).all()
        np.testing.assert_allclose(seen.loss_d, 2 * np.log(2), atol=0.02)
        assert (seen.least_d < seen.loss_d).all()  # what the best D still sees

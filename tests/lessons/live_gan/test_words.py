"""The page says of the settings what the code does with them."""

from dataclasses import replace

import pytest

from core.gan.config import Config
from core.gan.losses import LOSSES
from core.gan.presets import PRESETS
from core.lessons.live_gan import words

BOUND = r"2 \log 2 - 2\,\mathrm{JS}"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_gap_is_spoken_of_where_one_is_shaded(preset):
    config = preset.config
    said = words.notice(config), " ".join(words.formulas(config))
    assert ("no gap is shaded" not in said[0]) == config.bounded
    assert (BOUND in said[1]) == config.bounded
    assert ("D minimises" in said[1]) == (config.gradient_penalty.name != "none")
    assert ("best D alone" in words.minimised([config])) == config.bounded


def test_a_smoothed_label_stands_in_the_formula_with_its_counterpart():
    (on_d, *_) = words.formulas(Config(real_label=0.9))
    assert r"-0.9 \log D(x) - 0.1 \log(1 - D(x))" in on_d
    assert "labelled 0.9" in words.notice(Config(real_label=0.9))


@pytest.mark.parametrize("weight", [0.1, 10.0])
def test_a_penalty_stands_in_the_formula_with_its_weight(weight):
    config = Config(loss="wasserstein-gp", penalty_weight=weight)
    assert rf"L_D + {weight:g}\,\mathbb{{E}}[\max" in words.formulas(config)[1]
    halved = replace(config, loss="non-saturating", penalty="r1")
    assert rf"L_D + \tfrac{{{weight:g}}}{{2}}" in words.formulas(halved)[1]


@pytest.mark.parametrize("loss", LOSSES)
def test_two_losses_that_train_side_by_side_are_told_apart(loss):
    one = Config(loss="hinge")
    both = words.minimised([one, replace(one, loss=loss)])
    assert both.count("L_G =") == len({"hinge", loss})
    assert (f"With the {loss} loss:" in both) == (loss != "hinge")

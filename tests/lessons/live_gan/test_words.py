"""The page says of the settings what the code does with them."""

import functools
import itertools
from dataclasses import replace

import pytest
import torch

from core.gan.config import Config
from core.gan.games import BCE
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from core.gan.presets import PRESETS
from core.lessons.live_gan import figures, words
from core.lessons.live_gan.runs import levels, side_by_side
from core.training.snapshot import snapshot
from core.training.trainer import Trainer

BOUND = r"2 \log 2 - 2\,\mathrm{JS}"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_gap_is_spoken_of_where_one_is_shaded(preset):
    config = preset.config
    said = words.notice([config]), " ".join(words.formulas(config))
    assert ("shaded gap" in said[0]) == config.bounded
    assert (BOUND in said[1]) == config.bounded
    assert ("D minimises" in said[1]) == (config.gradient_penalty.name != "none")
    assert ("best D alone" in words.minimised([config])) == config.bounded


def states(loss: str) -> set[tuple[Config, ...]]:
    """Every penalty and comparison, one run or many, with label and noise or not."""
    found = set()
    told = ((1.0, 0.0), (0.9, 1.0))
    for penalty, (label, noise) in itertools.product(PENALTIES, told):
        config = Config(
            loss=loss, penalty=penalty, real_label=label, instance_noise=noise
        )
        found.add(tuple(side_by_side(config, many=True)))
        for compare in ("none", "hinge", "wasserstein"):
            found.add(tuple(side_by_side(config, compare)))
    return found


@pytest.mark.parametrize("loss", LOSSES)
def test_nothing_is_mentioned_that_is_not_drawn_or_not_true_in_that_state(loss):
    for configs in states(loss):
        first, count = configs[0], len(configs)
        drawn = figures.training(configs, fixed(count))
        names = {trace.name for trace in drawn.figure.data}
        told = words.notice(configs) + words.minimised(configs)
        assert ("shaded gap" in told) == ("what D has yet to learn" in names)
        assert ("the dotted curve" in told) <= ("the best D now" in names)
        assert ("An arrow" in told) == ("push" in names)
        assert ("Eight seeds" in told) == (count == 8)
        assert ("JS do" in told) <= ("JS" in names)
        critics = {each.game.name == "wasserstein" for each in configs}
        assert ("follows Wasserstein-1" in told) == (True in critics)
        assert ("do not say how good" in told) == (False in critics)
        labelled = count == 1 and first.game is BCE and first.real_label != 1.0
        assert (f"labelled {first.real_label:g}" in told) == labelled
        assert ("without the instance noise" in told) == bool(first.instance_noise)


@functools.cache
def fixed(count: int):
    """A snapshot of so many untrained runs: what is drawn does not depend on it."""
    config = Config()
    runs = [replace(config, seed=seed) for seed in range(count)]
    return snapshot(Trainer(*runs))


def test_a_smoothed_label_stands_in_the_formula_with_its_counterpart():
    (on_d, *_) = words.formulas(Config(real_label=0.9))
    assert r"-0.9 \log D(x) - 0.1 \log(1 - D(x))" in on_d
    assert "labelled 0.9" in words.notice([Config(real_label=0.9)])


@pytest.mark.parametrize("label", [1.0, 0.9, 0.8])
@pytest.mark.parametrize("loss", LOSSES)
def test_the_levels_are_the_losses_where_real_and_fake_are_alike(loss, label):
    config = Config(loss=loss, real_label=label)
    if config.game.name == "wasserstein":
        assert levels(config) == {"D at chance": 0.0}
        return
    scores = torch.linspace(-3.0, 3.0, 60001, dtype=torch.float64)
    total = torch.add(*config.game.value(scores, scores, label))
    if config.game.name == "hinge":  # level between -1 and 1: chance is its middle
        best = scores[(total - total.min()).abs() < 1e-9].mean()
    else:
        best = scores[total.argmin()]
    of_g = config.objective.value(best[None]).item()
    # 1e-4: so far apart are the scores.
    assert [*levels(config).values()] == pytest.approx(
        [total.min().item(), of_g], abs=1e-4
    )


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


@pytest.mark.parametrize("loss", LOSSES)
def test_what_ds_number_is_no_bound_of_is_said_of_one_run_and_no_more(loss):
    for configs in states(loss):
        first, told = configs[0], words.notice(configs)
        alone = len(configs) == 1
        score = alone and first.game is not BCE
        assert ("a score and no probability" in told) == score
        unbounded = alone and first.game is BCE and not first.bounded
        assert ("is no bound for D's loss" in told) == unbounded
        blurred = unbounded and first.real_label == 1.0
        assert ("through instance noise" in told) == blurred


def test_a_level_added_to_a_critics_score_moves_only_gs_loss_and_that_is_said():
    config = Config(loss="wasserstein")
    real, fake = torch.linspace(-1.0, 2.0, 9), torch.linspace(0.0, 0.5, 9)
    on_d = [
        torch.stack(config.game.value(real + level, fake + level, 1.0)).sum().item()
        for level in (0.0, 3.0)
    ]
    assert on_d[1] == pytest.approx(on_d[0], abs=1e-5)
    on_g = [config.objective.value(s).mean().item() for s in (fake, fake + 3.0)]
    assert on_g[1] == pytest.approx(on_g[0] - 3.0)
    assert "G's loss has a level that means nothing" in words.notice([config])

"""What a config accepts, refuses and derives."""

import math
from dataclasses import fields, replace
from typing import Any

import pytest

from core.gan.config import Config, changes, common, settings
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES

DEFAULT = Config()
KNOWN = settings()
NAMES = [name for name in KNOWN if isinstance(getattr(DEFAULT, name), str)]
NUMBERS: dict[str, Any] = {n: KNOWN[n].allowed for n in KNOWN if n not in NAMES}


def config(**given: Any) -> Config:
    return Config(**given)


def test_every_field_is_checked_one_way_or_the_other():
    assert {field.name for field in fields(Config)} == {*KNOWN, "drawing"}


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_name_is_refused_with_the_known_ones(name):
    with pytest.raises(ValueError, match=f"{name} must be one of .*got 'cauchy'"):
        config(**{name: "cauchy"})
    for option in KNOWN[name].allowed:
        assert getattr(config(**{name: option}), name) == option


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_out_of_range_is_refused_and_both_ends_are_in(name):
    low, high = NUMBERS[name]
    for value in (low, high):
        assert getattr(config(**{name: value}), name) == value
    for value in (low - 1, high + 1, math.nan if isinstance(low, float) else low - 5):
        with pytest.raises(ValueError, match=f"{name} must be .*got {value!r}"):
            config(**{name: value})


@pytest.mark.parametrize(
    "name", [name for name in NUMBERS if isinstance(NUMBERS[name][0], int)]
)
def test_a_count_is_a_whole_number(name):
    with pytest.raises(ValueError, match=f"{name} must be a whole number, got 2.5"):
        config(**{name: 2.5})


def test_a_bad_drawing_is_refused_even_if_another_target_is_chosen():
    with pytest.raises(ValueError, match="24 digits"):
        Config(target="normal", drawing="12")


@pytest.mark.parametrize(
    ("loss", "game"),
    [
        ("saturating", "bce"),
        ("non-saturating", "bce"),
        ("least-squares", "least-squares"),
        ("hinge", "hinge"),
        ("wasserstein", "wasserstein"),
        ("wasserstein-gp", "wasserstein"),
    ],
)
def test_ds_game_goes_with_gs_loss(loss, game):
    assert Config(loss=loss).game.name == game


@pytest.mark.parametrize("penalty", PENALTIES)
@pytest.mark.parametrize("loss", LOSSES)
def test_a_wasserstein_critic_is_either_clipped_or_penalised(loss, penalty):
    critic = Config(loss=loss, penalty=penalty)
    assert critic.clips == (loss == "wasserstein" and penalty == "none")
    if loss == "wasserstein-gp" and penalty == "none":
        assert critic.gradient_penalty.name == "one-sided"
    else:
        assert critic.gradient_penalty.name == penalty
    if critic.game.name == "wasserstein":
        assert critic.clips != (critic.gradient_penalty.name != "none")


def test_changes_are_what_rebuilds_the_config():
    one = Config(loss="hinge", lr_d=0.02, seed=5)
    assert changes(one) == {"loss": "hinge", "lr_d": 0.02, "seed": 5}
    assert Config(**changes(one)) == one
    assert changes(DEFAULT) == {}


def test_only_live_settings_are_taken_over_during_a_run():
    other = Config(
        target="uniform", loss="hinge", lr_d=0.5, beta1=0.9, width_d=7, batch=8, seed=3
    )
    after = DEFAULT.with_live(other)
    assert changes(after) == {"loss": "hinge", "lr_d": 0.5, "batch": 8}


def test_what_runs_share_is_the_first_of_them():
    first = Config(loss="hinge", seed=4)
    assert common([first, replace(first, loss="saturating", seed=9)]) is first
    for other in (replace(first, batch=8), replace(first, target="uniform")):
        with pytest.raises(ValueError, match="loss and seed alone"):
            common([first, other])
    with pytest.raises(ValueError, match="loss and seed alone"):
        common([])

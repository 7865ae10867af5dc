"""Settings are parser and writer of links in one: what is written is read again."""

import itertools
from dataclasses import fields, replace

import pytest

from core.gan import settings
from core.gan.config import Config
from core.gan.presets import PRESETS
from core.gan.settings import GROUPS, SETTINGS


def read(link: dict[str, str]) -> Config:
    values = {one.key: link.get(one.key, one.default) for one in SETTINGS.values()}
    seed = int(link.get(settings.SEED, "0"))
    drawing = link.get(settings.DRAWING, Config().drawing)
    return settings.config(values, seed, drawing)


def test_every_field_of_a_config_can_be_set():
    # How long the noise lasts, 1500 iterations, is all that links leave alone.
    elsewhere = {"seed", "drawing", "noise_until"}
    assert set(SETTINGS) | elsewhere == {field.name for field in fields(Config)}


def test_keys_are_told_apart_and_carry_the_pages_prefix():
    keys = [one.key for one in SETTINGS.values()]
    assert len(set(keys)) == len(keys)
    assert all(key.startswith("gan_") for key in keys)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_option_is_allowed_and_the_default_is_one_of_them(name):
    setting = SETTINGS[name]
    assert setting.default in setting.options
    for option in setting.options:
        config = read({setting.key: option})
        assert settings.text(getattr(config, name)) == option


def test_groups_hold_every_setting_once_and_the_game_is_first():
    assert [*itertools.chain(*GROUPS.values())] == list(SETTINGS.values())
    assert [one.key for one in GROUPS["The game"]] == ["gan_real", "gan_loss"]
    assert next(iter(GROUPS)) == "The game"


@pytest.mark.parametrize("preset", PRESETS, ids=lambda one: one.name)
def test_the_link_of_a_recipe_opens_that_recipe(preset):
    link = settings.link(preset.config)
    for setting in SETTINGS.values():
        assert link.get(setting.key, setting.default) in setting.options, setting.key
    assert read(link) == preset.config


def test_the_default_needs_no_parameters():
    assert settings.link(Config()) == {}


def test_a_drawing_and_a_seed_are_in_the_link():
    config = replace(Config(), target="drawn", drawing="0" * 23 + "9", seed=7)
    link = settings.link(config, "hinge", "eight-seeds")
    assert link == {
        "gan_real": "drawn",
        "gan_drawing": "0" * 23 + "9",
        "gan_seed": "7",
        "gan_compare": "hinge",
        "gan_runs": "eight-seeds",
    }
    assert read(link) == config


@pytest.mark.parametrize(
    ("value", "text"), [(0.001, "0.001"), (1e-4, "0.0001"), (1.0, "1"), (256, "256")]
)
def test_numbers_are_plain_decimals(value, text):
    assert settings.text(value) == text

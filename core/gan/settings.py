"""The settings of a live run: one table that is both parser and writer of links.

A setting's value is a text, the one that the URL holds; a config is made of values, and
``link`` makes values of a config again, leaving out what is the default. The table is
that of the fields of ``core.gan.config.Config``.
"""

from collections.abc import Mapping

from core.gan import targets
from core.gan.config import Config, settings
from core.gan.fields import Setting, text

SETTINGS: dict[str, Setting] = {
    name: setting for name, setting in settings().items() if setting.key
}
GROUPS = {  # in the order of the menus; the first is always in view
    name: [setting for setting in SETTINGS.values() if setting.group == name]
    for name in dict.fromkeys(setting.group for setting in SETTINGS.values())
}
DRAWING, SEED, COMPARE, RUNS = "gan_drawing", "gan_seed", "gan_compare", "gan_runs"
MODES = ("one", "eight-seeds")
COMPARED = ("none", *SETTINGS["loss"].options)


def config(values: Mapping[str, str], seed: int, drawing: str) -> Config:
    """The config of these values, by the settings' keys."""
    found = {}
    for name, setting in SETTINGS.items():
        kind = type(getattr(Config(), name))
        found[name] = kind(values[setting.key])
    return Config(**found, seed=seed, drawing=drawing)


def values(of: Config) -> dict[str, str]:
    """What the controls show of a config, by the settings' keys."""
    return {setting.key: text(getattr(of, name)) for name, setting in SETTINGS.items()}


def link(of: Config, compare: str | None = None, mode: str = "one") -> dict[str, str]:
    """The parameters of the URL that opens this config, without the defaults."""
    default = values(Config())
    found = {key: one for key, one in values(of).items() if one != default[key]}
    if of.target == "drawn" and of.drawing != targets.STAIRS:
        found[DRAWING] = of.drawing
    if of.seed:
        found[SEED] = str(of.seed)
    if compare:
        found[COMPARE] = compare
    if mode != MODES[0]:
        found[RUNS] = mode
    return found

"""The settings of a live run: one list that is both the parser and the writer of links.

A setting's value is a text, the one that the URL holds; a config is made of values, and
``link`` makes values of a config again, leaving out what is the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.gan import targets
from core.gan.config import CHOICES, Config
from core.maths.sliders import names


@dataclass(frozen=True)
class Setting:
    """One field of ``Config`` that the reader sets.

    Attributes:
        key: in the URL.
        name: of the field.
        label: what it is, in words.
        options: the values to choose from, as texts.
        group: under which it is shown.
    """

    key: str
    name: str
    label: str
    options: tuple[str, ...]
    group: str

    @property
    def default(self) -> str:
        """The value that the URL leaves out."""
        return text(getattr(Config(), self.name))


RATES = ("0", "0.0001", "0.0005", "0.001", "0.002", "0.005", "0.01", "0.1", "1")
WIDTHS = ("2", "4", "8", "16", "32", "64", "128")
DEPTHS = ("1", "2", "3", "4")
STEPS = ("1", "2", "3", "5", "10")
GAME, STEPPING, NETWORKS, CURES = "The game", "Steps", "Networks", "Cures and limits"

SETTINGS = (
    Setting("gan_real", "target", "Target", targets.NAMES, GAME),
    Setting("gan_loss", "loss", "G's loss", CHOICES["loss"], GAME),
    Setting("gan_lr_d", "lr_d", "Learning rate of D", RATES, STEPPING),
    Setting("gan_lr_g", "lr_g", "Learning rate of G", RATES, STEPPING),
    Setting("gan_d_steps", "d_steps", "Steps of D", STEPS, STEPPING),
    Setting("gan_g_steps", "g_steps", "Steps of G", STEPS, STEPPING),
    Setting(
        "gan_head_start", "head_start", "D's head start", ("0", "100", "500"), STEPPING
    ),
    Setting(
        "gan_batch", "batch", "Batch size", ("16", "64", "256", "1024"), STEPPING
    ),
    Setting(
        "gan_opt_d", "optimiser_d", "Optimiser of D", CHOICES["optimiser_d"], STEPPING
    ),
    Setting(
        "gan_opt_g", "optimiser_g", "Optimiser of G", CHOICES["optimiser_d"], STEPPING
    ),
    Setting("gan_beta1", "beta1", "Adam's β₁", ("0", "0.5", "0.9"), STEPPING),
    Setting("gan_beta2", "beta2", "Adam's β₂", ("0.9", "0.99", "0.999"), STEPPING),
    Setting("gan_width_d", "width_d", "Width of D", WIDTHS, NETWORKS),
    Setting("gan_width_g", "width_g", "Width of G", WIDTHS, NETWORKS),
    Setting("gan_depth_d", "depth_d", "Hidden layers of D", DEPTHS, NETWORKS),
    Setting("gan_depth_g", "depth_g", "Hidden layers of G", DEPTHS, NETWORKS),
    Setting(
        "gan_activation", "activation", "Activation", CHOICES["activation"], NETWORKS
    ),
    Setting(
        "gan_generator", "generator", "Shape of G", CHOICES["generator"], NETWORKS
    ),
    Setting("gan_penalty", "penalty", "Penalty on D", CHOICES["penalty"], CURES),
    Setting(
        "gan_weight", "penalty_weight", "Its weight", ("0.1", "1", "3", "10", "100"),
        CURES,
    ),
    Setting("gan_clip", "clip", "Bound of clipping", ("0.01", "0.1", "1"), CURES),
    Setting(
        "gan_noise", "instance_noise", "Instance noise", ("0", "0.5", "1", "3"), CURES
    ),
    Setting(
        "gan_label", "real_label", "D's label for real", ("1", "0.9", "0.8"), CURES
    ),
)  # fmt: skip
BY_NAME = {setting.name: setting for setting in SETTINGS}
DRAWING, SEED, COMPARE, RUNS = "gan_drawing", "gan_seed", "gan_compare", "gan_runs"
MODES = ("one", "eight-seeds")
COMPARED = ("none", *CHOICES["loss"])


def text(value: str | float) -> str:
    """A value as the URL holds it: a number as a plain decimal."""
    return value if isinstance(value, str) else names([value])[0]


def config(values: Mapping[str, str], seed: int, drawing: str) -> Config:
    """The config of these values, by the settings' keys."""
    found = {}
    for setting in SETTINGS:
        value = values[setting.key]
        kind = type(getattr(Config(), setting.name))
        found[setting.name] = kind(value)
    return Config(**found, seed=seed, drawing=drawing)


def link(of: Config, compare: str | None = None, mode: str = "one") -> dict[str, str]:
    """The parameters of the URL that opens this config, without the defaults."""
    found = {
        setting.key: text(getattr(of, setting.name))
        for setting in SETTINGS
        if text(getattr(of, setting.name)) != setting.default
    }
    if of.target == "drawn" and of.drawing != targets.STAIRS:
        found[DRAWING] = of.drawing
    if of.seed:
        found[SEED] = str(of.seed)
    if compare:
        found[COMPARE] = compare
    if mode != MODES[0]:
        found[RUNS] = mode
    return found

"""Everything that decides how a toy GAN trains: one frozen, checked ``Config``.

Each field says what values it may have and how the page offers it: to add a setting,
add a field. Their order is that of the menus.

Same config, same history of steps and changes: same run. Units: learning rates per
step, noise in units of x, everything else a plain count or name.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from core.gan import targets
from core.gan.activations import ACTIVATIONS
from core.gan.fields import Setting, choice, number
from core.gan.games import BCE, Game
from core.gan.losses import LOSSES, Loss
from core.gan.penalties import NONE, PENALTIES, Penalty

GENERATORS = ("residual", "plain", "bounded")
OPTIMISERS = ("adam", "sgd")
RATES = "0 0.0001 0.0005 0.001 0.002 0.005 0.01 0.1 1"
WIDTHS, DEPTHS, STEPS = "2 4 8 16 32 64 128", "1 2 3 4", "1 2 3 5 10"
GAME, STEPPING, NETS, CURES = "The game", "Steps", "Networks", "Cures and limits"


@dataclass(frozen=True)
class Config:
    """One run of a toy GAN.

    Attributes:
        target: what to imitate, one of ``core.gan.targets.NAMES``.
        drawing: the bars, if the target is drawn by hand.
        loss: the generator's loss; the discriminator's goes with it. ``wasserstein``
            clips the critic's weights, ``wasserstein-gp`` has a penalty instead.
        lr_d, lr_g, optimiser_d, optimiser_g, beta1, beta2: learning rates, optimisers,
            and Adam's two decays.
        d_steps, g_steps: steps of each player per iteration, D first.
        head_start: steps that D makes before iteration 0.
        batch: real samples per step, and as many fakes.
        width_d, depth_d, width_g, depth_g: neurons in a hidden layer, hidden layers.
        activation: between the layers of both networks.
        generator: G(z) = z + net(z), which starts as N(0, 1) exactly (``residual``);
            net(z) (``plain``); 4 tanh(net(z) / 4) (``bounded``).
        penalty: on D's slope: at points between real and fake, towards at most 1
            (``one-sided``), exactly 1 (``two-sided``) or 0 (``zero-centred``), or at
            the real samples towards 0 (``r1``, halved as in its paper).
        penalty_weight: what the penalty is multiplied by.
        clip: bound on each weight of a clipped critic.
        instance_noise: standard deviation of the noise added to everything that D
            sees; it falls in a straight line to 0 at iteration ``noise_until``.
        real_label: D's target for real samples (BCE only): 0.9 smooths it.
        seed: of the weights and of every draw.

    Raises:
        ValueError: if a name is unknown or a number out of range.
    """

    target: str = choice("normal", targets.NAMES, "Target", "real", GAME)
    drawing: str = targets.STAIRS
    loss: str = choice("non-saturating", LOSSES, "G's loss", "loss", GAME, live=True)
    lr_d: float = number(
        1e-3, 0.0, 1.0, "Learning rate of D", "lr_d", STEPPING, RATES, live=True
    )
    lr_g: float = number(
        1e-3, 0.0, 1.0, "Learning rate of G", "lr_g", STEPPING, RATES, live=True
    )
    d_steps: int = number(1, 1, 20, "Steps of D", "d_steps", STEPPING, STEPS, live=True)
    g_steps: int = number(1, 1, 20, "Steps of G", "g_steps", STEPPING, STEPS, live=True)
    head_start: int = number(
        0, 0, 5000, "D's head start", "head_start", STEPPING, "0 100 500"
    )
    batch: int = number(
        256, 2, 4096, "Batch size", "batch", STEPPING, "16 64 256 1024", live=True
    )
    optimiser_d: str = choice("adam", OPTIMISERS, "Optimiser of D", "opt_d", STEPPING)
    optimiser_g: str = choice("adam", OPTIMISERS, "Optimiser of G", "opt_g", STEPPING)
    beta1: float = number(0.0, 0.0, 0.999, "Adam's β₁", "beta1", STEPPING, "0 0.5 0.9")
    beta2: float = number(
        0.9, 0.0, 0.9999, "Adam's β₂", "beta2", STEPPING, "0.9 0.99 0.999"
    )
    width_d: int = number(32, 1, 256, "Width of D", "width_d", NETS, WIDTHS)
    width_g: int = number(32, 1, 256, "Width of G", "width_g", NETS, WIDTHS)
    depth_d: int = number(2, 1, 6, "Hidden layers of D", "depth_d", NETS, DEPTHS)
    depth_g: int = number(2, 1, 6, "Hidden layers of G", "depth_g", NETS, DEPTHS)
    activation: str = choice("silu", ACTIVATIONS, "Activation", "activation", NETS)
    generator: str = choice("residual", GENERATORS, "Shape of G", "generator", NETS)
    penalty: str = choice(
        "none", PENALTIES, "Penalty on D", "penalty", CURES, live=True
    )
    penalty_weight: float = number(
        10.0, 0.0, 100.0, "Its weight", "weight", CURES, "0.1 1 3 10 100", live=True
    )
    clip: float = number(
        0.1, 0.001, 10.0, "Bound of clipping", "clip", CURES, "0.01 0.1 1", live=True
    )
    instance_noise: float = number(
        0.0, 0.0, 10.0, "Instance noise", "noise", CURES, "0 0.5 1 3", live=True
    )
    noise_until: int = number(1500, 1, 100_000, live=True)
    real_label: float = number(
        1.0, 0.5, 1.0, "D's label for real", "label", CURES, "1 0.9 0.8", live=True
    )
    seed: int = number(0, 0, 999_999)

    def __post_init__(self):
        for name, setting in settings().items():
            setting.check(name, getattr(self, name))
        targets.target("drawn", self.drawing)

    @property
    def density(self) -> targets.Target:
        """The target's density."""
        return targets.target(self.target, self.drawing)

    @property
    def objective(self) -> Loss:
        """What the generator minimises."""
        return LOSSES[self.loss]

    @property
    def game(self) -> Game:
        """What the discriminator minimises."""
        return self.objective.game

    @property
    def clips(self) -> bool:
        """Whether the critic's weights are clipped after each of its steps."""
        return self.objective.clips and self.penalty == "none"

    @property
    def gradient_penalty(self) -> Penalty:
        """The penalty in force: ``wasserstein-gp`` has a one-sided one of its own."""
        chosen = PENALTIES[self.penalty]
        return PENALTIES[self.objective.penalty] if chosen is NONE else chosen

    @property
    def bounded(self) -> bool:
        """Whether 2 log 2 - 2 JS is the least that D's loss can be.

        It is for BCE with labels 1 and 0, where D sees the samples without noise.
        """
        return self.game is BCE and self.real_label == 1.0 and not self.instance_noise

    def noise_at(self, iteration: int) -> float:
        """Standard deviation of the instance noise at an iteration."""
        return self.instance_noise * max(0.0, 1.0 - iteration / self.noise_until)

    def with_live(self, other: "Config") -> "Config":
        """This config with everything that may change during a run from ``other``."""
        live = [name for name, setting in settings().items() if setting.live]
        return replace(self, **{name: getattr(other, name) for name in live})


@functools.cache
def settings() -> dict[str, Setting]:
    """What is known of every field, by its name, in the order of the menus."""
    return {
        field.name: field.metadata["setting"]
        for field in fields(Config)
        if field.metadata
    }


def changes(config: Config) -> dict[str, Any]:
    """What a config sets that is not the default: name to value."""
    default = Config()
    return {
        field.name: getattr(config, field.name)
        for field in fields(Config)
        if getattr(config, field.name) != getattr(default, field.name)
    }


def common(configs: Sequence[Config]) -> Config:
    """What the runs share, as the first of them.

    Raises:
        ValueError: if there is none, or they differ in more than loss and seed.
    """
    alike = {replace(config, loss="hinge", seed=0) for config in configs}
    if len(alike) != 1:
        raise ValueError("runs side by side may differ in loss and seed alone")
    return configs[0]

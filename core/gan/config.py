"""Everything that decides how a toy GAN trains: one frozen, checked ``Config``.

Same config, same history of steps and changes: same run. Units: learning rates per
step, noise in units of x, everything else a plain count or name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from core.gan import targets
from core.gan.activations import ACTIVATIONS
from core.gan.games import BCE, Game
from core.gan.losses import LOSSES, Loss
from core.gan.penalties import NONE, PENALTIES, Penalty

GENERATORS = ("residual", "plain", "bounded")
OPTIMISERS = ("adam", "sgd")
CHOICES = {
    "target": targets.NAMES,
    "loss": tuple(LOSSES),
    "penalty": tuple(PENALTIES),
    "generator": GENERATORS,
    "activation": tuple(ACTIVATIONS),
    "optimiser_d": OPTIMISERS,
    "optimiser_g": OPTIMISERS,
}
RANGES: dict[str, tuple[float, float]] = {
    "penalty_weight": (0.0, 100.0),
    "clip": (0.001, 10.0),
    "instance_noise": (0.0, 10.0),
    "noise_until": (1, 100_000),
    "real_label": (0.5, 1.0),
    "lr_d": (0.0, 1.0),
    "lr_g": (0.0, 1.0),
    "beta1": (0.0, 0.999),
    "beta2": (0.0, 0.9999),
    "d_steps": (1, 20),
    "g_steps": (1, 20),
    "head_start": (0, 5000),
    "batch": (2, 4096),
    "width_d": (1, 256),
    "width_g": (1, 256),
    "depth_d": (1, 6),
    "depth_g": (1, 6),
    "seed": (0, 999_999),
}
# What may change while a run is under way; anything else starts a new run.
LIVE = (
    "loss",
    "penalty",
    "penalty_weight",
    "clip",
    "instance_noise",
    "noise_until",
    "real_label",
    "lr_d",
    "lr_g",
    "d_steps",
    "g_steps",
    "batch",
)


@dataclass(frozen=True)
class Config:
    """One run of a toy GAN.

    Attributes:
        target: what to imitate, one of ``core.gan.targets.NAMES``.
        drawing: the bars, if the target is drawn by hand.
        loss: the generator's loss; the discriminator's goes with it. ``wasserstein``
            clips the critic's weights, ``wasserstein-gp`` has a penalty instead.
        penalty: on D's slope: at points between real and fake, towards at most 1
            (``one-sided``), exactly 1 (``two-sided``) or 0 (``zero-centred``), or at
            the real samples towards 0 (``r1``, halved as in its paper).
        penalty_weight: what the penalty is multiplied by.
        clip: bound on each weight of a clipped critic.
        instance_noise: standard deviation of the noise added to everything that D
            sees; it falls in a straight line to 0 at iteration ``noise_until``.
        real_label: D's target for real samples (BCE only): 0.9 smooths it.
        generator: G(z) = z + net(z), which starts as N(0, 1) exactly (``residual``);
            net(z) (``plain``); 4 tanh(net(z) / 4) (``bounded``).
        activation: between the layers of both networks.
        lr_d, lr_g, optimiser_d, optimiser_g, beta1, beta2: learning rates, optimisers,
            and Adam's two decays.
        d_steps, g_steps: steps of each player per iteration, D first.
        head_start: steps that D makes before iteration 0.
        batch: real samples per step, and as many fakes.
        width_d, depth_d, width_g, depth_g: neurons in a hidden layer, hidden layers.
        seed: of the weights and of every draw.

    Raises:
        ValueError: if a name is unknown or a number out of range.
    """

    target: str = "normal"
    drawing: str = targets.STAIRS
    loss: str = "non-saturating"
    penalty: str = "none"
    penalty_weight: float = 10.0
    clip: float = 0.1
    instance_noise: float = 0.0
    noise_until: int = 1500
    real_label: float = 1.0
    generator: str = "residual"
    activation: str = "silu"
    lr_d: float = 1e-3
    lr_g: float = 1e-3
    optimiser_d: str = "adam"
    optimiser_g: str = "adam"
    beta1: float = 0.0
    beta2: float = 0.9
    d_steps: int = 1
    g_steps: int = 1
    head_start: int = 0
    batch: int = 256
    width_d: int = 32
    width_g: int = 32
    depth_d: int = 2
    depth_g: int = 2
    seed: int = 0

    def __post_init__(self):
        for name, options in CHOICES.items():
            if getattr(self, name) not in options:
                known = ", ".join(options)
                raise ValueError(
                    f"{name} must be one of {known}, got {getattr(self, name)!r}"
                )
        for name, (low, high) in RANGES.items():
            value = getattr(self, name)
            if isinstance(low, int) and not isinstance(value, int):
                raise ValueError(f"{name} must be a whole number, got {value!r}")
            if not low <= value <= high:
                raise ValueError(f"{name} must be {low:g} to {high:g}, got {value!r}")
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
        """Whether 2 log 2 - 2 JS is the least that D's loss can be."""
        return self.game is BCE and self.real_label == 1.0

    def noise_at(self, iteration: int) -> float:
        """Standard deviation of the instance noise at an iteration."""
        return self.instance_noise * max(0.0, 1.0 - iteration / self.noise_until)

    def with_live(self, other: "Config") -> "Config":
        """This config with everything that may change during a run from ``other``."""
        return replace(self, **{name: getattr(other, name) for name in LIVE})


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

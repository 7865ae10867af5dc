"""Critics that the app's own engine trains on fixed fakes, under one constraint.

Four seeds side by side, for 600 steps on fresh batches; the fakes stay where they are.
Same distance, same constraint: same critics. It takes about a second and imports torch.
"""

from typing import Any, NamedTuple

import numpy as np

from core.gan import settings
from core.gan.config import Config
from core.lessons.wasserstein_critic.pair import FAKES, REAL
from core.maths.densities import Floats, Normal

CLIP, WEIGHT = 0.1, 10.0
CONSTRAINTS: dict[str, dict[str, Any]] = {
    "clipping": {"clip": CLIP},
    "gradient-penalty": {"penalty": "two-sided", "penalty_weight": WEIGHT},
    "one-sided-penalty": {"penalty": "one-sided", "penalty_weight": WEIGHT},
    "none": {"penalty": "one-sided", "penalty_weight": 0.0},
}
# The smallest GAN's method that is nearest to each.
DIRAC = {
    "clipping": "wgan-clip",
    "gradient-penalty": "wgan-gp",
    "one-sided-penalty": "wgan-gp",
    "none": "wgan",
}
SEEDS = 4
STEPS = np.arange(0, 601, 15)


class TrainedCritics(NamedTuple):
    """What the critics return at each of ``STEPS``.

    Attributes:
        constraint: a name of ``CONSTRAINTS``.
        fake: the fakes' density.
        places: grid of x, over all real data and fakes.
        heights: f there, (seeds, steps, places); its two means cancel.
        slopes: f' there, likewise.
        values: ``E_p f - E_q f``, (seeds, steps).
        generator_losses: ``-E_q f``, with whatever constant f has, likewise.
    """

    constraint: str
    fake: Normal
    places: Floats
    heights: Floats
    slopes: Floats
    values: Floats
    generator_losses: Floats


def live(constraint: str) -> dict[str, str]:
    """The live page's parameters: such a critic, five steps to each of G's.

    Without any constraint there, the widest clip comes nearest.
    """
    given: dict[str, Any] = {"clip": 1.0}
    if constraint != "none":
        given = CONSTRAINTS[constraint]
    loss = "wasserstein-gp" if "penalty" in given else "wasserstein"
    return settings.link(Config(loss=loss, target="far-normal", d_steps=5, **given))


def onward(constraint: str) -> tuple[tuple[str, str, dict[str, str]], ...]:
    """Pages that go on from here, what they are about, and in which state."""
    rest = {"dirac_method": DIRAC[constraint]}
    return (
        ("live_gan", "Train G against such a critic", live(constraint)),
        ("dirac_gan", "Does it come to rest?", rest),
        ("divergences", "Five distances", {"div_family": "normal"}),
    )


def like(config: Config) -> dict[str, str]:
    """This page's parameters: the constraint of a live run, if it has a critic."""
    if config.clips:
        return {"wc_constraint": "clipping"}
    two, one = "gradient-penalty", "one-sided-penalty"
    kinds = {"two-sided": two, "one-sided": one}
    found = kinds.get(config.gradient_penalty.name)
    return {"wc_constraint": found} if found and "wasserstein" in config.loss else {}


def configs(constraint: str, **more: Any) -> list[Config]:
    """The engine's settings for the four critics; ``more`` goes to every one.

    Raises:
        ValueError: if there is no constraint of that name.
    """
    if constraint not in CONSTRAINTS:
        known = ", ".join(CONSTRAINTS)
        raise ValueError(f"constraint must be one of {known}, got {constraint!r}")
    given = {"loss": "wasserstein", "batch": 128} | CONSTRAINTS[constraint] | more
    return [Config(seed=seed, **given) for seed in range(SEEDS)]


def train(constraint: str, theta: float, **more: Any) -> TrainedCritics:
    """Trains the four critics against fakes at ``theta``.

    Raises:
        ValueError: if there is no constraint of that name.
    """
    settings = configs(constraint, **more)

    from core.training.fixed_fakes import train_alone
    from core.training.networks import one_thread
    from core.training.trainer import Trainer

    one_thread()
    trainer, fake = Trainer(*settings), FAKES.shifted(theta)
    places = np.linspace(min(0.0, theta) - 3.0, max(0.0, theta) + 3.0, 81)
    course = train_alone(trainer, REAL, fake, places, STEPS.tolist())
    middle = 0.5 * (course.on_real + course.on_fake)
    return TrainedCritics(
        constraint=constraint,
        fake=fake,
        places=places,
        heights=course.scores - middle[..., None],
        slopes=course.slopes,
        values=course.on_real - course.on_fake,
        generator_losses=-course.on_fake,
    )

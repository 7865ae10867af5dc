"""The levels of the loss that a case runs with: chance, floor, ceiling."""

from core.gan.config import Config
from core.lessons.live_gan import runs
from core.lessons.loss_curves import cases
from core.plotting.theme import format_number


def levels(case: int) -> dict[str, float]:
    """Name and height of each line that the log of a case has, in nats.

    A broken loop is meant to run with the default, BCE with −log D, and is held to its
    levels; the critic's has its own. D's loss is never below 0; log(1 − D) is never
    above it, −log D never below.
    """
    if cases.kind(case) == "same-sign":
        return {"0: the critic cannot tell": 0.0}
    config = cases.config(case) or Config()
    found = {
        f"{player} at chance: {name} = {format_number(level)}": level
        for player, (name, level) in zip("DG", runs.levels(config).items(), strict=True)
    }
    saturating = config.loss == "saturating"
    end = "0: D's floor, G's ceiling" if saturating else "0: the floor of both"
    return {**found, end: 0.0}

"""What the trained critics show in words, read off the run."""

import numpy as np

from core.lessons.wasserstein_critic.pair import REAL
from core.lessons.wasserstein_critic.trained import (
    CLIP,
    SEEDS,
    STEPS,
    WEIGHT,
    TrainedCritics,
)
from core.maths import critic
from core.maths.densities import Normal
from core.plotting.theme import format_number


def sentences(trained: TrainedCritics) -> list[str]:
    """What to notice after each of ``STEPS``."""
    w1, best = critic.best_value(REAL, trained.fake), _penalised(trained.fake)
    texts = []
    for row, step in enumerate(STEPS):
        values = trained.values[:, row]
        match trained.constraint:
            case "none":
                text = _without(values, w1)
            case "clipping":
                text = _clipped(trained, row, w1)
            case "gradient-penalty":
                text = _two_sided(trained, row) or best
            case _:
                text = best
        earned = (
            f"After {step} steps the four critics earn {_span(values)}; W₁ is"
            if step
            else "Before the first step the four critics are as they were drawn, and "
            "have not learned yet; W₁ is"
        )
        texts.append(f"{earned} {format_number(w1, 3)}. {text}")
    return texts


def _span(values: np.ndarray) -> str:
    low, high = format_number(values.min(), 3), format_number(values.max(), 3)
    return low if low == high else f"{low} to {high}"


def _without(values: np.ndarray, w1: float) -> str:
    if values.min() < 1.5 * w1 + 0.1:
        return "Nothing holds them."
    return "Nothing holds them: twice as steep earns twice as much, without an end."


def _clipped(trained: TrainedCritics, row: int, w1: float) -> str:
    part = trained.values[:, row].mean() / w1
    steepest = format_number(np.abs(trained.slopes[:, row]).max(), 2)
    held = (
        f"With every weight within ±{format_number(CLIP)} no slope exceeds {steepest}"
    )
    if STEPS[row] == 0:
        return f"{held} here."
    if part <= 0.0:
        return f"{held} here, and they have not learned yet to tell the two apart."
    return f"{held} here, and they earn {format_number(100.0 * part, 2)} % of W₁."


def _two_sided(trained: TrainedCritics, row: int) -> str:
    """What the two-sided penalty has gone wrong with, if it has."""
    fake, turn = trained.fake, critic.turning_point(REAL, trained.fake)
    if min(fake.cdf(turn), fake.sf(turn)) > 0.05:  # the best critic turns among them
        data = np.abs(trained.places) < 1.5
        signs = np.sign(trained.slopes[:, row, data])
        if np.abs(signs.sum(axis=1)).min() == data.sum():
            return (
                "The best slope changes its sign among the data. These do not: at a "
                "slope of 0 the two-sided penalty is highest."
            )
    elif wrong := int((trained.values[:, row] < 0.0).sum()):
        return (
            f"{wrong} of {SEEDS} lean the wrong way: to turn round, a slope must pass "
            "through 0, and there the two-sided penalty is highest."
        )
    return ""


def _penalised(fake: Normal) -> str:
    best = critic.penalised_value(REAL, fake, WEIGHT)
    return (
        f"The best critic under this penalty earns {format_number(best, 3)}: it pays "
        "to be steeper than 1 where mass must move."
    )

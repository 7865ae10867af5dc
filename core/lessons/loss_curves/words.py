"""What each case of "Is this loss curve normal?" is, in words with measured numbers."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.gan.config import Config
from core.lessons.loss_curves import cases
from core.lessons.loss_curves.texts import DIAGNOSES, TELLS
from core.plotting.theme import format_number

if TYPE_CHECKING:
    from core.training.history import History

# The methods of a loop that are shown around the line that is wrong.
LOOP = ("iteration", "d_step", "loss_of_d", "loss_of_g", "clear_for_d", "clear_for_g")
LATE = 100  # steps at the end over which a level is averaged


class Lines(NamedTuple):
    """What ran, what should have, and the loop around it."""

    says: str
    pair: dict[str, str]
    loop: str = ""


# What would have helped; tests train it.
CURES = {
    "vanishing": {"loss": "non-saturating"},
    "collapse": {"instance_noise": 3.0, "noise_until": 800},
    "oscillation": {"penalty": "r1"},
}
# Guesses that are wrong and that nobody can be blamed for.
EXCUSED = {("oscillation", "healthy"), ("sigmoid", "healthy"), ("detach", "healthy")}


def verdict(case: int, guess: str) -> str:
    """What to say to a guess."""
    kind = cases.kind(case)
    if guess == cases.ANSWERS[kind]:
        return "That is it."
    excused = (kind, guess) in EXCUSED or (guess == "healthy" and calm(case))
    return "It does look so." if excused else "Look again."


def calm(case: int) -> str:
    """What to add if a frozen D ends where a healthy run does."""
    if cases.kind(case) != "d-frozen":
        return ""
    ends = [float(losses[-LATE:].mean()) for losses in cases.smoothed(case).values()]
    if max(abs(np.array(ends) - [2.0 * np.log(2.0), np.log(2.0)])) > 0.1:
        return ""
    return (
        f"The losses end at {format_number(ends[0])} and {format_number(ends[1])}, "
        "which looks healthy, and is not."
    )


def diagnosis(case: int) -> str:
    """What was wrong, with the numbers of this run."""
    return DIAGNOSES[cases.kind(case)].format(**measured(case))


def tell(case: int) -> str:
    """How to see it next time."""
    return TELLS[cases.kind(case)].format(**measured(case))


def measured(case: int) -> dict[str, str]:
    """The numbers of a run that the words quote, and those that follow from algebra."""
    run, smooth = cases.run(case), cases.smoothed(case)
    means = run.fakes.mean(axis=1)
    late = slice(len(smooth["D"]) // 2, None)
    level_d, level_g = (float(np.mean(x[-LATE:])) for x in (run.loss_d, run.loss_g))
    side = float(np.mean(run.fakes[-1] > 0.0))
    return {
        "loss_d": format_number(level_d),
        "loss_g": format_number(level_g),
        "js": format_number(run.js[len(means) // 2 :].max(), 2),
        "w1_start": format_number(run.w1[0], 3),
        "w1": format_number(run.w1[-1], 3),
        "share": f"{100.0 * max(side, 1.0 - side):.0f} %",
        "spread": format_number(run.fakes[-1].std(), 2),
        "swing": format_number(np.ptp(means[len(means) // 2 :]), 2),
        "sway": format_number(np.ptp(smooth["D"][late]), 2),
        "farthest": format_number(means[np.abs(means).argmax()], 3),
        "worst_d": format_number(smooth["D"].max(), 3),
        "coin": format_number(2.0 * np.log(2.0)),
        "third_d": format_number(1.5 * np.log(3.0) - np.log(2.0)),
        "third_g": format_number(np.log(3.0)),
        "surest": format_number(1.0 / (1.0 + np.exp(-1.0)), 3),
        "floor": format_number(np.log1p(np.exp(-1.0)) + np.log(2.0)),
        "low_g": format_number(np.log1p(np.exp(-1.0))),
        "middle": format_number(means[-1], 3),
        "two_thirds_d": format_number(np.log(1.5) + np.log(3.0)),
        "two_thirds_g": format_number(np.log(1.5)),
        "shift_d": format_number(2.0 * np.log1p(np.exp(-0.5))),
        "shift_g": format_number(np.log1p(np.exp(-0.5))),
        "cap": format_number(-np.log(1e-6), 6),
        "cap_8": format_number(-np.log(1e-8), 6),
        "cap_12": format_number(-np.log(1e-12), 6),
        "stuck": stuck(run) if cases.kind(case) == "sigmoid" else "",
        "calm": calm(case),
    }


def stuck(run: "History") -> str:
    """What to add if D's own sigmoid is at 0, or at 1, on all samples."""
    from core.training.look import X

    there = np.maximum(run.target.pdf(X), run.density[-1]) > 1e-3
    output = run.output[-1, there]
    inner = np.log(output / (1.0 - output))  # what D returned
    for end in (0.0, 1.0):
        if np.abs(inner - end).max() < 0.01:
            of_d, of_g = np.logaddexp(0.0, [-end, end]).sum(), np.logaddexp(0.0, -end)
            return (
                f"At the end D's own sigmoid is at {end:g} wherever there are samples. "
                f"That gives {format_number(of_d)} and {format_number(of_g)}, and "
                "hardly any gradient."
            )
    return ""


def lines(case: int) -> Lines:
    """The line that was wrong beside the right one; for a setting, what would help."""
    kind, config = cases.kind(case), cases.config(case)
    if config is not None:
        return _settings(kind, config)
    from core.training.bugs import BUGS, shown

    loop, method, right = BUGS[kind]
    whole = [shown(loop, each) for each in LOOP]
    says = "One method of the loop is wrong. Both versions are cut from code that runs."
    pair = {"Wrong": shown(loop, method), "Right": shown(right, method)}
    return Lines(says, pair, "\n\n".join(whole))


def _settings(kind: str, config: Config) -> Lines:
    if kind == "healthy":
        return Lines("Nothing to mend: all settings are the defaults.", {})
    says = "No line is wrong. These settings ran, and a change would have helped."
    change = ", ".join(f"{name}={value!r}" for name, value in CURES[kind].items())
    pair = {
        "It ran with": f"config = {cases.setting(config)}",
        "Better": f"config = replace(config, {change})",
    }
    return Lines(says, pair)

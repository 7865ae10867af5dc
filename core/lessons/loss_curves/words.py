"""What each case of "Is this loss curve normal?" is, in words with measured numbers."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.gan.config import Config
from core.lessons.loss_curves import cases
from core.plotting.theme import format_number

if TYPE_CHECKING:
    from core.training.history import History

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

DIAGNOSES = {
    "healthy": "**A healthy run.** The loss of D settles at {loss_d} and that of G at "
    "{loss_g}: close to 2 log 2 and log 2, the losses of a D that answers ½ to "
    "everything. The distance W1 fell from {w1_start} to {w1}.",
    "vanishing": "**D is too good for this loss.** It was trained 500 steps ahead, and "
    "makes five steps for each of G's. It tells every fake from every real sample, and "
    "there the saturating loss log(1 − D) is flat. G got next to no gradient: W1 was "
    "{w1_start} and is {w1}.",
    "collapse": "**Mode collapse.** The data have two modes, and {share} of the fakes "
    "lie at one of them. There D meets two fakes for each real sample and answers ⅓; "
    "at the other mode it is sure. That gives a loss of D of {third_d} and a loss of "
    "G of log 3 = {third_g}. In the log: {loss_d} and {loss_g}.",
    "oscillation": "**G and D chase each other.** Both optimisers have momentum, and G "
    "swings through the data and back: in the second half of the run the mean of its "
    "fakes still moves over {swing} units. D is always late, so its loss stays at "
    "{loss_d}, although JS comes up to {js}.",
    "sigmoid": "**A sigmoid too many.** D ends in a sigmoid, and BCEWithLogitsLoss "
    "applies another. What it takes for a logit lies between 0 and 1, so D can never "
    "say less than ½ or more than {surest}. Its loss cannot fall below {floor}, and "
    "that of G stays between {low_g} and log 2. {stuck}",
    "detach": "**D's step leaves a gradient on G.** The fakes of D's step were not "
    "detached, and this loop does not clear G's gradient before G's step. So G follows "
    "the sum of two pulls: be taken for real, and help D. Where D says ½ they cancel, "
    "whatever its slope. The fakes get near the data, but crowd: their spread is "
    "{spread}, that of the data 0.5.",
    "wasted": "**The training is healthy, the code is not.** The fakes of D's step are "
    "not detached, so D's loss is sent back through G as well. But this loop clears "
    "G's gradient before G's step, and the work is thrown away. The run is the same "
    "as with `detach()`, bit for bit: W1 fell from {w1_start} to {w1}.",
    "moves-d": "**G's step moves D too.** One optimiser holds both networks, so each "
    "of G's steps also teaches D to call fakes real. The loss of D rose to {worst_d}; "
    "a D that always says ½ would have {coin}. With such a judge the fakes fly off: "
    "their mean went as far as {farthest}.",
    "swapped": "**D's labels are swapped.** D learns to call real samples fake, and "
    "fakes real. G wants its fakes called real. So both want the same, both losses "
    "go to 0, and the fakes leave the data: W1 rose from {w1_start} to {w1}.",
    "label-0": "**G is trained with label 0.** It learns to have its fakes called "
    "fake, which D wants too. Both losses go to 0, and the fakes leave the data: W1 "
    "rose from {w1_start} to {w1}.",
}
TELLS = {
    "healthy": "Both losses come to their level from far off, and keep a little noise. "
    "The level alone proves nothing: other cases here have it too. Look at samples.",
    "vanishing": "Both losses are about 0 from the start, that of G from *below*: "
    "log(1 − D) is never positive. With −log D, a D this good gives a large loss of G.",
    "collapse": "Both losses are flat at the wrong level. A loss of D that stays below "
    "2 log 2 by more than its noise means a difference that D finds again and again. "
    "Not every seed collapses so: of eight others, five had by step 400.",
    "oscillation": "You can hardly see it in this log. In its second half the "
    "smoothed loss of D sways by {sway}, and that is all. Watch the samples instead.",
    "sigmoid": "The loss of G never rises above log 2. In a healthy run it soon does, "
    "wherever it starts. And where the inner sigmoid is stuck, the lines have hardly "
    "any noise.",
    "detach": "It begins like a healthy run. Then the loss of D lies below 2 log 2 "
    "most of the time, that of G on average above log 2. To be sure, look at G's "
    "gradient before and after D's `backward()`: it should not change.",
    "wasted": "The curves cannot tell. Look at G's gradient before and after D's "
    "`backward()`: it should not change. The cost is one pass back through G in each "
    "step of D.",
    "moves-d": "The loss of D rises to more than twice 2 log 2, though always saying ½ "
    "would cost 2 log 2. Either D's own steps are far too large, or something else "
    "moves it: look at its learning rate, then at whose weights each optimiser holds.",
    "swapped": "With −log D as the loss of G, the losses cannot both be small: on the "
    "same fakes −log D and −log(1 − D) add up to at least 2 log 2. If both go to 0, D "
    "and G are on the same side. Which of them has the wrong label, the curves cannot "
    "tell.",
}
TELLS["label-0"] = TELLS["swapped"]


def verdict(case: int, guess: str) -> str:
    """What to say to a guess."""
    kind = cases.kind(case)
    if guess == cases.ANSWERS[kind]:
        return "That is it."
    return "It does look so." if (kind, guess) in EXCUSED else "Look again."


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
        "stuck": stuck(run) if cases.kind(case) == "sigmoid" else "",
    }


def stuck(run: "History") -> str:
    """What to add if D's own sigmoid is at 0, or at 1, on all samples."""
    from core.training.snapshot import X

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
    whole = [shown(loop, each) for each in ("iteration", "clear_for_d", "clear_for_g")]
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

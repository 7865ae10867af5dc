"""What there is to notice in a log at each step, and what a loss of D proves there."""

import numpy as np

from core.lessons.loss_curves import cases
from core.maths.densities import Floats
from core.plotting.theme import format_number

UNPROVED = (
    "The loss of D proves nothing here: L_D ≥ 2 log 2 − 2 JS is a fact of BCE with "
    "labels 1 and 0, both means added, and this is another loss."
)
COIN = float(2.0 * np.log(2.0))  # L_D of a D that always says ½


def least_js(loss_d: Floats, noise: Floats) -> Floats:
    """Least JS, in nats, that a mean L_D proves, with its noise on the safe side.

    E L_D >= 2 log 2 - 2 JS for every D, so JS >= log 2 - L_D / 2.
    """
    return np.maximum(0.0, np.log(2.0) - 0.5 * (loss_d + noise))


def of_log(case: int) -> list[str]:
    """One text per position, from what the log shows and nothing else."""
    run, smooth, noise = cases.run(case), cases.smoothed(case)["D"], cases.noise(case)
    read = _of_critic if cases.kind(case) == "same-sign" else _read
    return [
        f"At step {step} " + read(float(smooth[step]), float(noise[step]))
        for step in run.iterations
    ]


def of_recording(case: int) -> list[str]:
    """The same, with what was behind it."""
    run = cases.run(case)
    return [
        f"{text} <b>Behind it</b> JS is {format_number(js, 3)}, and W₁ "
        f"{format_number(w1, 3)}."
        for text, js, w1 in zip(of_log(case), run.js, run.w1, strict=True)
    ]


def _read(loss: float, noise: float) -> str:
    """What a smoothed loss of D says."""
    told = f"D's loss is {format_number(loss, 3)} ± {format_number(noise, 1)}"
    if loss < COIN - noise:
        least = format_number(float(least_js(np.array(loss), np.array(noise))), 2)
        return (
            f"{told}, <b>below 2 log 2</b>. If the loss is what it should be, D tells "
            f"fakes from data, and that proves a JS of about {least} or more."
        )
    if loss <= COIN + noise:
        return (
            f"{told}, <b>at 2 log 2</b> as far as can be told. That proves nothing: "
            "the fakes may be good, or D a poor judge."
        )
    return f"{told}, <b>above 2 log 2</b>: a D that always says ½ would pay less."


def _of_critic(loss: float, noise: float) -> str:
    """What a smoothed loss of a critic says."""
    told = f"the critic's loss is {format_number(loss, 3)} ± {format_number(noise, 1)}"
    if loss < -noise:
        return f"{told}, <b>below 0</b>, as it should be: it tells fakes from data."
    return f"{told}, <b>not below 0</b>: it tells nothing from nothing."


def proof(loss_d: float, noise: float) -> list[str]:
    """What a loss of D shows about the fakes, as lines of LaTeX."""
    least = float(least_js(np.array(loss_d), np.array(noise)))
    return [
        r"L_D \;\ge\; 2 \log 2 - 2\,\mathrm{JS}",
        r"\mathrm{JS} \;\ge\; \log 2 - L_D / 2",
        rf"L_D \;\le\; {loss_d + noise:.4f}: \quad \mathrm{{JS}} \;\ge\; {least:.4f}",
    ]


def proved(loss_d: float, noise: float) -> str:
    """Under what conditions it does, and what it says at this step."""
    told = (
        "The first two lines hold for every D, and for the expected loss: BCE with "
        "labels 1 and 0, the means of both halves added. The log has "
        f"{format_number(loss_d)} here, from {cases.WINDOW} noisy batches. The "
        f"expected loss may lie about {format_number(noise, 1)} lower or higher (three "
        "standard errors, and no certainty). "
    )
    if least_js(np.array(loss_d), np.array(noise)) > 0.0:
        return told + "A loss this low shows that fakes and data differ."
    return told + (
        "That is not below 2 log 2 by more than the noise, and shows nothing: the "
        "fakes may be good, or D may be a poor judge."
    )

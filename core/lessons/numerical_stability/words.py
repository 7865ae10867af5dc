"""What "Where do the numbers break?" says of each state, and of each position."""

from collections.abc import Mapping, Sequence

import numpy as np

from core.lessons.numerical_stability.breaks import POSITIONS, Way
from core.maths import bce
from core.plotting.theme import format_number

Pair = tuple[float, float]  # loss in nats, and its slope in the logit


def near(dtype: str) -> float:
    """The relative error up to which an answer counts as right: a few roundings."""
    return {"float16": 2e-3, "bfloat16": 1.6e-2}.get(dtype, 5e-4)


def notices(dtype: str, label: int, ways: Sequence[Way]) -> list[str]:
    """``notice`` at each position of the slider."""
    exact = zip(
        bce.bce_with_logits(POSITIONS, label),
        bce.bce_with_logits_grad(POSITIONS, label),
        strict=True,
    )
    told = []
    for at, right in enumerate(exact):
        answers = {
            way.name: (way.here["value"][at], way.here["gradient"][at]) for way in ways
        }
        told.append(notice(dtype, float(POSITIONS[at]), right, answers))
    return told


def notice(dtype: str, logit: float, right: Pair, answers: Mapping[str, Pair]) -> str:
    """What each way returns at this logit, and what that does to training."""
    good = [name for name, pair in answers.items() if is_near(dtype, pair, right)]
    place, *both = (format_number(number) for number in (logit, *right))
    texts = [f"At ℓ = {place} the exact loss is {both[0]}, its slope {both[1]}."]
    if good:
        names = "all four" if len(good) == len(answers) else listed(good)
        percent = format_number(100.0 * near(dtype))
        texts.append(f"Within {percent} % of both: {names}.")
    others = [
        f"<b>{name}</b>: {_short(value)} and {_short(slope)}"
        for name, (value, slope) in answers.items()
        if name not in good
    ]
    if others:
        texts.append("; ".join(others) + ".")
    if answers:
        texts.append(_verdict(right, answers, len(others)))
    return " ".join(texts)


def is_near(dtype: str, pair: Pair, right: Pair) -> bool:
    """Whether loss and slope are both right, to the digits that ``near`` names."""
    return all(
        bool(abs(answer - exact) <= near(dtype) * abs(exact))
        for answer, exact in zip(pair, right, strict=True)
    )


def _verdict(right: Pair, answers: Mapping[str, Pair], off: int) -> str:
    slope = answers["BCELoss"][1]
    wrong = abs(right[1]) > 0.5
    if wrong and slope == 0.0:
        return "With BCELoss <b>the mistake teaches nothing</b>, without a warning."
    if not np.isfinite(slope):
        return "A slope that is <b>not finite</b> spoils every weight it reaches."
    if wrong and abs(slope) < 0.5 * abs(right[1]):
        return "With BCELoss <b>more than half of the slope is gone</b>."
    if np.isnan(answers["naive"][1]):
        return "The naive formula meets log 0, and its slope is NaN."
    if wrong:
        return "The guess is wrong, and with BCELoss the slope still says so."
    if right[1] and off:
        return "The guess is right. What is lost are digits of small numbers."
    return "Here it does not matter which one you take: go farther out."


def _short(number: float) -> str:
    return "NaN" if np.isnan(number) else format_number(number)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: a, b and c."""
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def first_breaks(dtype: str, label: int, ways: Sequence[Way]) -> str:
    """Where each way breaks first in this precision, as Markdown."""
    whole = [way.name for way in ways if way.broken.startswith("no ")]
    lines = [f"- {way.name}: {way.broken}" for way in ways if way.name not in whole]
    kind = ":green[real] sample" if label else ":orange[fake]"
    said = f"In {dtype}, for a {kind}, this is where they break first:\n\n" + "\n".join(
        lines
    )
    return f"{said}\n- {listed(whole)}: nowhere" if whole else said


def digits(dtype: str, label: int) -> str:
    """How accurate the four ways are in this precision, as Markdown."""
    loses, kind = (
        ("`BCELoss`", ":green[real] sample")
        if label
        else ("`BCEWithLogitsLoss`", ":orange[fake]")
    )
    shortcut = (
        " Softplus has a small peak where the guess is wrong: beyond 20 PyTorch "
        "returns the logit itself."
        if dtype == "float64"
        else ""
    )
    return (
        "How large is the error, as a part of the exact number? At 1 nothing is left "
        "of it; on the grey band it is right to the last digit.\n\nWhere the guess is "
        f"right the loss is small. For a {kind} {loses} loses its digits. Softplus "
        f"keeps them, until no number of {dtype} is so small.{shortcut}"
    )


def example(dtype: str, close: bool, second: float) -> str:
    """What the reference page's example shows in this precision.

    Args:
        dtype: the precision.
        close: whether ``allclose`` takes the first two means for the same.
        second: what BCEWithLogitsLoss returns for the second sample.
    """
    costs = bce.bce_with_logits([12.0, -15.0], [1.0, 0.0])
    exact = listed([format_number(cost) for cost in costs])
    left = format_number(second, 9)
    right = format_number(costs[1], 9)
    lost = "nothing" if second == 0.0 else f"{left} where {right} is exact"
    return (
        "The same reference page compares `BCELoss`, `BCEWithLogitsLoss` and a formula "
        "by hand on these two samples, and promises that `allclose` prints True. In "
        f"{dtype} it prints {close}. The two cost {exact}. `BCELoss` gets a *p* "
        "rounded next to 1. By hand, the rounding happens in 1 + exp(−|ℓ|); `log1p(x)` "
        "is log(1 + x) without it. For the second sample `BCEWithLogitsLoss` subtracts "
        f"two numbers near 15, and in {dtype} the difference leaves {lost}. (The "
        "formula by hand has one more fault: at ℓ = 0 exactly, autograd gives it the "
        "slopes 1 for a fake and 0 for a real sample, where ½ and −½ are right.)"
    )

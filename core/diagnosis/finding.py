"""What a check says, and how it writes numbers."""

from dataclasses import dataclass

import numpy as np

GRADES = ("proved", "fits", "possible")

MOST_LINES = 12
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Finding:
    """One thing that a log says.

    Attributes:
        name: a stable name; an interface.
        grade: ``proved`` (a bound or an identity is broken or met), ``fits`` (a
            fingerprint to a stated tolerance) or ``possible``.
        sentence: what it is, for readers.
        lines: where the log shows it, from 1; at most ``MOST_LINES`` of them.
        formula: LaTeX with the log's numbers in it; "" if there is none.
        check: what to look at; Python, often the wrong line beside the right one.
        page, params: the page of the app that shows it, and its state.
        bug: of the trainer's collection, if a run there has it.
        fault: whether something is wrong; otherwise it is a remark.
        explains: findings that this one makes needless.
    """

    name: str
    grade: str
    sentence: str
    lines: tuple[int, ...] = ()
    formula: str = ""
    check: str = ""
    page: str = "loss_curves"
    params: tuple[tuple[str, str], ...] = ()
    bug: str = ""
    fault: bool = True
    explains: tuple[str, ...] = ()


def some(lines: np.ndarray) -> tuple[int, ...]:
    """The first and the last of some lines, as plain numbers."""
    known = np.unique(lines[lines > 0])
    if len(known) > MOST_LINES:
        half = MOST_LINES // 2
        known = np.concatenate([known[:half], known[-half:]])
    return tuple(int(line) for line in known)


def number(value: float, digits: int = 4) -> str:
    """A number as sentences and formulas have it: 1.386, −0.0041, 2.30 · 10⁻⁵, ∞.

    LaTeX reads these signs as they are.
    """
    if np.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value + 0.0:.{digits}g}"  # no -0
    if 0.0 < abs(value) < 1e-3 or abs(value) >= 1e7:
        mantissa, _, power = f"{value:.2e}".partition("e")
        text = f"{mantissa} · 10{str(int(power)).translate(_RAISED)}"
    elif "e" in text:
        text = f"{value:.0f}"
    return text.replace("-", "−")

"""Words of the page "What does your log say?": grades, what was read, the report."""

import html
import re
from collections.abc import Sequence

from core.diagnosis import LOSSES, REDUCTIONS, Finding, Log
from core.diagnosis.log import ROLES
from core.lessons.loss_curves import cases

GRADES = {
    "proved": "Proved: a bound or an identity is broken, or met, by these numbers.",
    "fits": "Fits: the numbers have the fingerprint, to the tolerance that is said.",
    "possible": "Possible: the losses allow it; what would settle it is said.",
}


def read(log: Log) -> str:
    """What was read, and what was not."""
    found = f"{log.rows} records, {len(log.columns)} columns"
    if log.unread:
        at = ", ".join(f"{each.line}" for each in log.unread[:8])
        more = " and more" if len(log.unread) > 8 else ""
        many = f"{len(log.unread)} lines ({at}{more})"
        found += (
            f"; nothing was taken from {many if len(log.unread) > 1 else f'line {at}'}"
        )
    return " ".join([f"Read: {found}.", *log.notes])


def lines(finding: Finding) -> str:
    """Where the log shows it."""
    if not finding.lines:
        return ""
    word = "Line" if len(finding.lines) == 1 else "Lines"
    return f"{word} {', '.join(map(str, finding.lines))}."


def guessed(loss: str, reduction: str, why: str) -> str:
    """A guess, and why, in words."""
    if loss == "unknown":
        return f"Which loss it is cannot be guessed: {why}. Choose it if you know."
    halves = f"D's number is {REDUCTIONS[reduction]}"
    if reduction == "unknown":
        halves = "whether D's number is a sum or a mean cannot be told"
    return f"A guess: {LOSSES[loss]}; {halves}. Why: {why}. Correct it if you know."


def where(finding: Finding) -> tuple[str, dict[str, str]]:
    """The page that shows it, and its state there."""
    if finding.page == "loss_curves" and finding.bug in cases.KINDS:
        return finding.page, {"case": str(cases.kinds().index(finding.bug))}
    return finding.page, dict(finding.params)


def plain(text: str) -> str:
    """A text as Markdown that shows it as it is: no sign of a log's own acts."""
    return re.sub(r"([\\`*_{}\[\]<>$~:#|!&])", r"\\\1", text)


def report(
    log: Log, found: Sequence[Finding], loss: str, reduction: str, guess: str = ""
) -> str:
    """The findings as plain text: names of columns, numbers of lines, no values.

    Args:
        log: the log.
        found: the findings.
        loss: a name of ``core.diagnosis.LOSSES``.
        reduction: a name of ``core.diagnosis.REDUCTIONS``.
        guess: what is said of a guess, if one was made.
    """
    parts = [
        "What does your log say?",
        read(log),
        guess or f"Loss: {LOSSES[loss]}. D's number: {REDUCTIONS[reduction]}.",
        "Columns: "
        + "; ".join(f"{c.name}: {ROLES[c.role]}" for c in log.columns)
        + ".",
    ]
    for finding in found:
        body = [f"[{finding.grade}] {finding.sentence}", lines(finding)]
        body += [f"    {finding.formula}" if finding.formula else ""]
        body += [f"    {line}" for line in finding.check.splitlines()]
        parts.append("\n".join(filter(None, body)))
    return "\n\n".join([*parts, *GRADES.values()]) + "\n"


def report_html(
    log: Log, found: Sequence[Finding], loss: str, reduction: str, guess: str = ""
) -> str:
    """The same as one HTML file, every sign of the log's own escaped."""
    body = html.escape(report(log, found, loss, reduction, guess))
    style = "white-space: pre-wrap; font: 16px/1.5 sans-serif; max-width: 45em"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<title>What does your log say?</title></head>"
        f'<body style="{style}">{body}</body></html>\n'
    )

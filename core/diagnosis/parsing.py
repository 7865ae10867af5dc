"""From a text in any format to a ``Log``: which format it is, and what was not read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from core.diagnosis import (
    cells,
    curves,
    free,
    lists,
    numbers,
    objects,
    records,
    tables,
)
from core.diagnosis.decode import MOST_ROWS, text_of, without_stamps
from core.diagnosis.log import (
    LOSS_ROLES,
    MOST_COLUMNS,
    ROLES,
    STEPS,
    Column,
    Log,
    Unread,
    UnreadableError,
)
from core.diagnosis.roles import assigned

_HINTS = {
    "bce": ("binarycrossentropy", "bceloss", "bce_loss", "bce loss", "crossentropy"),
    "least-squares": ("mseloss", "lsgan"),
    "sum": ("addbackward",),
    "mean": ("mulbackward", "divbackward"),
    "wasserstein": ("wgan", "wasserstein", "critic"),
    "hinge": ("hinge",),
}
_ONE = (
    "There is one column of numbers at most; a GAN's log has two: the loss of D and "
    "the loss of G."
)
_COMMAS = "Commas between digits were read as decimal points."


def parse(text: str | bytes) -> Log:
    """Reads a training log.

    Args:
        text: a log as it was printed or exported, as text or as the bytes of a file.

    Raises:
        UnreadableError: if it is empty, no text, too long, without numbers, or has one
            column only; the message is one sentence for readers.
    """
    plain = text_of(text)
    lines = plain.split("\n")
    begins = plain[:100_000].lower()
    hints = frozenset(
        name for name, signs in _HINTS.items() if any(sign in begins for sign in signs)
    )
    if found := objects.read(plain, lines):
        return _log(found[0], found[1], lines, hints, "JSON", ())
    if found := lists.read(plain):
        return _log(found[0], found[1], lines, hints, "lists", ())
    pointed = numbers.with_points(plain)
    notes = (_COMMAS,) if pointed else ()
    if pointed:
        plain, lines = pointed, pointed.split("\n")
    split = cells.splitter(lines)
    if split:
        columns, unread = _from_tables(lines, split)
        if columns:
            return _log(columns, unread, lines, hints, "table", notes)
    stripped = without_stamps(plain)
    pointed = None if notes else numbers.with_points(stripped)
    if pointed:
        stripped, notes = pointed, (_COMMAS,)
    elif not notes:
        stripped = numbers.without_groups(stripped)
    kinds, shown, unread = free.read(stripped)
    if not kinds:
        raise UnreadableError(_without_names(lines, shown))
    columns = curves.whole_records(records.columns(kinds, shown))
    return _log(columns, unread, lines, hints, "text", notes)


def _from_tables(
    lines: Sequence[str], split: cells.Split
) -> tuple[tuple[Column, ...], list[int]]:
    found, unread = tables.read(lines, split)
    found = [one for table in found for one in curves.tagged(table)]
    if not found:
        return (), unread
    if all(map(curves.is_curve, found)):
        parts = [curves.curve(t.title, tables.columns(t)) for t in found[:MOST_COLUMNS]]
        return curves.joined([part for part in parts if part]), unread
    longest = max(found, key=lambda table: len(table.at))
    alike = [table for table in found if table.header == longest.header]
    for table in found:
        if table.header != longest.header:
            unread += table.at
    whole = tables.Table(longest.title, longest.header)
    for table in alike:
        whole.cells += table.cells
        whole.at += table.at
    return curves.whole_records(tables.columns(whole)), sorted(unread)


def _log(
    columns: Sequence[Column],
    unread: Iterable[int],
    lines: Sequence[str],
    hints: frozenset[str],
    form: str,
    notes: tuple[str, ...],
) -> Log:
    if not columns or max(len(c.values) for c in columns) == 0:
        raise UnreadableError("No numbers were found in this text.")
    rows = len(columns[0].values)
    if rows > MOST_ROWS:
        raise UnreadableError(
            f"This log has {rows:,} records; at most {MOST_ROWS:,} can be read: keep "
            "every tenth line."
        )
    kept = _kept(columns)
    given = assigned(kept)
    notes += _unnamed(given)
    measured = [c for c in given if c.role not in (*STEPS, "time")]
    if len(measured) < 2 and not any(c.role in LOSS_ROLES for c in measured):
        raise UnreadableError(_ONE)
    log = Log(given, (), notes, hints, form)
    log = _without_repeat(log)
    idle = np.zeros(len(lines) + 1, dtype=bool)
    idle[[at for at in unread if at <= len(lines)]] = True
    for column in columns:  # lines of which no column was kept
        idle[column.lines] = True
    for column in kept:
        idle[column.lines] = False
    idle[0] = False
    shown = [
        Unread(at, lines[at - 1].strip()[:80]) for at in np.flatnonzero(idle).tolist()
    ]
    return replace(log, unread=tuple(u for u in shown if u.text))


def _kept(columns: Sequence[Column]) -> list[Column]:
    """Columns that have values in more than a few of the records, or a loss's name."""
    most = max(int(c.given.sum()) for c in columns)
    least = max(min(2, most), 0.05 * most)
    few = [c for c in assigned(columns) if c.role in LOSS_ROLES]
    names = {c.name for c in few}
    kept = [c for c in columns if c.name in names or c.given.sum() >= least]
    return kept[:MOST_COLUMNS]


def _without_names(lines: Sequence[str], shown: Sequence[str]) -> str:
    """Why nothing can be read where no number has a name."""
    if not any(sign.isdigit() for text in shown[:1000] for sign in text):
        return "There are no numbers in this text."
    filled = [line for line in lines if line.strip()]
    if sum(numbers.value(line[:60]) is not None for line in filled) > 0.5 * len(filled):
        return _ONE
    return (
        "No number in this text has a name before it or a column above it, so there "
        "is no loss to read."
    )


def _unnamed(columns: Sequence[Column]) -> tuple[str, ...]:
    """What is said where columns have no names, so that their roles are a guess."""
    guessed = [c for c in columns if c.role in LOSS_ROLES]
    if not guessed or not all(c.name.startswith("column ") for c in guessed):
        return ()
    of = " and ".join(f"'{c.name}' as {ROLES[c.role]}" for c in guessed)
    return (f"The columns have no names: {of} is a guess.",)


def _without_repeat(log: Log) -> Log:
    """A last record that only says the one before it again is left out."""
    losses = [c for c in log.columns if c.role in LOSS_ROLES]
    if log.rows < 3 or len(losses) < 2:
        return log
    same = all(c.values[-1] == c.values[-2] for c in losses)
    steps = [c for c in log.columns if c.role in STEPS]
    again = bool(steps) and not any(c.given[-1] for c in steps)
    if not (same and again):
        return log
    kept = np.arange(log.rows) < log.rows - 1
    note = "The last record repeats the one before it, and is left out."
    log = log.only(kept)
    filled = tuple(c for c in log.columns if c.given.any())
    return replace(log, columns=filled, notes=(*log.notes, note))

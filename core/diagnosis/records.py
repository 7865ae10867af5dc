"""From lines with a few named numbers each to records: columns of one length.

A record goes on until a name comes again, and a line that says only which step it is
begins one, or ends one if the log ends with such a line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.diagnosis import numbers
from core.diagnosis.log import STEPS, Column, Floats, Ints, most_columns
from core.diagnosis.names import role_of

_ASIDE = (*STEPS, "time", "other")


@dataclass(frozen=True)
class Lines:
    """Lines of one build: the same names, in the same places.

    Attributes:
        names: of the numbers that are kept.
        places: which numbers of the line those are.
        at: the number of each line, from 1, (lines,).
        starts: which of all numbers is the first of each line, (lines,).
    """

    names: tuple[str, ...]
    places: tuple[int, ...]
    at: Ints
    starts: Ints

    @property
    def only_steps(self) -> bool:
        """Whether such a line says no more than which step it is."""
        roles = {role_of(name) for name in self.names}
        return bool(roles & set(STEPS)) and roles <= set(_ASIDE)


def columns(kinds: Sequence[Lines], shown: list[str]) -> tuple[Column, ...]:
    """One column per name, in the order of the log; ``shown`` are all numbers."""
    kinds = sorted(kinds, key=lambda kind: kind.at[0])
    of_kind = np.repeat(np.arange(len(kinds)), [len(kind.at) for kind in kinds])
    order = np.argsort(np.concatenate([kind.at for kind in kinds]), kind="stable")
    records = np.empty(len(order), dtype=np.int64)
    records[order] = _records(of_kind[order].tolist(), kinds)
    rows = int(records.max()) + 1
    most = most_columns(rows)
    numbered = numbers.repeated(shown)
    values: dict[str, Floats] = {}
    lines: dict[str, Ints] = {}
    tokens: dict[str, list[str]] = {}
    start = 0
    for kind in kinds:
        where = records[start : start + len(kind.at)]
        start += len(kind.at)
        for name, place in zip(kind.names, kind.places, strict=True):
            if name not in values and len(values) >= most:
                continue
            if name not in values:
                values[name] = np.full(rows, np.nan)
                lines[name] = np.zeros(rows, dtype=np.int64)
                tokens[name] = []
            which = kind.starts + place
            values[name][where] = numbered[which]
            lines[name][where] = _there(shown, numbered, which, kind.at)
            step = max(1, len(which) // 1000)
            tokens[name] += [shown[one] for one in which[::step]]
    return tuple(
        Column(name, values[name], lines[name], "other", "", *numbers.rounding(some))
        for name, some in tokens.items()
    )


def _there(shown: list[str], values: Floats, which: Ints, at: Ints) -> Ints:
    """The lines that have a value; a N/A is none, whereas a nan is one."""
    lines = at.copy()
    for row in np.flatnonzero(np.isnan(values[which])):
        if shown[which[row]].lower().strip("+-") in numbers.ABSENT:
            lines[row] = 0
    return lines


def _records(kinds_of_lines: list[int], kinds: Sequence[Lines]) -> list[int]:
    """The record of each line: a machine whose state is the names seen so far."""
    if len(kinds) == 1:
        return list(range(len(kinds_of_lines)))
    names = [frozenset(kind.names) for kind in kinds]
    steps = [kind.only_steps for kind in kinds]
    trailing = bool(kinds_of_lines) and (
        steps[kinds_of_lines[-1]] and not steps[kinds_of_lines[0]]
    )
    record, seen, closed = 0, frozenset[str](), False
    known: dict[tuple[frozenset[str], bool, int], tuple[int, frozenset[str], bool]] = {}
    records = []
    for kind in kinds_of_lines:
        key = (seen, closed, kind)
        if key not in known:
            new = bool(seen & names[kind]) or closed
            begins = steps[kind] and not trailing
            new = new or (begins and any(role_of(n) not in _ASIDE for n in seen))
            after = names[kind] if new else seen | names[kind]
            known[key] = (int(new), after, steps[kind] and trailing)
        more, seen, closed = known[key]
        record += more
        records.append(record)
    return records

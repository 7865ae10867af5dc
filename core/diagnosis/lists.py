"""Lists under a name each, as a history is printed: ``d_losses = [0.69, 0.71, ...]``.

Of Python, NumPy or a dictionary of lists; numbers may go on over several lines.
"""

import re

import numpy as np

from core.diagnosis import numbers
from core.diagnosis.log import LOSS_ROLES, MOST_COLUMNS, Column
from core.diagnosis.names import role_of

LEAST = 6  # shorter ones may be the numbers of several players
_LONG = re.compile(r"\[[^\[\]:=]{11}")  # six numbers take as many characters
_LIST = re.compile(r"[:=]\s?(?:[\w.]{0,12}\()?\[([^\[\]:=]{11,})\]")
_NAME = re.compile(r"[^\W\d][\w ./()-]*(?=[\"']?\s?$)")
LONGEST = 60  # name


def read(text: str) -> tuple[tuple[Column, ...], list[int]] | None:
    """The columns, and the lines that belong to none; None if the text has no lists."""
    if not _LONG.search(text):
        return None
    found: dict[str, Column] = {}
    ends = np.array([match.start() for match in re.finditer("\n", text)])
    taken: set[int] = set()
    for match in _LIST.finditer(text):
        shown = list(numbers.FIND.finditer(match[1]))
        begins = max(0, match.start() - LONGEST)
        name = _NAME.search(text, begins, match.start())
        if len(shown) < LEAST or name is None or name[0].strip() in found:
            continue
        if len(found) == MOST_COLUMNS:
            break
        places = match.start(1) + np.array([one.start() for one in shown])
        lines = np.searchsorted(ends, places) + 1
        taken |= {int(np.searchsorted(ends, match.start())) + 1, *lines.tolist()}
        tokens = [one[0] for one in shown]
        error = numbers.rounding(tokens)
        values = numbers.values(tokens)
        title = name[0].strip()
        found[title] = Column(title, values, lines, "other", "", *error)
    rows = max((len(column.values) for column in found.values()), default=0)
    columns = tuple(c for c in found.values() if len(c.values) == rows)
    if len({role_of(c.name) for c in columns} & {"d", "g", *LOSS_ROLES}) < 2:
        return None
    unread = set(range(1, len(ends) + 2)) - taken
    return columns, sorted(unread)

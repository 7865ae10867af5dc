"""Tables: CSV with and without a header, Markdown, aligned columns, several in a file.

A row is a line of which all cells are numbers, or at least two if a header said how
many there are; a header is the line before. TensorBoard exports one table a curve,
headed by its name, with columns "Wall time", "Step" and "Value".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from core.diagnosis import numbers
from core.diagnosis.cells import MOST_CHARACTERS, RULER, By, Split, numeric, spaced
from core.diagnosis.log import MOST_COLUMNS, Column, UnreadableError

BLOCK = 200  # so many lines are cut at once, if they all are rows


@dataclass
class Table:
    """The rows under one header: cells as texts, row by row, and the rows' lines."""

    title: str
    header: list[str]
    cells: list[str] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    def column(self, place: int) -> list[str]:
        """The cells of one column."""
        return self.cells[place :: len(self.header)]


class Reader:
    """Walks the lines; ``tables`` and ``unread`` are what it finds."""

    def __init__(self, split: Split):
        self.split = split
        self.tables: list[Table] = []
        self.unread: list[int] = []
        self.header: list[str] = []
        self.title = ""
        self.waiting: list[int] = []  # lines of a header or title not yet used
        self.current: Table | None = None

    def line(self, at: int, line: str) -> None:
        """Takes the next line."""
        if not line or line.isspace():
            return
        if len(line) > MOST_CHARACTERS:
            self.unread.append(at)
            return
        cells = self.split(line)
        if self._fits(cells):
            assert self.current is not None
            self.current.cells += cells
            self.current.at.append(at)
            self.unread += self.waiting  # no title: the table goes on
            self.title, self.waiting = "", []
        elif self._row(cells, len(cells)) or (
            len(cells) == len(self.header) and self._row(cells, 2)
        ):
            self._begin(at, cells)
        elif not RULER.fullmatch(line):
            self._words(at, line, cells)

    def _fits(self, cells: Sequence[str]) -> bool:
        known = self.current is not None and len(cells) == len(self.current.header)
        return known and self._row(cells, 2)

    def _row(self, cells: Sequence[str], least: int) -> bool:
        """Whether at least so many of two or more cells are numbers."""
        if len(cells) < 2:
            return False
        least = len(cells) if self.split is spaced else max(2, least)
        try:
            list(map(float, cells))
        except ValueError:
            return numeric(cells) >= least
        return True

    def _begin(self, at: int, cells: Sequence[str]) -> None:
        if len(cells) > MOST_COLUMNS:
            raise UnreadableError(
                f"Line {at} is a row of {len(cells):,} cells; at most {MOST_COLUMNS} "
                "can be read: keep the columns of the losses."
            )
        header = _fitting(self.header, cells)
        self.current = Table(self.title, header, list(cells), [at])
        self.tables.append(self.current)
        self.header, self.title, self.waiting = [], "", []

    def _words(self, at: int, line: str, cells: Sequence[str]) -> None:
        """A line that is no row: a header, the header again, a title, or unread."""
        plain = [cell.strip().strip("\"'") for cell in cells]
        again = self.current is not None and plain == self.current.header
        if again and not self.title:
            return
        if len(cells) > 1 and numeric(cells) > 0:
            self.unread.append(at)
            return
        if len(cells) > 1:
            if len(plain) == len(self.header) and "" in plain:  # its second line
                pairs = zip(self.header, plain, strict=True)
                plain = [" ".join(filter(None, pair)) for pair in pairs]
            self.header, self.current = plain, None
        else:
            self.title = line.strip()
        self.waiting.append(at)


def read(lines: Sequence[str], split: Split) -> tuple[list[Table], list[int]]:
    """The tables, and the numbers of the lines that belong to none.

    Raises:
        UnreadableError: if one has far more columns than a log.
    """
    reader = Reader(split)
    for row in range(0, len(lines), BLOCK):
        block = lines[row : row + BLOCK]
        table = reader.current
        cells = None
        if table is not None and not reader.waiting:
            cells = _all_at_once(block, split, len(table.header))
        if table is not None and cells is not None:
            table.cells += cells
            table.at += range(row + 1, row + len(block) + 1)
        else:
            for at, line in enumerate(block, row + 1):
                reader.line(at, line)
    return reader.tables, reader.unread + reader.waiting


def _all_at_once(lines: Sequence[str], split: Split, count: int) -> list[str] | None:
    """The cells of lines that are rows by the columns that are numbers throughout."""
    rows = split.rows(lines) if isinstance(split, By) else list(map(split, lines))
    if set(map(len, rows)) != {count} or len(rows) != len(lines):
        return None
    whole, numeric_columns = 0, 0
    for column in zip(*rows, strict=True):
        try:
            list(map(float, column))
            whole += 1
        except ValueError:
            numeric_columns += all(numbers.value(c) is not None for c in set(column))
    least = count if split is spaced else 2
    fits = whole > 0 and whole + numeric_columns >= least
    return [cell for row in rows for cell in row] if fits else None


def _fitting(header: list[str], cells: Sequence[str]) -> list[str]:
    """A header of the row's length, with names for what has none."""
    if len(header) == len(cells) - 1 and header:
        header = ["index", *header]
    if len(header) != len(cells):
        return [f"column {place}" for place in range(1, len(cells) + 1)]
    named: list[str] = []
    for place, name in enumerate(header):
        name = name or ("index" if place == 0 else f"column {place + 1}")
        while name in named:
            name = f"{name} again"
        named.append(name)
    return named


def columns(table: Table) -> tuple[Column, ...]:
    """The columns of one table; those without a single number are left out."""
    at = np.array(table.at, dtype=np.int64)
    found = []
    for place, name in enumerate(table.header):
        cells = table.column(place)
        values = numbers.values(cells)
        there = ~np.isnan(values)
        for row in np.flatnonzero(~there):
            there[row] = "nan" in cells[row][:8].lower()
        if there.any():
            shown = [
                cell for cell in cells[:: max(1, len(cells) // 2000)] if cell.strip()
            ]
            error = numbers.rounding(shown)
            found.append(
                Column(name, values, np.where(there, at, 0), "other", "", *error)
            )
    return tuple(found)

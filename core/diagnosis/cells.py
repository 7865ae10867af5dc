"""How the lines of a table are cut into cells: by a sign, or between blanks."""

import csv
import re
from collections.abc import Callable, Sequence

from core.diagnosis import numbers

Split = Callable[[str], list[str]]
RULER = re.compile(r"[\s|:+\-=_]*")
LETTER = re.compile(r"[^\W\d_]")
SAMPLE, MOST_CHARACTERS = 400, 20_000


class By:
    """Cuts at a sign, outside of quotes."""

    def __init__(self, sign: str):
        self.sign = sign

    def rows(self, lines: Sequence[str]) -> list[list[str]]:
        """The cells of many lines; none if quotes are left open for too long."""
        if self.sign == "|" or not any('"' in line for line in lines):
            return list(map(self, lines))
        try:
            return list(csv.reader(lines, delimiter=self.sign))
        except csv.Error:
            return []

    def __call__(self, line: str) -> list[str]:
        """The cells of a line."""
        if self.sign == "|":
            line = line.replace("*", "").replace("`", "")  # bold, or code
            return line.strip().strip("|").split("|")
        if '"' not in line or len(line) > 100_000:
            return line.split(self.sign)
        return next(csv.reader([line], delimiter=self.sign), [])


def spaced(line: str) -> list[str]:
    """Cells between blanks; in a header with words of two, between two blanks."""
    if LETTER.search(line) and "  " in line.strip():
        return re.split(r"\s{2,}|\t", line.strip())
    return line.split()


def splitter(lines: Sequence[str]) -> Split | None:
    """How to cut the lines into cells; None if most of them are no rows of a table."""
    sample = [line for line in lines[: 4 * SAMPLE] if line.strip()]
    sample = [line for line in sample if len(line) <= MOST_CHARACTERS]
    filled = [line for line in sample if not RULER.fullmatch(line)][:SAMPLE]
    best, most = None, 0
    for split in (By(","), By(";"), By("\t"), By("|"), spaced):
        rows = [cells for cells in map(split, filled) if numeric(cells) >= 2]
        whole = sum(numeric(cells) == len(cells) for cells in rows)
        if split is not spaced and len({len(split(line)) for line in filled}) == 1:
            whole = max(whole, len(rows))  # one of its columns may be words
        if whole > most:
            best, most = split, whole
    headings = sum(1 for line in filled if LETTER.search(line))
    return best if most >= min(0.5 * len(filled), len(filled) - 2 * headings) else None


def numeric(cells: Sequence[str]) -> int:
    """How many cells are numbers or empty; 0 without a number, or of one cell alone."""
    values = list(map(numbers.value, cells))
    there = (
        value is not None and cell.strip() != ""
        for value, cell in zip(values, cells, strict=True)
    )
    return len(cells) - values.count(None) if len(cells) > 1 and any(there) else 0

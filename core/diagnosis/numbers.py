"""Numbers as logs print them: scientific, nan, inf, decimal commas, tensor reprs."""

import re
from collections.abc import Sequence

import numpy as np

from core.diagnosis.log import Floats

# The first sign comes first, so that a search can skip to it, and is then looked at
# with lookbehinds. Possessive (++), so that digits are tried once, not from each on.
NUMBER = (
    r"[-+.0-9NnIi](?<![A-Za-z0-9_.].)(?:"
    r"(?:(?<=[0-9])\d*+(?:\.\d*+)?+|(?<=\.)\d++|(?<=[-+])(?:\d++(?:\.\d*+)?+|\.\d++))"
    r"(?:[eE][-+]?\d++)?+"
    r"|(?<=[-+])(?i:nan|inf(?:inity)?)"
    r"|(?<=[nN])(?:[aA][nN]|/[aA]|one|ull)|(?<=[iI])(?:nf(?:inity)?|NF)"
    r")(?![A-Za-z0-9_])"
)
FIND = re.compile(NUMBER, re.ASCII)
SPLIT = re.compile(f"({NUMBER})", re.ASCII)
_COMMA = re.compile(r"(?<![\d.,])(\d{1,4}),(\d++)(?!\.|,\d)", re.ASCII)
_THOUSANDS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d,]*\d)", re.ASCII)
_GROUP = re.compile(r",\d{3}\b", re.ASCII)
_POINT = re.compile(r"\d\.\d")
_WRAPPED = re.compile(r"[A-Za-z_.]*tensor\(|array\(|float(?:16|32|64)?\(")
ABSENT = {"", "-", "--", "n/a", "none", "null"}


def with_points(text: str) -> str | None:
    """The text with its decimal commas as points; None if its commas separate."""
    commas, points = 0, 0
    sample = text if len(text) < 400_000 else text[:400_000]
    for match in _COMMA.finditer(sample):
        commas += len(match[2]) > 1 or match[2] != "0"
    if commas:
        points = len(_POINT.findall(sample))
    if commas <= 2 * points:
        return None
    return _COMMA.sub(lambda found: found[0].replace(",", "."), text)


def without_groups(text: str) -> str:
    """The text without commas between thousands: 12,345 is 12345."""
    if not _GROUP.search(text):  # much faster, and most texts have none
        return text
    return _THOUSANDS.sub(lambda found: found[0].replace(",", ""), text)


def value(cell: str) -> float | None:
    """The number in a cell: NaN if the cell is empty, None if it is no number."""
    cell = cell.strip().strip("\"'*`").strip()
    if cell.lower() in ABSENT:
        return np.nan
    try:
        return float(cell.removesuffix("%").replace("_", "x"))
    except ValueError:
        return _wrapped(cell)


def _wrapped(cell: str) -> float | None:
    """The number in tensor(0.6931, device='cuda:0'), array(...) or float32(...)."""
    if len(cell) < 300 and _WRAPPED.match(cell) and (found := FIND.search(cell)):
        return value(found[0])
    return None


def values(tokens: Sequence[str]) -> Floats:
    """The numbers of the cells of a column; NaN where there is none."""
    try:
        return np.fromiter(map(float, tokens), float, len(tokens))
    except ValueError:
        return repeated(tokens)


def repeated(tokens: Sequence[str]) -> Floats:
    """The same, of tokens that come many times; each is understood once."""
    return np.fromiter(map(_Known().__getitem__, tokens), float, len(tokens))


class _Known(dict[str, float]):
    """The numbers of the tokens that were asked for."""

    def __missing__(self, token: str) -> float:
        try:
            number = float(token)
        except ValueError:
            found = value(token)
            number = np.nan if found is None else found
        self[token] = number
        return number


def rounding(tokens: Sequence[str]) -> tuple[float, float]:
    """How far printed numbers may be from those computed: absolute, relative.

    Half a unit of the last digit, if all have as many decimals. Otherwise the zeros at
    the end may have been left out, of so many decimals or of so many significant
    digits: the most of both that are seen count, and both errors add.
    """
    sample = tokens[:: max(1, len(tokens) // 1000)]
    found = [
        m[0] for m in map(FIND.search, sample) if m and any(map(str.isdigit, m[0]))
    ]
    if not found:
        return 0.0, 0.0
    mantissas, exponents = zip(
        *(t.lower().partition("e")[::2] for t in found), strict=True
    )
    decimals = {len(each.partition(".")[2]) for each in mantissas}
    absolute = 0.5 * 10.0 ** -min(max(decimals), 20)
    if len(decimals) == 1 and not any(exponents):
        return absolute, 0.0
    digits = max(len(re.sub(r"\D", "", each).lstrip("0")) for each in mantissas)
    relative = 0.5 * 10.0 ** (1 - min(max(digits, 1), 17))
    return 0.0 if any(exponents) else absolute, relative

"""Columns that are sums of other columns, to the last digit printed.

An identity that holds on every row does not depend on any name: it says what a column
is. It is only looked for where it cannot be luck: at least ``LEAST`` rows, and every
part moves by at least ``CLEAR`` times what rounding allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from core.diagnosis.log import STEPS, Column, Floats

LEAST, CLEAR, MOST, ROWS = 4, 20.0, 12, 500


@dataclass(frozen=True)
class Sum:
    """``total = sum of weights * parts``, within ``off`` on all of ``rows`` rows."""

    total: str
    parts: tuple[str, ...]
    weights: tuple[float, ...]
    off: float
    rows: int

    @property
    def plain(self) -> bool:
        """Whether every weight is 1."""
        return set(self.weights) == {1.0}


def sums(columns: Sequence[Column]) -> list[Sum]:
    """The identities between the columns that are no steps and no times."""
    with np.errstate(all="ignore"):  # a log may have any numbers
        return _sums(columns)


def _sums(columns: Sequence[Column]) -> list[Sum]:
    kept = [c for c in columns if c.role not in (*STEPS, "time", "accuracy")][:40]
    able = [c for c in kept if np.isfinite(c.values).sum() >= LEAST and _moves(c)]
    if not able:
        return []
    by_name = {c.name: c for c in able[:MOST]}
    every = max(1, len(columns[0].values) // ROWS)
    some = [replace(c, values=c.values[::every]) for c in by_name.values()]
    found: list[Sum] = []
    for total in some:
        others = [c for c in some if c is not total]
        identity = _of_two(total, others) or _of_all(total, others)
        if identity and not any(_turned(identity, old) for old in found):
            parts = [by_name[part] for part in identity.parts]
            whole = _holds(by_name[total.name], parts, identity.weights)
            found += [whole] if whole else []
    return found


def _moves(column: Column) -> bool:
    known = column.values[np.isfinite(column.values)]
    return bool(np.ptp(known) > CLEAR * np.median(column.error))


def _turned(new: Sum, old: Sum) -> bool:
    """Whether an identity is an older one solved for another of its columns."""
    return {new.total, *new.parts} == {old.total, *old.parts}


def _of_two(total: Column, others: Sequence[Column]) -> Sum | None:
    for a, b in combinations(others, 2):
        rows = _rows(total, a, b)
        if rows.sum() < LEAST:
            continue
        t, x, y = (c.values[rows] for c in (total, a, b))
        if np.array_equal(x, y):  # two copies of one column say nothing
            continue
        choices = [(1.0, 1.0), (0.5, 0.5)]
        if rows.sum() > LEAST:
            choices += [(1.0, _weight(t - x, y)), (_weight(t - y, x), 1.0)]
        for weights in choices:
            if min(weights) > 0 and (identity := _holds(total, (a, b), weights)):
                return identity
    return None


def _weight(rest: Floats, part: Floats) -> float:
    """The round weight that would make ``rest`` of ``part``; 0 if there is none."""
    with np.errstate(all="ignore"):
        weight = float(np.median(rest / part))
    if not np.isfinite(weight) or not 1e-3 < weight < 1e5:
        return 0.0
    return float(f"{weight:.2g}")


def _of_all(total: Column, others: Sequence[Column]) -> Sum | None:
    """All the parts of G's sum, or all but one."""
    if total.role not in ("g", "g_total", "other"):
        return None
    parts = [c for c in others if c.role in ("g", "g_part", "penalty", "other")]
    for size in (len(parts), len(parts) - 1):
        for chosen in combinations(parts, size) if 3 <= size <= 8 else ():
            if identity := _holds(total, chosen, (1.0,) * size):
                return identity
    return None


def _rows(*columns: Column) -> np.ndarray:
    return np.logical_and.reduce([np.isfinite(c.values) for c in columns])


def _holds(
    total: Column, parts: Sequence[Column], weights: Sequence[float]
) -> Sum | None:
    rows = _rows(total, *parts)
    if rows.sum() < LEAST:
        return None
    terms = [w * c.values[rows] for w, c in zip(weights, parts, strict=True)]
    errors = [w * c.error[rows] for w, c in zip(weights, parts, strict=True)]
    off = np.abs(np.sum(terms, axis=0) - total.values[rows])
    allowed = np.sum(errors, axis=0) + total.error[rows]
    clear = all(np.ptp(term) > CLEAR * np.median(allowed) for term in terms)
    if not clear or (off > allowed).any():
        return None
    names = tuple(c.name for c in parts)
    return Sum(total.name, names, tuple(weights), float(off.max()), int(rows.sum()))

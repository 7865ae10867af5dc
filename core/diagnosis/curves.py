"""Several tables made one: a curve a file, a tag a row, or half a record a row."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from core.diagnosis.log import STEPS, Column, Floats, Ints
from core.diagnosis.names import role_of
from core.diagnosis.tables import Table

_CURVE = {"value", "wert", "valeur", "valor"}
_TAG = {"tag", "metric", "name", "key", "curve", "metrik"}


def tagged(table: Table) -> list[Table]:
    """A table with a column of tags, as a table a tag; otherwise itself alone."""
    low = [name.strip().lower() for name in table.header]
    tag = next((low.index(name) for name in low if name in _TAG), None)
    if tag is None or not _CURVE & set(low):
        return [table]
    kept = [place for place in range(len(low)) if place != tag]
    found: dict[str, Table] = {}
    places = [table.column(place) for place in kept]
    for row, (at, cell) in enumerate(zip(table.at, table.column(tag), strict=True)):
        name = cell.strip().strip("\"'")
        one = found.setdefault(name, Table(name, [table.header[p] for p in kept]))
        one.cells += [cells[row] for cells in places]
        one.at.append(at)
    return list(found.values())


def curve(title: str, columns: Sequence[Column]) -> tuple[Column, ...]:
    """A table that is one curve, with its value called by the table's title."""
    named = title.strip().strip("=#-:*\"' ").removesuffix(".csv") or "value"
    named = named.replace("\\", "/").rpartition("/")[2] if "." in title else named
    return tuple(
        replace(c, name=named) if c.name.strip().lower() in _CURVE else c
        for c in columns
    )


def is_curve(table: Table) -> bool:
    """Whether a table has one value a row, beside steps and times."""
    return bool(_CURVE & {name.strip().lower() for name in table.header})


def joined(tables: Sequence[Sequence[Column]]) -> tuple[Column, ...]:
    """Tables side by side, row by row of the same step; steps are kept once."""
    keys = [_keys(columns) for columns in tables]
    same = all(len(k) == len(keys[0]) and (k == keys[0]).all() for k in keys)
    first = tables[0]
    whole = keys[0] if same else np.unique(np.concatenate(keys), axis=0)
    found = list(_spread(first, keys[0], whole))
    for columns, key in zip(tables[1:], keys[1:], strict=True):
        names = [column.name for column in found]
        for column in _spread(columns, key, whole):
            if role_of(column.name) in (*STEPS, "time") and column.name in names:
                place = names.index(column.name)
                old = found[place]
                blank = np.isnan(old.values)
                found[place] = replace(
                    old,
                    values=np.where(blank, column.values, old.values),
                    lines=np.where(blank, column.lines, old.lines),
                )
                continue
            name = column.name
            while name in names:
                name = f"{name} again"
            names.append(name)
            found.append(replace(column, name=name))
    return tuple(found)


def _keys(columns: Sequence[Column]) -> Floats:
    """A row's step, and how many rows of that step came before it; (rows, 2)."""
    step = next((c for c in columns if role_of(c.name) == "step"), None)
    rows = len(columns[0].values)
    if step is None:
        return np.stack([np.zeros(rows), np.arange(rows, dtype=np.float64)], axis=1)
    steps = np.nan_to_num(step.values)
    order = np.argsort(steps, kind="stable")
    first = np.searchsorted(steps[order], steps[order], side="left")
    earlier = np.empty(rows)
    earlier[order] = np.arange(rows) - first
    return np.stack([steps, earlier], axis=1).astype(np.float64)


def _spread(columns: Sequence[Column], key: Floats, whole: Floats) -> list[Column]:
    if len(key) == len(whole) and (key == whole).all():
        return list(columns)
    pairs = {(a, b): place for place, (a, b) in enumerate(whole.tolist())}
    where = np.array([pairs[a, b] for a, b in key.tolist()], dtype=np.int64)
    return [
        replace(c, values=_put(c.values, where, len(whole), np.nan),
                lines=_put(c.lines, where, len(whole), 0))
        for c in columns
    ]  # fmt: skip


def _put(values: Any, where: Ints, size: int, blank: float) -> Any:
    out = np.full(size, blank, dtype=values.dtype)
    out[where] = values
    return out


def whole_records(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Rows that each have a part of a record made one, as Lightning's CSV needs."""
    parts = [c for c in columns if role_of(c.name) not in (*STEPS, "time", "other")]
    if len(parts) < 2:
        return tuple(columns)
    there = np.stack([c.given for c in parts])
    full = there.sum(axis=0)
    if full.max() > 1 and (full > 1).mean() > 0.2:
        return tuple(columns)
    bits = there.T @ (1 << np.arange(min(len(parts), 60), dtype=np.int64)[: len(parts)])
    record, seen, records = 0, 0, []
    for bit in bits.tolist():
        if seen & bit or (bit == 0 and seen):
            record, seen = record + 1, 0
        seen |= bit
        records.append(record)
    where = np.array(records, dtype=np.int64)
    merged = []
    for column in columns:
        given = np.flatnonzero(column.given)[::-1]  # the first of a record stays
        merged.append(
            replace(
                column,
                values=_put(column.values[given], where[given], record + 1, np.nan),
                lines=_put(column.lines[given], where[given], record + 1, 0),
            )
        )
    return tuple(merged)

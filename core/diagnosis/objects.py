"""JSON: an object a line, a list of objects, or an object of lists."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np

from core.diagnosis import numbers
from core.diagnosis.log import MOST_COLUMNS, Column, most_columns

_STATISTICS = ("mean", "value", "avg")


def read(
    text: str, lines: Sequence[str]
) -> tuple[tuple[Column, ...], list[int]] | None:
    """The columns, and the lines that are no JSON; None if the text is none."""
    begins = text.lstrip()[:1]
    if begins not in ("{", "["):
        return None
    records, at, unread = [], [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _loaded(line.strip().rstrip(",")) if "{" in line[:40] else None
        if isinstance(found, dict):
            records.append(found)
            at.append(number)
        else:
            unread.append(number)
            if len(unread) > 20 + len(records):
                break
    if len(records) < len(unread) or not records:
        return _whole(text)
    if len(records) == 1 and any(isinstance(v, list) for v in records[0].values()):
        return _whole(text)
    return _columns(records, at), unread


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _whole(text: str) -> tuple[tuple[Column, ...], list[int]] | None:
    """One JSON document; its records are on the lines of their braces, or on line 1."""
    found = _loaded(text)
    if isinstance(found, dict):
        lists = {
            name: values
            for name, values in islice(found.items(), MOST_COLUMNS)
            if isinstance(values, list) and all(_plain(v) for v in values)
        }
        longest = max(map(len, lists.values()), default=0)
        found = [
            {name: values[row] for name, values in lists.items() if row < len(values)}
            for row in range(longest)
        ]
    if not isinstance(found, list):
        return None
    records = [each for each in found if isinstance(each, dict)]
    at = [row for row, line in enumerate(text.split("\n"), 1) if "{" in line]
    at = at if len(at) == len(records) else [1] * len(records)
    return (_columns(records, at), []) if records else None


def _plain(value: Any) -> bool:
    return value is None or (isinstance(value, int | float | str))


def _columns(
    records: Sequence[dict[str, Any]], at: Sequence[int]
) -> tuple[Column, ...]:
    lines = np.array(at, dtype=np.int64)
    first = records[0]
    plain = all(type(value) in (int, float) for value in first.values())
    if plain and all(record.keys() == first.keys() for record in records):
        rows = [
            list(map(_number, map(dict.get, records, [k] * len(records))))
            for k in first
        ]
        named = dict(zip(first, rows, strict=True))
    else:
        named, most = {}, most_columns(len(records))
        for row, record in enumerate(records):
            for name, value in _flat(record, "", 0):
                if name not in named:
                    if len(named) >= most:
                        continue
                    named[name] = [None] * len(records)
                named[name][row] = value
    found = []
    for name, values in named.items():
        there = np.array([value is not None for value in values])
        shown = [
            repr(v) for v in values[:: max(1, len(values) // 500)] if v is not None
        ]
        array = np.array([np.nan if v is None else v for v in values], dtype=np.float64)
        error = numbers.rounding(shown)
        found.append(
            Column(name, array, np.where(there, lines, 0), "other", "", *error)
        )
    return tuple(found)


def _flat(
    record: dict[str, Any], before: str, deep: int
) -> Iterator[tuple[str, float]]:
    """Names and numbers; of a mean with its spread and count the mean alone."""
    for key, value in record.items():
        name = f"{before}/{key}" if before else str(key)
        if isinstance(value, dict) and deep < 5:
            means = [value[s] for s in _STATISTICS if _number(value.get(s)) is not None]
            if means:
                yield name, _number(means[0]) or 0.0
            else:
                yield from _flat(value, name, deep + 1)
        elif (number := _number(value)) is not None:
            yield name, number


def _number(value: Any) -> float | None:
    if type(value) is float:
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        found = numbers.value(value) if len(value) < 60 else None
        return (
            None if found is None or value.strip().lower() in numbers.ABSENT else found
        )
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return np.inf

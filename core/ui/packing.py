"""How a figure travels to the browser: headers as JSON, all numbers as float32.

Each part is a header's length (four bytes, little endian), the header, padding to a
multiple of four. A message is the options, the figure's header, and its numbers.
"""

import base64
import json
import math
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from core.plotting.drawing import Drawing, parts
from core.plotting.slider import Scrubbable


def pack(figure: Any) -> bytes:
    """A figure as header length, JSON header, padding, float32 data (little endian).

    In the header an array is ``{"$": [offset, length]}``, counted in numbers. What
    moves has one row for each of the ``names``: ``{"begin": offset, "long": length}``,
    one after the other, or a list. The browser makes frames of it.
    """
    numbers = _Numbers()
    # Part by part: the whole figure's method would turn every array into base64.
    drawn = figure.plain if isinstance(figure, Drawing) else parts(figure)
    layout = {
        name: value
        for name, value in drawn["layout"].items()
        if name not in ("template", "sliders", "updatemenus")
    }
    moving = figure.moving if isinstance(figure, Scrubbable) else {}
    header = {
        "data": numbers.plain(drawn["data"]),
        "layout": numbers.plain(layout),
        "names": list(getattr(figure, "names", ())),
        "moving": {
            trace: {name: numbers.rows(values) for name, values in moves.items()}
            for trace, moves in moving.items()
        },
    }
    return _part(header) + b"".join(array.tobytes() for array in numbers.arrays)


class _Numbers:
    """The arrays so far, and where the next one begins."""

    def __init__(self) -> None:
        self.arrays: list[np.ndarray] = []
        self.end = 0

    def put(self, array: np.ndarray) -> int:
        """Takes an array's numbers; returns where they begin."""
        self.arrays.append(array.astype("<f4", copy=False))
        self.end += array.size
        return self.end - array.size

    def plain(self, value: Any) -> Any:
        """What JSON can hold, with arrays as references."""
        if isinstance(value, str):  # most of what there is
            return value
        if isinstance(value, Mapping):
            if "bdata" in value and "shape" not in value:
                value = np.frombuffer(
                    base64.b64decode(value["bdata"]), dtype=value["dtype"]
                )
            else:
                return {key: self.plain(entry) for key, entry in value.items()}
        if _is_row(value):
            return {"$": [self.put(value), value.size]}
        if isinstance(value, list | tuple | np.ndarray):
            return [self.plain(entry) for entry in value]
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value):
            return None  # what Plotly leaves out; JSON has no word for it
        return value

    def rows(self, values: Any) -> Any:
        """One row per position: where the first begins and how long each is."""
        if isinstance(values, np.ndarray) and values.ndim == 2 and _is_row(values[0]):
            return {"begin": self.put(values), "long": values.shape[1]}
        return [self.plain(row) for row in values]


def _is_row(value: Any) -> bool:
    return (
        isinstance(value, np.ndarray) and value.dtype.kind in "fiu" and value.ndim < 2
    )


def message(options: Mapping[str, Any], packed: bytes) -> bytes:
    """Options of this moment in front of a figure that stays the same."""
    return _part(options) + packed


def _part(header: Any) -> bytes:
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text

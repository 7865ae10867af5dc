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

from core.plotting.slider import Scrubbable


def pack(figure: Any) -> bytes:
    """A figure as header length, JSON header, padding, float32 data (little endian).

    In the header an array is ``{"$": [offset, length]}``, counted in numbers.
    """
    arrays: list[np.ndarray] = []
    offset = 0

    def plain(value: Any) -> Any:
        nonlocal offset
        if isinstance(value, Mapping):
            if "bdata" in value and "shape" not in value:
                value = np.frombuffer(
                    base64.b64decode(value["bdata"]), dtype=value["dtype"]
                )
            else:
                return {key: plain(entry) for key, entry in value.items()}
        if (
            isinstance(value, np.ndarray)
            and value.dtype.kind in "fiu"
            and value.ndim < 2
        ):
            arrays.append(value.astype("<f4").ravel())
            offset += value.size
            return {"$": [offset - value.size, value.size]}
        if isinstance(value, list | tuple | np.ndarray):
            return [plain(entry) for entry in value]
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float) and not math.isfinite(value):
            return None  # what Plotly leaves out; JSON has no word for it
        return value

    # Part by part: the whole figure's method would turn every array into base64.
    layout = {
        name: value
        for name, value in figure.layout.to_plotly_json().items()
        if name not in ("template", "sliders", "updatemenus")
    }
    header = {
        "data": [trace.to_plotly_json() for trace in figure.data],
        "layout": layout,
        "frames": _frames(figure),
    }
    return _part(plain(header)) + b"".join(array.tobytes() for array in arrays)


def _frames(figure: Any) -> list[dict[str, Any]]:
    """The frames without Plotly's checks, where a figure gives its rows."""
    if not isinstance(figure, Scrubbable):
        return [frame.to_plotly_json() for frame in figure.frames]
    frames = []
    for position, name in enumerate(figure.names):
        rows = figure.rows(position)
        frames.append({"name": name, "traces": list(rows), "data": [*rows.values()]})
    return frames


def message(options: Mapping[str, Any], packed: bytes) -> bytes:
    """Options of this moment in front of a figure that stays the same."""
    return _part(options) + packed


def _part(header: Any) -> bytes:
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return struct.pack("<I", len(text)) + text

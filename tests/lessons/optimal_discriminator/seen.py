"""What a reader sees of a figure at one position of its slider."""

from typing import Any

import numpy as np


def at(figure: Any, name: str) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Trace name to its places and heights; of dots, with the panel's axis."""
    frame = next(frame for frame in figure.frames if frame.name == name)
    seen = {}
    for trace, moved in zip(frame.traces, frame.data, strict=True):
        drawn = figure.data[trace]
        x = drawn.x if moved.x is None else moved.x
        y = drawn.y if moved.y is None else moved.y
        label = drawn.name
        if label in ("your distance", "ten fakes"):
            label = f"{label} {drawn.xaxis}"
        seen[label] = np.array(x, float), np.array(y, float)
    return seen

"""Small pictures without axes, as SVG text, for the cards of the front page."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

WIDTH, HEIGHT, EDGE = 240, 110, 8


class Line(NamedTuple):
    """A curve of evenly spaced heights."""

    heights: np.ndarray
    color: str
    dash: str = ""


def sketch(lines: Sequence[Line], low: float, high: float) -> str:
    """The curves in one frame, the heights from ``low`` to ``high``; beyond is cut."""
    paths = []
    for heights, color, dash in lines:
        x = np.linspace(EDGE, WIDTH - EDGE, len(heights))
        up = (np.clip(heights, low, high) - low) / (high - low)
        y = HEIGHT - EDGE - up * (HEIGHT - 2 * EDGE)
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
        paths.append(
            f'<polyline points="{points}" fill="none" stroke="{color}" '
            f'stroke-width="3" stroke-dasharray="{dash}" stroke-linejoin="round"/>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(paths)}</svg>'
    )

"""Rows of two panels, loss and gradient, one row for each way to write the loss."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.plotting.theme import axis

LOGIT = "logit ℓ"
EDGE = 125.0


def rows(
    titles: Sequence[str], columns: Sequence[Mapping[str, Any]], height: int
) -> dict[str, Any]:
    """Layout of a row of panels for each title; the columns' axes, titles on top."""
    head, above, gap = 30.0 / height, 33.0 / height, 0.1
    wide, high = (1.0 - gap) / 2, (1.0 - head) / len(titles)
    layout: dict[str, Any] = {"height": height}
    texts = []
    for row, title in enumerate(titles):
        last, bottom = row == len(titles) - 1, (len(titles) - 1 - row) * high
        top = bottom + high - above
        texts.append(note(title, x=0.0, y=top, xanchor="left", yanchor="bottom"))
        for column, vertical in enumerate(columns):
            end, left = axis_end(2 * row + column + 1), column * (wide + gap)
            layout[f"xaxis{end}"] = {
                **axis(LOGIT if last else "", -EDGE, EDGE, showticklabels=last),
                "tickvals": [-100, -50, 0, 50, 100],
                "domain": [left, left + wide],
                "anchor": f"y{end}",
            }
            place = {"title": {}, "domain": [bottom, top], "anchor": f"x{end}"}
            layout[f"yaxis{end}"] = {**vertical, **place}
            if row == 0:
                name = vertical["title"]["text"]
                texts.append(note(name, x=left + wide / 2, y=1.0, yanchor="top"))
    return {**layout, "annotations": texts}


def axis_end(panel: int) -> str:
    """How Plotly numbers its axes: x, x2, x3."""
    return "" if panel == 1 else str(panel)


def of_panel(way: str, panel: int) -> str:
    """What tells the curves of a panel apart in the table; the first is the legend."""
    return "" if panel == 1 else f": {way}, {'gradient' if panel % 2 == 0 else 'loss'}"


def note(text: str, **place: Any) -> dict[str, Any]:
    """A text in the figure, placed on the whole of it unless told otherwise."""
    where = {"xref": "paper", "yref": "paper", "xanchor": "center", **place}
    return {"text": text, "showarrow": False, "font": {"size": 13}, **where}

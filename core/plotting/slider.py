"""A figure with a slider: plain Plotly, with one frame per position."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import plotly.graph_objects as go

from core.plotting.drawing import Drawing
from core.plotting.theme import format_number

Rows = np.ndarray | Sequence


class Scrubbable(Drawing):
    """A Plotly figure whose frames are made when somebody asks for them.

    The page needs only the numbers in them, which ``rows`` gives. Notebooks and
    standalone files need Plotly's own frames, and Plotly checks every trace of every
    frame: that costs more than all the rest of a figure (``benchmarks/figures.py``).

    Attributes:
        names: the positions as text, in order.
        notices: what there is to notice at each, if the figure says so.
        moving: trace, then attribute, to one row per position.
    """

    names: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    moving: Mapping[int, Mapping[str, Rows]] = {}
    _label: str | None = None  # of the slider, until Plotly's own is made

    def scrub(
        self,
        names: Sequence[str],
        moving: Mapping[int, Mapping[str, Rows]],
        *,
        label: str,
        readouts: Mapping[str, np.ndarray | list[str]],
        sentences: Sequence[str],
        notices: Sequence[str] = (),
        handles: Sequence[int] = (),
        places: Sequence[int] = (),
    ) -> Self:
        """Gives the figure its positions, and the words that go with each.

        Args:
            names: the positions as text, in order; a number in plain decimals.
            moving: for each trace that changes, its attributes (``x``, ``y``,
                ``text``), with one row per position.
            label: what the slider moves, in words.
            readouts: live numbers, at most four: title to one value per position, as
                a number or as it is to be read.
            sentences: what a screen reader hears when the slider rests, per position.
            notices: what there is to notice, per position, for the page; with ``<b>``,
                ``<i>``, ``<sup>`` and the words' colours as ``<span class="real">``.
            handles: traces of one point each that the reader may grab in the figure.
            places: where on the slider's track each position lies, in whole numbers
                that begin at 0 and increase; without them all are equally far apart.

        Returns:
            The figure itself, drawn at the first position.

        Raises:
            ValueError: if anything has not exactly one entry per position.
        """
        lengths = {len(rows) for values in moving.values() for rows in values.values()}
        lengths |= {len(values) for values in readouts.values()} | {len(sentences)}
        lengths |= {len(given) for given in (notices, places) if given}
        if lengths != {len(names)}:
            raise ValueError(f"{len(names)} positions, but rows for {sorted(lengths)}")
        self.names, self.notices = tuple(names), tuple(notices)
        self.moving = {
            trace: {attribute: _rows(values) for attribute, values in moves.items()}
            for trace, moves in moving.items()
        }
        drawn = self.plain["data"] if self.is_plain else self.data
        for trace, start in self.rows(0).items():
            drawn[trace].update(start)
        meta: dict[str, Any] = {}
        meta["readouts"] = {
            title: values if isinstance(values, list) else [*map(format_number, values)]
            for title, values in readouts.items()
        }
        meta["sentences"] = list(sentences)
        meta["handles"] = list(handles)
        if notices:
            meta["notices"] = list(notices)
        if places:
            meta["places"] = list(places)
        self.meta.update(meta)
        legend = {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}
        self.update_layout(legend=legend)
        self._label = label
        return self

    def rows(self, position: int) -> dict[int, dict[str, Any]]:
        """What every moving trace holds at a position."""
        return {
            trace: {name: values[position] for name, values in moves.items()}
            for trace, moves in self.moving.items()
        }

    @property
    def frames(self) -> Any:
        """Plotly's frames, one per position."""
        self._finish()
        return super().frames

    @frames.setter
    def frames(self, new_frames: Any) -> None:
        go.Figure.frames.__set__(self, new_frames)

    def to_dict(self) -> dict[str, Any]:
        """The whole figure, frames and Plotly's own slider with it."""
        self._finish()
        return super().to_dict()

    def _finish(self) -> None:
        label, self._label = self._label, None
        if label is not None:
            drawn: Any = self.data
            self.frames = [
                {
                    "name": name,
                    "traces": list(self.moving),
                    "data": [
                        {"type": drawn[trace].type, **row}
                        for trace, row in self.rows(position).items()
                    ],
                }
                for position, name in enumerate(self.names)
            ]
            slider = _notebook_slider(label, self.names)
            self.update_layout(sliders=[slider], template="plotly_white")


def _rows(values: Rows) -> Rows:
    """One row per position: a plain sequence of numbers becomes rows of one."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return values.astype(np.float32).reshape(len(values), -1)
    return values


def _notebook_slider(label: str, names: Sequence[str]) -> dict[str, Any]:
    """Plotly's own slider, for notebooks and standalone files; the page has its own."""
    at_once = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}}
    return {
        "active": 0,
        "currentvalue": {"prefix": f"{label}: "},
        "pad": {"t": 48},
        "steps": [
            {"args": [[name], at_once], "label": name, "method": "animate"}
            for name in names
        ],
    }

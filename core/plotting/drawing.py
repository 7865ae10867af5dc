"""A Plotly figure that is plain dictionaries until somebody asks Plotly for it.

Plotly checks every value that is put into a figure, which costs more than all else of
drawing one (``benchmarks/figures.py``). The page sends the values as they are. Whoever
uses the figure as Plotly's, a notebook, a standalone file or a test, has it checked.
"""

from collections.abc import Mapping
from typing import Any, Self

import plotly.graph_objects as go


class Trace(dict):
    """A trace in Plotly's own words: ``type``, ``x``, ``y``, ``line`` and so on."""

    def update(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *given: Mapping[str, Any], **more: Any
    ) -> Self:
        """Changes what is named, in nested parts too; ``None`` takes it away."""
        for changes in (*given, more):
            merge(self, changes)
        return self


def merge(old: dict[str, Any], new: Mapping[str, Any]) -> None:
    """Puts ``new`` into ``old``, part by part where both have parts."""
    for name, value in new.items():
        if isinstance(value, Mapping):
            part = old.get(name)
            old[name] = dict(part) if isinstance(part, Mapping) else {}
            merge(old[name], value)
        elif value is None:
            old.pop(name, None)
        else:
            old[name] = value


def parts(figure: Any) -> dict[str, Any]:
    """Traces and layout of a figure of Plotly's, arrays as arrays."""
    return {
        "data": [trace.to_plotly_json() for trace in figure.data],
        "layout": figure.layout.to_plotly_json(),
    }


class Drawing(go.Figure):
    """A figure that is drawn with ``layout``, ``theme.add`` and the methods below."""

    _plain: dict[str, Any] | None = None  # traces and layout; None once checked

    def __init__(self, *given: Any, layout: Any = None, **more: Any):
        if given or more:
            super().__init__(*given, layout=layout, **more)
            return
        super().__init__()
        self._plain = {"data": [], "layout": {}}
        merge(self._plain["layout"], layout or {})

    @property
    def is_plain(self) -> bool:
        """Whether Plotly has not been asked for it yet."""
        return self._plain is not None

    @property
    def plain(self) -> dict[str, Any]:
        """Traces (``data``) and ``layout``, in Plotly's words."""
        return parts(self) if self._plain is None else self._plain

    @property
    def count(self) -> int:
        """The number of traces so far."""
        traces: Any = super().data if self._plain is None else self._plain["data"]
        return len(traces)

    @property
    def meta(self) -> dict[str, Any]:
        """What the browser has to know besides: readouts, sentences, handles."""
        if self._plain is not None:
            return self._plain["layout"].setdefault("meta", {})
        layout: Any = super().layout
        layout.meta = layout.meta or {}
        return layout.meta

    def add_trace(self, trace: Any, *args: Any, **kwargs: Any) -> Self:
        """As Plotly's own; so are the next three."""
        if self._plain is None:
            super().add_trace(trace, *args, **kwargs)
        else:
            self._plain["data"].append(trace)
        return self

    def add_shape(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, **shape: Any
    ) -> Self:
        """A line or a rectangle, by its properties."""
        return self._append("shapes", shape)

    def add_annotation(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, **annotation: Any
    ) -> Self:
        """A text at a place, by its properties."""
        return self._append("annotations", annotation)

    def update_layout(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, *given: Mapping[str, Any], **more: Any
    ) -> Self:
        """Changes axes and the rest of the layout, part by part."""
        for changes in (*given, more):
            if self._plain is None:
                super().update_layout(changes)
            else:
                merge(self._plain["layout"], changes)
        return self

    def _append(self, kind: str, one: Mapping[str, Any]) -> Self:
        if self._plain is None:
            layout: Any = super().layout
            layout[kind] += (one,)
        else:
            layout = self._plain["layout"]
            layout[kind] = [*layout.get(kind, ()), one]
        return self

    def _check(self) -> None:
        """Makes it Plotly's: every value is looked at."""
        plain, self._plain = self._plain, None
        if plain is not None:
            super().add_traces(plain["data"])
            super().update_layout(plain["layout"])

    @property
    def data(self) -> Any:
        """The traces, checked."""
        self._check()
        return super().data

    @data.setter
    def data(self, new_data: Any) -> None:
        self._check()
        go.Figure.data.__set__(self, new_data)

    @property
    def layout(self) -> Any:
        """The layout, checked."""
        self._check()
        return super().layout

    @layout.setter
    def layout(self, new_layout: Any) -> None:
        self._check()
        go.Figure.layout.__set__(self, new_layout)

    def __getitem__(self, name: Any) -> Any:
        self._check()
        return super().__getitem__(name)

    def to_dict(self) -> dict[str, Any]:
        """The whole figure, checked."""
        self._check()
        return super().to_dict()

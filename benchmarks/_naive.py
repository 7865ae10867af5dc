"""The same figures on a plain Streamlit page: ``st.slider`` and ``st.plotly_chart``.

The figures are those that the app's pages show, caught as they do. The plain page is
made to look good: it shows one figure and nothing else, computes nothing (every
position's numbers lie ready), and sends none of what the app adds to a figure.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from streamlit.testing.v1 import AppTest

from core.ui import explorable, nav, rest, warm

PAGE = """
import plotly.graph_objects as go
import plotly.io
import streamlit as st

@st.cache_resource
def load(key):
    return plotly.io.read_json(f"figures/{key}.json")

whole = load(st.query_params["key"])
last = len(whole.frames) - 1
at = st.slider("Position", 0, last, int(st.query_params["at"]))
figure = go.Figure(whole.data, whole.layout)
frame = whole.frames[at]
for index, moved in zip(frame.traces, frame.data):
    figure.data[index].update(moved)
st.plotly_chart(figure, key="figure")
"""


class Shown(NamedTuple):
    """A figure with a slider, and the path of the page that shows it."""

    page: str
    key: str
    figure: Any
    names: tuple[str, ...]
    default: int

    def plain(self, name: str | None = None) -> str:
        """Where the plain page shows it, at a position."""
        at = self.default if name is None else self.names.index(name)
        return f"?key={self.key}&at={at}"


def figures() -> list[Shown]:
    """Every figure with a slider, from a run of every page without a browser."""
    return [found for page in nav.PAGES for found in _of_page(page.stem)]


_drawn: dict[str, Any] = {}  # by digest: a figure that is kept is not drawn again


def _of_page(stem: str) -> Iterator[Shown]:
    caught: dict[str, Shown] = {}
    path = "" if stem == "home" else stem

    def show(figure: explorable.Drawn, *, key: str, default: str, **_: Any) -> str:
        rest.settle(key, figure.names, default)
        at = figure.names.index(default)
        caught[key] = Shown(path, key, _drawn[figure.digest], figure.names, at)
        return default

    pack = explorable.once

    def once(figure: Any, code: str = "") -> explorable.Drawn:
        made = pack(figure, code)
        _drawn[made.digest] = figure
        return made

    with (
        mock.patch.object(explorable, "show", show),
        mock.patch.object(explorable, "once", once),
        mock.patch.object(explorable, "still"),
        mock.patch.object(explorable, "preload"),
        mock.patch.object(warm, "start"),
    ):
        root = Path(explorable.__file__).parents[2]
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        app.query_params["hide"] = "code"
        app.run()
        if path:
            caught.clear()  # the way to a page leads over the front page
            app.switch_page(nav.path(stem)).run()
        assert not app.exception, app.exception
    yield from caught.values()


def furnish(folder: Path, shown: list[Shown]) -> None:
    """Puts the figures beside the plain page."""
    (folder / "figures").mkdir()
    for found in shown:
        figure = type(found.figure)(found.figure)
        figure.layout.meta = None
        figure.layout.sliders = ()
        figure.write_json(folder / "figures" / f"{found.key}.json")

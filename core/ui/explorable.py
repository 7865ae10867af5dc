"""A Plotly figure in the page that answers while its slider is dragged.

A figure function returns a plain ``go.Figure`` with one frame per slider position (see
``core.plotting.slider``). Here it is packed once into bytes, frames as float32, and
drawn in place by the files in ``js/``; every position is in the browser from then on.
Python hears of the position once, when the slider is let go, and keeps it in the URL.
"""

import functools
import hashlib
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui import offline, url
from core.ui.packing import message, pack

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "static"
LATE = 3.0  # seconds that a browser may need to hear of a new URL

component = v2.component(
    "explorable",
    js="\n".join(
        path.read_text(encoding="utf-8") for path in sorted((HERE / "js").glob("*.js"))
    ),
    css=(HERE / "explorable.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Drawn:
    """A figure and the bytes that the browser gets: read-only, shared by readers."""

    figure: Any  # a plotly.graph_objects.Figure
    names: tuple[str, ...]
    packed: bytes
    digest: str


def drawn(draw: Callable[..., Any]) -> Callable[..., Drawn]:
    """Makes a figure function keep its last eight figures, packed for the browser."""

    @st.cache_resource(max_entries=8, show_spinner=False)
    @functools.wraps(draw)
    def cached(*args: Any) -> Drawn:
        figure = draw(*args)
        packed = pack(figure)
        digest = hashlib.sha256(packed).hexdigest()[:16]
        return Drawn(figure, getattr(figure, "names", ()), packed, digest)

    return cached


def show(
    figure: Drawn,
    *,
    key: str,
    label: str,
    default: str,
    alt: str,
    presets: Mapping[str, str] | None = None,
    recording: bool = False,
) -> str:
    """Draws the figure with its slider; returns the name of the position it rests at.

    Args:
        figure: what a ``drawn`` function returned.
        key: the parameter's name in the URL, unique in the app.
        label: what the slider moves, in words.
        default: the position that the URL leaves out.
        alt: what the figure shows, for readers who do not see it.
        presets: named positions, as a row of buttons.
        recording: adds play, pause and step, for frames that are moments in time.
    """
    at, mount, start, note = _settle(key, figure.names, default)
    if note:
        st.warning(note, icon=":material/link_off:")
    options = _options(figure, key=key, label=label, alt=alt) | {
        "presets": list((presets or {}).items()),
        "recording": recording,
        "mount": mount,
        "start": start,
        "sweep": _arrives(key),
    }
    st.session_state.setdefault("shown", {})[figure.digest] = options | {"start": at}
    result = component(
        key=key,
        data=message(options, figure.packed),
        on_at_change=_ignore,
        on_drawn_change=_ignore,
    )
    if result.get("drawn"):
        st.session_state["pictured"] = True
    if result.get("at") != st.session_state[f"{key}:link"]["told"]:
        st.rerun()  # the server is new: the browser remembers where the slider is
    return at


def pictured() -> bool:
    """Whether this session's browser has drawn a figure, or there is no browser."""
    return st.session_state.get("pictured", False) or not st.context.headers


def still(figure: Drawn, *, key: str, alt: str) -> None:
    """Draws a figure without a slider, with the same look, table and files."""
    options = _options(figure, key=key, label="", alt=alt)
    data = message(options, figure.packed)
    component(key=key, data=data, on_drawn_change=_ignore)


def notice(figure: Drawn, position: str) -> str:
    """What there is to notice at a position, as the figure has it."""
    return figure.figure.layout.meta["notices"][figure.names.index(position)]


def standalone(figure: Drawn, title: str, address: str) -> Callable[[], str]:
    """One HTML file that works offline, at the reader's position.

    It is written when it is called: for a download, which has no session to ask.
    """
    options = st.session_state.get("shown", {}).get(figure.digest)

    def write() -> str:
        if options is None:
            raise ValueError("a figure is saved from the page that shows it")
        at = options["start"]
        told = notice(figure, at) if "notices" in figure.figure.layout.meta else ""
        return offline.document(
            {**options, "hide": [], "sweep": False},
            figure.packed,
            plotly_js(),
            title=title,
            caption=options["alt"],
            notice=told,
            address=address,
        )

    return write


def preload() -> None:
    """Starts loading the drawing library: call it before anything else is shown."""
    component(key="preload", data=message({"plotly": plotly_js().name}, b""))


@functools.cache
def plotly_js() -> Path:
    """Plotly.js out of the installed wheel, put where Streamlit serves it from."""
    source = resources.files("plotly") / "package_data" / "plotly.min.js"
    target = STATIC / f"plotly-{metadata.version('plotly')}.min.js"
    with resources.as_file(source) as wheel:
        if not target.exists() or target.stat().st_size != wheel.stat().st_size:
            STATIC.mkdir(exist_ok=True)
            # Two servers may start at once: each copies into a folder of its own.
            with tempfile.TemporaryDirectory(dir=STATIC) as own:
                shutil.copyfile(wheel, Path(own) / target.name)
                (Path(own) / target.name).replace(target)
    return target


def _options(figure: Drawn, **given: str) -> dict[str, Any]:
    return {
        **given,
        "presets": [],
        "recording": False,
        "hide": sorted(url.hidden()),
        "plotly": plotly_js().name,
        "digest": figure.digest,
        "mount": "still",
        "start": "",
    }


def _arrives(key: str) -> bool:
    """Whether this is the first figure of a page that was opened without any wish."""
    visit = st.session_state.get("visit", 0)
    first = st.session_state.setdefault("swept", (visit, key))
    if first[0] != visit:
        first = st.session_state["swept"] = (visit, key)
    return first == (visit, key) and not st.query_params and not st.context.is_embedded


def _ignore() -> None:
    """Streamlit wants a callback for each state it should keep."""


def _settle(
    key: str, names: tuple[str, ...], default: str
) -> tuple[str, str, str, str | None]:
    """Where the slider is: moved by the reader, or by the URL (a link, Back).

    The page and the browser agree through ``mount``: as long as it stays the same, the
    browser's position counts; with a new one, the browser takes over ``start``. What is
    sent to the browser stays the same when the reader lets go: no figure travels twice.
    """
    asked = st.query_params.get_all(key)
    start, note = url.position(key, asked, names, default)
    told = st.session_state.get(key, {}).get("at")
    visit = st.session_state.get("visit", 0)
    link = st.session_state.get(f"{key}:link")
    if link is None or link["visit"] != visit:
        link = {"visit": visit, "turn": 0, "start": start, "replaced": []}
    elif asked == link["asked"]:
        link["replaced"] = []  # the browser has heard of all that was written
    elif told == link["told"] and not _late(asked, link):
        turn = link["turn"] + 1
        link = {"visit": visit, "turn": turn, "start": start, "replaced": []}
    mount = f"{visit}.{link['turn']}"
    at = link["start"]
    if isinstance(told, dict) and told.get("mount") == mount and told["name"] in names:
        at, note = told["name"], None
        before, asked = asked, url.write(key, at, default)
        if asked != before:
            link["replaced"] = [*link["replaced"], before]
            link["written"] = time.monotonic()
    st.session_state[f"{key}:link"] = link | {"asked": asked, "told": told}
    return at, mount, link["start"], note


def _late(asked: list[str], link: Mapping[str, Any]) -> bool:
    """Whether this run was asked for before the browser heard of what was written.

    Its URL then holds a value that has been replaced. So does the URL after Back, but
    the browser says when it goes through its history.
    """
    context = get_script_run_ctx()
    if context is not None and context.is_history_navigation:
        return False
    recent = asked in link["replaced"] and time.monotonic() - link["written"] < LATE
    return bool(recent)

"""A Plotly figure in the page that answers while its slider is dragged.

A figure function returns a plain ``go.Figure`` with one frame per slider position (see
``core.plotting.slider``). Here it is packed once into bytes, frames as float32, and
drawn in place by the files in ``js/``; every position is in the browser from then on.
Python hears of the position once, when the slider is let go, and keeps it in the URL.
"""

import functools
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Streamlit imports it late, and Plotly, in another reader's thread, asks for what of it
# is there: half of a pandas was an AttributeError on a cold server.
import pandas  # noqa: F401
import streamlit as st

from core.ui import ahead as later
from core.ui import reports, rest, served, snippet, url
from core.ui.agreement import session
from core.ui.component import component, ignore
from core.ui.packing import message, pack
from core.ui.reports import Followed


@dataclass(frozen=True)
class Drawn:
    """A figure as the bytes that the browser gets: read-only, shared by readers.

    Attributes:
        names: of its positions.
        notices: what there is to notice at each, if the figure says so.
        packed: headers and numbers: see ``core.ui.packing``.
        digest: of these bytes.
        code: that makes the figure, where a function of the lessons does.
    """

    names: tuple[str, ...]
    notices: tuple[str, ...]
    packed: bytes
    digest: str
    code: str


@functools.lru_cache(maxsize=64)  # a page asks anew in every run
def drawn(
    draw: Callable[..., Any], keep: int = 8, ahead: tuple[tuple[Any, ...], ...] = ()
) -> Callable[..., Drawn]:
    """Makes a figure function keep its last figures, packed for the browser.

    Args:
        draw: the figure function.
        keep: so many figures.
        ahead: arguments of figures to be drawn before somebody asks for them.
    """

    @st.cache_resource(max_entries=keep, show_spinner=False)
    @functools.wraps(draw)
    def cached(*args: Any) -> Drawn:
        return once(draw(*args), snippet.call(draw, args))

    later.note(functools.partial(cached, *args) for args in ahead)
    return cached


def once(figure: Any, code: str = "") -> Drawn:
    """A figure packed for the browser and kept by nobody: for one reader's own data."""
    packed = pack(figure)
    digest = hashlib.sha256(packed).hexdigest()[:16]
    names = getattr(figure, "names", ())
    notices = getattr(figure, "notices", ())
    return Drawn(names, notices, packed, digest, code)


def show(
    figure: Drawn,
    *,
    key: str,
    label: str,
    default: str,
    alt: str,
    presets: Mapping[str, str] | None = None,
    recording: bool = False,
    alone: bool = False,
) -> str:
    """Draws the figure with its slider; returns the name of the position it rests at.

    The page is run again when the slider is let go, unless parts of it follow the
    slider (see ``rest.follows``): then these alone.

    Args:
        figure: what a ``drawn`` function returned.
        key: the parameter's name in the URL, unique in the app.
        label: what the slider moves, in words.
        default: the position that the URL leaves out.
        alt: what the figure shows, for readers who do not see it.
        presets: named positions, as a row of buttons.
        recording: adds play, pause and step, for frames that are moments in time.
        alone: nothing but the figure depends on where the slider rests.
    """
    at, agreed = rest.settle(key, figure.names, default)
    if agreed.note:
        st.warning(agreed.note, icon=":material/link_off:")
    options = _options(figure, key=key, label=label, alt=alt) | {
        "presets": list((presets or {}).items()),
        "recording": recording,
        "whole": bool(agreed.note),  # what is wrong with the link has been read now
        "mount": agreed.mount,
        "start": agreed.start,
        "sweep": _arrives(key),
    }
    session().shown[figure.digest] = options | {"start": at}
    result = component(
        key=key,
        data=message(options, figure.packed),
        on_at_change=ignore,
        on_drawn_change=_rest_of_page,
    )
    if reports.drawn(result):
        session().pictured = True
    if alone:
        session().alone.add(key)
    return at


def _rest_of_page() -> None:
    """The first figure of all is drawn: what waited for it follows, in any section."""
    if not session().pictured:
        st.rerun()


def figure_first() -> None:
    """Holds the rest of the page back until the browser has drawn the first figure.

    Tables, code and formulas bring megabytes of Streamlit's own scripts, which the
    browser would otherwise parse before it draws. Without a browser nothing waits.
    """
    if not session().pictured and st.context.headers:
        st.markdown(":small[:gray[The rest of the page follows the figure.]]")
        st.stop()


def still(figure: Drawn, *, key: str, alt: str) -> None:
    """Draws a figure without a slider, with the same look, table and files."""
    options = _options(figure, key=key, label="", alt=alt)
    data = message(options, figure.packed)
    component(key=key, data=data, on_drawn_change=ignore)


def notice(figure: Drawn, position: str) -> str:
    """What there is to notice at a position, as the figure has it."""
    return figure.notices[figure.names.index(position)]


def preload() -> Followed | None:
    """Starts loading what draws figures; call it before anything else is shown.

    Not Plotly.js, which is large: it would hold up what puts the figure on the page.

    Returns:
        The link to the page itself that the reader followed last, if any.
    """
    if not served.plotly():
        st.warning(served.MISSING, icon=":material/broken_image:")
    data = message({}, b"")
    return reports.followed(
        component(
            key="preload",
            data=data,
            on_followed_change=ignore,
            on_back_change=ignore,
        )
    )


def _options(figure: Drawn, **given: str) -> dict[str, Any]:
    return {
        **given,
        "presets": [],
        "recording": False,
        "whole": False,
        "hide": sorted(url.hidden()),
        "plotly": served.plotly(),
        "digest": figure.digest,
        "code": figure.code,
        "mount": "still",
        "start": "",
    }


def _arrives(key: str) -> bool:
    """Whether this is the first figure of a page that was opened without any wish.

    It stays so until the next event: what is sent with a figure must not change.
    """
    mine = session()
    if not mine.swept or mine.swept[0] != mine.event:
        free = not st.query_params and not st.context.is_embedded
        mine.swept = (mine.event, key if free else "")
    return mine.swept == (mine.event, key)

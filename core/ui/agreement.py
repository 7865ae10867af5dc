"""One agreement between the address, the widget and the reader for each parameter.

An event decides who is right. The address counts when a page is entered, when a link to
the page itself is followed, and when the browser goes through its history; it is read
then, once. From then on the widget counts and the address follows it. So a run that was
asked for before the browser heard of the last address moves nothing back, however late
it comes, and a link that leaves a parameter out sets it to its default.
"""

import contextlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.ui import url
from core.ui.reports import Followed

Meaning = Callable[[Sequence[str]], tuple[str, str | None]]


class Parameter(NamedTuple):
    """A parameter of the URL.

    Attributes:
        key: its name, and that of its widget.
        default: the value that the URL leaves out.
        meaning: what the values that the URL holds come to, and what is wrong with
            them, if so.
    """

    key: str
    default: str
    meaning: Meaning


@dataclass
class Agreed:
    """What counts for one parameter.

    Attributes:
        parameter: which one it is.
        event: the one at which the address was read.
        mount: its name in the browser; a slider moved under another one is not heard.
        start: what the address came to.
        value: what counts now.
        note: what was wrong with the address, until the reader sets something else.
        shown: whether the widget has been set to ``start``. In a session's first event
            it need not be: it begins there, unless a browser that has outlived its
            server knows better.
    """

    parameter: Parameter
    event: int
    mount: str
    start: str
    value: str
    note: str | None
    shown: bool


@dataclass
class Session:
    """All that is kept of a reader's session, but for widgets and live runs."""

    token: str = field(default_factory=lambda: secrets.token_hex(4))
    page: str = ""
    event: int = 0
    mounts: int = 0
    followed: int | None = None
    asked: dict[str, list[str]] = field(default_factory=dict)  # by the last address
    origin: dict[str, list[str]] | None = None  # the page's address before its tour
    agreed: dict[str, Agreed] = field(default_factory=dict)
    pictured: bool = False
    swept: tuple[int, str] | None = None  # the event, and the figure that sweeps
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)  # by digest: options
    rests: dict[str, Callable[[], tuple[str, Agreed]]] = field(default_factory=dict)
    listeners: dict[str, set[str]] = field(default_factory=dict)  # by slider: keys
    alone: set[str] = field(default_factory=set)  # sliders of figures by themselves
    says: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by menu: as in URL


def session() -> Session:
    """This reader's session."""
    with contextlib.suppress(KeyError):  # asking whether it is there costs as much
        return st.session_state["session"]
    st.session_state["session"] = made = Session()
    return made


def arrive(page: str, followed: Followed | None) -> None:
    """Notes what has happened since the last run; called before anything is read.

    Args:
        page: the page that is about to run.
        followed: the last link to the page itself, as the browser reports it.
    """
    mine, context = session(), get_script_run_ctx()
    entered = page != mine.page
    travelled = context is not None and context.is_history_navigation
    # A new server hears of a link that was followed long ago: it enters the page.
    linked = not entered and followed is not None and followed.number != mine.followed
    if linked and followed is not None:
        url.put(followed.address)
    elif travelled:
        url.put_again()
    if entered or travelled or linked:
        mine.event += 1
    mine.page = page
    mine.alone.clear()
    mine.followed = followed.number if followed else mine.followed
    mine.asked = {key: st.query_params.get_all(key) for key in st.query_params}


def address() -> dict[str, list[str]]:
    """What leads back to the page as it was after the last run."""
    mine = session()
    found = dict(mine.asked)
    for one in mine.agreed.values():
        if one.event == mine.event:
            kept = one.value != one.parameter.default
            found[one.parameter.key] = [one.value] if kept else []
    return {key: held for key, held in found.items() if held}


def read(parameter: Parameter) -> Agreed:
    """What counts for the parameter: read from the address, if an event says so."""
    mine = session()
    found = mine.agreed.get(parameter.key)
    if found is None or found.event != mine.event:
        asked = st.query_params.get_all(parameter.key)
        return _begin(parameter, asked, shown=mine.event == 1)
    if parameter.meaning([found.start])[0] != found.start:  # no longer to be had
        found = _begin(parameter, [found.value], shown=False)
        found.note = None  # nobody asked for what there is not
    return found


def _begin(parameter: Parameter, asked: Sequence[str], *, shown: bool) -> Agreed:
    mine = session()
    mine.mounts += 1
    start, note = parameter.meaning(asked)
    mount = f"{mine.token}.{mine.mounts}"
    found = Agreed(parameter, mine.event, mount, start, start, note, shown)
    mine.agreed[parameter.key] = found
    return found


def write(parameter: Parameter, value: str) -> None:
    """The widget's value counts; the address is written if it comes to another one."""
    found = session().agreed[parameter.key]
    if value != found.value:
        found.note = None
    found.value = value
    _write([found])


def write_all() -> None:
    """Writes whatever counts on this page into the address, once more.

    A part of a page that runs alone comes with the address that the browser had when it
    asked, and that may be older than the last answer to another part.
    """
    mine = session()
    _write([found for found in mine.agreed.values() if found.event == mine.event])


def _write(agreed: Sequence[Agreed]) -> None:
    values: dict[str, str | None] = {}
    for one in agreed:
        key, default, meaning = one.parameter
        meant, wrong = meaning(st.query_params.get_all(key))
        if wrong or meant != one.value:
            values[key] = one.value if one.value != default else None
    if values:
        url.write(values)


def put(key: str, value: str) -> None:
    """Moves a widget from the callback of another one, as a link to it would."""
    mine = session()
    mine.mounts += 1
    mount = f"{mine.token}.{mine.mounts}"
    moved = replace(mine.agreed[key], mount=mount, start=value, value=value, note=None)
    mine.agreed[key] = moved


def leave(key: str) -> None:
    """The parameter has no widget any more: it leaves the address, too."""
    session().asked.pop(key, None)
    if session().agreed.pop(key, None):
        url.write({key: None})


def choose(values: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    """Sets several widgets at once, in one step of the browser's history."""
    for key, value in values.items():
        st.session_state[key] = value
    url.write({k: v if v != defaults[k] else None for k, v in values.items()})

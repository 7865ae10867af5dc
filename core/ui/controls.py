"""Choices and numbers that the URL keeps, with one clear line for a bad value."""

import functools
import re
from collections.abc import Mapping, Sequence

import streamlit as st

from core.ui import agreement, rest, url
from core.ui.agreement import Agreed, Parameter


def choice(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    default: str = "",
    menu: bool = False,
    says: Mapping[str, str] | None = None,
) -> str:
    """One of a few options, kept in the URL; the default is the first if not given.

    They stand side by side, or in a ``menu`` where many choices would crowd a page.
    What a reader sees, ``says``, may differ from what the URL holds, as a minus does.
    """
    default = default or options[0]
    meaning = functools.partial(url.choice, key, options=options, default=default)
    parameter = Parameter(key, default, meaning)
    found = bring(parameter)
    if "controls" in url.hidden():
        return found.value
    shown = {one: re.sub(r"^-(?=\d)", "−", one) for one in options} | dict(says or {})
    if [*shown] != [*shown.values()]:
        agreement.session().says[key] = tuple(options)  # the course asks for them
    named = shown.__getitem__
    if menu:
        index = list(options).index(found.start)
        chosen = st.selectbox(label, options, index, key=key, format_func=named)
    else:
        chosen = st.segmented_control(
            label,
            options,
            default=found.start,
            required=True,
            key=key,
            format_func=named,
        )
    return keep(parameter, chosen if chosen in options else default)


def position(label: str, names: Sequence[str], *, key: str, default: str) -> str:
    """One of many numbers on a slider, kept in the URL: for what redraws the figure."""
    meaning = functools.partial(url.position, key, names=names, default=default)
    parameter = Parameter(key, default, meaning)
    found = bring(parameter)
    if "controls" in url.hidden():
        return found.value
    chosen = st.select_slider(label, names, value=found.start, key=key)
    return keep(parameter, chosen)


def ahead(label: str, names: Sequence[str], *, key: str, default: str) -> str:
    """The slider of a figure further down the page, once more among the choices.

    Returns where it rests; either of the two moves the other.
    """
    at, _ = rest.settle(key, tuple(names), default)
    if "controls" in url.hidden():
        return at
    own = f"{key}:ahead"
    st.session_state[own] = at
    st.select_slider(
        label,
        names,
        key=own,
        on_change=lambda: agreement.put(key, st.session_state[own]),
    )
    return at


def whole_number(label: str, low: int, high: int, *, key: str, default: int = 0) -> int:
    """A whole number to type or step, a seed say, kept in the URL."""
    meaning = functools.partial(url.whole, key, low=low, high=high, default=default)
    parameter = Parameter(key, str(default), meaning)
    found = bring(parameter, int)
    if "controls" in url.hidden():
        return int(found.value)
    start = int(found.start)
    chosen = st.number_input(label, low, high, start, step=1, key=key, width=200)
    return int(keep(parameter, str(default if chosen is None else chosen)))


def chosen(key: str, default: str) -> str:
    """What another part of the page has been set to, once that part has run."""
    mine = agreement.session()
    found = mine.agreed.get(key)
    return found.value if found and found.event == mine.event else default


def bring(parameter: Parameter, kind: type[str] | type[int] = str) -> Agreed:
    """Sets the widget, which is called next, to what the address has come to."""
    found = agreement.read(parameter)
    gone = parameter.key not in st.session_state and found.value != found.start
    if gone or not found.shown:
        st.session_state[parameter.key] = kind(found.value)
    if found.note:
        st.warning(found.note, icon=":material/link_off:")
    return found


def keep(parameter: Parameter, value: str) -> str:
    """What the widget, which has just been called, holds: it goes into the address."""
    agreement.read(parameter).shown = True
    agreement.write(parameter, value)
    return value

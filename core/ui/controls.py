"""Choices and numbers that the URL keeps, with one clear line for a bad value."""

import time
from collections.abc import Sequence

import streamlit as st

from core.ui import url

SETTLED = 1.0  # seconds after which the address surely holds what was chosen


def choice(
    label: str,
    options: Sequence[str],
    *,
    key: str,
    default: str = "",
    menu: bool = False,
) -> str:
    """One of a few options, kept in the URL; the default is the first if not given.

    They stand side by side, or in a ``menu`` where many choices would crowd a page.
    """
    default = default or options[0]
    note = url.choice_note(key, options, default)
    if told := url.remembered(key, note):
        st.warning(told, icon=":material/link_off:")
    if note:
        del st.query_params[key]  # an empty one would leave nothing chosen
    if "controls" in url.hidden():
        asked = st.query_params.get(key, "")
        return asked if asked in options else default
    _leave_out(key, default)
    bind = None if note else "query-params"
    if menu:
        index = list(options).index(default)
        chosen = st.selectbox(label, options, index, key=key, bind=bind)
    else:
        chosen = st.segmented_control(
            label, options, default=default, required=True, key=key, bind=bind
        )
    _stands(key, chosen)
    return chosen if chosen in options else default


def whole_number(label: str, low: int, high: int, *, key: str, default: int = 0) -> int:
    """A whole number to type or step, a seed say, kept in the URL."""
    note = url.whole_note(key, low, high, default)
    if told := url.remembered(key, note):
        st.warning(told, icon=":material/link_off:")
    if note and key in st.session_state:
        st.session_state[key] = default  # bound in an earlier run
    elif note:
        del st.query_params[key]  # a bound widget would take 3 out of 3.7
    if "controls" in url.hidden():
        return default if note else int(float(st.query_params.get(key, default)))
    _leave_out(key, default)
    bind = None if note else "query-params"
    chosen = st.number_input(
        label, low, high, default, step=1, key=key, bind=bind, width=200
    )
    _stands(key, chosen)
    return default if chosen is None else int(chosen)


def _leave_out(key: str, default: str | int) -> None:
    """Back to the default where a link to the same page leaves the parameter out.

    Streamlit would keep the value, and the page would not be the one of its address.
    """
    stood, since = st.session_state.get(f"{key}:stood", (None, 0.0))
    unchanged = stood is not None and st.session_state.get(key) == stood
    # What a button set a moment ago may not be in the address yet.
    settled = time.monotonic() - since > SETTLED
    if unchanged and settled and key not in st.query_params and stood != default:
        st.session_state[key] = default


def _stands(key: str, value: str | int | None) -> None:
    """Keeps in mind what a control shows, and since when."""
    if st.session_state.get(f"{key}:stood", (None, 0.0))[0] != value:
        st.session_state[f"{key}:stood"] = value, time.monotonic()

"""Choices and numbers that the URL keeps, with one clear line for a bad value."""

from collections.abc import Sequence

import streamlit as st

from core.ui import url


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
    bind = None if note else "query-params"
    if menu:
        index = list(options).index(default)
        chosen = st.selectbox(label, options, index, key=key, bind=bind)
    else:
        chosen = st.segmented_control(
            label, options, default=default, required=True, key=key, bind=bind
        )
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
    bind = None if note else "query-params"
    chosen = st.number_input(
        label, low, high, default, step=1, key=key, bind=bind, width=200
    )
    return default if chosen is None else int(chosen)

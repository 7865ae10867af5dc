"""Links from one lesson to others, each in the state that goes on with the thought."""

from collections.abc import Mapping

import streamlit as st

from core.ui import nav, url


def show(heading: str, *links: tuple[str, str, Mapping[str, str]]) -> None:
    """A heading and links: page, what it says of it, the state to open it in."""
    if "prose" in url.hidden():
        return
    with st.container(key="leads", gap="small"):  # print, which has no links, omits it
        st.header(heading)
        for stem, label, state in links:
            if nav.exists(stem):
                link = url.still_hidden(dict(state))
                st.page_link(nav.path(stem), label=label, query_params=link)

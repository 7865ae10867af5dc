"""A page in its present state: as a link, inside another page, as files."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core.ui import explorable, lesson, nav, url
from core.ui.explorable import Drawn


def share(stem: str, figures: Mapping[str, Drawn]) -> None:
    """Link to this state, a snippet that embeds it, and the figures as files."""
    if "share" in url.hidden():
        return
    with st.expander("Share or embed this state", icon=":material/share:"):
        lesson.small("Link to this page as you see it:")
        st.code(link(stem), language="text")
        lesson.small("In a course page:")
        st.code(iframe(stem), language="html")
        for name, drawn in figures.items():
            st.download_button(
                f"{name}: one HTML file that works offline",
                data=explorable.standalone(drawn),
                file_name=f"{stem}.html",
                mime="text/html",
                on_click="ignore",
                key=f"{stem}_{name}_html",
            )


def link(stem: str, **more: str) -> str:
    """This page's address in its present state."""
    parameters: list[tuple[str, Any]] = [
        (key, value)
        for key in st.query_params
        for value in st.query_params.get_all(key)
    ]
    here = urlsplit(st.context.url or "")
    # Where one page's name ends in another's, Streamlit leaves the rest of it behind:
    # vanishing_/vanishing_gradients.
    path = re.sub(rf"/\w+_/{stem}$", f"/{stem}", here.path)
    query = urlencode([*parameters, *more.items()])
    return urlunsplit((here.scheme, here.netloc, path, query, ""))


def iframe(stem: str) -> str:
    """HTML that shows this state inside another page."""
    address = link(stem, embed="true").replace("&", "&amp;")
    return (
        f'<iframe src="{address}"\n        title="{nav.entry(stem).title}"\n'
        '        width="100%" height="700" style="border: 0" loading="lazy"></iframe>'
    )

"""A page in its present state: as a link, inside another page, as files."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from core.ui import explorable, lesson, nav, url
from core.ui.explorable import Drawn

ALONE = ("prose", "code", "questions", "share")  # hidden where a figure stands alone
THEMES = {"the reader's": "", "light": "light_theme", "dark": "dark_theme"}
HEIGHT = 560  # pixels that title, figure, slider and numbers need at 700 of width
WHOLE = 900  # and a page that is scrolled inside


def share(stem: str, figures: Mapping[str, Drawn]) -> None:
    """Link to this state, a snippet that embeds it, and the figures as files."""
    if "share" in url.hidden():
        return
    box = st.popover(
        "Share, embed, save",
        icon=":material/share:",
        key=f"{stem}_share",
        on_change="rerun",
    )
    if not box.open:  # nothing is written for who does not ask
        return
    with box:
        lesson.small("A link to this page as you see it:")
        st.code(link(stem), language="text")
        lesson.small("In a course page. What to leave out there:")
        hide = st.pills(
            "Leave out",
            url.HIDEABLE,
            default=ALONE,
            selection_mode="multi",
            key=f"{stem}_leave_out",
            label_visibility="collapsed",
        )
        theme = st.segmented_control(
            "Theme", list(THEMES), default="the reader's", key=f"{stem}_theme"
        )
        st.code(iframe(stem, hide, THEMES[theme or "the reader's"]), language="html")
        lesson.small("In a Markdown page:")
        st.code(f"[{nav.entry(stem).title}]({link(stem)})", language="markdown")
        for name, drawn in figures.items():
            st.download_button(
                f"{name}: one HTML file that works offline",
                data=explorable.standalone(drawn, nav.entry(stem).title, link(stem)),
                file_name=f"{stem}.html",
                mime="text/html",
                on_click="ignore",
                key=f"{stem}_{name}_html",
            )


def link(stem: str, *more: tuple[str, Any]) -> str:
    """This page's address in its present state, without what an embedding added."""
    parameters = [
        (key, value)
        for key in st.query_params
        for value in st.query_params.get_all(key)
        if not more or key != "hide"
    ]
    here = urlsplit(st.context.url or "")
    # Where one page's name ends in another's, Streamlit leaves the rest of it behind:
    # vanishing_/vanishing_gradients.
    path = re.sub(rf"/\w+_/{stem}$", f"/{stem}", here.path)
    query = urlencode([*parameters, *more])
    return urlunsplit((here.scheme, here.netloc, path, query, ""))


def iframe(stem: str, hide: Sequence[str] = ALONE, theme: str = "") -> str:
    """HTML that shows this state inside another page, high enough not to scroll."""
    more = [("hide", part) for part in hide] + [("embed", "true")]
    if theme:
        more.append(("embed_options", theme))
    address = link(stem, *more).replace("&", "&amp;")
    height = HEIGHT if set(ALONE) <= set(hide) else WHOLE
    return (
        f'<iframe src="{address}"\n        title="{nav.entry(stem).title}"\n'
        f'        width="100%" height="{height}" style="border: 0" loading="lazy"\n'
        '        sandbox="allow-scripts allow-same-origin allow-downloads'
        ' allow-popups"></iframe>'
    )

"""A page in its present state: as a link, inside another page, as files."""

import functools
import re
from collections.abc import Callable, Mapping

import streamlit as st

from core.ui import (
    agreement,
    embedding,
    explorable,
    figure_script,
    lesson,
    nav,
    offline,
    rest,
    served,
    tour,
    url,
)
from core.ui.explorable import Drawn


def share(stem: str, figures: Mapping[str, Drawn]) -> None:
    """Link to this state, a snippet that embeds it, the figures as files, the tour."""
    if "share" in url.hidden():
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        box = st.popover(
            "Share, embed, save",
            icon=":material/share:",
            key=f"{stem}_share",
            on_change="rerun",
        )
        tour.offer(stem)
    if not box.open:  # nothing is written for who does not ask
        return
    link = address(stem)
    with box:
        for drawn in figures.values():  # link and files follow their sliders
            if told := agreement.session().shown.get(drawn.digest):
                rest.listen(told["key"], "share", told["start"])
        lesson.small("A link to this page as you see it:")
        st.code(link, language="text", wrap_lines=True)
        lesson.small("In a course page, the figure alone:")
        source = embedding.embedded(embedding.home(), stem, state(), embedding.ALONE)
        frame = embedding.iframe(source, stem, embedding.FITS)
        st.code(frame, language="html", wrap_lines=True)
        st.page_link(
            nav.path("embed"), label="More to choose: what to leave out, theme"
        )
        several = len(figures) > 1
        for name, drawn in figures.items():
            if drawn.code:
                lesson.small(f"{name}, in a notebook beside a copy of this project:")
                st.code(drawn.code, language="python", wrap_lines=True)
                st.download_button(
                    f"{name}: one script that needs nothing of this project",
                    data=functools.partial(figure_script.script, drawn.code, name),
                    file_name=file_name(stem, name if several else "", "py"),
                    mime="text/x-python",
                    on_click="ignore",
                    key=f"{stem}_{name}_py",
                )
            st.download_button(
                f"{name}: one HTML file that works offline",
                data=standalone(drawn, nav.entry(stem).title, link),
                file_name=file_name(stem, name if several else ""),
                mime="text/html",
                on_click="ignore",
                key=f"{stem}_{name}_html",
            )


def standalone(drawn: Drawn, title: str, address: str) -> Callable[[], str]:
    """One HTML file that works offline, at the reader's position.

    It is written when it is called: for a download, which has no session to ask.
    """
    options = agreement.session().shown.get(drawn.digest)

    def write() -> str:
        if options is None:
            raise ValueError("a figure is saved from the page that shows it")
        at = options["start"]
        told = explorable.notice(drawn, at) if drawn.notices else ""
        return offline.document(
            {**options, "hide": [], "sweep": False},
            drawn.packed,
            served.WHEEL,
            title=title,
            caption=options["alt"],
            notice=told,
            address=address,
        )

    return write


def file_name(stem: str, figure: str, kind: str = "html") -> str:
    """The name of a saved figure: its page's, and its own if the page has several."""
    own = re.sub(r"\W+", "_", figure.lower()).strip("_")
    return f"{stem}_{own}.{kind}" if own else f"{stem}.{kind}"


def address(stem: str) -> str:
    """This page's address in its present state, with what is hidden in it."""
    hidden = [("hide", part) for part in st.query_params.get_all("hide")]
    return embedding.address(embedding.home(), stem, [*state(), *hidden])


def state() -> list[tuple[str, str]]:
    """The parameters of this page's address, without what only arranges it."""
    return [
        (key, value)
        for key in st.query_params
        for value in st.query_params.get_all(key)
        if key not in ("hide", "ask", tour.KEY)
    ]

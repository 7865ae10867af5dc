"""What a course page needs to show one figure in one state: addresses and snippets."""

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import streamlit as st

from core.ui import nav, url

ALONE = ("prose", "code", "questions", "share")  # hidden where a figure stands alone
THEMES = {"reader": "", "light": "light_theme", "dark": "dark_theme"}
FITS = 700  # pixels of height for title, figure, slider and numbers, from 390 wide
TALL = 900  # and for a page that is scrolled inside its frame
# Scripts and its own storage it needs; files are saved, links open in a new tab.
SANDBOX = "allow-scripts allow-same-origin allow-downloads allow-popups"

State = Sequence[tuple[str, str]]


def home() -> str:
    """The address of the app's front page, wherever a proxy has put it."""
    here = urlsplit(st.context.url or "")
    stems = "|".join(page.stem for page in nav.PAGES)
    # Where one page's name ends in another's, Streamlit leaves the rest of it behind:
    # vanishing_/vanishing_gradients.
    path = re.sub(rf"/(\w+_/)?({stems})/?$", "/", here.path)
    return urlunsplit((here.scheme, here.netloc, path, "", ""))


def read(link: str) -> tuple[str, State] | None:
    """Page and parameters of a link to this app, as it is copied from a browser.

    Parameters that only arrange a page (``hide``, ``embed``) are left out. Returns None
    if the link names no page that has a figure.
    """
    parts = urlsplit(link.strip())
    stem = parts.path.rstrip("/").rsplit("/", 1)[-1] or "home"
    if not nav.exists(stem) or stem in nav.TABLES:
        return None
    arranging = ("hide", "ask", "tour")
    state = [
        (name, value)
        for name, value in parse_qsl(parts.query)
        if name not in arranging and not name.startswith("embed")
    ]
    return stem, state


def address(home: str, stem: str, state: State) -> str:
    """The page in that state: what a link in a text needs."""
    scheme, host, path, *_ = urlsplit(home)
    page = f"{path.rstrip('/')}/{'' if stem == 'home' else stem}"
    return urlunsplit((scheme, host, page, urlencode(state), ""))


def embedded(
    home: str, stem: str, state: State, hide: Sequence[str], theme: str = ""
) -> str:
    """The same inside another page, without what is hidden."""
    more = [("hide", part) for part in url.HIDEABLE if part in hide]
    more.append(("embed", "true"))
    if theme:
        more.append(("embed_options", theme))
    return address(home, stem, [*state, *more])


def height(hide: Sequence[str]) -> int:
    """Of a frame, so that figure, slider and numbers are seen without scrolling."""
    return FITS if set(ALONE) <= set(hide) else TALL


def iframe(source: str, stem: str, high: int) -> str:
    """The element that shows it, ready to paste."""
    return (
        f'<iframe src="{html.escape(source)}"\n'
        f'        title="{html.escape(nav.entry(stem).title)}" width="100%" '
        f'height="{high}"\n'
        f'        style="border: 0" loading="lazy" sandbox="{SANDBOX}"></iframe>'
    )


def snippets(source: str, link: str, stem: str, high: int) -> Mapping[str, str]:
    """What to paste where: a name to a text."""
    title = nav.entry(stem).title
    return {
        "HTML, Moodle, Canvas": iframe(source, stem, high),
        "Markdown": f"[{title}]({link})",
        "Jupyter": (
            "from IPython.display import IFrame\n"
            f'IFrame("{source}", width="100%", height={high})'
        ),
        "Quarto": f"```{{=html}}\n{iframe(source, stem, high)}\n```",
        "Notion, Google Sites, slides": source,
    }

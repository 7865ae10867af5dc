"""The page list, the way between the pages, and the guard against cold deep links.

Streamlit runs a file in ``pages/`` by itself, without ``app.py``, when the first
visitor of a fresh process opens that page's address. ``guard`` notices and starts over.
"""

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.ui import agreement, missing
from core.ui.reports import Followed

NAME = "The problem with BCE"
ICON = str(Path(__file__).with_name("icon.svg"))
STYLE = Path(__file__).with_name("page.css")


@dataclass(frozen=True)
class Entry:
    """A page: its stem is its file in ``pages/`` and its path in the URL."""

    stem: str
    title: str
    chapter: str
    promise: str


PAGES = (
    Entry("home", NAME, "", ""),
    Entry(
        "bce_curve",
        "What does a wrong guess cost?",
        "The loss",
        "Against p the cost shoots up; against the logit it ends in a straight line.",
    ),
    Entry(
        "cross_entropy",
        "Where does the formula come from?",
        "The loss",
        "A bar of two parts: what the truth costs anybody, and what the belief adds.",
    ),
    Entry(
        "gradients",
        "How can a slope of −1000 vanish?",
        "The loss",
        "Two slopes at one point, and the small factor between them.",
    ),
    Entry(
        "numerical_stability",
        "Where do the numbers break?",
        "The loss",
        "A gradient lost where it matters most: what PyTorch really returns.",
    ),
    Entry(
        "minimax",
        "How does BCE become the GAN's loss?",
        "The game",
        "A batch with labels on one side, two expectations on the other.",
    ),
    Entry(
        "optimal_discriminator",
        "What does the best discriminator know?",
        "The game",
        "The lecture's curve, flat at both ends: derived, and taken apart.",
    ),
    Entry(
        "divergences",
        "What if nothing overlaps?",
        "The game",
        "KL jumps to ∞, JS sticks at log 2, and only one distance says how far.",
    ),
    Entry(
        "vanishing_gradients",
        "What still reaches the generator?",
        "The game",
        "Five losses, one arrow on each fake: which push survives the distance?",
    ),
    Entry(
        "loss_curves",
        "Is this loss curve normal?",
        "Training",
        "Read the log of a real run, guess what is wrong, and look behind it.",
    ),
    Entry(
        "your_log",
        "What does your log say?",
        "Training",
        "Paste two columns of losses: what they prove, fit, and leave open.",
    ),
    Entry(
        "live_gan",
        "Watch one train",
        "Training",
        "Start it, stop it, step it: D chases the best D, and the arrows live or die.",
    ),
    Entry(
        "dirac_gan",
        "Why does it go round in circles?",
        "Training",
        "The smallest GAN: drag where it starts, and see whether it ever comes home.",
    ),
    Entry(
        "wasserstein_critic",
        "What if D were not a judge?",
        "Training",
        "A height with slope 1 instead of a probability, and what it takes to keep it.",
    ),
    Entry(
        "embed",
        "Put a figure in your course",
        "For teachers",
        "Any page in any state: a frame, a link, a file, and what to leave out.",
    ),
    Entry("glossary", "Symbols", "", ""),
)
TABLES = ("embed", "glossary")  # the pages without a figure
LESSONS = tuple(page for page in PAGES if page.stem not in ("home", *TABLES))

_frame = threading.local()


def tab(stem: str) -> str:
    """What the browser's tab says: the page's question first."""
    return NAME if stem == "home" else f"{entry(stem).title} · {NAME}"


def entry(stem: str) -> Entry:
    """The page of that name."""
    return next(page for page in PAGES if page.stem == stem)


def exists(stem: str) -> bool:
    """Whether there is a page of that name."""
    return any(page.stem == stem for page in PAGES)


def chapters() -> dict[str, list[Entry]]:
    """The pages by chapter, in the order of the list."""
    found: dict[str, list[Entry]] = {}
    for page in LESSONS:
        found.setdefault(page.chapter, []).append(page)
    return found


def path(stem: str) -> str:
    """The page's file, as Streamlit's links want it."""
    return f"pages/{stem}.py"


def neighbours(stem: str) -> tuple[Entry | None, Entry | None]:
    """The pages before and after, in the order of the list."""
    at = PAGES.index(entry(stem))
    before = PAGES[at - 1] if at else None
    return before, PAGES[at + 1] if at + 1 < len(PAGES) else None


def contents() -> dict[str, list]:
    """The table of contents for ``st.navigation``: chapter to pages."""
    chapters: dict[str, list] = {}
    for page in PAGES:
        item = st.Page(
            path(page.stem),
            title=page.title,
            default=page.stem == "home",
        )
        chapters.setdefault(page.chapter, []).append(item)
    return chapters


@contextlib.contextmanager
def app_frame(stem: str, followed: Followed | None) -> Iterator[None]:
    """Marks that ``app.py`` runs the page, and notes how the reader came to it."""
    agreement.arrive(stem, followed)
    _frame.on = True
    try:
        with missing.torch(missing.PAGE):
            yield
    finally:
        _frame.on = False


def guard() -> None:
    """First line of every page: sends a page that runs without ``app.py`` through it.

    Calling ``st.navigation`` switches the process out of the mode in which Streamlit
    runs ``pages/`` by itself; query parameters survive the rerun.
    """
    if not getattr(_frame, "on", False):
        st.navigation(contents())
        st.rerun()

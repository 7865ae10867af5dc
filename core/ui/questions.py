"""The learners' questions, one file a page; their numbers come from the core."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.lessons import facts
from core.ui import nav, url

FOLDER = Path(__file__).parents[1] / "lessons"
PAGES = Path(__file__).parents[2] / "pages"
HEADING_OR_KEY = re.compile(
    r'(?:st\.header\("|"## )(?P<heading>.+?)(?:\\n\\n|")|key="(?P<key>\w+)"'
)
WRAPPED = re.compile(r"(?<!\n)\n(?!\n|\s*(?:\d+[.)]|[-*>])\s|$)\s*")


@dataclass(frozen=True)
class Question:
    """A question, the page that answers it, and the state in which the answer shows.

    The state is empty if the answer needs no figure. ``words`` are those used by people
    who have the question: numbers they see, texts of errors, names of libraries.
    ``see`` is the slug of a question, perhaps of another page, that says more.
    """

    ask: str
    page: str
    link: dict[str, str]
    text: str
    words: tuple[str, ...] = ()
    see: str = ""

    @functools.cached_property
    def slug(self) -> str:
        """The question as the URL's ``ask`` names it: its first words, hyphenated."""
        words = re.findall(r"[a-z0-9]+", self.ask.lower().replace("'", ""))
        return "-".join(words[:8])

    @property
    def label(self) -> str:
        """The question as Markdown, where the star of D* would begin italics."""
        return self.ask.replace("*", r"\*")

    @property
    def address(self) -> dict[str, str]:
        """The parameters that open the page in that state, with the answer on top."""
        return {**self.link, "ask": self.slug}

    @property
    def heading(self) -> str:
        """What its figure stands under: the last that has a parameter of the link."""
        owners = headings(self.page)
        under = [owners[name] for name in owners if name in self.link]
        return under[-1] if under else ""

    @property
    def answer(self) -> str:
        """The answer with its numbers; for some of them PyTorch is asked, so late."""
        return filled(self.text, self.page)


def filled(text: str, stem: str) -> str:
    """A lesson's text with its numbers.

    A wrapped line is joined first: at its start "1. So" would be an item of a list.
    """
    return WRAPPED.sub(" ", text) % facts.of_lesson(stem)


@functools.cache
def of_page(stem: str) -> tuple[Question, ...]:
    """The questions that one page answers, in the order of the course."""
    text = (FOLDER / stem / "questions.toml").read_text(encoding="utf-8")
    return tuple(
        Question(
            entry["ask"],
            stem,
            entry.get("link", {}),
            entry["answer"],
            tuple(entry.get("words", ())),
            entry.get("see", ""),
        )
        for entry in tomllib.loads(text)["question"]
    )


@functools.cache
def headings(stem: str) -> dict[str, str]:
    """The heading above each parameter's control, as Markdown; "" above all headings.

    Read off the page's text, from top to bottom: a parameter is set where it is first.
    """
    heading, found = "", {}
    for mark in HEADING_OR_KEY.finditer((PAGES / f"{stem}.py").read_text("utf-8")):
        if mark["key"]:
            found.setdefault(mark["key"], heading)
        else:
            heading = mark["heading"].replace(r"\\", "\\")
    return found


@functools.cache
def everything() -> tuple[Question, ...]:
    """All questions, page by page."""
    return tuple(question for page in nav.LESSONS for question in of_page(page.stem))


def came_with(stem: str) -> list[Question]:
    """The one question that the link asks, if this page answers it."""
    asked = st.query_params.get_all("ask")
    known = [] if stem == "home" else of_page(stem)
    shown = "questions" not in url.hidden()
    return [question for question in known if shown and [question.slug] == asked]


def where(question: Question) -> str:
    """Which figure shows the answer; a heading's anchor is its words, hyphenated."""
    heading = question.heading
    if not heading:
        return "This page is set to show it."
    if "prose" in url.hidden():  # and with it some headings
        return "A figure farther down is set to show it."
    anchor = "-".join(re.findall("[a-z0-9]+", heading.lower()))
    return f"The figure under [{heading}](#{anchor}) is set to show it."


def see(question: Question) -> None:
    """A link to the question that says more, answered on its own page."""
    for more in everything():
        if more.slug == question.see:
            st.page_link(
                nav.path(more.page),
                label=more.label,
                query_params=url.still_hidden(more.address),
            )

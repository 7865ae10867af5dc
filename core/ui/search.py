"""A field over all questions: results while one types, each opens its page answered.

Streamlit's own select box filters its labels alone; here a question is also found by
the words people use for it and by what its answer says, numbers and error texts
included.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from streamlit.components import v2

from core.ui import nav, questions

HERE = Path(__file__).parent
component = v2.component(
    "search",
    js=(HERE / "search.js").read_text(encoding="utf-8"),
    css=(HERE / "search.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show() -> None:
    """The field; a question that is chosen opens its page with the answer on top."""
    component(key="search", data={"questions": list(index())})


@st.cache_data(max_entries=1, show_spinner=False)
def index() -> tuple[dict[str, str], ...]:
    """What each question is found by: its words, and the answer as it is written."""
    return tuple(
        {
            "ask": question.ask,
            "words": "\n".join(question.words),
            "answer": plain(question.text),
            "page": nav.entry(question.page).title,
            "href": f"{question.page}?{urlencode(question.address)}",
        }
        for question in questions.everything()
    )


def plain(text: str) -> str:
    """An answer without the marks of Markdown and the places of numbers."""
    return re.sub(r"%\(\w+\)s|[*`$\\#]|\]\([^)]*\)|:\w+\[", " ", text)

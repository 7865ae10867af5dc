"""The learners' questions, from ``questions.toml``; numbers come from the core."""

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from core.facts import FACTS

FILE = Path(__file__).with_name("questions.toml")


@dataclass(frozen=True)
class Question:
    """A question, the page that answers it, and the state in which the answer shows."""

    ask: str
    page: str
    link: dict[str, str]
    answer: str


@functools.cache
def everything() -> tuple[Question, ...]:
    """All questions, in the order of the course."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]
    return tuple(
        Question(e["ask"], e["page"], e.get("link", {}), e["answer"] % FACTS)
        for e in entries
    )


def of_page(stem: str) -> tuple[Question, ...]:
    """The questions that one page answers."""
    return tuple(question for question in everything() if question.page == stem)

import re
from pathlib import Path

import pytest

from core.lessons import facts
from core.lessons.facts import FACTS
from core.ui import nav, questions

FOLDER = Path(facts.__file__).parent
STEMS = sorted(path.parent.name for path in FOLDER.glob("*/facts.py"))
NUMBER = re.compile(r"−?(\d+(\.\d+)?(e-?\d+)?|∞)")


def own(stem: str) -> dict[str, str]:
    return getattr(facts, stem).FACTS


@pytest.mark.parametrize("stem", STEMS)
def test_each_pages_facts_are_among_all_facts_unchanged(stem):
    assert own(stem).items() <= FACTS.items()


@pytest.mark.parametrize("stem", STEMS)
def test_each_pages_facts_are_checked_by_a_test_of_the_same_name(stem):
    assert (Path(__file__).parent / stem / "test_facts.py").exists()


@pytest.mark.parametrize("page", nav.LESSONS, ids=lambda page: page.stem)
def test_every_number_that_an_answer_quotes_exists(page):
    for question in questions.of_page(page.stem):
        assert "%" not in question.answer.replace(" %", "")
        for name in re.findall(r"%\((\w+)\)s", question.text):
            assert FACTS[name].strip()


def test_a_number_is_written_with_a_true_minus_sign_and_without_spaces():
    numbers = [text for text in FACTS.values() if re.search(r"\d", text)]
    assert numbers
    for text in numbers:
        assert NUMBER.search(text)
        assert not re.search(r"(?<![e\d])-\d", text), text

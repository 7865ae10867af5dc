import re
from pathlib import Path

import pytest

from core.lessons import facts
from core.ui import nav, questions

FOLDER = Path(facts.__file__).parent
STEMS = sorted(path.parent.name for path in FOLDER.glob("*/facts.py"))
NUMBER = re.compile(r"−?(\d+(\.\d+)?(e-?\d+)?|∞)")


@pytest.mark.parametrize("stem", STEMS)
def test_each_lessons_facts_are_checked_by_a_test_of_the_same_name(stem):
    assert (Path(__file__).parent / stem / "test_facts.py").exists()


@pytest.mark.parametrize("stem", STEMS)
def test_each_lessons_facts_are_found_by_its_name(stem):
    assert facts.of_lesson(stem)


def test_one_name_is_one_number_in_whatever_lesson_it_is_quoted():
    pairs = {pair for stem in STEMS for pair in facts.of_lesson(stem).items()}
    names = [name for name, _ in pairs]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("page", nav.LESSONS, ids=lambda page: page.stem)
def test_every_number_that_an_answer_quotes_is_its_own_lessons(page):
    for question in questions.of_page(page.stem):
        assert "%" not in question.answer.replace(" %", "")
        for name in re.findall(r"%\((\w+)\)s", question.text):
            assert facts.of_lesson(page.stem)[name].strip()


@pytest.mark.parametrize("stem", STEMS)
def test_a_number_is_written_with_a_true_minus_sign_and_without_spaces(stem):
    texts = facts.of_lesson(stem).values()
    numbers = [text for text in texts if re.search(r"\d", text)]
    assert numbers
    for text in numbers:
        assert NUMBER.search(text)
        assert not re.search(r"(?<![e\d])-\d", text), text

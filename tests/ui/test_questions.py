import re

import pytest

from core.lessons import facts
from core.ui import nav, questions
from tests.pages.opening import opened
from tests.pages.sent import sliders

LESSONS = [page.stem for page in nav.LESSONS]


@pytest.mark.parametrize("stem", LESSONS)
def test_every_page_answers_a_question_and_asks_it_as_one(stem):
    asked = questions.of_page(stem)
    assert asked
    for question in asked:
        assert question.ask.endswith("?")
        assert question.answer.strip()
        assert question.page == stem


def test_the_index_has_every_question_once_in_the_order_of_the_pages():
    everything = questions.everything()
    pages = [question.page for question in everything]
    assert sorted(pages, key=LESSONS.index) == pages
    asks = [question.ask for question in everything]
    assert len(asks) == len(set(asks))


@pytest.mark.parametrize("stem", LESSONS)
def test_every_link_of_a_question_opens_its_state_without_a_warning(stem):
    for question in questions.of_page(stem):
        app = opened(stem, **question.address)
        assert not app.warning, question.ask
        assert question.answer.strip() in app.markdown[0].value, question.ask
        starts = {key: sent.options["start"] for key, sent in sliders(app).items()}
        keyed = [*app.segmented_control, *app.selectbox, *app.number_input]
        keyed += app.select_slider
        state = starts | {one.key: str(one.value) for one in keyed}
        for name, value in question.link.items():
            assert state[name] == value, question.ask


@pytest.mark.parametrize("stem", LESSONS)
def test_a_number_in_an_answer_that_is_a_fact_was_not_typed_in(stem):
    known = [text for one in LESSONS for text in facts.of_lesson(one).values()]
    long = {text for text in known if re.fullmatch(r"−?\d\.\d{3,}", text)}
    for question in questions.of_page(stem):
        typed = set(re.findall(r"−?\d\.\d{3,}", question.text))
        assert not typed & long, question.ask


def test_a_question_names_the_heading_of_the_figure_that_it_sets():
    named = {
        question.slug: question.heading
        for question in questions.everything()
        if question.heading
    }
    assert named["should-i-smooth-the-labels-of-fakes-too"].startswith("What does a")
    assert named["what-is-the-lipschitz-constraint-for"].startswith("Who keeps the")
    assert r"Find D\* by hand" in named.values()
    assert "log-1-0-so-the-gradient-is-0" not in named
    assert all(heading.isascii() for heading in named.values())  # else no anchor


def test_the_answer_on_top_links_to_the_heading_of_its_figure():
    app = opened("bce_curve", ask="should-i-smooth-the-labels-of-fakes-too")
    link = "[What does a soft label do?](#what-does-a-soft-label-do)"
    assert f"The figure under {link} is set" in app.markdown[1].value
    assert "What does a soft label do?" in [one.value for one in app.header]


def test_a_question_to_see_as_well_is_one_of_the_questions():
    slugs = {question.slug for question in questions.everything()}
    assert {question.see for question in questions.everything()} <= slugs | {""}


def test_a_symbol_with_an_index_is_set_as_the_formulas_set_it():
    for question in questions.everything():
        prose = re.sub(r"\$[^$]*\$|`[^`]*`|%\(\w+\)s", "", question.text)
        assert not re.findall(r"\b[A-Za-z]_\w+", prose), question.ask


def test_questions_of_a_page_are_told_apart_by_their_first_words():
    for stem in LESSONS:
        slugs = [question.slug for question in questions.of_page(stem)]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch("[a-z0-9-]{3,80}", slug) for slug in slugs), slugs


@pytest.mark.parametrize("bad", ["", "nothing", ["a", "b"], "<b>", "9" * 2000])
def test_a_link_that_asks_nothing_known_gives_one_line(bad):
    app = opened("gradients", ask=bad)
    assert len(app.warning) == 1
    assert "`ask`" in app.warning[0].value


def test_a_teacher_who_hides_the_questions_hides_the_answer_on_top():
    asked = questions.of_page("gradients")[0]
    app = opened("gradients", ask=asked.slug, hide="questions")
    assert not app.warning
    assert asked.answer.strip() not in " ".join(one.value for one in app.markdown)


@pytest.mark.parametrize(
    ("parameters", "asked"),
    [
        ({"ask": "log-1-0-so-the-gradient-is-0"}, False),
        ({"ask": "nonsense"}, True),
        ({"ask": "log-1-0-so-the-gradient-is-0", "hide": "questions"}, True),
        ({}, True),
    ],
)
def test_only_who_has_just_read_the_answer_is_not_asked_to_predict(parameters, asked):
    guesses = [one.key for one in opened("gradients", **parameters).radio]
    assert ("gradients_guess" in guesses) == asked

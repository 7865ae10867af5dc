import pytest

from core.ui import nav, questions, search
from tests.pages.opening import opened


def kinds(app):
    """What stands on the page, from top to bottom."""
    return [element.type for element in app.main]


def test_one_sentence_says_what_this_is_before_the_figure():
    app = opened("home")
    shown = kinds(app)
    sentence = shown.index("markdown")
    assert shown.index("title") < sentence < shown.index("bidi_component", sentence)
    assert "binary cross-entropy" in app.markdown[0].value


@pytest.mark.parametrize("distance", ["0", "0.05", "4", "6"])
def test_every_distance_opens_without_a_warning(distance):
    assert not opened("home", home_distance=distance).warning


@pytest.mark.parametrize("distance", ["", "far", "nan", "-0.05", "6.05", "1e0"])
def test_a_bad_distance_gives_one_line_that_names_it(distance):
    app = opened("home", home_distance=distance)
    assert len(app.warning) == 1
    assert "home_distance" in app.warning[0].value
    assert "default, 4" in app.warning[0].value


def test_every_question_is_a_link_in_its_pages_fold():
    app = opened("home")
    assert [one.label for one in app.expander] == [page.title for page in nav.LESSONS]
    for fold, page in zip(app.expander, nav.LESSONS, strict=True):
        links = [link.proto.label for link in fold.get("page_link")]
        assert links == [one.label for one in questions.of_page(page.stem)]


def test_every_page_has_a_card():
    cards = [link.proto.page for link in opened("home").get("page_link")]
    assert {page.stem for page in nav.LESSONS} <= set(cards)


def test_a_question_is_found_by_its_words_and_by_what_its_answer_says():
    found = {one["href"].rpartition("ask=")[2]: one for one in search.index()}
    assert set(found) == {one.slug for one in questions.everything()}
    assert not any("%(" in one["answer"] for one in found.values())

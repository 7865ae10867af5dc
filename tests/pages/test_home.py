import re

import pytest

from core.ui import nav
from tests.pages.opening import opened


def kinds(app):
    """What stands on the page, from top to bottom."""
    return [element.type for element in app.main]


def test_the_figure_comes_after_the_title_and_before_any_prose():
    app = opened("home")
    shown = kinds(app)
    figure = shown.index("bidi_component", shown.index("title"))
    assert shown[:figure].count("markdown") == 1  # the way to the questions
    assert re.fullmatch(r"\[[^]]+\]\(#[a-z-]+\)", app.markdown[0].value)
    assert "markdown" in shown[figure:]


@pytest.mark.parametrize("distance", ["0", "0.05", "4", "6"])
def test_every_distance_opens_without_a_warning(distance):
    assert not opened("home", home_distance=distance).warning


@pytest.mark.parametrize("distance", ["", "far", "nan", "-0.05", "6.05", "1e0"])
def test_a_bad_distance_gives_one_line_that_names_it(distance):
    app = opened("home", home_distance=distance)
    assert len(app.warning) == 1
    assert "home_distance" in app.warning[0].value
    assert "default, 4" in app.warning[0].value


def test_every_question_is_a_link_below_its_pages_title():
    app = opened("home")
    assert [one.value for one in app.subheader] == [page.title for page in nav.LESSONS]

"""The verdict names the distances that tell nothing, and why: against SciPy's."""

import math
import re

import pytest

from core.lessons.divergences import words
from tests.lessons.divergences.exact import five


def named(text: str, what: str) -> set[str]:
    """The distances of which a sentence of the verdict says that."""
    found = re.search(rf"(?:^|\. )([^.]*?) {what}", re.sub(r" \([^)]*\)", "", text))
    return set(re.split(", | and ", found[1])) if found else set()


@pytest.mark.parametrize("family", words.SHAPES)
def test_on_top_of_each_other_all_five_are_0(family):
    assert "All five distances are 0" in words.verdict(family, 0.0)
    assert words.sentence(*words.at(words.compare(family, [0.5]), 0)) == words.verdict(
        family, 0.5
    )
    assert list(five(family, 0.0).values()) == pytest.approx([0.0] * 5, abs=1e-9)


@pytest.mark.parametrize("theta", [-2.0, 0.5, 4.0])
@pytest.mark.parametrize("family", words.SHAPES)
def test_infinite_are_called_those_that_scipy_finds_infinite(family, theta):
    exact = five(family, theta)
    infinite = {name for name, value in exact.items() if math.isinf(value)}
    assert named(words.verdict(family, theta), "are ∞") == infinite


@pytest.mark.parametrize("theta", [-2.0, -0.5, 0.5, 4.0])
@pytest.mark.parametrize("family", words.SHAPES)
def test_the_fakes_are_told_to_go_to_the_real_data(family, theta):
    way = "left" if theta > 0.0 else "right"
    assert f"to the {way}" in words.verdict(family, theta)


def test_the_critics_page_is_opened_at_the_nearest_tenth():
    assert words.there(0.25 + 0.01) == {"wc_distance": "0.3"}
    assert words.there(-0.04) == {"wc_distance": "0"}


@pytest.mark.parametrize("theta", [0.5, 4.0])
@pytest.mark.parametrize("family", words.SHAPES)
def test_the_live_number_names_those_that_tell_where_to_go(family, theta):
    values, slopes = words.at(words.compare(family, [theta]), 0)
    telling = ["W₁"]
    if family == "normal":
        telling = list(values)
    elif family == "uniform" and theta < 1.0:  # they overlap, and KL is ∞ all the same
        telling = ["JS", "TV", "W₁"]
    said = f"{telling[0]} only" if len(telling) == 1 else ", ".join(telling)
    assert words.home(slopes) == said


def test_no_distance_tells_where_to_go_when_all_are_at_rest():
    assert words.home(dict.fromkeys(words.FIVE, 0.0)) == "none"

"""What holds for every page: found on the page itself, so that none is forgotten."""

import functools
import re
from collections.abc import Callable
from typing import Any, cast

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import nav, questions, rest, url
from tests.pages.controls import choices, state, whole
from tests.pages.opening import opened
from tests.pages.sent import options, sliders

STEMS = [page.stem for page in nav.PAGES]
LESSONS = [page.stem for page in nav.LESSONS]

# Every page reads its address in the same way; more of them in tests/ui/test_url.py.
BAD = {
    "no number": "seven",
    "empty": "",
    "not a number": "nan",
    "infinite": "inf",
    "out of range": "-1000000",
    "with an exponent": "1e-3",
    "very long": "9" * 2000,
    "markup": "<script>alert(1)</script>",
    "a formula": "$\\frac{1}{0}$ **x** [a](http://example.com) `x`",
    "repeated": ["0.5", "0.6"],
}


@functools.cache
def defaults(stem: str) -> dict[str, str]:
    """The page's parameters, and where they stand without a link."""
    app = opened(stem)
    known = {*sliders(app), *choices(app), *whole(app)}
    return {key: value for key, value in state(app).items() if key in known}


@functools.cache
def elsewhere(stem: str) -> dict[str, str]:
    """For every parameter a value that is not the default."""
    app = opened(stem)
    allowed = {key: sent.names for key, sent in sliders(app).items()} | choices(app)
    allowed |= {key: ["3"] for key in whole(app)}
    return {
        key: next(name for name in names if name != defaults(stem)[key])
        for key, names in allowed.items()
    }


@pytest.mark.parametrize("stem", STEMS)
def test_it_opens_without_a_warning_and_asks_its_title(stem):
    app = opened(stem)
    assert [title.value for title in app.title] == [nav.entry(stem).title]
    assert not app.warning
    assert not app.error
    assert defaults(stem)


ITEM = re.compile(r"\s*(?:(\d+)[.)]|[-+*>])\s")


def misread(text: str) -> list[str]:
    """Lines of prose that Markdown takes for an item of a list: "… gives\\n1. So …"."""
    found, listed, before = [], -1, ""
    for line in text.split("\n"):
        item = ITEM.match(line)
        number = int(item[1] or 0) if item else -1
        follows = number == (listed + 1 if number else 0)  # bullets count as 0
        if item and before.strip() and not (listed >= 0 and follows):
            found.append(line)
        if not line.strip():
            listed = -1
        elif item and line not in found:
            listed = number
        before = line
    return found


@pytest.mark.parametrize("stem", STEMS)
def test_no_line_of_prose_begins_as_an_item_of_a_list(stem):
    texts = [one.value for one in opened(stem).markdown]
    if stem in LESSONS:
        texts += [one.answer for one in questions.of_page(stem)]
    assert [line for text in texts for line in misread(text)] == []
    assert misread("It gives 17 and\n1. So it goes.") == ["1. So it goes."]


@pytest.mark.parametrize("stem", STEMS)
def test_every_parameter_in_the_link_is_the_state_that_opens(stem):
    app = opened(stem, **elsewhere(stem))
    assert not app.warning
    assert elsewhere(stem).items() <= state(app).items()


def named(warning: str) -> str:
    """The parameter that a warning is about."""
    return warning.split("`")[1]


EACH = [(stem, "markup") for stem in STEMS]
EACH += [(stem, kind) for stem in ("gradients", "live_gan") for kind in BAD]


@pytest.mark.parametrize(("stem", "kind"), dict.fromkeys(EACH))
def test_all_parameters_may_be_bad_at_once_and_each_has_its_line(stem, kind):
    wrong: Any = dict.fromkeys(defaults(stem), BAD[kind])
    app = opened(stem, hide="code", **wrong)
    told = {named(one.value): one.value for one in app.warning}
    assert len(app.warning) == len(told)
    assert told.keys() == defaults(stem).keys()
    for key, value in defaults(stem).items():
        assert value in told[key]
    assert defaults(stem).items() <= state(app).items()


@pytest.mark.parametrize("stem", STEMS)
def test_one_bad_value_changes_nothing_else(stem):
    keys = list(defaults(stem))
    for key in keys[:: max(1, len(keys) // 3)]:
        others = {name: v for name, v in elsewhere(stem).items() if name != key}
        app = opened(stem, **others, **{key: BAD["markup"]})
        assert [named(one.value) for one in app.warning] == [key]
        assert state(app)[key] == defaults(stem)[key]
        assert others.items() <= state(app).items()
        for name, value in others.items():
            assert app.query_params[name] in (value, [value])


@pytest.mark.parametrize("stem", LESSONS)
def test_nothing_but_what_follows_a_slider_depends_on_where_it_rests(stem, monkeypatch):
    """That runs alone when the slider is let go: the rest is left as it is."""
    followed: set[str] = set()

    def follows(key: str) -> Any:
        followed.add(key)
        return lambda part: None

    monkeypatch.setattr(rest, "follows", follows)

    before = words(stem)
    assert before
    moved = {key: place for key, place in elsewhere(stem).items() if key in followed}
    assert words(stem, **moved) == before


def words(stem: str, **at: str) -> list[str]:
    """All that a page has, but for its figures and what follows in the browser."""
    app = opened(stem, hide=["share", "questions"], **at)
    drawn = [one for one in app.main if one.type not in ("bidi_component", "html")]
    return [str(cast(Any, one).proto) for one in drawn if hasattr(one, "proto")]


@pytest.mark.parametrize("stem", LESSONS)
def test_nothing_outside_a_section_depends_on_what_is_chosen_in_it(stem, monkeypatch):
    """The section runs alone when a choice changes: the rest is left as it is."""
    begun: list[int] = []  # sections of a run, nested ones too

    def without(number: int) -> Callable[[Callable[[], None]], None]:
        def section(part: Callable[[], None]) -> None:
            begun.append(number)
            if len(begun) != number:
                part()

        begun.clear()
        return section

    monkeypatch.setattr(rest, "section", without(0))
    opened(stem)
    for number in range(1, len(begun) + 1):
        monkeypatch.setattr(rest, "section", without(number))
        app = opened(stem)
        outside = {*sliders(app), *choices(app), *whole(app)}
        inside = {key: v for key, v in elsewhere(stem).items() if key not in outside}
        begun.clear()
        before = words(stem)
        begun.clear()
        assert words(stem, **inside) == before


@pytest.mark.parametrize("part", url.HIDEABLE)
@pytest.mark.parametrize("stem", STEMS)
def test_hiding_a_part_never_breaks_a_page(stem, part):
    app = opened(stem, hide=part)
    assert not app.warning, app.warning[0].value
    assert bool(app.title) == (part != "title")


def shown(app: AppTest) -> set[str]:
    """The parts that are there; a figure is told which of its own to leave out."""
    (figure,) = options(app).values()
    there = {
        "title": app.title,
        "prose": app.radio,
        "code": [one for one in app.code if one.language == "python"],
        "questions": app.expander,
        "share": app.get("popover"),
    }
    own = {"controls", "numbers"} - {*figure["hide"]}
    return own | {part for part, found in there.items() if found}


@pytest.mark.parametrize("part", url.HIDEABLE)
def test_a_part_that_is_hidden_takes_nothing_else_with_it(part):
    assert shown(opened("gradients")) == {*url.HIDEABLE}
    assert shown(opened("gradients", hide=part)) == {*url.HIDEABLE} - {part}


@pytest.mark.parametrize("hide", ["weather", ["code", "weather"], "", "<b>"])
@pytest.mark.parametrize("stem", ["home", "gradients"])
def test_hiding_what_no_page_has_gives_one_line(stem, hide):
    assert len(opened(stem, hide=hide).warning) == 1


@pytest.mark.parametrize("stem", STEMS)
def test_every_figure_is_described_labelled_and_has_at_most_four_numbers(stem):
    for sent in sliders(opened(stem)).values():
        meta = sent.figure["layout"]["meta"]
        assert len(sent.options["alt"]) > 30
        assert sent.options["label"]
        assert len(meta["readouts"]) <= 4
        assert len(meta["sentences"]) == len(sent.names) == len(set(sent.names))
        presets = {name for _, name in sent.options["presets"]}
        assert presets <= set(sent.names)

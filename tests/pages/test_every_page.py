"""What holds for every page: found on the page itself, so that none is forgotten."""

import functools
from typing import Any

import pytest

from core.ui import nav, url
from tests.pages.controls import choices, state, whole
from tests.pages.opening import opened
from tests.pages.sent import sliders

STEMS = [page.stem for page in nav.PAGES]

MANY = "live_gan"  # so many parameters that they are tried all at once

BAD = {  # more of the kind, for the number itself, in tests/ui/test_url.py
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


@pytest.mark.parametrize("stem", STEMS)
def test_every_parameter_in_the_link_is_the_state_that_opens(stem):
    app = opened(stem, **elsewhere(stem))
    assert not app.warning
    assert elsewhere(stem).items() <= state(app).items()


def cases() -> list:
    return [
        pytest.param(stem, key, bad, id=f"{key}: {what}")
        for stem in STEMS
        for key in defaults(stem)
        for what, bad in BAD.items()
        if stem != MANY or what == "markup"
    ]


@pytest.mark.parametrize(("stem", "key", "bad"), cases())
def test_a_bad_value_shows_the_default_and_one_line_and_nothing_else_changes(
    stem, key, bad
):
    others = {name: v for name, v in elsewhere(stem).items() if name != key}
    app = opened(stem, **others, **{key: bad})
    assert len(app.warning) == 1
    assert f"`{key}`" in app.warning[0].value
    assert defaults(stem)[key] in app.warning[0].value
    assert state(app)[key] == defaults(stem)[key]
    assert others.items() <= state(app).items()
    for name, value in others.items():
        assert app.query_params[name] in (value, [value])


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_all_settings_of_a_run_may_be_bad_at_once_and_each_has_its_line(bad):
    wrong: Any = dict.fromkeys(defaults(MANY), bad)
    app = opened(MANY, hide="code", **wrong)
    assert len(app.warning) == len(defaults(MANY)) > 20
    for warning, (key, value) in zip(
        sorted(one.value for one in app.warning),
        sorted(defaults(MANY).items()),
        strict=True,
    ):
        assert f"`{key}`" in warning
        assert value in warning
    assert defaults(MANY).items() <= state(app).items()


@pytest.mark.parametrize("part", url.HIDEABLE)
@pytest.mark.parametrize("stem", STEMS)
def test_hiding_a_part_never_breaks_a_page(stem, part):
    app = opened(stem, hide=part)
    assert not app.warning, app.warning[0].value
    assert bool(app.title) == (part != "title")


@pytest.mark.parametrize("hide", ["weather", ["code", "weather"], "", "<b>"])
@pytest.mark.parametrize("stem", STEMS)
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

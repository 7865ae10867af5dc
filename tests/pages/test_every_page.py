"""What holds for every page: found on the page itself, so that none is forgotten."""

import functools

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import nav, url
from tests.pages.opening import opened
from tests.pages.sent import sliders

STEMS = [page.stem for page in nav.PAGES]

BAD = {
    "not a number": "seven",
    "nothing": "",
    "nan": "nan",
    "infinite": "inf",
    "minus infinite": "-Infinity",
    "too large": "1000000",
    "too small": "-1000000",
    "with an exponent": "1e-3",
    "with an underscore": "0_1",
    "a space": " 1",
    "two signs": "--1",
    "another script's digits": "٣",
    "very long": "9" * 2000,
    "markup": "<script>alert(1)</script>",
    "markdown": "**1** [a](http://example.com) `x`",
    "a formula": "$\\frac{1}{0}$",
    "repeated": ["0.5", "0.6"],
    "repeated and equal": ["0.5", "0.5"],
}


def choices(app: AppTest) -> dict[str, list[str]]:
    """The page's choices that the URL holds: parameter to options."""
    controls = [*app.segmented_control, *app.selectbox]
    keyed = {one.key: list(one.options) for one in controls if one.key}
    return {key: options for key, options in keyed.items() if "_" in key}


def whole(app: AppTest) -> list[str]:
    return [one.key for one in app.number_input if one.key]


@functools.cache
def parameters(stem: str) -> tuple[str, ...]:
    app = opened(stem)
    return (*sliders(app), *choices(app), *whole(app))


def state(app: AppTest) -> dict[str, object]:
    """Where every control of the page stands."""
    starts: dict[str, object] = {
        key: sent.options["start"] for key, sent in sliders(app).items()
    }
    others = [*app.segmented_control, *app.selectbox, *app.number_input]
    return starts | {one.key: one.value for one in others if one.key}


def elsewhere(app: AppTest) -> dict[str, str]:
    """For every parameter a value that is not the default."""
    default = state(app)
    values = {}
    for key, sent in sliders(app).items():
        values[key] = next(name for name in sent.names if name != default[key])
    for key, options in choices(app).items():
        values[key] = next(option for option in options if option != default[key])
    return values | {key: "3" for key in whole(app)}


@pytest.mark.parametrize("stem", STEMS)
def test_it_opens_without_a_warning_and_asks_its_title(stem):
    app = opened(stem)
    assert [title.value for title in app.title] == [nav.entry(stem).title]
    assert not app.warning
    assert not app.error
    assert parameters(stem) or stem == "home"


@pytest.mark.parametrize("stem", STEMS)
def test_every_parameter_in_the_link_is_the_state_that_opens(stem):
    asked = elsewhere(opened(stem))
    app = opened(stem, **asked)
    assert not app.warning
    shown = {key: str(value) for key, value in state(app).items()}
    assert asked.items() <= shown.items()


def cases() -> list:
    return [
        pytest.param(stem, key, bad, id=f"{key}: {what}")
        for stem in STEMS
        for key in parameters(stem)
        for what, bad in BAD.items()
    ]


@pytest.mark.parametrize(("stem", "key", "bad"), cases())
def test_a_bad_value_shows_the_default_and_one_line_and_nothing_else_changes(
    stem, key, bad
):
    good = opened(stem)
    others = elsewhere(good)
    del others[key]
    app = opened(stem, **others, **{key: bad})
    assert len(app.warning) == 1
    assert f"`{key}`" in app.warning[0].value
    default = str(state(good)[key])
    assert default in app.warning[0].value
    shown = {name: str(value) for name, value in state(app).items()}
    assert shown[key] == default
    assert others.items() <= shown.items()
    for name, value in others.items():
        assert app.query_params[name] in (value, [value])


@pytest.mark.parametrize("part", url.HIDEABLE)
@pytest.mark.parametrize("stem", STEMS)
def test_hiding_a_part_never_breaks_a_page(stem, part):
    app = opened(stem, hide=part)
    assert not app.warning
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

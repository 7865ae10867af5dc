"""What every page owes its readers; each is opened once for all of these tests."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from core.ui import nav
from tests.browser.axe import faults
from tests.browser.dragging import FREE, drag, way
from tests.browser.keys import astray
from tests.browser.reading import SCRUBBED, Reader, agree, done, next_picture, pushed
from tests.browser.serving import Server
from tests.browser.stage import COLLISIONS, STAGED, inside, settled

pytestmark = pytest.mark.browser

ALL = [page.stem for page in nav.PAGES]
# Where axe is shown a figure's data table: it is made alike everywhere, and is large.
TABLED = ("gradients", "live_gan")


@pytest.fixture(scope="module")
def opened(
    chromium: Browser, app: Server, request: pytest.FixtureRequest
) -> Iterator[Reader]:
    """A reader at a page, with what its figures say on arrival; one for all tests."""
    context = chromium.new_context(reduced_motion="reduce")
    context.set_default_timeout(30_000)
    reader = Reader(context, app.url)
    reader.page.set_viewport_size({"width": 1280, "height": 720})
    stem = request.param
    reader.open("" if stem == "home" else stem)
    reader.defaults = {figure.key: figure.name() for figure in reader.figures()}
    yield reader
    context.close()


@pytest.fixture
def at(opened: Reader) -> Iterator[Reader]:
    """The same; at the end of each test nothing may have gone wrong."""
    yield opened
    assert opened.unforgiven() == []


def pages(*stems: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("opened", stems, indirect=True)


@pages(*ALL)
def test_a_deep_link_opens_each_page(at, request):
    page, stem = at.page, request.node.callspec.params["opened"]
    expect(page.locator("h1")).to_have_text(nav.entry(stem).title)
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    expect(page.locator("[data-testid=stAlert]")).to_have_count(0)
    if stem not in nav.TABLES:
        expect(page.locator(".explorable input[type=range]")).not_to_have_count(0)


@pages(*STAGED)
def test_figure_and_what_belongs_to_it_are_on_one_screen(at):
    page = at.page
    whole = inside(720, "plot", "slider", "numbers", "notice")
    seen = settled(page, 1280, 720, whole)
    assert whole(seen), seen
    assert seen["plot"][1] - seen["plot"][0] >= 200, seen
    phone = inside(844, "plot", "slider")
    seen = settled(page, 390, 844, phone)
    assert phone(seen), seen
    for width in (320, 768, 1440, 2560):  # 700 in test_phone.py
        seen = settled(page, width, 900, lambda _: True)
        assert seen["wide"] <= 0, (width, seen)
        assert seen["inner"] <= 0, (width, seen)
    settled(page, 1280, 900, lambda _: True)


@pages(*SCRUBBED)
def test_by_mouse_the_picture_moves_with_the_slider_and_with_the_dot_in_it(at):
    page = at.page
    assert at.defaults
    for figure in at.figures():
        thumb, *path = way(figure)
        page.mouse.move(*thumb)
        page.mouse.down()
        pushed(page)
        drag(figure, path, page.mouse.move)
        page.mouse.up()
        agree(at, figure, at.defaults[figure.key])
    for figure in at.figures():
        if figure.key == FREE:
            continue
        for x, y in figure.grips()[:1]:
            inward = 1 if figure.at() <= figure.last() // 2 else -1
            pushed(page)
            page.mouse.move(x, y)
            page.mouse.down()
            drag(figure, [(x + inward * s, y) for s in (25, 50, 75)], page.mouse.move)
            page.mouse.up()
            agree(at, figure, at.defaults[figure.key])


@pages(*ALL)
def test_everything_that_can_be_used_and_seen_and_nothing_else_is_reached_by_key(at):
    for width in (1280, 390):
        at.page.set_viewport_size({"width": width, "height": 900})
        at.page.wait_for_timeout(300)
        assert astray(at.page) == [], width


# Places even in the logit, places as they are, and a recording.
@pages("gradients", "numerical_stability", "loss_curves")
def test_by_key_the_slider_steps_pages_and_goes_to_both_ends(at):
    page, figure = at.page, at.figures()[0]  # the others are moved by mouse
    figure.slider.focus()
    for key, place in (
        ("Home", lambda at, last: at == 0),
        ("ArrowRight", lambda at, last: at == 1),
        ("PageUp", lambda at, last: 1 < at < last),
        ("PageDown", lambda at, last: at == 1),
        ("End", lambda at, last: at == last),
        ("ArrowLeft", lambda at, last: at == last - 1),
    ):
        start, before = figure.at(), figure.picture()
        page.keyboard.press(key)
        next_picture(page)
        assert place(figure.at(), figure.last()), key
        assert (figure.picture() != before) == (figure.at() != start), key
    at.ready()
    page.wait_for_url(re.compile(rf"{figure.key}={re.escape(quote(figure.name()))}\b"))
    pushed(page)
    page.keyboard.press("ArrowLeft")
    agree(at, figure, at.defaults[figure.key])


@pages(*STAGED)
def test_no_name_of_a_curve_lies_on_another(at):
    for figure in at.figures():
        track = figure.track()
        for place in {part * figure.last() // 4 for part in range(5)}:
            figure.slider.evaluate(
                "(one, at) => { one.value = at; one.oninput(); }", track[place]
            )
            next_picture(at.page)
            assert at.page.evaluate(COLLISIONS) == [], (figure.key, place)


@pages(*ALL)
def test_axe_finds_nothing_wrong_in_it(at, request):
    page, stem = at.page, request.node.callspec.params["opened"]
    for expander in page.locator("[data-testid=stExpander] summary").all()[:2]:
        expander.click()
    if stem in TABLED:
        page.get_by_role("button", name="Data table").first.click()
    for option in page.get_by_test_id("stRadioOption").all()[:1]:
        option.click()
    done(page)
    for width in (1280, 768, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(150)
        assert faults(page) == [], width
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)  # colours fade over, and nothing else has changed
    assert faults(page, ["color-contrast"]) == []

"""Embedded on a phone: each page's figure fits its frame and follows the finger."""

import pytest
from playwright.sync_api import expect

from core.ui import embedding
from tests.browser.dragging import drag, fingers, way
from tests.browser.reading import agree, pushed
from tests.browser.stage import COLLISIONS, STAGED, STRUCK, inside, settled

pytestmark = pytest.mark.browser

# Every figure's slider is the same one, and is dragged by mouse on every page.
FINGERED = ("bce_curve", "divergences", "dirac_gan")
HIDE = "&hide=".join(("prose", "code", "questions", "share"))


@pytest.mark.parametrize(
    "stem", [stem for stem in STAGED if stem != "home"] + ["your_log"]
)
def test_embedded_a_figure_fits_its_frame_and_follows_a_finger(visit, stem):
    reader = visit(width=700, height=560, has_touch=True, is_mobile=True)
    theme = ("light_theme", "dark_theme")[len(stem) % 2]  # every other page or so
    page = reader.open(f"{stem}?embed=true&embed_options={theme}&hide={HIDE}")
    for width, height in ((700, 560), (390, embedding.FITS)):
        framed = inside(height, "plot", "slider", "numbers")
        seen = settled(page, width, height, framed)
        assert framed(seen) or (stem, width) == ("your_log", 700), seen
        assert seen["wide"] <= 0
        assert seen["inner"] <= 0
        assert page.evaluate(COLLISIONS) == [], width
        assert page.evaluate(STRUCK) == [], width
    finger = fingers(reader.context.new_cdp_session(page))
    for figure in reader.figures()[:2]:  # the others are moved by mouse
        default = figure.name()
        thumb, *path = way(figure)
        if stem in FINGERED:
            finger("touchStart")(*thumb)
            pushed(page)
            drag(figure, path, finger("touchMove"))
            finger("touchEnd")(*path[-1])
            agree(reader, figure, default)
        box = figure.plot.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        expect(figure.slider).to_be_in_viewport(ratio=1)


def test_a_tour_shows_the_panel_that_its_step_speaks_of(visit):
    reader = visit(width=390, height=844, has_touch=True, is_mobile=True)
    page = reader.open("bce_curve?tour=2")
    chosen = page.locator(".panels [aria-pressed=true]").first
    expect(chosen).to_have_text("over p")
    card = page.locator("[class*=st-key-tour_at]")
    card.get_by_role("link", name="Next").tap()
    expect(card).to_contain_text("Guided tour, 3 of 5")
    expect(chosen).to_have_text("over the logit")
    plot = reader.figure("bce_p").plot
    expect(plot).to_contain_text("logit, ℓ")
    expect(plot).to_be_in_viewport(ratio=0.9)
    page.locator(".panels button").first.tap()  # who wants the other, has it
    expect(chosen).to_have_text("over p")


def test_what_is_pressed_is_40_pixels_high_for_a_finger_and_24_for_a_mouse(visit):
    small = """(all, px) => all.filter((one) => one.offsetHeight < px)
    .map((one) => one.outerHTML)"""
    pressed = "[data-testid=stRadioOption], a[data-testid=stPageLink-NavLink]"
    own = ".explorable .row:not(.panels) button, .explorable input[type=range]"
    for device, px in ({"has_touch": True, "is_mobile": True}, 40), ({}, 24):
        page = visit(width=390, height=844, **device).open("bce_curve")
        expect(page.get_by_test_id("stRadioOption")).to_have_count(3)
        shown = page.locator(f"{pressed}, {own}").locator("visible=true")
        assert shown.count() > 15
        assert shown.evaluate_all(small, px) == []


def test_a_frame_has_room_for_the_front_page_and_for_what_menus_say(visit):
    reader = visit(width=700, height=560)
    reader.open("?embed=true")
    framed = inside(560, "plot", "slider", "numbers")
    assert framed(seen := settled(reader.page, 700, 560, framed)), seen
    reader.page.set_viewport_size({"width": 390, "height": 844})
    reader.open("live_gan?embed=true")
    for name in ("Recipe", "Target", "G's loss", "Iterations a picture"):
        menu = reader.page.get_by_role("combobox", name=name, exact=True)
        expect(menu).to_be_in_viewport(ratio=1)
        assert menu.evaluate("one => one.scrollWidth - one.clientWidth") <= 0, name

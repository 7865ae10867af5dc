"""How a page looks: light, dark, switched while open, zoomed."""

import tomllib

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Figure, next_picture, until
from tests.browser.serving import PROJECT

pytestmark = pytest.mark.browser

THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text())["theme"]


def rgb(color: str) -> str:
    red, green, blue = bytes.fromhex(color.removeprefix("#"))
    return f"rgb({red}, {green}, {blue})"


LIGHT, DARK = (rgb(THEME[name]["textColor"]) for name in ("light", "dark"))


def inks(figure: Figure) -> set[str]:
    """The colours of the page's text and of the figure's: one and the same."""
    return set(
        figure.root.evaluate(
            """root => [root, ...root.querySelectorAll(".xtick text, .g-xtitle text")]
            .map((one) => getComputedStyle(one)[one === root ? "color" : "fill"])"""
        )
    )


def stands_at(figure: Figure, axis: list[float]) -> bool:
    return figure.range() == pytest.approx(axis)


def zoom(page: Page, figure: Figure) -> None:
    """Drags a rectangle in the figure, from a fifth to three fifths of a panel."""
    figure.button("Zoom").click()
    expect(figure.button("Zoom back")).to_be_visible()
    figure.plot.scroll_into_view_if_needed()
    box = figure.plot.locator(".nsewdrag").first.bounding_box()
    assert box
    x, y, wide, high = box["x"], box["y"], box["width"], box["height"]
    page.mouse.move(x + 0.2 * wide, y + 0.5 * high)
    page.mouse.down()
    page.mouse.move(x + 0.4 * wide, y + 0.7 * high, steps=4)
    page.mouse.move(x + 0.6 * wide, y + 0.9 * high, steps=4)
    page.mouse.up()


def test_figures_have_the_colour_of_the_pages_text_and_follow_another_theme(visit):
    reader = visit(color_scheme="dark")
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    assert inks(figure) == {DARK}
    figure.slider.press("ArrowRight")
    page.wait_for_url("**grad_p=0.51*")
    for scheme, ink in (("light", LIGHT), ("dark", DARK)):
        page.emulate_media(color_scheme=scheme)
        until(page, lambda ink=ink: inks(figure) == {ink})
        assert figure.name() == "0.51"
        assert figure.numbers()["dL/dp"] == "−1.961"


def test_a_theme_chosen_in_the_menu_takes_the_figures_along(visit):
    reader = visit()
    page = reader.open("gradients")
    page.get_by_test_id("stMainMenu").get_by_role("button").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    until(page, lambda: inks(reader.figure("grad_p")) == {DARK})


def test_zoom_survives_a_move_of_the_slider_and_a_change_of_theme(visit):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    assert figure.range() == [-0.03, 1.03]
    zoom(page, figure)
    until(page, lambda: figure.range() != [-0.03, 1.03])
    zoomed = figure.range()
    assert -0.03 < zoomed[0] < 0.3 < zoomed[1] < 0.8
    for step in (1, 2, 3):
        figure.slider.press("ArrowLeft")
        next_picture(page)
        assert stands_at(figure, zoomed), step
    moved = figure.dots()
    page.wait_for_url("**grad_p=0.47*")
    reader.ready()
    page.wait_for_timeout(600)  # at rest, after 0.4 seconds, Plotly draws once more
    assert stands_at(figure, zoomed)
    assert figure.dots() == moved
    page.emulate_media(color_scheme="dark")
    until(page, lambda: inks(figure) == {DARK})
    assert stands_at(figure, zoomed)
    figure.button("Zoom back").click()
    until(page, lambda: stands_at(figure, [-0.03, 1.03]))


def test_on_a_phone_every_question_is_read_whole_and_is_met_by_a_finger(visit):
    reader = visit(width=390, height=844, has_touch=True, is_mobile=True)
    page = reader.open()
    cut = """all => all.filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => one.textContent)"""
    for fold in page.get_by_test_id("stExpander").locator("summary").all():
        fold.click()
    questions = page.get_by_test_id("stPageLink-NavLink").locator("p:visible")
    assert questions.count() > 40
    assert questions.evaluate_all(cut) == []
    links = page.locator("a[data-testid=stPageLink-NavLink]:visible")
    small = """all => all.filter((one) => !one.closest("[class*=st-key-card_]"))
    .filter((one) => one.offsetHeight < 40).map((one) => one.textContent)"""
    assert links.evaluate_all(small) == []


def test_on_a_phone_a_figure_of_four_panels_shows_one_and_the_next_at_a_tap(visit):
    reader = visit(width=390, height=844)
    page = reader.open("wasserstein_critic")
    figure = reader.figure("wc_distance")
    svg = figure.plot.locator(".main-svg").first

    def height() -> float:
        box = svg.bounding_box()
        return box["height"] if box else 0.0

    until(page, lambda: height() > 200.0)
    figure.root.get_by_role("button", name="losses", exact=True).click()
    until(page, lambda: "distance θ" in (figure.plot.text_content() or ""))
    assert height() > 200.0


def test_a_pointer_on_a_curve_is_told_its_numbers_in_the_words_of_the_axes(visit):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    figure.plot.scroll_into_view_if_needed()
    [(x, y), *_] = figure.grips()
    page.mouse.move(x + 1, y + 1)
    told = figure.plot.locator(".hovertext").first
    expect(told).to_contain_text("probability p: 0.5")
    expect(told).to_contain_text("size of the slope: 2")

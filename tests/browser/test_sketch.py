"""Before Plotly.js is there, a figure is already to be seen, and answers the slider."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reading import Reader, next_picture, until

pytestmark = pytest.mark.browser

CURVES = ".explorable .sketch svg svg path"
CLOSE = 2.5  # pixels: what a figure may move when Plotly takes over

# Where the first figure's dots are in the window, whoever drew them.
DOTS = """part => [...document.querySelector(".explorable").querySelectorAll(part)]
    .map((one) => one.getBoundingClientRect())
    .map((box) => [box.x + box.width / 2, box.y + box.height / 2])"""


class Held:
    """Keeps Plotly.js from arriving until it is let go."""

    def __init__(self, page: Page):
        self.routes: list[Route] | None = []
        page.route(re.compile("/plotly-"), self._asked)

    def let_go(self) -> None:
        waiting, self.routes = self.routes or [], None
        for route in waiting:
            route.continue_()

    def _asked(self, route: Route) -> None:
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)


def sketched(reader: Reader, path: str) -> Held:
    held = Held(reader.page)
    reader.page.goto(reader.home + path)
    expect(reader.page.locator(CURVES).first).to_be_attached()
    expect(reader.page.locator(".explorable .main-svg")).to_have_count(0)
    return held


def words(page: Page, part: str) -> set[str]:
    found = page.locator(".explorable").first.locator(part).all_text_contents()
    return {text.replace("\u200b", "").strip() for text in found}


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("", 1280, "light"),
        ("gradients?grad_p=0.5", 390, "light"),
        ("bce_curve?bce_p=0.3", 1280, "dark"),
        ("vanishing_gradients", 1280, "light"),
    ],
)
def test_plotly_takes_over_in_the_same_place(visit, path, width, scheme):
    reader = visit(width=width, color_scheme=scheme)
    page = reader.page
    held = sketched(reader, path)
    dots = page.evaluate(DOTS, ".sketch path[vector-effect]")
    said = words(page, ".sketch span")
    held.let_go()
    reader.ready()
    expect(page.locator(".sketch")).to_have_count(0)
    drawn = page.evaluate(DOTS, ".points path, .legendpoints path")
    assert len(drawn) > 0
    for x, y in drawn:
        assert min(abs(x - a) + abs(y - b) for a, b in dots) < 2 * CLOSE, (x, y)
    ticks = words(page, ".xtick text, .ytick text, .legendtext, .xtitle, .ytitle")
    assert ticks <= said


def test_the_slider_moves_the_sketch_and_plotly_goes_on_from_there(visit):
    reader = visit()
    page = reader.page
    held = sketched(reader, "gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    before = page.evaluate(DOTS, ".sketch path[vector-effect]")
    figure.slider.press("ArrowRight")
    next_picture(page)
    after = page.evaluate(DOTS, ".sketch path[vector-effect]")
    assert before != after
    assert figure.numbers()["dL/dp"] == "−1.961"
    held.let_go()
    reader.ready()
    assert figure.name() == "0.51"
    until(page, lambda: reader.parameter("grad_p") == ["0.51"])
    drawn = page.evaluate(DOTS, ".points path")
    for x, y in drawn:
        assert min(abs(x - a) + abs(y - b) for a, b in after) < 2 * CLOSE

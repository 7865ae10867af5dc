"""Before Plotly.js is there, a figure is already to be seen, and answers the slider."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reading import Figure, Reader, next_picture, until

pytestmark = pytest.mark.browser

CURVES = ".sketch svg svg path"
CLOSE = 2.5  # pixels: what a figure may move when Plotly takes over

# Where a figure's dots are in it, whoever drew them.
DOTS = """(plot, part) => {
    const { x, y } = plot.getBoundingClientRect();
    return [...plot.querySelectorAll(part)].map((one) => one.getBoundingClientRect())
        .map((box) => [box.x - x + box.width / 2, box.y - y + box.height / 2]);
}"""
SKETCHED, DRAWN = ".sketch path[vector-effect]", ".points path, .legendpoints path"


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


def sketched(reader: Reader, path: str, key: str) -> tuple[Held, Figure]:
    held, figure = Held(reader.page), reader.figure(key)
    reader.page.goto(reader.home + path)
    expect(figure.plot.locator(CURVES).first).to_be_attached()
    expect(figure.plot.locator(".main-svg")).to_have_count(0)
    reader.page.wait_for_timeout(700)  # what stands above the figure has its height
    return held, figure


def words(figure: Figure, part: str) -> set[str]:
    found = figure.plot.locator(part).all_text_contents()
    return {text.replace("\u200b", "").strip() for text in found}


@pytest.mark.parametrize(
    ("path", "key", "width", "scheme"),
    [
        ("gradients?grad_p=0.5", "grad_p", 390, "light"),
        ("bce_curve?bce_p=0.3", "bce_p", 1280, "dark"),
    ],
)
def test_plotly_takes_over_in_the_same_place(visit, path, key, width, scheme):
    reader = visit(width=width, color_scheme=scheme)
    held, figure = sketched(reader, path, key)
    dots = figure.plot.evaluate(DOTS, SKETCHED)
    said, place = words(figure, ".sketch span"), figure.plot.bounding_box()
    held.let_go()
    reader.ready()
    expect(reader.page.locator(".sketch")).to_have_count(0)
    assert figure.plot.bounding_box() == place
    drawn = figure.plot.evaluate(DOTS, DRAWN)
    assert len(drawn) > 0
    for x, y in drawn:
        assert min(abs(x - a) + abs(y - b) for a, b in dots) < 2 * CLOSE, (x, y)
    assert said >= words(
        figure, ".xtick text, .ytick text, .legendtext, .xtitle, .ytitle"
    )


def test_the_slider_moves_the_sketch_and_plotly_goes_on_from_there(visit):
    reader = visit()
    held, figure = sketched(reader, "gradients?grad_p=0.5", "grad_p")
    before = figure.plot.evaluate(DOTS, SKETCHED)
    figure.slider.press("ArrowRight")
    next_picture(reader.page)
    after = figure.plot.evaluate(DOTS, SKETCHED)
    assert before != after
    assert figure.numbers()["dL/dp"] == "−1.961"
    held.let_go()
    reader.ready()
    assert figure.name() == "0.51"
    until(reader.page, lambda: reader.parameter("grad_p") == ["0.51"])
    for x, y in figure.plot.evaluate(DOTS, DRAWN):
        assert min(abs(x - a) + abs(y - b) for a, b in after) < 2 * CLOSE

"""Figure, slider, numbers and what they say are seen together, on every screen."""

from typing import Any

import pytest

from core.ui import nav
from tests.browser.reading import next_picture

pytestmark = pytest.mark.browser

STEMS = [page.stem for page in nav.PAGES if page.stem not in ("embed", "your_log")]

# Where the parts of the first stage are in the window.
PARTS = """() => {
    const root = document.querySelector(".explorable");
    const main = document.querySelector("[data-testid=stMain]");
    const box = (one) => {
        if (!one || one.hidden || !one.offsetHeight) return null;
        const { top, bottom } = one.getBoundingClientRect();
        return [Math.round(top), Math.round(bottom)];
    };
    return {
        plot: box(root.querySelector(".plot")),
        slider: box(root.querySelector(".slider")),
        numbers: box(root.querySelector("dl")),
        notice: box(document.querySelector(".notice")),
        wide: document.documentElement.scrollWidth - innerWidth,
        inner: main.scrollWidth - main.clientWidth,
    };
}"""

# Names of curves that cover each other or leave their figure.
COLLISIONS = """() => [...document.querySelectorAll(".labels")].flatMap((all) => {
    const frame = all.getBoundingClientRect();
    const shown = [...all.children].filter((one) => !one.hidden)
        .map((one) => [one.textContent, one.getBoundingClientRect()]);
    const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 &&
        a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const pairs = shown.flatMap(([name, box], i) => shown.slice(i + 1)
        .filter(([, other]) => hit(box, other)).map(([other]) => `${name} / ${other}`));
    const beyond = (box) => box.left < frame.left - 1 || box.right > frame.right + 1;
    const out = shown.filter(([, box]) => beyond(box)).map(([one]) => `${one} is out`);
    return [...pairs, ...out];
})"""


def settled(page: Any, width: int, height: int) -> dict[str, Any]:
    """Where everything is once the figure has taken to the window's size."""
    page.set_viewport_size({"width": width, "height": height})
    seen: dict[str, Any] = {}
    for _ in range(20):
        page.wait_for_timeout(150)
        now = page.evaluate(PARTS)
        if now == seen:
            break
        seen = now
    return seen


@pytest.mark.parametrize("stem", STEMS)
def test_on_arrival_the_figure_and_what_belongs_to_it_are_on_one_screen(visit, stem):
    reader = visit(height=720)
    page = reader.open("" if stem == "home" else stem)
    for width, height in ((1280, 720), (1440, 900)):
        seen = settled(page, width, height)
        for part in ("plot", "slider", "numbers", "notice"):
            if seen[part]:
                assert 0 <= seen[part][0] < seen[part][1] <= height, (part, seen)
        assert seen["plot"][1] - seen["plot"][0] >= 200, seen
    seen = settled(page, 390, 844)
    for part in ("plot", "slider"):
        if seen[part]:
            assert 0 <= seen[part][0] < seen[part][1] <= 844, (part, seen)
    for width in (320, 768, 2560):
        seen = settled(page, width, 900)
        assert seen["wide"] <= 0, (width, seen)
        assert seen["inner"] <= 0, (width, seen)


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "live_gan"])
def test_names_of_curves_do_not_collide_at_any_position(visit, stem):
    reader = visit()
    page = reader.open("" if stem == "home" else stem)
    for figure in reader.figures():
        last = int(figure.slider.get_attribute("max") or 0)
        for at in {0, last // 4, last // 2, 3 * last // 4, last}:
            figure.slider.evaluate(
                "(one, at) => { one.value = at; one.oninput(); }", at
            )
            next_picture(page)
            assert page.evaluate(COLLISIONS) == [], (figure.key, at)


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "home"])
@pytest.mark.parametrize(("width", "height"), [(700, 560), (390, 700)])
def test_embedded_a_figure_fits_its_frame(visit, stem, width, height):
    reader = visit(width=width, height=height)
    hide = "&hide=".join(("prose", "code", "questions", "share"))
    page = reader.open(f"{stem}?embed=true&hide={hide}")
    seen = settled(page, width, height)
    assert seen["plot"][0] >= 0, seen
    part = "numbers" if width == 700 and seen["numbers"] else "slider"
    if seen[part]:
        assert seen[part][1] <= height, (part, seen)
    assert seen["wide"] <= 0
    assert seen["inner"] <= 0

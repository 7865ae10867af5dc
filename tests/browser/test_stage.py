"""Figure, slider, numbers and what they say are seen together, on every screen."""

from collections.abc import Callable
from typing import Any

import pytest

from core.ui import nav
from tests.browser.reading import next_picture

pytestmark = pytest.mark.browser

STEMS = [page.stem for page in nav.PAGES if page.stem not in ("your_log", *nav.TABLES)]

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


Fits = Callable[[dict[str, Any]], bool]


def settled(page: Any, width: int, height: int, fits: Fits) -> dict[str, Any]:
    """Where everything is once the figure has taken to the window's size."""
    page.set_viewport_size({"width": width, "height": height})
    seen: dict[str, Any] = {}
    for _ in range(60):  # a busy machine draws late
        page.wait_for_timeout(150)
        seen = page.evaluate(PARTS)
        if seen["wide"] <= 0 and seen["inner"] <= 0 and fits(seen):
            break
    return seen


def inside(height: int, *parts: str) -> Fits:
    """Whether these parts, where they are shown, lie in a window of that height."""

    def fits(seen: dict[str, Any]) -> bool:
        boxes = [seen[part] for part in parts if seen[part]]
        return all(0 <= top < bottom <= height for top, bottom in boxes)

    return fits


@pytest.mark.parametrize("stem", STEMS)
def test_figure_and_what_belongs_to_it_are_on_one_screen_and_no_name_on_another(
    visit, stem
):
    reader = visit(height=720)
    page = reader.open("" if stem == "home" else stem)
    for width, height in ((1280, 720), (1440, 900)):
        whole = inside(height, "plot", "slider", "numbers", "notice")
        seen = settled(page, width, height, whole)
        assert whole(seen), (width, seen)
        assert seen["plot"][1] - seen["plot"][0] >= 200, seen
    for figure in reader.figures():
        for at in {part * figure.last() // 4 for part in range(5)}:
            figure.slider.evaluate(
                "(one, at) => { one.value = at; one.oninput(); }", at
            )
            next_picture(page)
            assert page.evaluate(COLLISIONS) == [], (figure.key, at)
    phone = inside(844, "plot", "slider")
    seen = settled(page, 390, 844, phone)
    assert phone(seen), seen
    for width in (320, 768, 2560):
        seen = settled(page, width, 900, lambda _: True)
        assert seen["wide"] <= 0, (width, seen)
        assert seen["inner"] <= 0, (width, seen)


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "home"])
def test_embedded_a_figure_fits_its_frame(visit, stem):
    reader = visit(width=700, height=560)
    hide = "&hide=".join(("prose", "code", "questions", "share"))
    page = reader.open(f"{stem}?embed=true&hide={hide}")
    for width, height in ((700, 560), (390, 700)):
        parts = ("plot", "slider", "numbers") if width == 700 else ("plot", "slider")
        framed = inside(height, *parts)
        seen = settled(page, width, height, framed)
        assert framed(seen), seen
        assert seen["wide"] <= 0
        assert seen["inner"] <= 0

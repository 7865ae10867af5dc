"""Where the parts of a page's first figure are in the window."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from core.ui import nav

# Pages whose figure, numbers and words are to be on one screen.
STAGED = [page.stem for page in nav.PAGES if page.stem not in ("your_log", *nav.TABLES)]

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


def settled(page: Page, width: int, height: int, fits: Fits) -> dict[str, Any]:
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

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

# Titles of panels that lie over the ticks of the panel above.
STRUCK = """() => [...document.querySelectorAll(".plot")].flatMap((plot) => {
    const boxes = (what) => [...plot.querySelectorAll(what)]
        .map((one) => [one.textContent, one.getBoundingClientRect()]);
    const titles = boxes(".annotation-text:has([style*=bold])");
    return titles.flatMap(([title, a]) => boxes(".xtick text").filter(([, b]) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom - 2 &&
        b.top < a.bottom - 2).map(([tick]) => `${title} / ${tick}`));
})"""

# Words on other words, a title that reaches into a stage, a scrollbar inside the page.
# Names of curves have a test of their own; named panels are swept aside on a phone.
CROWDED = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    const other = "svg *, .katex *, .labels *, .spoken, .panels";
    const all = [...main.querySelectorAll(`*:not(${other})`)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }));
    const words = all.filter((one) => !one.children.length && one.textContent.trim())
        .map((one) => [one.textContent, one.getBoundingClientRect()])
        .filter(([, box]) => box.width > 2);
    const deep = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3 &&
        Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    const hit = words.flatMap(([name, box], i) => words.slice(i + 1)
        .filter(([, two]) => deep(box, two)).map(([two]) => `${name} / ${two}`));
    const foot = main.querySelector("h1")?.getBoundingClientRect().bottom ?? 0;
    const stage = main.querySelector("[class*=st-key-stage_]").getBoundingClientRect();
    if (foot > stage.top) hit.push("the title reaches into the stage");
    const bar = /auto|scroll/;
    const bars = all.filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        return one.clientWidth &&
            (bar.test(overflowX) && one.scrollWidth > one.clientWidth + 1 ||
            bar.test(overflowY) && one.scrollHeight > one.clientHeight + 1);
    });
    return [...hit, ...bars.map((one) => `${one.className} scrolls`)];
}"""


Fits = Callable[[dict[str, Any]], bool]


def settled(page: Page, width: int, height: int, fits: Fits) -> dict[str, Any]:
    """Where everything is once the figure has taken to the window's size."""
    page.set_viewport_size({"width": width, "height": height})
    before: dict[str, Any] = {}
    seen: dict[str, Any] = {}
    for _ in range(150):  # a busy machine draws late
        page.wait_for_timeout(60)
        before, seen = seen, page.evaluate(PARTS)
        still = seen == before and seen["wide"] <= 0 and seen["inner"] <= 0
        if still and fits(seen):
            break
    return seen


def inside(height: int, *parts: str) -> Fits:
    """Whether these parts, where they are shown, lie in a window of that height."""

    def fits(seen: dict[str, Any]) -> bool:
        boxes = [seen[part] for part in parts if seen[part]]
        return all(0 <= top < bottom <= height for top, bottom in boxes)

    return fits

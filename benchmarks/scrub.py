"""How closely a figure follows the hand: ``python -m benchmarks.scrub [--rounds N]``.

Every figure with a slider is dragged for two seconds with the mouse, in a headless
Chromium. Then the same figure on a plain Streamlit page (see ``_naive``) is moved five
times; that page answers only when the mouse button is released. And so on, in turns.

A *picture* is a display frame in which a line or a marker of the figure really changed.
Its *delay* runs from the time stamp that the browser gave to the mouse movement (for
the plain page: to the release) until the frame has been laid out and painted. Several
movements in one frame count from the first. The last column is Chromium's own Event
Timing of the slider's input events, until the picture was presented, in steps of 8 ms;
what it reports as under 16 ms is counted as 16.

Read: pictures/s against frames/s, what the display could have shown; the median delay
against one frame (16.7 ms); and how many times longer the plain page takes.
"""

import statistics
import time
from collections import defaultdict
from typing import NamedTuple

from playwright.sync_api import Page

from benchmarks import _naive, _serve

SECONDS = 2.0
RELEASES = 5
# Installed before the page's own scripts. A task posted from within a frame runs after
# that frame was painted; what changes between frames is painted in the next one.
WATCH = """
(() => {
  const seen = (window.seen = { pictures: [], delays: [], frames: 0, timing: [] });
  let hand, asked, inFrame = false, changed = false;
  const { port1, port2 } = new MessageChannel();
  const note = (time) => (asked ??= time);
  port1.onmessage = () => {
    inFrame = false;
    if (!changed || asked === undefined) return;
    changed = false;
    seen.pictures.push(performance.now());
    seen.delays.push(performance.now() - asked);
    asked = undefined;
  };
  const frame = () => {
    inFrame = true;
    seen.frames += 1;
    port2.postMessage(0);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const first = (event) => event.getCoalescedEvents()[0] ?? event;
  addEventListener("pointermove", (event) => (hand = first(event).timeStamp), true);
  addEventListener("input", () => note(hand), true);
  addEventListener("pointerup", (event) => note(event.timeStamp), true);
  new MutationObserver((records) => {
    changed ||= records.some(({ target, attributeName, oldValue }) =>
      target.closest?.(".js-plotly-plot .mlayer") &&
      (!attributeName || target.getAttribute(attributeName) !== oldValue));
  }).observe(document, {
    subtree: true, childList: true, attributeFilter: ["d", "transform"],
    attributeOldValue: true,
  });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries())
      if (name === "input") seen.timing.push(duration);
  }).observe({ type: "event", durationThreshold: 16 });
  window.forget = () => {
    asked = undefined;
    changed = false;
    Object.assign(seen, { pictures: [], delays: [], frames: 0, timing: [], inputs: 0 });
  };
  addEventListener("input", () => (seen.inputs += 1), true);
})();
"""


class Drag(NamedTuple):
    """One drag: rates per second, delays in milliseconds."""

    pictures: float
    frames: float
    delays: list[float]
    timing: float


def drag(page: Page, key: str) -> Drag:
    """Holds the slider's thumb and moves it from position to position and back."""
    slider = page.locator(f"[id='{key}-slider']")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    at, last = int(slider.input_value()), int(slider.get_attribute("max") or 0)
    y = box["y"] + box["height"] / 2
    pixels = (box["width"] - 16.0) / last  # the thumb is 16 pixels wide
    page.mouse.move(box["x"] + 8.0 + at * pixels, y)
    page.mouse.down()
    page.evaluate("forget()")
    start, step = time.perf_counter(), 1
    while time.perf_counter() - start < SECONDS:
        step = -1 if at == last else 1 if at == 0 else step
        at += step
        page.mouse.move(box["x"] + 8.0 + at * pixels, y)
    seen = page.evaluate("seen")
    took = time.perf_counter() - start
    page.mouse.up()
    assert seen["pictures"], f"{key} was dragged and nothing moved"
    unreported = [16.0] * (seen["inputs"] - len(seen["timing"]))
    timing = statistics.median(seen["timing"] + unreported)
    rates = [len(seen["pictures"]) / took, seen["frames"] / took]
    return Drag(rates[0], rates[1], seen["delays"], timing)


def releases(page: Page) -> list[float]:
    """Moves the plain page's slider back and forth; delays from each release."""
    track = page.locator("[data-testid=stSlider] [role=group] > div").bounding_box()
    assert track
    delays = []
    for turn in range(RELEASES):
        part = 0.6 if turn % 2 else 0.4
        page.mouse.move(track["x"] + part * track["width"], track["y"] + 2.0)
        page.mouse.down()
        page.evaluate("forget()")
        page.mouse.up()
        page.wait_for_function("seen.delays.length")
        delays.append(page.evaluate("seen.delays[0]"))
        page.wait_for_timeout(400)  # for what else it draws
    return delays


def main() -> None:
    """Measures in turns and prints a table."""
    rounds = _serve.rounds(__doc__, default=3)
    shown = _naive.figures()
    pages = dict.fromkeys(figure.page for figure in shown)
    drags: dict[str, list[Drag]] = defaultdict(list)
    plain: dict[str, list[float]] = defaultdict(list)
    with _serve.workshop() as folder:
        theirs = _serve.copy(folder, "naive", _naive.PAGE)
        _naive.furnish(theirs, shown)
        folders = _serve.copy(folder, "app"), theirs
        with _serve.serving(*folders) as (app, naive), _serve.chromium() as browser:
            for path in pages:  # a first visit, for what is computed only once
                with _serve.tab(browser) as page:
                    page.goto(app.url + path)
                    _serve.ready(page)
            _serve.settled(app)
            for path in [path for _ in range(rounds) for path in pages]:
                here = [figure for figure in shown if figure.page == path]
                with _serve.tab(browser, WATCH) as page:
                    page.goto(app.url + path)
                    _serve.ready(page)
                    for figure in here:
                        drags[figure.key].append(drag(page, figure.key))
                        page.wait_for_timeout(500)
                        _serve.ready(page)
                with _serve.tab(browser, WATCH) as page:
                    for figure in here:
                        page.goto(naive.url + figure.plain())
                        page.locator(".js-plotly-plot .trace").first.wait_for()
                        page.wait_for_timeout(500)
                        plain[figure.key] += releases(page)
    report(drags, plain)


def report(drags: dict[str, list[Drag]], plain: dict[str, list[float]]) -> None:
    """Medians of the rounds."""
    head = ["figure", "pictures/s", "frames/s", "median ms", "p95 ms"]
    head += ["plain ms", "times", "Event Timing ms"]
    rows = []
    for key, measured in drags.items():
        delays = [delay for one in measured for delay in one.delays]
        median, slow = statistics.median(delays), statistics.quantiles(delays, n=20)[18]
        naive = statistics.median(plain[key])
        pictures, frames, timing = (
            statistics.median(values)
            for values in zip(
                *[(one.pictures, one.frames, one.timing) for one in measured],
                strict=True,
            )
        )
        numbers = [pictures, frames, median, slow, naive, naive / median, timing]
        rows.append([key, *(f"{number:.1f}" for number in numbers)])
    print(_serve.table(head, rows))


if __name__ == "__main__":
    main()

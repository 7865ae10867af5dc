"""How closely a figure follows the hand: ``python -m benchmarks.scrub [KEY ...]``.

Every figure with a slider (or those with the keys given) is dragged for two seconds
with the mouse, in a headless Chromium of that window (``--window 1600 900``). Then the
same figure on a plain Streamlit page (see ``_naive``) is moved five times; that page
answers only when the mouse button is released. And so on, page by page, in turns.

A *picture* is a display frame in which a line or a marker of the figure really changed.
Its delay ends when the frame has been laid out and painted, and begins

- *from the hand*: with the time stamp that the browser gave to the mouse movement,
  before it kept the movement waiting for the next frame;
- *from the input*: with the slider's ``input`` event, when the page hears of it.

Several movements in one frame count from the first. The plain page's delay runs from
the release, which the browser hands on at once. *Event Timing* is Chromium's own
measure of the ``input`` events, until the picture was presented, in steps of 8 ms; what
it leaves out for being shorter counts as 16.

The mouse here moves on only when the browser has answered its last movement, which a
hand does not: on a busy machine that misses frames by itself. *Each frame* is the share
of 120 display frames with another picture when each brings another input.

Read: pictures/s against frames/s, what the display could have shown; the median delays
against one frame, 16.7 ms; and how many times longer the plain page takes.
"""

import statistics
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from benchmarks import _naive, _serve

SECONDS = 2.0
RELEASES = 5
WATCH = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


EACH_FRAME = """key => new Promise((done) => {
  const slider = document.getElementById(`${key}-slider`);
  const places = slider.places ?? [...Array(+slider.max + 1).keys()];
  let [at, step, count] = [places.indexOf(+slider.value), 1, 0];
  const move = () => {
    if (count === 0) forget();
    if (count === 120) return done((100 * seen.pictures) / seen.frames);
    count += 1;
    step = at === places.length - 1 ? -1 : at === 0 ? 1 : step;
    at += step;
    slider.value = places[at];
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    return requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
})"""


class Drag(NamedTuple):
    """One drag: rates per second, a share in per cent, delays in milliseconds."""

    pictures: float
    frames: float
    each_frame: float
    timing: float
    from_hand: list[float]
    from_input: list[float]


def drag(page: Page, key: str) -> Drag:
    """Holds the slider's thumb and moves it from position to position and back."""
    slider = page.locator(f"[id='{key}-slider']")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    track = slider.evaluate("one => one.places ?? [...Array(+one.max + 1).keys()]")
    at, last = track.index(int(slider.input_value())), len(track) - 1
    y = box["y"] + box["height"] / 2
    pixels = (box["width"] - 16.0) / track[-1]  # the thumb is 16 pixels wide
    page.mouse.move(box["x"] + 8.0 + track[at] * pixels, y)
    page.mouse.down()
    page.evaluate("forget()")
    start, step = time.perf_counter(), 1
    while time.perf_counter() - start < SECONDS:
        step = -1 if at == last else 1 if at == 0 else step
        at += step
        page.mouse.move(box["x"] + 8.0 + track[at] * pixels, y)
    seen = page.evaluate("seen")
    took = time.perf_counter() - start
    page.mouse.up()
    assert seen["pictures"], f"{key} was dragged and nothing moved"
    unreported = [16.0] * (seen["inputs"] - len(seen["timing"]))
    timing = statistics.median(seen["timing"] + unreported)
    rates = seen["pictures"] / took, seen["frames"] / took
    each = page.evaluate(EACH_FRAME, key)
    return Drag(*rates, each, timing, seen["delays"], seen["inputDelays"])


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
    parser = _serve.parser(__doc__, rounds=2)
    parser.add_argument("key", nargs="*", help="only these figures")
    parser.add_argument("--window", type=int, nargs=2, default=(1280, 900))
    asked = parser.parse_args()
    shown = [one for one in _naive.figures() if not asked.key or one.key in asked.key]
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
            for path in [path for _ in range(asked.rounds) for path in pages]:
                here = [figure for figure in shown if figure.page == path]
                with _serve.tab(browser, WATCH, asked.window) as page:
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
    head = ["figure", "pictures/s", "frames/s", "each frame, %"]
    head += ["from hand", "p95", "from input", "p95"]
    head += ["plain page", "/ hand", "/ input", "Event Timing"]
    rows = []
    for key, measured in drags.items():
        hand = _middle([delay for one in measured for delay in one.from_hand])
        heard = _middle([delay for one in measured for delay in one.from_input])
        naive = statistics.median(plain[key])
        rates = zip(*(one[:4] for one in measured), strict=True)
        pictures, frames, each, timing = map(statistics.median, rates)
        numbers = [pictures, frames, each, *hand, *heard, naive]
        numbers += [naive / hand[0], naive / heard[0], timing]
        rows.append([key, *(f"{number:.1f}" for number in numbers)])
    print(_serve.table(head, rows))
    print("Delays in milliseconds; the plain page's as a multiple of ours.")


def _middle(delays: list[float]) -> tuple[float, float]:
    """Median, and what one in twenty exceeds."""
    return statistics.median(delays), statistics.quantiles(delays, n=20)[18]


if __name__ == "__main__":
    main()

"""How live the live training is: ``python -m benchmarks.live [--rounds N]``.

The page ``live_gan`` trains in a headless Chromium for five seconds; so does a plain
Streamlit page with the same networks, the textbook's loop, and the usual way to show
it: a ``while`` loop that hands a new chart to a placeholder every ten iterations. They
take turns. Browser and training share the machine's cores.

A *picture* is a display frame in which a line or a marker of the figure really changed.
*Iterations* are those that were shown. *Pause* runs from the click until the iteration
shown stands still (Plotly draws the same picture once more later), *step* from the
click until the picture of the new iteration.
*Hidden* is the server's processor time in two seconds of a hidden tab, *idle* the same
of a paused one. Two readers, lastly, train at once: the shares say how evenly.

Read: pictures/s, wanted 25, aimed at 60; 600 iterations/s; pause and step below 100 ms.
"""

import shutil
import statistics
import time
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks import _serve, _textbook
from tests.browser.serving import Server

SECONDS = 5.0
NAIVE = """
import numpy as np
import plotly.graph_objects as go
import streamlit as st
import torch

from _textbook import Loop

torch.set_num_threads(1)
place, log, x = st.empty(), [], np.linspace(-9, 11, 201)
grid = torch.tensor(x, dtype=torch.float32)[:, None]
loop = Loop()
while True:
    loop.train(10)
    log.append(10 * len(log))
    with torch.no_grad():
        fakes = loop.g(torch.randn(2000, 1)).numpy().ravel()
        score = torch.sigmoid(loop.d(grid)).numpy()
    heights, edges = np.histogram(fakes, 100, (-9, 11), density=True)
    figure = go.Figure([
        go.Scatter(x=edges[:-1], y=heights, fill="tozeroy"),
        go.Scatter(x=x, y=score.ravel()),
        go.Scatter(x=log, y=log, xaxis="x2", yaxis="y2"),
    ])
    figure.update_layout(
        xaxis_domain=[0, 0.6], xaxis2={"domain": [0.7, 1], "anchor": "y2"},
        yaxis2={"anchor": "x2"}, title=str(log[-1]),
    )
    place.plotly_chart(figure, key=f"run{len(log)}")
"""
WATCH = """
(() => {
  const seen = (window.seen = { pictures: 0, last: 0 });
  let changed = false;
  const frame = () => {
    if (changed) {
      seen.pictures += 1;
      seen.last = performance.now();
    }
    changed = false;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new MutationObserver((records) => {
    changed ||= records.some(({ target, attributeName, oldValue }) =>
      target.closest?.(".js-plotly-plot .mlayer, .js-plotly-plot .scatterlayer") &&
      (!attributeName || target.getAttribute(attributeName) !== oldValue));
  }).observe(document, {
    subtree: true, childList: true, attributeFilter: ["d", "transform"],
    attributeOldValue: true,
  });
})();
"""
STILL = """
(() => {
  const shown = document.querySelector(".explorable output");
  let text = shown.textContent;
  new MutationObserver(() => {
    if (shown.textContent !== text) seen.moved = performance.now();
    text = shown.textContent;
  }).observe(shown, { subtree: true, childList: true, characterData: true });
})()
"""
SHOWN = "parseInt(document.querySelector('.explorable output').textContent)"


def button(page: Page, name: str) -> None:
    """Presses one of the player's buttons."""
    page.get_by_role("button", name=name, exact=True).click()


def rates(page: Page, iterations: str) -> tuple[float, float]:
    """Pictures and iterations a second while it trains."""
    page.evaluate("seen.pictures = 0")
    start, before = time.perf_counter(), page.evaluate(iterations)
    page.wait_for_timeout(1000 * SECONDS)
    took = time.perf_counter() - start
    shown = page.evaluate(iterations) - before
    return page.evaluate("seen.pictures") / took, shown / took


def delays(page: Page) -> tuple[float, float]:
    """Milliseconds from a click to standstill, and to the next step's picture."""
    page.evaluate(STILL)
    press = "[...document.querySelectorAll('.explorable button')].find((one) => "
    stamp = "window.clicked = performance.now()"
    page.evaluate(f"{stamp}; {press} one.textContent === 'Pause').click()")
    page.wait_for_timeout(1000)
    pause = max(0.0, page.evaluate("seen.moved - clicked"))
    steps = []
    for _ in range(5):
        page.evaluate("seen.last = 0")
        page.evaluate(f"{stamp}; {press} one.textContent === 'Step').click()")
        page.wait_for_function("seen.last > clicked")
        steps.append(page.evaluate("seen.last - clicked"))
        page.wait_for_timeout(500)
    return pause, statistics.median(steps)


def live(browser: Browser, app: Server) -> dict[str, float]:
    """One reader: trains, pauses, steps, hides the tab."""
    with _serve.tab(browser, WATCH) as page:
        page.goto(app.url + "live_gan")
        _serve.ready(page)
        button(page, "Start")
        page.wait_for_timeout(1500)
        pictures, iterations = rates(page, SHOWN)
        pause, step = delays(page)
        idle = used(page, app)
        button(page, "Continue")
        page.wait_for_timeout(500)
        page.evaluate(
            """() => {
              Object.defineProperty(document, "hidden", { get: () => true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
        page.wait_for_timeout(500)
        return {
            "pictures/s": pictures,
            "iterations/s": iterations,
            "pause, ms": pause,
            "step, ms": step,
            "idle, CPU ms": idle,
            "hidden, CPU ms": used(page, app),
        }


def used(page: Page, server: Server) -> float:
    """Milliseconds of processor time that the server uses in two seconds."""
    before = _serve.cpu_seconds(server)
    page.wait_for_timeout(2000)
    return 1000.0 * (_serve.cpu_seconds(server) - before)


def naive(browser: Browser, server: Server) -> dict[str, float]:
    """The plain page, which is never still."""
    with _serve.tab(browser, WATCH) as page:
        page.goto(server.url)
        page.locator(".js-plotly-plot .trace").first.wait_for()
        page.wait_for_timeout(1500)
        title = "parseInt(document.querySelector('.gtitle')?.textContent || 0)"
        pictures, iterations = rates(page, title)
        return {"pictures/s": pictures, "iterations/s": iterations}


def together(browser: Browser, app: Server) -> list[float]:
    """Two readers at once: iterations a second that each is shown."""
    with _serve.tab(browser, WATCH) as one, _serve.tab(browser, WATCH) as other:
        for page in (one, other):
            page.goto(app.url + "live_gan")
            _serve.ready(page)
        for page in (one, other):
            button(page, "Start")
        one.wait_for_timeout(1500)
        before = [page.evaluate(SHOWN) for page in (one, other)]
        one.wait_for_timeout(1000 * SECONDS)
        after = [page.evaluate(SHOWN) for page in (one, other)]
        return [(b - a) / SECONDS for a, b in zip(before, after, strict=True)]


def main() -> None:
    """Measures in turns and prints what was seen."""
    rounds = _serve.parser(__doc__, rounds=3).parse_args().rounds
    ours: dict[str, list[float]] = defaultdict(list)
    plain: dict[str, list[float]] = defaultdict(list)
    with _serve.workshop() as folder:
        theirs = _serve.copy(folder, "naive", NAIVE)
        shutil.copy(Path(_textbook.__file__), theirs)
        folders = _serve.copy(folder, "app"), theirs
        with _serve.serving(*folders) as (app, other), _serve.chromium() as browser:
            with _serve.tab(browser) as page:
                page.goto(app.url + "live_gan")
                _serve.ready(page)
            _serve.settled(app)
            for _ in range(rounds):
                for name, value in live(browser, app).items():
                    ours[name].append(value)
                for name, value in naive(browser, other).items():
                    plain[name].append(value)
            pair = together(browser, app)
    rows = []
    for name, values in ours.items():
        middle = statistics.median(values)
        row = [name, f"{middle:.0f}", "", ""]
        if name in plain:
            base = statistics.median(plain[name])
            row[2:] = [f"{base:.0f}", f"{middle / base:.1f}" if base else "–"]
        rows.append(row)
    print(_serve.table(["", "live_gan", "plain page", "times"], rows))
    print(f"two readers at once: {pair[0]:.0f} and {pair[1]:.0f} iterations/s")


if __name__ == "__main__":
    main()

"""From a cold deep link to the first picture: ``python -m benchmarks.first_picture``.

A browser that has never been there opens, in turns, a page of the app by a deep link,
the plain Streamlit page with the same figure (see ``_naive``), and a Streamlit page
that is nothing but ``st.text("x")``. The servers have been visited before; the browser
keeps nothing from one visit to the next.

The clock starts with the navigation, and is read twice when something is in the
document and has been painted, give or take one frame:

- *first picture*: the first curve that a reader sees. In the app that is the sketch
  (``core/ui/js/sketch.js``): the same curves at the position asked for, with ticks,
  titles and legend, and the slider moves it; what it leaves out are annotations and
  shapes. In the plain page it is Plotly's first curve; in the empty page the text;
- *Plotly's picture*: Plotly's first curve, in the app too: from then on there are hover
  and zoom.

Read: the first picture of the app against the plain page, wanted below 1, and against
the empty page, wanted below 1.3; Plotly's picture against the plain page. The last
table says where the app's time goes, each step from the start: the figure mounted
(Streamlit is up and has sent the page), Plotly.js asked for, there, and run, and both
pictures.

With ``--far`` all of it goes over a link of 10 Mbit/s and 40 ms, as Chromium throttles.
"""

import statistics
from collections import defaultdict

from playwright.sync_api import Browser

from benchmarks import _naive, _serve

KEY, NAME = "bce_p", "0.3"
PLOTLY, SKETCH = ".js-plotly-plot .trace path[d]", ".explorable .sketch svg svg path"
APP, PLAIN = (f"{SKETCH}, {PLOTLY}", PLOTLY), (PLOTLY, PLOTLY)
EMPTY = ("[data-testid=stText]", "[data-testid=stText]")
# 10 Mbit/s in either direction, 40 ms for an answer; Chromium leaves WebSockets alone.
LINK = {
    "offline": False,
    "latency": 40,
    "downloadThroughput": 10e6 / 8,
    "uploadThroughput": 10e6 / 8,
}
# Installed before the page's own scripts; a task posted from within a frame runs after
# that frame was painted.
WATCH = """
(() => {
  window.seen = {};
  const note = (name) => (seen[name] ??= performance.now());
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => note(data);
  const wanted = Object.entries({ first: FIRST, plotly: WHOLE });
  const ours = (address) => /static\\/plotly-[^/]*$/.test(address);
  const look = () => {
    if (document.querySelector(".explorable")) note("mounted");
    while (wanted.length && document.querySelector(wanted[0][1])) {
      const [name] = wanted.shift();
      requestAnimationFrame(() => port2.postMessage(name));
    }
    if (!wanted.length) watch.disconnect();
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributeFilter: ["d"] });
  const loaded = ({ target }) => ours(target.src) && note("run");
  document.addEventListener("load", loaded, true);
  window.split = () => {
    const fetched = performance.getEntriesByType("resource").find((e) => ours(e.name));
    const { startTime: asked, responseEnd: there } = fetched ?? {};
    const { mounted, run, first, plotly } = seen;
    return { mounted, first, asked, there, run, plotly };
  };
})();
"""


def visit(
    browser: Browser, address: str, wanted: tuple[str, str], *, far: bool
) -> dict[str, float]:
    """One cold visit: milliseconds from the navigation to each step."""
    first, whole = map(repr, wanted)
    script = WATCH.replace("FIRST", first).replace("WHOLE", whole)
    with _serve.tab(browser, script) as page:
        if far:
            line = page.context.new_cdp_session(page)
            line.send("Network.emulateNetworkConditions", LINK)
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.seen?.plotly")
        return page.evaluate("split()")


def main() -> None:
    """Measures in turns and prints two tables."""
    parser = _serve.parser(__doc__, rounds=9)
    parser.add_argument("--far", action="store_true", help="over a throttled link")
    given = parser.parse_args()
    shown = next(found for found in _naive.figures() if found.key == KEY)
    visits: dict[str, list[dict[str, float]]] = defaultdict(list)
    with _serve.workshop() as folder:
        plain = _serve.copy(folder, "plain", _naive.PAGE)
        _naive.furnish(plain, [shown])
        folders = _serve.copy(folder, "app"), plain
        empty = _serve.copy(folder, "empty", _serve.EMPTY)
        with _serve.serving(*folders, empty) as servers, _serve.chromium() as browser:
            app, naive, nothing = (server.url for server in servers)
            links = {
                "the app": (f"{app}{shown.page}?{KEY}={NAME}", APP),
                "plain page": (naive + shown.plain(NAME), PLAIN),
                "empty page": (nothing, EMPTY),
            }
            for turn in range(given.rounds + 1):
                for name, link in links.items():
                    steps = visit(browser, *link, far=given.far)
                    if turn:
                        visits[name].append(steps)
                if not turn:  # the first round warms the servers up
                    _serve.settled(servers[0])
    report(visits)


def report(visits: dict[str, list[dict[str, float]]]) -> None:
    """Medians, and the median of the ratios of neighbouring visits."""
    ours = visits["the app"]
    for step, title in (("first", "first picture"), ("plotly", "Plotly's picture")):
        rows = []
        for name, theirs in visits.items():
            seen = [steps[step] for steps in theirs]
            times = [a[step] / b[step] for a, b in zip(ours, theirs, strict=True)]
            spread = f"{min(seen):.0f} to {max(seen):.0f}"
            rows.append([name, f"{statistics.median(seen):.0f}", spread])
            rows[-1].append(f"{statistics.median(times):.2f}")
        print(_serve.table([title, "median ms", "range ms", "app / this"], rows))
        print()
    steps = [
        [step, f"{statistics.median(one[step] for one in ours):.0f}"]
        for step in ours[0]
    ]
    print(_serve.table(["the app, step by step", "median ms"], steps))


if __name__ == "__main__":
    main()

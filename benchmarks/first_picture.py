"""From a cold deep link to the first picture: ``python -m benchmarks.first_picture``.

A browser that has never been there opens, in turns, a page of the app by a deep link,
the plain Streamlit page with the same figure (see ``_naive``), and a Streamlit page
that is nothing but ``st.text("x")``. The servers have been visited before; the browser
keeps nothing from one visit to the next.

The clock starts with the navigation. It stops when the first curve of a figure (in the
empty page: the text) is in the document and has been painted, give or take one frame.

Read: the app against the plain page, wanted below 1; the app against the empty page,
wanted below 2. The second table says where the app's time goes, each step from the
start: the figure mounted (Streamlit is up and has sent the page), Plotly.js asked for,
there, and run, and the first curve painted.
"""

import statistics
from collections import defaultdict

from playwright.sync_api import Browser

from benchmarks import _naive, _serve

KEY, NAME = "bce_p", "0.3"
CURVE, TEXT = ".js-plotly-plot .trace path[d]", "[data-testid=stText]"
# Installed before the page's own scripts; a task posted from within a frame runs after
# that frame was painted.
WATCH = """
(() => {
  window.seen = {};
  const note = (name) => (seen[name] ??= performance.now());
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => note("painted");
  const ours = (address) => /static\\/plotly-[^/]*$/.test(address);
  const look = () => {
    if (document.querySelector(".explorable")) note("mounted");
    if (!document.querySelector(WANTED)) return;
    watch.disconnect();
    requestAnimationFrame(() => port2.postMessage(0));
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { subtree: true, childList: true, attributeFilter: ["d"] });
  const loaded = ({ target }) => ours(target.src) && note("run");
  document.addEventListener("load", loaded, true);
  window.split = () => {
    const fetched = performance.getEntriesByType("resource").find((e) => ours(e.name));
    const { startTime: asked, responseEnd: there } = fetched ?? {};
    const { mounted, run, painted } = seen;
    return { mounted, asked, there, run, painted };
  };
})();
"""


def visit(browser: Browser, address: str, wanted: str) -> dict[str, float]:
    """One cold visit: milliseconds from the navigation to each step."""
    with _serve.tab(browser, WATCH.replace("WANTED", repr(wanted))) as page:
        page.goto(address, wait_until="commit")
        page.wait_for_function("window.seen?.painted")
        return page.evaluate("split()")


def main() -> None:
    """Measures in turns and prints two tables."""
    rounds = _serve.parser(__doc__, rounds=9).parse_args().rounds
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
                "the app": (f"{app}{shown.page}?{KEY}={NAME}", CURVE),
                "plain page": (naive + shown.plain(NAME), CURVE),
                "empty page": (nothing, TEXT),
            }
            for turn in range(rounds + 1):
                for name, link in links.items():
                    steps = visit(browser, *link)
                    if turn:
                        visits[name].append(steps)
                if not turn:  # the first round warms the servers up
                    _serve.settled(servers[0])
    report(visits)


def report(visits: dict[str, list[dict[str, float]]]) -> None:
    """Medians, and the median of the ratios of neighbouring visits."""
    ours = visits["the app"]
    rows = []
    for name, theirs in visits.items():
        painted = [steps["painted"] for steps in theirs]
        times = [a["painted"] / b["painted"] for a, b in zip(ours, theirs, strict=True)]
        spread = f"{min(painted):.0f} to {max(painted):.0f}"
        rows.append([name, f"{statistics.median(painted):.0f}", spread])
        rows[-1].append(f"{statistics.median(times):.2f}")
    print(_serve.table(["first picture", "median ms", "range ms", "app / this"], rows))
    steps = [
        [step, f"{statistics.median(one[step] for one in ours):.0f}"]
        for step in ours[0]
    ]
    print("\n" + _serve.table(["the app, step by step", "median ms"], steps))


if __name__ == "__main__":
    main()

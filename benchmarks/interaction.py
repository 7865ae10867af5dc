"""What one move of a slider costs the server: ``python -m benchmarks.interaction``.

Streamlit collects garbage after every script run, and PyTorch makes the heap so large
that this costs more than the page; so the app collects on a schedule of its own (see
``core.ui.warm``). Four servers run the same app, moved by the same keys in turns:

- the app as it is: PyTorch imported behind the first reader's back, heap frozen;
- the same, but PyTorch never imported;
- the same as Streamlit comes, collecting after every run: PyTorch never imported;
- the same as Streamlit comes, with PyTorch imported.

Counted is the server process's own processor time from one key press to the next, the
browser's is not (Linux: from /proc). The page's code snippet is hidden, because running
it would import PyTorch in every server.

Also: from starting a server until it answers that it is healthy, the app against an
empty one, in turns, to the tenth of a second.

Read: the app against the two servers without PyTorch, wanted below 1.5; the last shows
what it would cost as Streamlit comes.
"""

import statistics
import time
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Page

from benchmarks import _serve

PAGE = "bce_curve?hide=code"
KEY = "bce_p"
RELEASES = 20
AFTER_RUNS = "gc.freeze = lambda: None\ncollect = lambda: time.sleep(60.0)\n"
VARIANTS = {
    "as it is": "",
    "no PyTorch": "warm_up = lambda: (gc.collect(), gc.freeze())",
    "after runs, no PyTorch": f"{AFTER_RUNS}warm_up = lambda: None",
    "after runs, PyTorch": AFTER_RUNS,
}


def variant(folder: Path, name: str) -> Path:
    """A working copy whose warm-up and collection are others."""
    copy = _serve.copy(folder, name.replace(" ", "_"))
    warm = copy / "core" / "ui" / "warm.py"
    changed = f"{warm.read_text(encoding='utf-8')}\n\n{VARIANTS[name]}\n"
    warm.write_text(changed, encoding="utf-8")
    if AFTER_RUNS in changed:
        config = copy / ".streamlit" / "config.toml"
        text = config.read_text(encoding="utf-8")
        config.write_text(text.replace("postScriptGC = false", ""), encoding="utf-8")
    return copy


def cpu_per_release(page: Page, server: _serve.Server) -> float:
    """Milliseconds of the server's processor time for one key press on the slider."""
    page.locator(f"[id='{KEY}-slider']").focus()
    before = _serve.cpu_seconds(server)
    for release in range(RELEASES):
        address = page.evaluate("location.href")  # page.url may lag behind
        page.keyboard.press("ArrowLeft" if release % 2 else "ArrowRight")
        page.wait_for_function("address => location.href !== address", arg=address)
        page.wait_for_timeout(150)  # the script's end, and the collection after it
    return 1000.0 * (_serve.cpu_seconds(server) - before) / RELEASES


def interaction(rounds: int, names: list[str]) -> None:
    """Prints the cost of a release in each variant, and its ratio to the app's."""
    costs: dict[str, list[float]] = defaultdict(list)
    with _serve.workshop() as folder:
        copies = [variant(folder, name) for name in names]
        with _serve.serving(*copies) as servers, _serve.chromium() as browser:
            for server in servers:
                with _serve.tab(browser) as page:
                    page.goto(server.url + PAGE)
                    _serve.ready(page)
                    _serve.settled(server)
            for _ in range(rounds):
                for name, server in zip(names, servers, strict=True):
                    with _serve.tab(browser) as page:
                        page.goto(server.url + PAGE)
                        _serve.ready(page)
                        costs[name].append(cpu_per_release(page, server))
    report("one move of a slider", "CPU ms", costs)


def health(rounds: int) -> None:
    """Prints how long a server takes to start."""
    seconds: dict[str, list[float]] = defaultdict(list)
    with _serve.workshop() as folder:
        copies = {
            "the app": _serve.copy(folder, "app"),
            "an empty app": _serve.copy(folder, "empty", _serve.EMPTY),
        }
        for name, copy in [pair for _ in range(rounds) for pair in copies.items()]:
            start = time.perf_counter()
            with _serve.serving(copy):
                seconds[name].append(time.perf_counter() - start)
    report("start to healthy", "seconds", seconds)


def report(title: str, unit: str, measured: dict[str, list[float]]) -> None:
    """Medians of the rounds, each against the first."""
    first = next(iter(measured.values()))
    rows = []
    for name, values in measured.items():
        ratios = [a / b for a, b in zip(first, values, strict=True)]
        row = [statistics.median(values), min(values), max(values)]
        rows.append([name, *(f"{value:.1f}" for value in row)])
        rows[-1].append(f"{statistics.median(ratios):.2f}")
    head = [title, f"median {unit}", "least", "most", "first / this"]
    print(_serve.table(head, rows), end="\n\n")


def main() -> None:
    """Measures in turns and prints two tables."""
    parser = _serve.parser(__doc__, rounds=5)
    parser.add_argument("--servers", nargs="+", choices=VARIANTS, default=[*VARIANTS])
    asked = parser.parse_args()
    interaction(asked.rounds, asked.servers)
    health(asked.rounds)


if __name__ == "__main__":
    main()

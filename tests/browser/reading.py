"""A reader at a browser: one tab, and everything that went wrong in it."""

import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, TimeoutError

from core.ui import nav

# Every page whose figures have a slider that the URL knows; in a live one it is time.
SCRUBBED = [page.stem for page in nav.LESSONS if page.stem != "live_gan"]

# Streamlit looks for its own server below every address before it looks at the root,
# and on a deep link these two look-ups end in a 404 that the browser reports.
STREAMLITS_OWN = re.compile(r"/\w+/_stcore/(health|host-config)$")

# Which writes to the history and which messages to the server a move causes.
COUNT = """
window.pushed = [];
for (const name of ["pushState", "replaceState"]) {
  const real = history[name].bind(history);
  history[name] = (...all) => {
    if (String(all[2] ?? "") !== "") window.pushed.push(`${name} ${all[2]}`);
    return real(...all);
  };
}
"""


# What there is to wait for, if anything: Playwright's own look-ups of one locator after
# the other come seldom and add up.
WAITING = """(what) => {
  const app = document.querySelector("[data-testid=stApp]");
  const has = (css) => document.querySelector(css) !== null;
  const waits = {
    connection: app?.dataset.testConnectionState !== "CONNECTED",
    script: app?.dataset.testScriptState !== "notRunning",
    skeleton: has("[data-testid=stSkeleton]"),
    stale: has("[data-stale=true]"),
  };
  if (what === "stands") Object.assign(waits, {
    component: !has(".stBidiComponent"),
    drawing: has(".explorable .plot:not(:has(.main-svg))"),
    rest: app?.textContent.includes("rest of the page follows"),
    sweep: has(".sweeping"),
  });
  return Object.keys(waits).filter((name) => waits[name]);
}"""
# It holds only if it still does a little later: one message may bring the next.
STILL = f"""(what) => {{
  const free = !({WAITING})(what).length;
  window.freeFor = free ? (window.freeFor ?? 0) + 1 : 0;
  return window.freeFor > 2 && !(window.freeFor = 0);
}}"""


class Reader:
    """One tab of a browser profile that remembers nothing."""

    def __init__(self, context: BrowserContext, home: str):
        self.context, self.home = context, home
        self.wrong: list[str] = []
        self.defaults: dict[str, str] = {}  # what each slider said on arrival
        self.forgiven: list[re.Pattern[str]] = [STREAMLITS_OWN]
        self.page = self._watched(context.new_page())

    def open(self, path: str = "") -> Page:
        """Goes to a page of the app and waits until it stands still."""
        self.page.goto(self.home + path)
        self.ready()
        return self.page

    def ready(self) -> None:
        """Waits for the script to end and for every figure to be drawn."""
        still(self.page, "stands")

    def another_tab(self) -> "Reader":
        """The same reader's second tab; whatever goes wrong there counts here too."""
        other = Reader(self.context, self.home)
        other.wrong, other.forgiven = self.wrong, self.forgiven
        return other

    def leave(self) -> None:
        """Closes every tab; what they kept goes, what they compiled stays."""
        for page in self.context.pages:
            tab = self.context.new_cdp_session(page)
            kept = {"origin": "*", "storageTypes": "local_storage,indexeddb,cookies"}
            tab.send("Storage.clearDataForOrigin", kept)
            page.close()

    def forgive(self, pattern: str) -> None:
        """Expects these errors in this test; the caller says why."""
        self.forgiven.append(re.compile(pattern))

    def unforgiven(self) -> list[str]:
        return [
            text
            for text in self.wrong
            if not any(pattern.search(text) for pattern in self.forgiven)
        ]

    def figures(self) -> list["Figure"]:
        """Every figure with a slider that the URL knows; a live one's is the time."""
        sliders = self.page.locator(".explorable:not(.live) input[type=range]")
        ids = sliders.evaluate_all("all => all.map((one) => one.id)")
        return [self.figure(name.removesuffix("-slider")) for name in ids]

    def figure(self, key: str) -> "Figure":
        return Figure(self.page, key)

    def parameter(self, key: str) -> list[str]:
        return parse_qs(urlsplit(self.page.url).query).get(key, [])

    def _watched(self, page: Page) -> Page:
        def heard(message: Any) -> None:
            if message.type == "error":
                self.wrong.append(f"{message.text} {message.location.get('url', '')}")

        def asked(request: Any) -> None:
            address = request.url.removeprefix("blob:")
            if not address.startswith(("data:", self.home)):
                self.wrong.append(f"another host: {request.url}")

        def failed(request: Any) -> None:
            self.wrong.append(f"{request.failure}: {request.url}")

        page.add_init_script(COUNT)
        page.on("console", heard)
        page.on("pageerror", lambda error: self.wrong.append(f"page error: {error}"))
        page.on("request", asked)
        page.on("requestfailed", failed)
        return page


class Figure:
    """A figure with its slider, as a reader sees and moves it."""

    def __init__(self, page: Page, key: str):
        self.page, self.key = page, key
        self.slider = page.locator(f"[id='{key}-slider']")
        self.root = page.locator(".explorable", has=self.slider)
        self.output = self.root.locator("output")
        self.spoken = self.root.locator("[role=status]")
        self.plot = self.root.locator(".plot")
        self.table = self.root.locator("table")

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def track(self) -> list[int]:
        """The slider's value at every position: its number, or its place."""
        track = "one => one.places ?? [...Array(+one.max + 1).keys()]"
        return self.slider.evaluate(track)

    def at(self) -> int:
        return self.track().index(int(self.slider.input_value()))

    def last(self) -> int:
        return len(self.track()) - 1

    def name(self) -> str:
        """The position beside the label, in the address's spelling."""
        return self.output.inner_text().replace("−", "-")

    def numbers(self) -> dict[str, str]:
        titles = self.root.locator("dt").all_inner_texts()
        return dict(zip(titles, self.root.locator("dd").all_inner_texts(), strict=True))

    def picture(self) -> str:
        """What is drawn: every line and every marker of every curve."""
        return self.plot.evaluate(
            """plot => [...plot.querySelectorAll(".plot .trace path, .plot .points *")]
            .map((one) => `${one.getAttribute("d")} ${one.getAttribute("transform")}`)
            .join("\\n")"""
        )

    def dots(self) -> list[list[float]]:
        """Where the markers are, to a tenth of a pixel: whoever drew them."""
        return self.plot.evaluate(
            """plot => [...plot.querySelectorAll(".plot .points path")]
            .map((one) => one.getAttribute("transform").match(/-?[0-9.]+/g)
            .map((number) => Math.round(10 * number) / 10))"""
        )

    def range(self, axis: str = "xaxis") -> list[float]:
        return self.plot.evaluate("(plot, axis) => plot._fullLayout[axis].range", axis)

    def thumbs(self, *places: int) -> list[tuple[float, float]]:
        """Where the slider's thumb is at some positions, in pixels of the window."""
        self.slider.scroll_into_view_if_needed()
        next_picture(self.page)
        box = self.slider.bounding_box()
        assert box
        left, wide = box["x"] + 8, box["width"] - 16  # the thumb is 16 pixels wide
        y, track = box["y"] + box["height"] / 2, self.track()
        return [(left + wide * track[place] / track[-1], y) for place in places]

    def grips(self) -> list[tuple[float, float]]:
        """The centres of the markers that the cursor says can be grabbed."""
        self.plot.scroll_into_view_if_needed()
        centres = self.plot.locator(".points path").evaluate_all(
            """all => all.map((one) => one.getBoundingClientRect())
            .map((box) => [box.x + box.width / 2, box.y + box.height / 2])"""
        )
        found = []
        for x, y in centres:
            self.page.mouse.move(x, y)
            if self.plot.evaluate("plot => plot.classList.contains('reach')"):
                found.append((x, y))
        return found


def done(page: Page) -> None:
    """Waits until the page's script has run to its end."""
    still(page, "script")


def still(page: Page, what: str) -> None:
    """Waits until nothing is waited for any more, and it stays so."""
    try:
        page.wait_for_function(STILL, arg=what, polling=30)
    except TimeoutError as late:
        raise AssertionError(f"waits for {page.evaluate(WAITING, what)}") from late


def until(page: Page, holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits until something holds that no locator can express."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came true"
        page.wait_for_timeout(50)  # unlike sleep, this lets the browser's news in


def next_picture(page: Page) -> None:
    """Waits until the browser has painted what was asked for so far."""
    page.evaluate(
        "() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))"
    )


def pushed(page: Page) -> list[str]:
    """What was written to the browser's history since the last call."""
    return page.evaluate("() => window.pushed.splice(0)")


def agree(reader: Reader, figure: Figure, default: str, writes: int = 1) -> None:
    """After the release URL, value text and label say the same, written once."""
    name = figure.name()
    wanted = [] if name == default else [name]
    until(reader.page, lambda: reader.parameter(figure.key) == wanted)
    heard = figure.slider.get_attribute("aria-valuetext")
    assert heard == figure.output.inner_text()
    reader.ready()
    assert figure.name() == name, "the server's answer moved the slider"
    assert len(pushed(reader.page)) == writes

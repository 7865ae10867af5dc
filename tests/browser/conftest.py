from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests import programs
from tests.browser.reading import Reader
from tests.browser.serving import Server, working_copy

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
Visit = Callable[..., Reader]

expect.set_options(timeout=30_000)  # a first page on a busy machine of two cores


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=programs.chromium(), args=FLAGS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, shared by all tests: every reader has a session of its own."""
    server = Server(working_copy(tmp_path_factory.mktemp("app") / "copy"))
    yield server
    server.stop()


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Server]:
    """A process that nobody has asked anything yet, as Community Cloud runs it."""
    server = Server(working_copy(tmp_path / "copy"), "app.py")
    yield server
    server.stop()


Pool = dict[tuple[tuple[str, Any], ...], list[BrowserContext]]


@pytest.fixture(scope="session")
def profiles() -> Pool:
    """Browser profiles that are free: what one compiled of Plotly.js stays there."""
    return {}


@pytest.fixture
def visit(
    chromium: Browser, profiles: Pool, request: pytest.FixtureRequest
) -> Iterator[Visit]:
    """Lets a reader in; at the end nothing may have gone wrong for any reader.

    Every reader has a profile without memory. Most want no motion: so a figure stands
    where the address says at once, where others would see it sweep there first.
    """
    readers: list[tuple[Reader, list[BrowserContext]]] = []

    def enter(
        site: Server | None = None,
        width: int = 1280,
        height: int = 900,
        color_scheme: Any = "light",
        calm: bool = True,
        **device: Any,
    ) -> Reader:
        server: Server = site or request.getfixturevalue("app")
        free = profiles.setdefault(tuple(sorted(device.items())), [])
        context = free.pop() if free else chromium.new_context(**device)
        context.set_default_timeout(30_000)
        reader = Reader(context, server.url)
        reader.page.set_viewport_size({"width": width, "height": height})
        motion: Any = "reduce" if calm else "no-preference"
        reader.page.emulate_media(color_scheme=color_scheme, reduced_motion=motion)
        readers.append((reader, free))
        return reader

    yield enter
    for reader, free in readers:
        reader.leave()
        free.append(reader.context)
    assert [text for reader, _ in readers for text in reader.unforgiven()] == []

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.reading import Reader
from tests.browser.serving import Server, working_copy
from tests.chromium import executable

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
Visit = Callable[..., Reader]

expect.set_options(timeout=30_000)  # a first page on a busy machine of two cores


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
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
    """A process that nobody has asked anything yet, in a fresh working copy."""
    server = Server(working_copy(tmp_path / "copy"))
    yield server
    server.stop()


@pytest.fixture
def visit(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Lets a reader in; at the end nothing may have gone wrong for any reader."""
    readers: list[Reader] = []

    def enter(site: Server | None = None, width: int = 1280, **looks: Any) -> Reader:
        server: Server = site or request.getfixturevalue("app")
        size: Any = {"width": width, "height": looks.pop("height", 900)}
        context = chromium.new_context(viewport=size, **looks)
        context.set_default_timeout(30_000)
        readers.append(Reader(context, server.url))
        return readers[-1]

    yield enter
    for reader in readers:
        reader.context.close()
    assert [text for reader in readers for text in reader.unforgiven()] == []

"""Two processes behind nginx, as ``deploy/nginx.conf`` has it, are one app."""

import gzip
import itertools
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from tests.browser.proxy import Proxy, address
from tests.browser.reading import until
from tests.browser.serving import Server, working_copy

pytestmark = pytest.mark.browser

PREFIX = "bce/"
Site = tuple[Proxy, dict[str, Server]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    copy = working_copy(folder / "copy")
    with ThreadPoolExecutor() as at_once:
        servers = [*at_once.map(lambda _: Server(copy, base=PREFIX), range(2))]
    proxy = Proxy(folder / "nginx", servers, PREFIX)
    yield proxy, {address(server): server for server in servers}
    proxy.stop()
    for server in servers:
        server.stop()


def asked(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as it:
            return it.status, dict(it.headers), it.read()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read()


NUMBERS = itertools.count()


def who(proxy: Proxy, reader: str) -> str:
    """The process that answers a reader now."""
    path = f"_stcore/health?{next(NUMBERS)}."
    assert asked(proxy.url + path, Cookie=f"reader={reader}")[0] == 200
    return proxy.who(path)[-1]


def test_nginx_passes_on_what_streamlit_asks_and_keeps_a_reader_with_one_process(site):
    proxy, servers = site
    for path, status in (
        ("_stcore/health", 200),
        ("gradients?grad_p=0.5", 200),
        ("gradients/_stcore/health", 404),  # with HTML here a deep link would not open
        ("gradients/_stcore/host-config", 404),
    ):
        assert asked(proxy.url + path)[0] == status, path
    _, headers, page = asked(proxy.url)
    assert headers["Set-Cookie"].startswith("reader=")
    script = re.search(r'src="\./(static/js/[^"]+)"', page.decode())
    assert script
    _, headers, packed = asked(proxy.url + script[1], **{"Accept-Encoding": "gzip"})
    assert "Set-Cookie" not in headers  # it lies in caches that many share
    assert len(gzip.decompress(packed)) > 2 * len(packed)
    moved = asked(proxy.url.removesuffix("/"))  # and the client follows, port and all
    assert moved[2] == page
    answered = set()
    for reader in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"):
        (again,) = {who(proxy, reader) for _ in range(3)}
        answered.add(again)
    assert answered == set(servers)


def test_a_reader_whose_process_is_killed_goes_on_at_the_other_one(site, visit):
    proxy, servers = site
    reader = visit(proxy)
    # While nobody answers, the browser reports every attempt to reach the server.
    reader.forgive(r"WebSocket|_stcore/|ERR_|when disconnected")
    reader.forgive(f"another host: blob:http://127.0.0.1:{proxy.port}/")  # no path
    page = reader.open("gradients?grad_loss=saturating&grad_p=0.5")
    (cookie,) = (c for c in reader.context.cookies() if c.get("name") == "reader")
    mine = cookie.get("value", "")
    first = who(proxy, mine)
    servers[first].process.kill()
    servers[first].process.wait()
    app, figure = page.get_by_test_id("stApp"), reader.figure("grad_p")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    reader.ready()
    assert who(proxy, mine) != first
    figure.slider.press("ArrowRight")
    until(page, lambda: reader.parameter("grad_p") == ["0.51"])
    reader.ready()
    assert reader.parameter("grad_loss") == ["saturating"]
    assert figure.numbers()["dL/dp"] == "−2.041"  # -1 / 0.49
    servers[first].start()
    # nginx asks it again after five seconds.
    until(page, lambda: who(proxy, mine) == first, seconds=30)
    page.get_by_text("Share, embed, save").click()
    link = page.get_by_text(f"{proxy.url}gradients?", exact=False).first
    expect(link).to_contain_text("grad_p=0.51")
    with page.expect_download() as download:
        page.get_by_role("button", name="one script that needs nothing").click()
    assert "import plotly" in download.value.path().read_text(encoding="utf-8")
    # It asks there, and then the other one, which has the session.
    assert proxy.who("/media/")[0] == first

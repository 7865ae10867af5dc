"""Files from memory, and Streamlit's page with more in its head."""

import asyncio
import gzip
import re
import socket
from typing import Any

import pytest

from core.ui import assets, served, warm

SCRIPT = next((assets.FOLDER / "js").glob("index.*.js"))
ADDRESS = f"/static/js/{SCRIPT.name}"


def ask(
    path: str, accept: str = "*/*", encoding: str = "gzip, br", method: str = "GET"
):
    """Status, headers and body; behind it is an app that always sends its page."""
    heard: list[Any] = []

    async def app(scope, receive, send):
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b"1")]
        page = assets.PAGE.read_bytes()
        if b"accept-encoding" in dict(scope["headers"]):
            page = b"compressed"
        start = {"type": assets.START, "status": 200, "headers": headers}
        await send(
            start | {"headers": [*headers, (b"content-length", b"%d" % len(page))]}
        )
        for part in (page[:99], page[99:]):
            await send(
                {"type": assets.BODY, "body": part, "more_body": part == page[:99]}
            )

    async def send(message):
        heard.append(message)

    async def receive():
        raise AssertionError("nobody sends anything")

    headers = [(b"accept", accept.encode()), (b"accept-encoding", encoding.encode())]
    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    asyncio.run(assets.Assets(app)(scope, receive, send))
    body = b"".join(message["body"] for message in heard[1:])
    return heard[0]["status"], dict(heard[0]["headers"]), body


@pytest.mark.parametrize("encoding", ["gzip, br", "identity"])
def test_a_script_comes_whole_and_stays_for_a_year(encoding):
    status, headers, body = ask(ADDRESS, encoding=encoding)
    assert status == 200
    assert headers[b"content-length"] == b"%d" % len(body)
    assert headers[b"cache-control"] == b"public, immutable, max-age=31536000"
    assert headers[b"vary"] == b"Accept-Encoding"
    assert headers[b"content-type"].endswith(b"/javascript")
    if packed := headers.get(b"content-encoding"):
        assert packed == b"gzip"
        assert len(body) < SCRIPT.stat().st_size / 2
        body = gzip.decompress(body)
    assert (packed is None) == (encoding == "identity")
    assert body == SCRIPT.read_bytes()


def test_our_own_files_come_the_same_way(tmp_path, monkeypatch):
    monkeypatch.setattr(served, "STATIC", tmp_path / "static")
    address = f"/app/static/{served.names()[1]}"
    with monkeypatch.context() as nowhere:
        nowhere.setattr(served, "plotly", str)  # which puts them there
        assert b"etag" in ask(address)[1]  # the app may say that they are not
    assert gzip.decompress(ask(address)[2]).decode() == served.script()


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/static/js/../../index.html", "GET"),
        ("/media/x.png", "GET"),
        (ADDRESS, "HEAD"),
    ],
)
def test_everything_else_goes_to_the_app_as_it_was(path, method):
    assert ask(path, method=method)[2] == b"compressed"


@pytest.mark.parametrize("encoding", ["gzip, br", "identity"])
def test_a_page_names_its_server_and_every_script_that_pages_of_ours_want(encoding):
    _, headers, body = ask(
        "/gradients", accept="text/html,*/*;q=0.8", encoding=encoding
    )
    assert headers[b"content-length"] == b"%d" % len(body)
    assert headers[b"etag"] == b"1"
    if b"content-encoding" in headers:
        body = gzip.decompress(body)
    page = body.decode()
    assert page.index("window.__streamlit") < page.index("<script type=")
    links = re.findall('rel="modulepreload" crossorigin href="([^"]*)"', page)
    assert len(links) == len(set(links))
    names = [link.removeprefix("./static/js/") for link in links]
    for wanted in assets.WANTED:
        assert any(name.startswith(f"{wanted}.") for name in names)
    assert names[-1] == f"./app/static/{served.names()[1]}"
    for name in names[:-1]:
        assert (assets.FOLDER / "js" / name).is_file()


def test_small_answers_are_sent_at_once_through_a_socket_that_was_there_before():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        warm.send_at_once()
        with socket.create_connection(listening.getsockname()):
            answering, _ = listening.accept()
            with answering:
                assert answering.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

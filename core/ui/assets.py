"""Files that keep their content under their name, compressed once and sent from memory.

A first page takes some eighty of Streamlit's own scripts, 2.5 MB. Streamlit reads each
from disk, in a thread, for every reader, and sends it uncompressed. Here it is read and
compressed once, and a reader costs the sending alone: 0.6 MB. Plotly.js goes the same
way. Their names carry a hash or a version, so that a browser may keep them for a year.

And Streamlit's page is told of the scripts that every page of ours wants: a browser
would hear of them only when Streamlit is up and has the first message.
"""

import asyncio
import functools
import gzip
import mimetypes
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from core.ui import served

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

PAGE = Path(st.__file__).parent / "static" / "index.html"
FOLDER = PAGE.parent / "static"
TEXT = {".js", ".css"}  # fonts and pictures are compressed already
# Streamlit's names for what draws components, st.html, choices, sliders and links.
WANTED = ("BidiComponent", "Html", "Radio", "Slider", "PageLink")
IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
START, BODY = "http.response.start", "http.response.body"
LENGTH = b"content-length"


class Asset(NamedTuple):
    """A file as it is sent: its headers and its bytes."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


@functools.cache  # as many as there are files, twice
def asset(path: Path, squeezed: bool) -> Asset:
    """One file, compressed or not, with what a browser is told about it."""
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    headers = {"content-type": kind, "vary": "Accept-Encoding"}
    headers["cache-control"] = "public, immutable, max-age=31536000"
    if squeezed:
        body = gzip.compress(body, mtime=0)
        headers["content-encoding"] = "gzip"
    headers["content-length"] = str(len(body))
    return Asset([(one.encode(), headers[one].encode()) for one in headers], body)


def base() -> str:
    """The path under which the app is served: empty, or ``/bce``."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


@functools.cache
def early() -> list[str]:
    """Scripts that every page of ours wants and Streamlit's page does not name.

    Raises:
        StopIteration: if Streamlit has no script of such a name any more.
    """
    known = set(re.findall(r"[\w.-]+\.js", PAGE.read_text("utf-8")))
    found = [next((FOLDER / "js").glob(f"{stem}.*.js")).name for stem in WANTED]
    for name in found:  # which grows
        text = (FOLDER / "js" / name).read_text("utf-8")
        found += [one for one in IMPORT.findall(text) if one not in {*known, *found}]
    return found


def furnished(page: bytes) -> bytes:
    """Streamlit's page, told where its server is and what every page of ours wants.

    Without the first a deep link asks at two places whether there is a server, and only
    then for its settings. ``window.__streamlit`` is how a host tells: the browser
    connects at once, and asks meanwhile. It is where the page's scripts lie, whatever
    prefix a proxy has put before it.
    """
    place = 'BACKEND_BASE_URL: new URL(".", location).href'
    host = "allowedOrigins: [location.origin], useExternalAuthToken: false"
    told = f"<script>window.__streamlit = {{{place}, HOST_CONFIG: {{{host}}}}}</script>"
    wanted = [f"./static/js/{name}" for name in early()]
    wanted.append(f"./app/static/{served.names()[1]}")
    link = '<link rel="modulepreload" crossorigin href="{}">'
    links = "".join(map(link.format, wanted))
    page = page.replace(b"<head>", b"<head>" + told.encode(), 1)
    return page.replace(b"</head>", links.encode() + b"</head>", 1)


class Assets:
    """ASGI middleware that answers for such files and furnishes Streamlit's page."""

    def __init__(self, app: App):
        self.app = app
        served.plotly()  # before Streamlit looks whether the folder is there
        ours = {f"app/static/{name}": served.STATIC / name for name in served.names()}
        theirs = {
            f"static/{path.relative_to(FOLDER).as_posix()}": path
            for path in FOLDER.rglob("*.*")
        }
        self.paths = {
            f"{base()}/{name}": path for name, path in (ours | theirs).items()
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        asked = dict(scope.get("headers", ()))
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif path := self.paths.get(scope["path"]):
            await self._file(path, scope, receive, send)
        elif b"text/html" in asked.get(b"accept", b""):
            await self._page(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _file(
        self, path: Path, scope: Message, receive: Receive, send: Send
    ) -> None:
        squeezed = path.suffix in TEXT and _unpacks(scope)
        try:
            headers, body = await asyncio.to_thread(asset, path, squeezed)
        except OSError:  # nobody has put it there
            await self.app(scope, receive, send)
            return
        await send({"type": START, "status": 200, "headers": headers})
        await send({"type": BODY, "body": body})

    async def _page(self, scope: Message, receive: Receive, send: Send) -> None:
        """The app's answer; if that is Streamlit's page, with more in its head."""
        held: Message = {}
        parts: list[bytes] = []

        async def pass_on(message: Message) -> None:
            if message["type"] == START:
                kind = dict(message["headers"]).get(b"content-type", b"")
                if message["status"] == 200 and kind.startswith(b"text/html"):
                    held.update(message)
                    return
            if not held:
                await send(message)
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body"):
                headers = [one for one in held["headers"] if one[0] != LENGTH]
                body = furnished(b"".join(parts))
                if _unpacks(scope):
                    body = gzip.compress(body, mtime=0)
                    headers.append((b"content-encoding", b"gzip"))
                headers.append((LENGTH, str(len(body)).encode()))
                await send(held | {"headers": headers})
                await send({"type": BODY, "body": body})

        plain = [one for one in scope["headers"] if one[0] != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, pass_on)


def _unpacks(scope: Message) -> bool:
    """Whether who asks can unpack gzip."""
    return b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")

"""A reader without a browser: Streamlit's own protocol, and what a tab keeps.

One WebSocket, protobuf messages, and the message cache: what was received once is told
to the server, which then sends a reference instead.
"""

import asyncio
import json
import random
import secrets
import struct
import time
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60.0  # seconds until a reader who gets no answer counts as lost


@dataclass(eq=False)
class Reader:
    """One tab on one page.

    Attributes:
        url: of the server, ``ws://`` or ``wss://``, with a slash at the end.
        page: its name, and the query.
        received: bytes so far.
        sliders: what can be moved: a widget's number to its state at each position.
        figures_only: moves no slider that redraws a figure, but those under figures.
        cookie: by which a proxy keeps the reader with one process.
        film: what the live figure was told of its run last, if the page has one.
    """

    url: str
    page: str
    query: str = ""
    received: int = 0
    sliders: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    cookie: str = field(default_factory=secrets.token_hex)
    figures_only: bool = False
    film: dict[str, Any] = field(default_factory=dict)
    _listeners: dict[str, dict[str, str]] = field(default_factory=dict)
    _figures: dict[str, str] = field(default_factory=dict)
    _own: dict[str, str] = field(default_factory=dict)  # a widget's fragment
    _script: str = ""  # the page's, as the server calls it
    _told: int = 0
    _states: dict[str, dict[str, Any]] = field(default_factory=dict)
    _cached: dict[str, ForwardMsg] = field(default_factory=dict)
    _line: ClientConnection | None = None

    async def open(self) -> float:
        """Opens the page until it is whole; returns the seconds that it took."""
        begun = time.perf_counter()
        self._line = await connect(
            f"{self.url}_stcore/stream",
            subprotocols=["streamlit"],  # pyright: ignore[reportArgumentType]
            max_size=None,
            compression=None,
            additional_headers={"Cookie": f"reader={self.cookie}"},
            open_timeout=PATIENCE,
            ping_timeout=None,
        )
        await self._run()
        if self._states:  # the first figure is drawn: the rest of the page may follow
            await self._run(self._own[next(iter(self._states))])
        return time.perf_counter() - begun

    async def release(self, chance: random.Random) -> float:
        """Moves a slider to another place; returns the seconds until the answer.

        What listens to a figure's slider is told, one listener after the other, as in
        ``core/ui/js/rest.js``; where none does, the figure tells it itself.
        """
        known = sorted(self.sliders)
        if self.figures_only:
            known = [one for one in known if "at" in self.sliders[one][0]]
        moved = chance.choice(known)
        state = chance.choice(self.sliders[moved])
        begun = time.perf_counter()
        if "at" in state:
            self._told += 1
            state = {**state, "at": {**state["at"], "serial": self._told}}
        for told, fragment in self._listeners.get(
            moved, {moved: self._own[moved]}
        ).items():
            self._states[told] = state
            await self._run(fragment)
        return time.perf_counter() - begun

    async def train(self, every: int = 12) -> float:
        """Asks the live figure for more frames, as ``core/ui/js/requests.js`` does."""
        told = {name: self.film[name] for name in ("run", "serial", "digest")}
        pull = {"event": "pull", "value": told | {"want": "play", "every": every}}
        asked = (f"$$STREAMLIT_INTERNAL_KEY_{self.film['id']}__events", [pull])
        begun = time.perf_counter()
        await self._run(self.film["fragment"], asked)
        return time.perf_counter() - begun

    async def close(self) -> None:
        """Leaves the page."""
        if self._line is not None:
            await self._line.close()

    async def _run(
        self, fragment: str = "", asked: tuple[str, list[Any]] | None = None
    ) -> None:
        assert self._line is not None
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = self.query, self.page
        state.page_script_hash = self._script
        state.fragment_id = fragment
        state.cached_message_hashes.extend(self._cached)
        for key, value in self._states.items():
            widget = state.widget_states.widgets.add(id=key)
            moved = value.get("moved")
            if isinstance(moved, str):
                widget.string_array_value.data.append(moved)
            elif moved is not None:
                widget.double_array_value.data.append(moved)
            else:
                widget.json_value = json.dumps(value)
        if asked:
            widget = state.widget_states.widgets.add(id=asked[0])
            widget.json_trigger_value = json.dumps(asked[1])
        await self._line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            over = False
            while not over:
                over = self._heard(await self._line.recv())

    def _heard(self, data: bytes | str) -> bool:
        """Takes a message in; whether it says that the script is over."""
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg.FromString(data)
        kind = message.WhichOneof("type")
        if kind == "ref_hash":
            message = self._cached[message.ref_hash]
            kind = message.WhichOneof("type")
        elif message.metadata.cacheable:
            self._cached[message.hash] = message
        if kind == "navigation":
            self._script = message.navigation.page_script_hash
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            self._found(message.delta.new_element, message.delta.fragment_id)
        again = message.FINISHED_EARLY_FOR_RERUN
        return kind == "script_finished" and message.script_finished != again

    def _found(self, element: Any, fragment: str) -> None:
        """Notes what can be moved."""
        if element.WhichOneof("type") == "slider":
            # One of several options, or of the numbers from 0.
            numbers = range(int(element.slider.max) + 1)
            self._own[element.slider.id] = fragment
            self.sliders[element.slider.id] = [
                {"moved": place} for place in element.slider.options or numbers
            ]
        if element.WhichOneof("type") != "bidi_component":
            return
        shown = element.bidi_component
        if shown.WhichOneof("data") == "json":  # a listener, the search: no figure
            if slider := json.loads(shown.json).get("slider"):
                owner = self._figures[slider]
                self._listeners.setdefault(owner, {})[shown.id] = fragment
            return
        options, rest = _part(shown.bytes)
        if not options.get("key"):
            return
        self._states.setdefault(shown.id, {"drawn": True})
        self._own[shown.id] = fragment
        if options.get("live"):
            self.film = {**options, "id": shown.id, "fragment": fragment}
            return
        self._figures[options["key"]] = shown.id
        if options["mount"] != "still":
            mount, names = options["mount"], _part(rest)[0]["names"]
            self.sliders[shown.id] = [
                {"drawn": True, "at": {"mount": mount, "name": name}} for name in names
            ]


def _part(data: bytes) -> tuple[dict[str, Any], bytes]:
    """A header, and what follows it: see ``core.ui.packing``."""
    (length,) = struct.unpack_from("<I", data)
    return json.loads(data[4 : 4 + length]), data[4 + length :]

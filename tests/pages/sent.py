"""What a page sends to the browser for its figures, unpacked."""

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Sent:
    """A figure's options and its header; numbers stay packed."""

    options: dict[str, Any]
    figure: dict[str, Any]

    @property
    def names(self) -> list[str]:
        return self.figure["names"]

    def readouts(self) -> dict[str, float]:
        """The numbers under the figure at the position it opens at."""
        at = self.names.index(self.options["start"])
        every = self.figure["layout"]["meta"]["readouts"].items()
        return {title: float(texts[at].replace("−", "-")) for title, texts in every}


def figures(app: AppTest) -> dict[str, Sent]:
    """The page's figures by key, those without a slider included."""
    return {
        given["key"]: Sent(given, _header(data, rest)[0])
        for given, rest, data in _messages(app)
    }


def sliders(app: AppTest) -> dict[str, Sent]:
    """The page's figures that have a slider, by key: the key is the URL's parameter."""
    return {key: sent for key, sent in figures(app).items() if len(sent.names) > 1}


def options(app: AppTest) -> dict[str, dict[str, Any]]:
    """Only the options of every figure, by key: quick, for the figures are large."""
    return {given["key"]: given for given, _, _ in _messages(app)}


def _messages(app: AppTest) -> Iterator[tuple[dict[str, Any], int, bytes]]:
    for element in app.get("bidi_component"):
        data: bytes = cast(Any, element).proto.bytes
        given, rest = _header(data, 0) if data else ({}, 0)  # no figure
        if given.get("live"):  # the rows of its frames come before the figure
            rest += 4 * len(given["frames"]) * given["width"]
        if "key" in given:
            yield given, rest, data


def _header(data: bytes, start: int) -> tuple[Any, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + length
    return json.loads(data[start + 4 : end]), end

"""What a page sends to the browser for its figures, unpacked."""

import json
import struct
from dataclasses import dataclass
from typing import Any

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Sent:
    """A figure's options and its header; numbers stay packed."""

    options: dict[str, Any]
    figure: dict[str, Any]

    @property
    def names(self) -> list[str]:
        return [frame["name"] for frame in self.figure["frames"]]

    def readouts(self) -> dict[str, float]:
        """The numbers under the figure at the position it opens at."""
        at = self.names.index(self.options["start"])
        every = self.figure["layout"]["meta"]["readouts"].items()
        return {title: float(texts[at].replace("−", "-")) for title, texts in every}


def figures(app: AppTest) -> dict[str, Sent]:
    """The page's figures by key, those without a slider included."""
    found = {}
    for element in app.get("bidi_component"):
        data: bytes = element.proto.bytes  # type: ignore[attr-defined]
        options, rest = _header(data, 0)
        if "key" in options:
            found[options["key"]] = Sent(options, _header(data, rest)[0])
    return found


def sliders(app: AppTest) -> dict[str, Sent]:
    """The page's figures that have a slider, by key: the key is the URL's parameter."""
    return {key: sent for key, sent in figures(app).items() if len(sent.names) > 1}


def _header(data: bytes, start: int) -> tuple[Any, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + length
    return json.loads(data[start + 4 : end]), end

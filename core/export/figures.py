"""What a page sends to the browser for its figures, and how the course keeps it.

Kept is the message of ``core.ui.packing`` without the options of the moment: its text
as it is, its numbers as differences whose bytes are sorted by weight, all deflated.
Sliders move smoothly, so differences are small, and on smooth curves the differences of
those are smaller yet: what is shortest is kept. Half the size, and nothing is lost.
"""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from streamlit.testing.v1 import AppTest

from core.gan.config import Config
from core.lessons.live_gan.live_figure import PHASES
from core.lessons.live_gan.training_session import TrainingSession
from core.ui.packing import message, pack

PICTURES = 120  # of a recorded training
TIMES = 4  # differences are taken so often or less


class Sent(NamedTuple):
    """A figure in a page: what ``explorable`` tells the browser, and the figure."""

    options: dict[str, Any]
    packed: bytes


class Kept(NamedTuple):
    """A figure in the course: its name there, and its text in a script."""

    name: str
    text: str


def figure(element: Any) -> Sent | None:
    """The figure that an element of a page holds, if it holds one."""
    data = element.proto.bytes
    if not data:
        return None
    options, end = part(data, 0)
    return Sent(options, data[end:]) if "key" in options else None


def sent(app: AppTest) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The options and the positions of every figure of a page with recorded frames."""
    for element in app.get("bidi_component"):
        found = figure(element)
        if found and not found.options.get("live"):
            header, _ = part(found.packed, 0)
            yield found.options, header["names"]


def part(data: bytes, start: int) -> tuple[Any, int]:
    """A header of a message, and where it ends."""
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + length
    return json.loads(data[start + 4 : end]), end


def keep(packed: bytes, lag: int = 1) -> Kept:
    """The figure for the course; numbers ``lag`` apart are alike."""
    (length,) = struct.unpack_from("<I", packed, 0)
    text, numbers = packed[: 4 + length], np.frombuffer(packed[4 + length :], "<u4")
    held = []
    for times in range(TIMES):
        planes = numbers.view(np.uint8).reshape(-1, 4).T.tobytes()
        begin = struct.pack("<II", lag, times)
        held.append(begin + zlib.compress(text + planes, 9))
        numbers = np.concatenate([numbers[:lag], numbers[lag:] - numbers[:-lag]])
    name = hashlib.sha256(packed).hexdigest()[:16]
    return Kept(name, base64.b64encode(min(held, key=len)).decode())


def taken_out(text: str) -> bytes:
    """What ``keep`` was given."""
    held = base64.b64decode(text)
    lag, times = struct.unpack_from("<II", held, 0)
    data = zlib.decompress(held[8:])
    (length,) = struct.unpack_from("<I", data, 0)
    planes = np.frombuffer(data[4 + length :], np.uint8).reshape(4, -1)
    numbers = np.ascontiguousarray(planes.T).view("<u4").ravel().copy()
    for at in range(lag):
        for _ in range(times):
            numbers[at::lag] = np.cumsum(numbers[at::lag], dtype=np.uint32)
    return data[: 4 + length] + numbers.tobytes()


def film(config: Config, iterations: int, options: dict[str, Any]) -> Kept:
    """A whole training, as the live figure would have got it in one answer."""
    run = TrainingSession([config])
    packed = pack(run.figure)
    every = max(1, iterations // PICTURES)
    frames = [run.start]
    while not run.fallen and len(frames) < PICTURES:
        frames += run.take("play", every, seconds=60)
    name = hashlib.sha256(packed + frames[-1].row.tobytes()).hexdigest()[:16]
    width = len(run.start.row)
    told = options | {
        "digest": name,
        "figure": True,
        "run": name,
        "serial": 0,
        "width": width,
        "frames": [
            {"name": one.name, "phase": one.phase, "numbers": one.numbers}
            for one in frames
        ],
        "phases": [*PHASES],
        "note": "",
        "fallen": run.fallen,
        "drawable": None,
    }
    rows = b"".join(one.row.tobytes() for one in frames)
    return keep(message(told, rows + packed), lag=width)

"""What a browser reports, checked by type and value before anything uses it.

A component's state is whatever the other side of the line cares to send. What is not as
it should be counts as not sent: no answer, no error.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from core.maths.histogram import is_drawing

LONGEST = 20_000  # characters of a text; a link with every setting has under 2,000
FIELDS = 200  # parameters of an address
WANTS = ("play", "slow", "both", "d", "g", "restore", "again")
MOST = 500  # iterations between two pictures


class Place(NamedTuple):
    """Where a slider rests, and the agreement under which it was moved there."""

    mount: str
    name: str
    serial: int = 0  # of reports in a tab: the last one counts


class Pull(NamedTuple):
    """A question for more frames: of which run, after which answer, of what kind."""

    run: str
    digest: str
    want: str
    serial: int
    every: int


class Followed(NamedTuple):
    """The last link to the page itself that the reader followed, numbered in a tab."""

    number: int
    address: dict[str, list[str]]


def place(state: Any, names: Collection[str]) -> Place | None:
    """Where the slider rests (``at``), if that is one of its positions."""
    found = _mapping(_mapping(state).get("at"))
    mount, name = _text(found.get("mount")), _text(found.get("name"))
    serial = _whole(found.get("serial", 0))
    if mount is None or name is None or name not in names or serial is None:
        return None
    return Place(mount, name, serial)


def pull(state: Any) -> Pull | None:
    """What a live figure asks for (``pull``)."""
    found = _mapping(_mapping(state).get("pull"))
    run, digest = _text(found.get("run")), _text(found.get("digest"))
    serial, every = _whole(found.get("serial")), _whole(found.get("every"))
    want = found.get("want")
    if run is None or digest is None or serial is None or every is None:
        return None
    if not isinstance(want, str) or want not in WANTS:
        return None
    return Pull(run, digest, want, serial, min(MOST, max(1, every)))


def drawn(state: Any) -> bool:
    """Whether the browser has a picture (``drawn``)."""
    return _mapping(state).get("drawn") is True


def drawing(state: Any) -> str | None:
    """The heights of a target drawn by hand (``drawing``)."""
    digits = _text(_mapping(state).get("drawing"))
    return digits if digits is not None and is_drawing(digits) else None


def followed(state: Any) -> Followed | None:
    """The link that was followed last (``followed``), with its parameters."""
    found = _mapping(_mapping(state).get("followed"))
    number, query = _whole(found.get("number")), _text(found.get("query"))
    if number is None or query is None:
        return None
    try:
        address = parse_qs(query, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        return None
    own = {key: held for key, held in address.items() if not key.startswith("embed")}
    return Followed(number, own)  # whether it is embedded is up to the page around it


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and len(value) <= LONGEST else None


def _whole(value: Any) -> int | None:
    """A whole number from -1; neither a truth value nor one too large to count."""
    known = isinstance(value, int) and not isinstance(value, bool)
    return value if known and -1 <= value < 2**53 else None

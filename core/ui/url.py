"""The URL as an interface: reading parameters, and saying what is wrong with them.

A bad value never breaks a page and never changes another parameter: the default is
shown, and one line says so. The value itself is not repeated to the reader.
"""

import math
import time
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

UNDER_WAY = 3.0  # seconds after which the browser has heard of an address, at most
HIDEABLE = ("title", "prose", "controls", "numbers", "code", "questions", "share")


def hidden() -> frozenset[str]:
    """The parts of a page that the URL's ``hide`` parameters take away."""
    return frozenset(st.query_params.get_all("hide")) & frozenset(HIDEABLE)


def still_hidden(link: Mapping[str, str]) -> dict[str, str | list[str]]:
    """The parameters of a link that leaves hidden what is hidden here."""
    return {**link, "hide": st.query_params.get_all("hide")}


def hide_note() -> str | None:
    """What to say about a ``hide`` parameter that names no part of a page."""
    if set(st.query_params.get_all("hide")) <= set(HIDEABLE):
        return None
    return f"The link hides a part that no page has. It may name {_listed(HIDEABLE)}."


def position(
    key: str, asked: Sequence[str], names: Sequence[str], default: str
) -> tuple[str, str | None]:
    """The slider position that a parameter asks for, and what is wrong with it, if so.

    A number between two positions gets the nearer one. Where positions are points of a
    plane, named ``1,-0.5``, so does a pair of numbers.
    """
    if not asked:
        return default, None
    if len(asked) == 1 and asked[0] in names:
        return asked[0], None
    pair = "," in default
    numbers = [number for name in names for number in numbers_of(name) or ()]
    low, high = min(numbers), max(numbers)
    found = numbers_of(asked[0]) if len(asked) == 1 else None
    inside = found and all(low <= number <= high for number in found)
    if not found or not inside or len(found) != 1 + pair:
        wanted = "two numbers with a comma between, each" if pair else "one number"
        return default, (
            f"The link's `{key}` should be {wanted} from {low:g} to {high:g}. "
            f"You see the default, {default}."
        )
    close = nearest(found, names)
    if numbers_of(close) == found:
        return close, None
    where = "in the figure" if pair else "of the slider"
    return close, (
        f"The link's `{key}` lies between two positions {where}. "
        f"You see the nearer one, {close}."
    )


def nearest(place: Sequence[float], names: Sequence[str]) -> str:
    """The position that is nearest to a number or a point."""
    return min(names, key=lambda name: math.dist(numbers_of(name) or (), place))


def numbers_of(text: str) -> tuple[float, ...] | None:
    """The number, or the two with a comma between; nothing if it is anything else."""
    found = [_number(part) for part in text.split(",", 2)]
    known = tuple(number for number in found if number is not None)
    return known if len(known) == len(found) < 3 else None


def choice(
    key: str, asked: Sequence[str], options: Sequence[str], default: str
) -> tuple[str, str | None]:
    """The option that a parameter asks for, and what is wrong with it, if so."""
    if not asked:
        return default, None
    if len(asked) == 1 and asked[0] in options:
        return asked[0], None
    return default, (
        f"The link's `{key}` should be {_listed(options)}. "
        f"You see the default, {default}."
    )


def whole(
    key: str, asked: Sequence[str], low: int, high: int, default: int
) -> tuple[str, str | None]:
    """The whole number that a parameter asks for, and what is wrong with it, if so."""
    if not asked:
        return str(default), None
    number = _number(asked[0]) if len(asked) == 1 else None
    if number is not None and number == int(number) and low <= number <= high:
        return str(int(number)), None
    return str(default), (
        f"The link's `{key}` should be one whole number from {low} to {high}. "
        f"You see the default, {default}."
    )


def write(values: Mapping[str, str | None]) -> None:
    """Puts values into the URL and takes out what is ``None``, all in one step."""
    now = {key: st.query_params.get_all(key) for key in st.query_params}
    new = now | {key: [] if value is None else [value] for key, value in values.items()}
    new = {key: held for key, held in new.items() if held}
    if new != now:
        put(new)


def put(address: Mapping[str, str | Iterable[str]]) -> None:
    """Sets the whole URL."""
    st.query_params.from_dict(address)
    st.session_state["written"] = time.monotonic()


def put_again() -> None:
    """Sets the URL to what it is, if an older answer may be under way to the browser.

    Not without need: who goes back twice would be held up by the answer to the first.
    """
    if time.monotonic() - st.session_state.get("written", -math.inf) < UNDER_WAY:
        put({key: st.query_params.get_all(key) for key in st.query_params})


def _number(text: str) -> float | None:
    """A plain decimal, or nothing: no exponent, no underscore, no nan, no inf."""
    if len(text) > 40 or not set(text) <= set("0123456789.-"):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _listed(options: Sequence[str]) -> str:
    return " or ".join([", ".join(f"`{o}`" for o in options[:-1]), f"`{options[-1]}`"])

"""Where a slider rests, and the parts of a page that run again alone.

A choice runs the section that it stands in, see ``section``: the figure and all that
depends on it, and not the rest of the page.

A figure draws every position in the browser. What Python adds once the slider is let
go, formulas with the reader's numbers and code that ran, is a fragment: it runs again
alone. The page is not run again, and no figure travels twice.

In each such part a listener of no size has the state ``at``. The figure tells it where
the slider rests, and Streamlit runs the fragment that it stands in. A figure without
listeners tells Streamlit itself, and its section runs: see ``js/rest.js``.
"""

import functools
from collections.abc import Callable
from pathlib import Path
from types import FunctionType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.ui import agreement, missing, reports, url
from core.ui.agreement import Agreed, Parameter, session
from core.ui.component import ignore, listener


def settle(key: str, names: tuple[str, ...], default: str) -> tuple[str, Agreed]:
    """Where the slider is: moved by the reader, or by the address.

    The page and the browser agree through ``mount``: as long as it stays the same, the
    browser's position counts; with a new one, the browser takes over ``start``. What is
    sent to the browser stays the same when the reader lets go: no figure travels twice.
    """
    meaning = functools.partial(url.position, key, names=names, default=default)
    parameter = Parameter(key, default, meaning)
    agreed = agreement.read(parameter)
    told = _told(key, names)
    at = told.name if told and told.mount == agreed.mount else agreed.start
    agreement.write(parameter, at)
    session().rests[key] = functools.partial(settle, key, names, default)
    return at, agreed


def _told(key: str, names: tuple[str, ...]) -> reports.Place | None:
    """The last that the browser said of the slider, to the figure or to a listener."""
    states = st.session_state
    ears = (key, *session().listeners.get(key, ()))
    heard = (reports.place(states.get(ear), names) for ear in ears)
    return max(filter(None, heard), key=lambda place: place.serial, default=None)


def section(part: FunctionType) -> None:
    """Draws a section of a page here, and again, alone, when a choice in it changes.

    Nothing outside the section may depend on what can be chosen in it. A section may
    hold others, and parts that follow a slider.
    """

    @st.fragment
    def alone() -> None:
        agreement.write_all()
        with _place(_name(part)), missing.torch(missing.PAGE):
            part()
            return
        st.stop()  # what comes after computes with it, too

    alone()


def follows(key: str) -> Callable[[FunctionType], None]:
    """Draws a part of the page here, and again, alone, whenever a slider is let go.

    Args:
        key: of the slider. Its figure stands above.

    The decorated function is given the name of the position, and called at once.
    """

    def draw(part: FunctionType) -> None:
        @st.fragment
        def alone() -> None:
            at, _ = session().rests[key]()
            agreement.write_all()
            with _place(f"{key}_{_name(part)}"):
                with missing.torch(missing.PART):
                    part(at)
                listen(key, _name(part), at)

        alone()

    return draw


def address_alone() -> None:
    """At the end of a page: the sliders that move their figure and the address alone.

    One part hears of all of them.
    """

    @st.fragment
    def alone() -> None:
        mine = session()
        rests = {key: mine.rests[key]()[0] for key in sorted(mine.alone)}
        agreement.write_all()
        for key, at in rests.items():
            listen(key, "alone", at)

    if session().alone:
        alone()


def _place(name: str) -> DeltaGenerator:
    """Where a part stands; ``page.css`` knows it by its key."""
    return st.container(key=f"part_{name}")


def _name(part: FunctionType) -> str:
    """Of a function, unique on its page."""
    return f"{Path(part.__code__.co_filename).stem}_{part.__code__.co_firstlineno}"


def listen(key: str, name: str, at: str) -> None:
    """Runs what stands around it when the slider is let go: a fragment, or the page."""
    ear = f"hears_{key}_{name}"
    session().listeners.setdefault(key, set()).add(ear)
    listener(key=ear, data={"slider": key, "at": at}, on_at_change=ignore)

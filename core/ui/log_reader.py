"""A reader's own log: pasted, dropped or an example, read once, kept in the session.

Nothing here is cached for the process: a log is seen by its own session alone.
"""

import functools
import hashlib
from collections.abc import Callable, Hashable
from typing import NamedTuple, TypeVar

import streamlit as st

from core.diagnosis import ROLES, Log, UnreadableError, parse
from core.diagnosis.decode import text_of
from core.diagnosis.log import LOSS_ROLES
from core.lessons.your_log import words
from core.lessons.your_log.examples import EXAMPLES, example
from core.ui import controls, lesson, missing, nav, url
from core.ui.training_pool import TRAINING

T = TypeVar("T")

MOST_MEGABYTES = 5
MOST_MENUS = 24
TOO_LARGE = (
    f"This is more than {MOST_MEGABYTES} MB, which is the most that is read here: keep "
    "every tenth line."
)


class Reading(NamedTuple):
    """A log, its lines, whether it is the reader's own, and what tells it apart."""

    log: Log
    lines: list[str]
    own: bool
    digest: str


def fill_in(d: float | None, g: float | None) -> None:
    """Fills in a log of one record, if both numbers are there."""
    if d is None or g is None:
        return
    st.session_state["log:text"] = f"Loss_D: {d:.4f} Loss_G: {g:.4f}"
    st.session_state["log:open"] = True


def open_if_filled_in() -> None:
    """Opens the page that reads a log, once after one was filled in."""
    if st.session_state.pop("log:open", False):
        st.switch_page(nav.path("your_log"))


def read() -> Reading:
    """The widgets, and the log that they come to: the reader's own, or an example."""
    own = None
    with st.container(key="log_input"):
        pasted = _pasted()
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            name = controls.choice(
                "or an example", list(EXAMPLES), key="log_example", menu=True
            )
        with right:
            files = _files()
    try:
        own = _own(pasted, files)
    except UnreadableError as error:
        st.warning(f"{error} You see the example.", icon=":material/description:")
    if own:
        return own
    text = ""
    with missing.torch(missing.EXAMPLE), st.spinner("Training the example …"):
        text, _ = TRAINING.do(functools.partial(example, name), once=True)
    if not text:
        st.stop()
    return _reading(text, own=False)


def corrected(reading: Reading) -> Log:
    """The log with the roles that the reader gives its columns, as a row of menus."""
    if "controls" in url.hidden():
        return reading.log
    columns, roles = reading.log.columns, list(ROLES)
    chosen = {}
    lost = not any(column.role in LOSS_ROLES for column in columns)
    with st.expander("What the columns are: correct it here", expanded=lost):
        places = st.columns(3)
        for at, column in enumerate(columns[:MOST_MENUS]):
            chosen[column.name] = places[at % 3].selectbox(
                words.plain(column.name),
                roles,
                roles.index(column.role),
                format_func=ROLES.__getitem__,
                key=f"role:{reading.digest}:{at}",
            )
        if len(columns) > MOST_MENUS:
            lesson.small(f"{len(columns) - MOST_MENUS} more columns stay as they are.")
        log = reading.log.with_roles(chosen)
        pairs = [(c.role, c.group) for c in log.columns if c.role in LOSS_ROLES]
        if len(set(pairs)) < len(pairs):
            lesson.small("Two columns have one role: the first of them counts.")
    return log


def kept(name: str, key: Hashable, work: Callable[[], T]) -> T:
    """What ``work`` returns, done once a session for one key."""
    held = st.session_state.get(name)
    if held is None or held[0] != key:
        held = key, work()
        st.session_state[name] = held
    return held[1]


# -- Inside ----------------------------------------------------------------------------


def _pasted() -> str:
    if "controls" in url.hidden():
        return ""
    pasted = st.text_area(
        "Paste your log",
        height=92,
        key="log:text",
        placeholder="[0/25][0/1583] Loss_D: 1.4102 Loss_G: 0.7313 …",
        persist_state="session",
    )
    return pasted or ""


def _files() -> list[tuple[str, bytes]]:
    # An upload has to show Streamlit's cookie, which no frame in another site has.
    if "controls" in url.hidden() or st.context.is_embedded:
        return []
    with st.popover("or a file", icon=":material/upload_file:", width="stretch"):
        files = st.file_uploader(
            "Text, CSV or JSON lines; TensorBoard's exports all at once",
            accept_multiple_files=True,
            max_upload_size=MOST_MEGABYTES,
            key="log:files",
        )
    return [(file.name, file.getvalue()) for file in files or []]


def _own(pasted: str, files: list[tuple[str, bytes]]) -> Reading | None:
    """The reader's own log: files before what is pasted.

    Raises:
        UnreadableError: if it cannot be read, in one sentence.
    """
    if sum(len(data) for _, data in files) + len(pasted) > MOST_MEGABYTES * 2**20:
        raise UnreadableError(TOO_LARGE)
    if len(files) == 1:
        return _reading(files[0][1], own=True)
    if files:  # one curve a file: its name is the curve's
        parts = [f"{' '.join(name.split())}\n{text_of(data)}" for name, data in files]
        return _reading("\n\n".join(parts), own=True)
    return _reading(pasted, own=True) if pasted.strip() else None


def _reading(data: str | bytes, *, own: bool) -> Reading:
    whole = data if isinstance(data, bytes) else data.encode("utf-8", "replace")
    digest = hashlib.sha256(whole).hexdigest()[:12]

    def work() -> Reading:
        return Reading(parse(data), text_of(data).split("\n"), own, digest)

    return kept("log:read", (digest, own), work)

"""A figure that is filled while a model trains, and trains only while it is watched.

The viewer pulls: ``js/live_player.js`` plays the frames that it has and asks for more
when few are left. Each question is a trigger of the component; the callback trains for
at most ``SECONDS`` and the answer carries the new frames, each of them once. Whoever
pauses, hides the tab or goes away costs nothing.

The run belongs to the reader's session. What is written in the URL is enough to begin
it again: same settings, same run.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.gan.config import Config
from core.lessons.live_gan import networks
from core.lessons.live_gan.live_figure import PHASES
from core.lessons.live_gan.training_session import Frame, TrainingSession
from core.maths.histogram import HIGH, LOW
from core.ui import reports, served, url
from core.ui.agreement import session
from core.ui.component import component, ignore
from core.ui.packing import message, pack
from core.ui.training_pool import TRAINING

SECONDS = 0.2  # of training in one answer; asking costs 0.05 to 0.1 more
GONE = (
    "The server no longer has this run: it was restarted, or the page slept for long. "
    "Start trains one with the settings as they are now, from the beginning."
)
PEAK = 0.9  # height in the figure of a bar drawn with the digit 9


@dataclass
class _Run:
    """One reader's run, and what the browser was told of it last."""

    session: TrainingSession
    packed: bytes
    digest: str
    token: str = field(default_factory=lambda: secrets.token_hex(4))
    serial: int = 0
    frames: list[Frame] = field(default_factory=list)
    figure_known: bool = False
    sent: bool = False
    note: str = ""


def show(
    configs: Sequence[Config], *, key: str, alt: str, drawing_key: str = ""
) -> TrainingSession:
    """Draws the figure with its player, and keeps the run from one script to the next.

    Args:
        configs: the runs that train side by side. A change of what is fixed for a run
            begins a new one; any other change goes into the one under way.
        key: of the component, unique in the app.
        alt: what the figure shows, for readers who do not see it.
        drawing_key: the widget that holds a target drawn by hand, if it may be drawn.
    """
    run = _run_of(tuple(configs), key)
    run.figure_known = False
    _viewer(key, alt, drawing_key)
    return run.session


def _run_of(configs: tuple[Config, ...], key: str) -> _Run:
    kept: _Run | None = st.session_state.get(f"{key}:run")
    if kept is not None and kept.session.configs == configs:
        return kept
    if kept is not None and kept.session.fits(configs):
        kept.session.change(configs[0])
        return kept
    with st.spinner("Loading PyTorch …"):
        run = _begin(configs)
    st.session_state[f"{key}:run"] = run
    return run


def _begin(configs: Sequence[Config]) -> _Run:
    begun = TrainingSession(configs)
    packed = pack(begun.figure)
    digest = hashlib.sha256(packed).hexdigest()[:16]
    return _Run(begun, packed, digest, frames=[begun.start])


@st.fragment
def _viewer(key: str, alt: str, drawing_key: str) -> None:
    if st.session_state.pop(f"{key}:redrawn", False):
        st.rerun()  # the whole page: its controls hold what was drawn
    run: _Run | None = st.session_state.get(f"{key}:run")
    if run is None:
        return  # a session that was never here
    rows = b"".join(frame.row.tobytes() for frame in run.frames)
    result = component(
        key=key,
        data=message(
            _options(run, key, alt, drawing_key),
            rows + (b"" if run.figure_known else run.packed),
        ),
        on_pull_change=lambda: _answer(key),
        on_drawn_change=ignore,
        on_drawing_change=lambda: _drawn(key, drawing_key),
    )
    if reports.drawn(result) and not session().pictured:
        session().pictured = True
        if not run.sent:  # yet drawn: by a session that is no more
            run.note = GONE
        st.rerun()  # the whole page: what waits for the first figure may follow
    run.sent = True


def _options(run: _Run, key: str, alt: str, drawing_key: str) -> dict[str, Any]:
    drawable = None
    if drawing_key:
        digits = run.session.configs[0].drawing
        drawable = {"low": LOW, "high": HIGH, "peak": PEAK, "digits": digits}
    return {
        "live": True,
        "key": key,
        "label": "Iteration",
        "alt": alt,
        "presets": [],
        "recording": False,
        "hide": sorted(url.hidden()),
        "plotly": served.plotly(),
        "digest": run.digest,
        "figure": not run.figure_known,
        "run": run.token,
        "serial": run.serial,
        "width": len(run.session.start.row),
        "frames": [
            {
                "name": one.name,
                "phase": one.phase,
                "numbers": one.numbers,
                "through": one.through,
            }
            for one in run.frames
        ],
        "networks": networks.drawn(run.session.configs),
        "phases": [*PHASES],
        "note": run.note,
        "fallen": run.session.fallen,
        "drawable": drawable,
    }


def _answer(key: str) -> None:
    """The viewer asked for more: trains a chunk, or sends the lost one again."""
    asked = reports.pull(st.session_state.get(key))
    run: _Run | None = st.session_state.get(f"{key}:run")
    if asked is None or run is None:
        return
    run.figure_known = asked.run == run.token and asked.digest == run.digest
    if asked.run != run.token:
        return  # a run that this session never had
    if asked.want == "again":
        again = _begin(run.session.configs)
        st.session_state[f"{key}:run"] = again
        return
    if asked.serial != run.serial:
        return  # the browser has not heard of the last chunk: it goes out once more
    taken, before = TRAINING.do(
        lambda: run.session.take(asked.want, asked.every, SECONDS)
    )
    if taken:
        run.frames, run.serial = taken, run.serial + 1
    run.note = _waited(before)


def _waited(before: int) -> str:
    if not before:
        return ""
    who = "1 other reader is" if before == 1 else f"{before} other readers are"
    turn = f"{SECONDS * (before + 1):.1f}".removesuffix(".0")
    return f"{who} training too: everyone takes turns, about {turn} seconds apart."


def _drawn(key: str, drawing_key: str) -> None:
    """A target was drawn in the figure: it goes where typed ones go."""
    digits = reports.drawing(st.session_state.get(key))
    if drawing_key and digits is not None:
        st.session_state[drawing_key] = digits
        st.session_state[f"{key}:redrawn"] = True

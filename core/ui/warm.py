"""What is done once per server process, behind the first reader's back.

Streamlit collects garbage after every script run, all generations of it. That costs in
proportion to everything alive: Plotly's and torch's modules, and what each open session
holds. So an answer costs the more, the more readers there are (``benchmarks/
classroom.py`` measures it). ``.streamlit/config.toml`` turns it off, and this module
puts a schedule in its place:

- the heap is frozen once all imports are done: modules are never looked at again;
- young objects are collected every second: a script run leaves its messages in cycles,
  and bytes, however many, do not make Python's own collector start. What was in use at
  that moment is looked at again within five seconds, before it counts as old;
- figures are drawn that readers will ask for next (see ``core.ui.ahead``);
- everything is collected, sessions that have ended too, at most a fiftieth of the time
  and in a quiet moment, if there is one within two minutes: with 300 pages open it
  takes 1.5 seconds, and everybody waits.

Python's own collector, which looks at the young at every few hundred new objects, is
off.
"""

import contextlib
import functools
import gc
import importlib
import itertools
import logging
import os
import pkgutil
import socket
import tempfile
import threading
import time
from pathlib import Path

from streamlit import config, net_util
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from core.ui import ahead

SECONDS_AFTER_FIRST_PAGE = 3.0
YOUNG = 1.0  # seconds between two collections of young objects
AGAIN = 5  # of them, and those that were in use at the last ones are looked at again
ALL = 20.0  # least seconds between two collections of everything
SHARE = 0.02  # of the time, at most, that collecting everything takes
AHEAD = 0.25  # seconds of each turn for what readers will ask for next
QUIET = 0.2  # processor seconds in a second, at most, while nobody waits
PATIENCE = 120.0  # seconds that collecting everything waits for a quiet moment


def send_at_once() -> None:
    """Lets small answers go when they are ready (TCP_NODELAY), on Linux and macOS.

    asyncio does so by itself, but not for a socket that was bound before it came
    (Kludex/uvicorn, issue 3149), and that is how Streamlit starts. An answer in two
    parts then waited until the browser had acknowledged the first: 44 ms for the
    smallest of Streamlit's scripts, 1.3 ms without. What a listening socket is set to
    holds for all that come through it.
    """
    for number in Path("/dev/fd").glob("*"):
        try:
            held = os.dup(int(number.name))
        except OSError:  # closed meanwhile
            continue
        try:
            one = socket.socket(fileno=held)
        except OSError:  # a file or a pipe, which nobody sees end while we hold it
            os.close(held)
            continue
        with one:
            if one.family in (socket.AF_INET, socket.AF_INET6):
                with contextlib.suppress(OSError):  # not TCP
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def ask_nobody() -> None:
    """Keeps Streamlit from asking another host for this one's address.

    When a page of another site opens a WebSocket, Streamlit wants to know whether that
    site is itself, asks outside, and lets every reader wait for up to two seconds.
    """
    net_util.get_external_ip = lambda: None


def theme_once() -> None:
    """Makes the theme's part of an answer once, where nobody edits it meanwhile.

    Every answer of Streamlit's begins with the whole theme, which is put together each
    time from 367 options looked through six times: a tenth of a small answer.
    """
    if config.get_option("server.fileWatcherType") != "none":
        return
    own = app_session._populate_theme_msg

    @functools.cache
    def made(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        own(message, section)
        return message

    def put(message: CustomThemeConfig, section: str = "theme") -> None:
        message.MergeFrom(made(section))

    app_session._populate_theme_msg = put


@functools.cache
def lose_nothing() -> None:
    """Keeps what waits to be sent when a part of a page begins to run again.

    Streamlit takes out what waits of that part, for it will come anew, and leaves what
    waits of the parts within. That then reaches a browser which has no place for it:
    "Bad delta path index", and the page is gone until it is loaded again.
    """
    own = ForwardMsgQueue.clear

    def clear(
        self: ForwardMsgQueue,
        retain_lifecycle_msgs: bool = False,
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        if retain_lifecycle_msgs and fragment_ids_this_run:
            self._delta_index_map = {}  # what comes now stands behind what waits
        else:
            own(self, retain_lifecycle_msgs, fragment_ids_this_run)

    ForwardMsgQueue.clear = clear


@functools.cache
def start() -> threading.Thread:
    """Imports torch in the background, so that no reader waits; then keeps house."""
    send_at_once()
    ask_nobody()
    theme_once()
    lose_nothing()
    thread = threading.Thread(target=_keep_house, name="warm", daemon=True)
    thread.start()
    return thread


def _keep_house() -> None:
    time.sleep(SECONDS_AFTER_FIRST_PAGE)
    warm_up()
    while True:
        collect()


def import_pages() -> None:
    """Imports what pages import, so that the first reader does not wait for it.

    Not before Streamlit runs: its caches and components are made while it is imported.
    """
    for room in ("core.ui", "core.lessons"):
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)


@functools.cache
def has_torch() -> bool:
    """Whether PyTorch can be used; if not, the server's log says why, once."""
    try:
        importlib.import_module("torch")
        tempfile.gettempdir()  # its optimizers want one
    except (ImportError, OSError):  # not installed; a library that does not load
        logging.getLogger(__name__).exception("PyTorch cannot be used")
        return False
    return True


def warm_up() -> None:
    """Imports what pages import late and freezes the heap.

    PyTorch keeps to one thread a reader: its sums here are short, and with two they
    wait for each other, 108 ms instead of 5 on a machine whose processors are busy.
    """
    if has_torch():
        importlib.import_module("torch").set_num_threads(1)
        # Its first optimizer imports this, and as slowly as all the rest.
        importlib.import_module("torch._dynamo")
    gc.disable()  # from here on by the schedule
    gc.collect()
    gc.freeze()


def collect() -> None:
    """One turn of the schedule: everything once, then the young until the next turn."""
    begun = time.perf_counter()
    gc.collect()
    now = time.perf_counter()
    due = now + max(ALL, (now - begun) / SHARE)
    for turn in itertools.count(1):
        used = time.process_time()
        time.sleep(YOUNG)
        ahead.make(AHEAD)
        busy = time.process_time() - used > QUIET * YOUNG
        gc.collect(0 if turn % AGAIN else 1)
        now = time.perf_counter()
        if now >= due + PATIENCE or (now >= due and not busy):
            return

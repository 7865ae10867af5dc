"""What readers will ask for next, made before they do.

The first reader of a page lets it note which figures a choice on it can ask for. The
thread of ``core.ui.warm`` draws them, a little in every second, so that readers
hardly wait; they are kept like those that somebody asked for.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterable

_waiting: deque[Callable[[], object]] = deque()


def note(calls: Iterable[Callable[[], object]]) -> None:
    """Calls to be made when there is time, in this order."""
    _waiting.extend(calls)


def make(seconds: float) -> None:
    """Makes calls for so long, or until none is left.

    One that fails is left to the reader who asks for it, and the server's log says why.
    """
    end = time.perf_counter() + seconds
    while _waiting and time.perf_counter() < end:
        try:
            _waiting.popleft()()
        except Exception:
            logging.getLogger(__name__).exception("A figure cannot be drawn ahead")

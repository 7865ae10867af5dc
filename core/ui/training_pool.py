"""Training for several readers at once: a few threads, first come, first served.

What is trained once and kept for everybody goes before the slices of those who watch a
run of their own: it comes seldom, and they hardly notice.
"""

import itertools
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from queue import PriorityQueue
from typing import TypeVar

T = TypeVar("T")


class TrainingPool:
    """Threads that train for all sessions, in the order of their coming.

    They stay: Streamlit gives every run of a page a new thread, and PyTorch's first
    step in a new one takes some ten times as long as the next.
    """

    def __init__(self, workers: int):
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="training")
        self._workers, self._in_line = workers, 0
        self._line: PriorityQueue[tuple] = PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()

    def do(self, work: Callable[[], T], *, once: bool = False) -> tuple[T, int]:
        """What ``work`` returns, and how many were waiting when it came.

        Args:
            work: the training; a slice of it, if it goes on for long.
            once: whether its result is kept for everybody.
        """
        done: Future[T] = Future()
        with self._lock:
            before = max(0, self._in_line + 1 - self._workers)
            self._in_line += 1
            self._line.put((not once, next(self._numbers), work, done))
            self._threads.submit(self._next)
        try:
            return done.result(), before
        finally:
            with self._lock:
                self._in_line -= 1

    def _next(self) -> None:
        """Does what is first in line now."""
        *_, work, done = self._line.get()
        try:
            done.set_result(work())
        except BaseException as failure:
            done.set_exception(failure)


TRAINING = TrainingPool(max(1, (os.cpu_count() or 2) - 1))

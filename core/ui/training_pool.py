"""Training for several readers at once: a few threads, first come, first served."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
        self._lock = threading.Lock()

    def do(self, work: Callable[[], T]) -> tuple[T, int]:
        """What ``work`` returns, and how many were waiting when it came."""
        with self._lock:
            before = max(0, self._in_line + 1 - self._workers)
            self._in_line += 1
            done = self._threads.submit(work)
        try:
            return done.result(), before
        finally:
            with self._lock:
                self._in_line -= 1


TRAINING = TrainingPool(max(1, (os.cpu_count() or 2) - 1))

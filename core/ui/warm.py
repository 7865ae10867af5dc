"""What is done once per server process, behind the first reader's back.

Streamlit collects garbage after every script run, and Plotly and torch leave a heap so
large that this costs more than the page. Freezing the heap, once all imports are done,
takes their objects out of the collector's sight. ``benchmarks/interaction.py`` measures
it.
"""

import functools
import gc
import importlib
import threading

SECONDS_AFTER_FIRST_PAGE = 3.0


@functools.cache
def start() -> threading.Timer:
    """Imports torch in the background, so that no reader waits for it; then freezes."""
    timer = threading.Timer(SECONDS_AFTER_FIRST_PAGE, warm_up)
    timer.daemon = True
    timer.start()
    return timer


def warm_up() -> None:
    """Imports what pages import late and freezes the heap."""
    importlib.import_module("torch")
    gc.collect()
    gc.freeze()

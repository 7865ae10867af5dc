"""What a page says where PyTorch cannot be used; all else on it goes on."""

import contextlib
from collections.abc import Iterator

import streamlit as st

from core.ui import warm

WHY = (
    "PyTorch cannot be used here: its package `torch` is missing or broken, or the "
    "server has no folder for temporary files. "
)
SNIPPET = "The code runs where it is installed."
EXAMPLE = "It trains the examples; a log of your own is read without it."
INSTALL = (
    "Whoever runs the app can install it with `pip install -r requirements.txt`; the "
    "pages about the maths work without."
)
PART = f"What belongs here computes with it. {INSTALL}"
PAGE = f"From here on this page computes with it. {INSTALL}"


@contextlib.contextmanager
def torch(more: str) -> Iterator[None]:
    """A sentence in the place of what is inside, if that is what it needs."""
    try:
        yield
    except (ImportError, OSError, AssertionError):  # the last, from half an import
        if warm.has_torch():
            raise
        st.warning(f"{WHY}{more}", icon=":material/extension_off:")

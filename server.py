"""The app with a web server around it: ``streamlit run server.py``, or ``make run``.

``app.py`` runs without it, on Streamlit Community Cloud for example. Here scripts are
compressed and kept in memory, a page names what it wants at once (``core/ui/assets.py``
says how), and the first reader finds everything imported.
"""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from core.ui import assets, warm


@contextlib.asynccontextmanager
async def ready(_app: st.App) -> AsyncIterator[None]:
    """What is done before anybody is let in."""
    warm.import_pages()
    warm.start()
    yield


app = st.App(
    Path(__file__).parent / "app.py",
    lifespan=ready,
    middleware=[Middleware(assets.Assets)],
)

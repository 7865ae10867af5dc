"""A page as a reader with that address gets it, run without a browser."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from core.export.variables import guess
from core.ui import nav

APP = Path(__file__).parents[2] / "app.py"
LONG = 600  # seconds: some pages train before they show anything
_components: list[Any] = []


def opened(stem: str, query: Mapping[str, str], guesses: Mapping[str, str]) -> AppTest:
    """The page after its run.

    Args:
        stem: which page.
        query: the parameters of its address.
        guesses: the reader's answers to "Predict first", by key of the question.

    Raises:
        RuntimeError: if the page fails.
    """
    app: Any = AppTest.from_file(APP, default_timeout=LONG)
    if _components:  # to look for them in every package takes half a second
        app._bidi_component_manager = _components[0]
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(nav.path(stem)).run()
    _components[:] = [app._bidi_component_manager]
    for radio in app.radio:
        value = guesses.get(guess(radio.key or ""))
        if value in radio.options:  # another case may offer others
            radio.set_value(value).run()
    if app.exception:
        raise RuntimeError(f"{stem} fails at {query}: {app.exception[0].message}")
    return app

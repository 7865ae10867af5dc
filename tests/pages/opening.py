"""Opens a page as a link would, without a browser."""

import re
from pathlib import Path
from typing import Any, cast

from streamlit.testing.v1 import AppTest

from core.ui import nav

NOTICE = re.compile(r'<p class="notice" data-notice="(\w+)">(.*)</p>', re.DOTALL)
APP = Path(__file__).parents[2] / "app.py"
_first: list[Any] = []


def opened(stem: str, **parameters: str | list[str]) -> AppTest:
    """The page after its first run, which must not fail."""
    app = AppTest.from_file(APP, default_timeout=60)
    known: Any = app
    if _first:  # to search all packages for components takes half a second
        known._bidi_component_manager = _first[0]._bidi_component_manager
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(nav.path(stem)).run()
    assert not app.exception
    _first[:] = [app]
    return app


def noticed(app: AppTest) -> dict[str, str]:
    """What there is to notice beside each figure: its slider's key to the text."""
    texts: list[str] = [cast(Any, one).proto.body for one in app.get("html")]
    return {key: text for all_ in texts for key, text in NOTICE.findall(all_)}

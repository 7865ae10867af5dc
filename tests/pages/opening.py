"""Opens a page as a link would, without a browser."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.ui import nav

APP = Path(__file__).parents[2] / "app.py"


def opened(stem: str, **parameters: str | list[str]) -> AppTest:
    """The page after its first run, which must not fail."""
    app = AppTest.from_file(APP, default_timeout=60)
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(nav.path(stem)).run()
    assert not app.exception
    return app

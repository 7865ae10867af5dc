"""The components: one draws figures, one listens where a slider comes to rest."""

from pathlib import Path

from streamlit.components import v2

from core.ui import served

HERE = Path(__file__).parent

component = v2.component(
    "explorable",
    js=served.door(),
    css=(HERE / "explorable.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)

# Small, since it travels with every answer: what is sent with it changes.
listener = v2.component(
    "listener",
    js=(HERE / "listener.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def ignore() -> None:
    """Streamlit wants a callback for each state it should keep."""

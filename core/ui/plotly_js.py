"""Plotly.js out of the installed wheel, put where Streamlit serves it from."""

import functools
import shutil
import tempfile
from importlib import metadata, resources
from pathlib import Path

WHEEL = resources.files("plotly") / "package_data" / "plotly.min.js"
STATIC = Path(__file__).parents[2] / "static"
MISSING = (
    "The figures cannot be drawn: the drawing library has to lie in the app's folder "
    "`static`, and that folder cannot be written. Everything else is here, and the "
    "data of each figure as a table."
)


@functools.cache
def _wheel() -> tuple[str, int]:
    """The name under which it is served, and its size."""
    with resources.as_file(WHEEL) as wheel:
        return f"plotly-{metadata.version('plotly')}.min.js", wheel.stat().st_size


def put() -> Path:
    """The file that is served; put there whole, whoever else is starting.

    Once, unless somebody takes it away: asked again, it looks.

    Raises:
        OSError: if it is not there and cannot be put there.
    """
    name, size = _wheel()
    target = STATIC / name
    if not target.exists() or target.stat().st_size != size:
        STATIC.mkdir(exist_ok=True)
        # Two servers may start at once: each copies into a folder of its own.
        with (
            resources.as_file(WHEEL) as wheel,
            tempfile.TemporaryDirectory(dir=STATIC) as own,
        ):
            shutil.copyfile(wheel, Path(own) / name)
            (Path(own) / name).replace(target)
    return target


def name() -> str:
    """Its name where it is served; empty if it cannot be put there."""
    try:
        return put().name
    except OSError:
        return ""

"""What browsers load from ``static/``: Plotly.js out of the wheel, and our own script.

Each lies there under a name that changes with its content. Streamlit would send a
component's script again with every figure, 90 KB of it; so what it sends is a door that
loads the file, once.
"""

import functools
import hashlib
import shutil
import tempfile
from collections.abc import Callable
from importlib import metadata, resources
from pathlib import Path

WHEEL = resources.files("plotly") / "package_data" / "plotly.min.js"
FILES = sorted((Path(__file__).parent / "js").glob("*.js"))
STATIC = Path(__file__).parents[2] / "static"
MISSING = (
    "The figures cannot be drawn: the drawing library has to lie in the app's folder "
    "`static`, and that folder cannot be written. Everything else is here, and the "
    "data of each figure as a table."
)
DOOR = """\
export default async (given) => {
  const app = document.querySelector('script[type="module"][src*="static/js/"]').src;
  const whole = await import(new URL("../../app/static/NAME", app));
  return whole.default(given);
};
"""


@functools.cache
def script() -> str:
    """The files of ``js/`` as one module."""
    return "\n".join(path.read_text(encoding="utf-8") for path in FILES)


@functools.cache
def names() -> tuple[str, str]:
    """Under which Plotly.js and our own script are served."""
    digest = hashlib.sha256(script().encode()).hexdigest()[:12]
    return f"plotly-{metadata.version('plotly')}.min.js", f"figures-{digest}.js"


@functools.cache
def _sizes() -> tuple[int, int]:
    with resources.as_file(WHEEL) as wheel:
        return wheel.stat().st_size, len(script().encode())


def put() -> list[Path]:
    """The files that are served; put there whole, whoever else is starting.

    Once, unless somebody takes them away: asked again, it looks.

    Raises:
        OSError: if one is not there and cannot be put there.
    """
    writers: tuple[Callable[[Path], object], ...] = (
        _copy_plotly,
        lambda path: path.write_bytes(script().encode()),
    )
    found = []
    for name, size, write in zip(names(), _sizes(), writers, strict=True):
        target = STATIC / name
        if not target.exists() or target.stat().st_size != size:
            STATIC.mkdir(exist_ok=True)
            # Two servers may start at once: each writes into a folder of its own.
            with tempfile.TemporaryDirectory(dir=STATIC) as own:
                write(Path(own) / name)
                (Path(own) / name).replace(target)
        found.append(target)
    return found


def _copy_plotly(target: Path) -> None:
    with resources.as_file(WHEEL) as wheel:
        shutil.copyfile(wheel, target)


def plotly() -> str:
    """Plotly.js's name where it is served; empty if it cannot be put there."""
    try:
        return put()[0].name
    except OSError:
        return ""


def door() -> str:
    """The module that Streamlit gets: it loads our script, or is it where it cannot."""
    return DOOR.replace("NAME", names()[1]) if plotly() else script()

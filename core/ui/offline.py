"""A figure as one HTML file that needs no server and no network.

It holds what the page holds: the drawing library, the scripts and styles of
``explorable``, and the packed figure. So it answers and looks as on the page.
"""

import base64
import html
import re
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from core.ui.packing import message

HERE = Path(__file__).parent
CONFIG = HERE.parent.parent / ".streamlit" / "config.toml"
LOOK = """
:root { --st-font: "Source Sans 3", "Source Sans Pro", Arial, sans-serif; }
:root { --st-button-radius: 0.5rem; color-scheme: light dark; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font-family: var(--st-font); }
body { color: var(--st-text-color); background: var(--st-background-color); }
h1 { font-size: 1.75rem; margin: 0; } p { margin: 0.5rem 0; } a { color: inherit; }
"""


def document(
    options: Mapping[str, Any],
    packed: bytes,
    plotly: Traversable,
    *,
    title: str,
    caption: str,
    notice: str,
    address: str,
) -> str:
    """The file's text.

    Args:
        options: what ``explorable`` tells the browser about this figure.
        packed: the figure, from ``packing.pack``.
        plotly: the drawing library.
        title: the page's question.
        caption: what the figure shows.
        notice: what there is to notice at the position it opens at, or nothing.
        address: of the page, for the way back; nothing if it has none.
    """
    data = base64.b64encode(message(options, packed)).decode()
    back = (
        f'<p><a href="{html.escape(address)}">This figure in its course</a></p>'
        if address
        else ""
    )
    noticed = f'<p class="notice" data-notice="{options["key"]}">{notice}</p>'
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(title)}</title>
<style>{styles()}</style>
<script>{plotly.read_text(encoding="utf-8")}</script>
</head><body>
<main><h1>{html.escape(title)}</h1><p>{html.escape(caption)}</p>
<div class="st-key-figure_offline" id="figure"></div>
{noticed if notice else ""}{back}</main>
<script type="module">
{scripts()}
window.bcePlotly = Promise.resolve(window.Plotly);
const data = Uint8Array.from(atob("{data}"), (one) => one.charCodeAt(0));
const parentElement = document.getElementById("figure");
const nothing = () => {{}};
const looks = {{ setStateValue: nothing, setTriggerValue: nothing }};
explorable({{ data, parentElement, ...looks }});
</script></body></html>
"""


def scripts() -> str:
    """What draws a figure, as the body of a module that defines ``explorable``."""
    files = sorted((HERE / "js").glob("*.js"))
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    # Nothing in it may end the script element that holds it.
    return text.replace("export default function (", "function explorable(").replace(
        "</", r"<\/"
    )


def styles() -> str:
    """The page's colours, light and dark, and the styles of figures."""
    theme = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
    light, dark = (_variables(theme[name]) for name in ("light", "dark"))
    figures = (HERE / "explorable.css").read_text(encoding="utf-8")
    return (
        f":root {{ {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"{LOOK}\n{figures}"
    )


def _variables(colours: Mapping[str, str]) -> str:
    """Streamlit's names for its theme: ``textColor`` is ``--st-text-color``."""
    return " ".join(
        f"--st-{re.sub('([A-Z])', lambda found: '-' + found[1].lower(), name)}: "
        f"{value};"
        for name, value in colours.items()
    )

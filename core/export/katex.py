"""KaTeX out of the installed Streamlit: the one that sets the app's own formulas."""

import re
import shutil
from importlib import resources
from pathlib import Path

WHEEL = Path(str(resources.files("streamlit"))) / "static" / "static"
FONT = re.compile(r"@font-face\{[^}]*KaTeX[^}]*\}")
RULE = re.compile(r"[^{}]*\.katex[^{}]*\{[^{}]*\}")
EXPORT = re.compile(r"export\{(\w+) as default\};?\s*$")


def put(folder: Path) -> None:
    """Writes ``katex.js``, ``katex.css`` and the fonts that it names.

    Raises:
        RuntimeError: if Streamlit keeps them in another way than it did.
    """
    script = _only("js/katex.*.js").read_text(encoding="utf-8")
    script, found = EXPORT.subn(r"globalThis.katex=\1;", script)
    sheets = [
        path.read_text(encoding="utf-8") for path in WHEEL.glob("css/index.*.css")
    ]
    style = "\n".join(
        line
        for sheet in sheets
        for line in [*FONT.findall(sheet), *RULE.findall(FONT.sub("", sheet))]
    )
    fonts = {*re.findall(r"KaTeX_[\w.-]+?\.woff2", style)}
    if found != 1 or not fonts:
        raise RuntimeError("this Streamlit keeps KaTeX in another way")
    (folder / "fonts").mkdir(exist_ok=True)
    for name in fonts:
        shutil.copyfile(WHEEL / "media" / name, folder / "fonts" / name)
    style = re.sub(
        r"url\([^)]*?(KaTeX_[\w.-]+?\.woff2)[^)]*\)", r"url(fonts/\1)", style
    )
    style = _prefixed(style, script)
    (folder / "katex.js").write_text(f"(()=>{{{script}}})();\n", encoding="utf-8")
    (folder / "katex.css").write_text(style, encoding="utf-8")


def _prefixed(style: str, script: str) -> str:
    """The styles for a script whose classes have got a prefix: ``katex-strut``.

    Streamlit has two KaTeX; its style sheet is that of the older one.
    """
    for name in {*re.findall(r"katex-([a-z]+)", script)}:
        if f".katex-{name}" not in style:
            style = re.sub(rf"\.{name}(?![\w-])", f".katex-{name}", style)
    return style


def _only(pattern: str) -> Path:
    found = [*WHEEL.glob(pattern)]
    if len(found) != 1:
        raise RuntimeError(f"this Streamlit has {len(found)} files like {pattern}")
    return found[0]

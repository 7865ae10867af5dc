"""The course as a folder: a page for each concept, and what they all use beside it.

Every file is a plain script, style or page, so that a browser opens them from a disk,
where it may not fetch.
"""

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.export import figures, katex, markdown
from core.export.opening import opened
from core.export.pieces import Place, Reader, address
from core.export.recording import Recorded, Recorder
from core.export.variables import MOST, Variable, variables
from core.gan import settings
from core.gan.presets import PRESETS
from core.ui import nav, offline, served, tour

HERE = Path(__file__).parent
PAGES = tuple(page.stem for page in nav.PAGES if page.stem != "embed")
NOTE = (
    "This copy needs no server and no network: what it shows was recorded. Your own "
    "numbers, your own logs and new training runs need the app itself."
)


def write(
    folder: Path, stems: tuple[str, ...] = PAGES, most: int = MOST
) -> Iterator[str]:
    """Writes the course; yields a line for each page that is done.

    Args:
        folder: where; it is made if need be.
        stems: the pages.
        most: values that are recorded of a control that has many.
    """
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    _put(folder / "plotly.js", served.WHEEL.read_text(encoding="utf-8"))
    katex.put(folder)
    _put(folder / "course.css", offline.styles() + _own("course.css"))
    scripts = offline.scripts() + _own("course.js") + _own("figures.js")
    scripts += _own("tour.js")
    _put(folder / "course.js", f"(() => {{\n{scripts}}})();\n")
    for stem in stems:
        page, known, reader = read(stem, stems, most)
        for name, kept in reader.figures.items():
            script = f'bceCourse.figure("{name}", "{kept.text}");\n'
            _put(folder / "figures" / f"{name}.js", script)
        name = "index" if stem == "home" else stem
        _put(folder / f"{name}.html", document(stem, page, stems))
        _put(
            folder / f"{name}.js",
            f"bceCourse.page({data(stem, page, known, stems)});\n",
        )
        yield f"{name}.html: {len(page.texts)} texts, {len(reader.figures)} figures"


def read(
    stem: str, stems: tuple[str, ...], most: int = MOST
) -> tuple[Recorded, list[Variable], Reader]:
    """A page in all its states, its controls, and who has read it."""
    known = variables(stem, opened(stem, {}, {}), most)
    known = [_every_guess(stem, one, known) for one in known]
    reader = Reader(known, stems, Films())
    return Recorder(stem, known, reader).record(), known, reader


def _every_guess(stem: str, one: Variable, known: list[Variable]) -> Variable:
    """A guess that each case asks for anew, with what any case offers."""
    if not one.key.endswith("_"):
        return one
    cases = next(other for other in known if other.kind == "menu")
    apps = (opened(stem, {cases.key: value}, {}) for value in cases.values)
    offered = {text: None for app in apps for text in app.radio[0].options}
    return replace(one, values=tuple(offered))


class Films:
    """The recipes of the live page, each trained once."""

    def __init__(self):
        self._kept: dict[str, figures.Kept] = {}
        self._presets = {
            frozenset(settings.link(preset.config).items()): preset
            for preset in PRESETS
        }

    def __call__(self, query: dict[str, str], options: dict[str, Any]) -> figures.Kept:
        """The film of the recipe that a page's address sets."""
        preset = self._presets[frozenset(query.items())]
        if preset.name not in self._kept:
            kept = figures.film(preset.config, preset.iterations, options)
            self._kept[preset.name] = kept
        return self._kept[preset.name]


def document(stem: str, page: Recorded, stems: tuple[str, ...]) -> str:
    """The page's HTML, with an empty place for what a control changes."""
    name = "index" if stem == "home" else stem
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{html.escape(nav.tab(stem))}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="katex.css"><link rel="stylesheet" href="course.css">
</head><body>
<nav aria-label="Pages">{_contents(stem, stems)}</nav>
<main>{_inside(page, ())}</main>
<footer><p>{NOTE}</p></footer>
<script src="katex.js"></script><script src="course.js"></script>
<script src="{name}.js"></script><script src="plotly.js"></script>
</body></html>
"""


def _contents(here: str, stems: tuple[str, ...]) -> str:
    parts = [f'<a href="{address("home")}">{nav.NAME}</a>'] if "home" in stems else []
    current = {here: ' aria-current="page"'}
    links = [
        f'<li><a href="{address(page.stem)}"{current.get(page.stem, "")}>'
        f"{html.escape(page.title)}</a></li>"
        for page in nav.PAGES
        if page.stem in stems and page.stem != "home"
    ]
    parts.append(
        f"<details><summary>Pages</summary><ul>{''.join(links)}</ul></details>"
    )
    return "".join(parts)


def _inside(page: Recorded, at: Place) -> str:
    """All that lies in a box, in order."""
    places = {*page.boxes, *page.fixed, *page.moving}
    depth = len(at) + 1
    found = sorted({place[:depth] for place in places if place[: len(at)] == at} - {at})
    return "".join(_piece(page, place) for place in found)


def _piece(page: Recorded, place: Place) -> str:
    if place in page.boxes:
        opens = page.boxes[place]
        tag = opens[1:-1].split(" ")[0]
        return f"{opens}{_inside(page, place)}</{tag}>"
    label = place[-1] == -1
    tag = (
        ("summary" if page.boxes[place[:-1]] == "<details>" else "h3") if label else ""
    )
    if place in page.fixed:
        text = page.fixed[place]
        return f"<{tag}>{text}</{tag}>" if tag else text
    tag = tag or "div"
    return f'<{tag} data-piece="{_name(place)}"></{tag}>'


def data(
    stem: str, page: Recorded, known: list[Variable], stems: tuple[str, ...]
) -> str:
    """What ``course.js`` needs to know of the page."""
    controls = {
        one.key: {
            "kind": one.kind,
            "values": ["", *one.values] if one.kind == "guess" else one.values,
            "default": one.default,
            "queries": one.queries,
        }
        for one in known
    }
    moving = {_name(place): held for place, held in page.moving.items()}
    held = {"controls": controls, "texts": page.texts, "moving": moving}
    held["tour"] = _tour(stem, stems)
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def _tour(stem: str, stems: tuple[str, ...]) -> list[dict[str, Any]]:
    """The steps of the page's guided tour; the last one leads to the next page."""
    found, onward = tour.of_page(stem), tour.following(stem)
    steps = [
        {"link": one.link, "look": one.look, "says": markdown.blocks(one.says)}
        for one in (found.steps if found else ())
    ]
    if steps and onward and onward.page in stems:
        link = address(onward.page, {tour.KEY: "1"})
        steps[-1]["says"] += f'<p><a href="{link}">Next page</a></p>'
    return steps


def _name(place: Place) -> str:
    return "-".join(map(str, place))


def _own(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")

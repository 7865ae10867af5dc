"""A page of the app as pieces of HTML, each at its place in the page's tree.

A place is the way from the root, and says what kind of box lies there: in another state
of the page, another kind of thing may lie in the same row. A box holds other pieces. A
figure is an empty element that names what is drawn in it.
"""

import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from streamlit.testing.v1 import AppTest

from core.export import figures, markdown, tables
from core.export.controls import control
from core.export.variables import Variable, guess

Place = tuple[int, ...]
KINDS = 100  # of boxes, at most: a few per page
KEYED = re.compile(r"-(stage|choices|figure|rail|wide|card)_\w+$")
NOTICE = re.compile(r'(<p class="notice" data-notice="\w+">).*</p>', re.DOTALL)
RECORDED = '<p class="small">Recorded before: <b>Start</b> plays it.</p>'
ARROWS = {":material/arrow_back:": "← {}", ":material/arrow_forward:": "{} →"}


class Reader:
    """Reads pages that have the same controls.

    Attributes:
        figures: by name, what was drawn in the pages read so far.
    """

    def __init__(self, known: Sequence[Variable], pages: Sequence[str], film: Any):
        self.known = {one.key: one for one in known}
        self.pages = pages
        self.film = film
        self.figures: dict[str, figures.Kept] = {}
        self.query: dict[str, str] = {}
        self.kinds: dict[str, int] = {}

    def read(self, app: AppTest) -> tuple[dict[Place, str], dict[Place, str]]:
        """Boxes with the start of their HTML, and all other pieces."""
        boxes: dict[Place, str] = {}
        leaves: dict[Place, str] = {}
        held = {key: app.query_params[key] for key in app.query_params}
        self.query = {k: v[0] if isinstance(v, list) else v for k, v in held.items()}
        self._walk(app.main, (), boxes, leaves)
        return boxes, leaves

    def _walk(self, block: Any, at: Place, boxes: dict, leaves: dict) -> None:
        for number, child in block.children.items():
            if not hasattr(child, "children"):
                if piece := self.piece(child):
                    leaves[(*at, KINDS * number)] = piece
            elif child.type != "popover":
                opens, label = _box(child)
                kind = self.kinds.setdefault(opens, len(self.kinds) + 1)
                place = (*at, KINDS * number + kind)
                boxes[place] = opens
                if label:
                    leaves[(*place, -1)] = label
                self._walk(child, place, boxes, leaves)

    def piece(self, element: Any) -> str:
        """The HTML of an element; nothing where it is of use with a server only."""
        write = WRITERS.get(element.type)
        return write(self, element) if write else ""

    def _control(self, element: Any) -> str:
        if known := self.known.get(guess(element.key or "")):
            if known.kind == "guess":
                known = replace(known, values=tuple(element.options))
            return control(known)
        if element.type == "selectbox" and "recipe" in self.known:
            label = html.escape(f"{element.label}: {element.value}")
            return f'<p class="setting">{label}</p>'
        return ""

    def _figure(self, element: Any) -> str:
        found = figures.figure(element)
        if found is None:
            return ""
        options = {**found.options, "hide": [], "sweep": False, "plotly": "beside"}
        if options.get("live"):
            kept, said = self.film(self.query, options), RECORDED
        else:
            kept, said = figures.keep(found.packed), ""
            for name in ("start", "mount"):
                options.pop(name)
            options["digest"] = kept.name
        self.figures[kept.name] = kept
        shown = {} if options.get("live") else options
        return said + (
            f'<div class="drawn" data-key="{options["key"]}" data-name="{kept.name}" '
            f'data-options="{html.escape(json.dumps(shown))}"></div>'
        )

    def _link(self, element: Any) -> str:
        proto = element.proto
        stem = proto.page or "home"
        if stem not in self.pages or "tour=" in proto.query_string:
            return ""  # a tour's steps are told by the server
        label = ARROWS.get(proto.icon, "{}").format(markdown.words(proto.label))
        return f'<p><a href="{address(stem, proto.query_string)}">{label}</a></p>'


def address(stem: str, query: str | Mapping[str, str] = "") -> str:
    """Of a page in the course."""
    name = "index" if stem == "home" else stem
    text = query if isinstance(query, str) else urlencode(query)
    return html.escape(f"{name}.html" + (f"?{text}" if text else ""))


def _box(block: Any) -> tuple[str, str]:
    """The tag that opens it, and its label if it has one."""
    proto = block.proto
    if block.type == "expander":
        return "<details>", markdown.words(proto.label)
    if block.type == "tab":
        return "<section>", markdown.words(proto.label)
    keyed = KEYED.search(getattr(proto, "id", ""))
    names = [keyed[1] if keyed else ""]
    flex = getattr(proto, "flex_container", None)
    if flex is not None and flex.border:
        names.append("bordered")
    if flex is not None and flex.direction == flex.HORIZONTAL:
        names.append("across")
    found = " ".join(filter(None, names))
    return (f'<div class="{found}">' if found else "<div>"), ""


def _heading(_: Reader, element: Any) -> str:
    tag = element.proto.tag
    return f"<{tag}>{markdown.words(element.proto.body)}</{tag}>"


def _markdown(_: Reader, element: Any) -> str:
    return f'<div class="words">{markdown.blocks(element.proto.body)}</div>'


def _latex(_: Reader, element: Any) -> str:
    return markdown.formula(element.proto.body, display=True)


def _code(_: Reader, element: Any) -> str:
    text = html.escape(element.proto.code_text)
    return f'<pre tabindex="0"><code>{text}</code></pre>'


def _html(_: Reader, element: Any) -> str:
    """A notice is written by its figure, at every position of the slider."""
    return NOTICE.sub(r"\1</p>", element.proto.body)


def _alert(_: Reader, element: Any) -> str:
    return f'<div class="alert">{markdown.blocks(element.proto.body)}</div>'


def _metric(_: Reader, element: Any) -> str:
    label, body = (markdown.words(t) for t in (element.label, element.proto.body))
    return f'<p class="metric">{label}<br><b>{body}</b></p>'


def _image(_: Reader, element: Any) -> str:
    return f'<img src="{html.escape(element.proto.imgs[0].url)}" alt="">'


def _log(_: Reader, element: Any) -> str:
    text = html.escape(element.value or element.proto.default)
    return f'<pre class="log" tabindex="0">{text}</pre>' if text else ""


WRITERS: dict[str, Callable[[Reader, Any], str]] = {
    **dict.fromkeys(("title", "header", "subheader"), _heading),
    **dict.fromkeys(("markdown", "caption"), _markdown),
    **dict.fromkeys(("warning", "info", "error", "success"), _alert),
    **dict.fromkeys(("table", "dataframe", "arrow_data_frame"), tables.table),
    **dict.fromkeys(
        ("button_group", "selectbox", "select_slider", "number_input", "radio"),
        Reader._control,
    ),
    "divider": lambda _, __: "<hr>",
    "latex": _latex,
    "code": _code,
    "html": _html,
    "metric": _metric,
    "image": _image,
    "text_area": _log,
    "bidi_component": Reader._figure,
    "page_link": Reader._link,
}

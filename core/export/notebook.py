"""``python -m core.export.notebook course.ipynb``: the course as one notebook.

It lies beside the project's folder ``core``, whose figure functions it calls. Words,
formulas and answers are those of the pages where they open; code that a page runs, and
the figures, are cells to run and to change.
"""

import argparse
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.export.figures import figure
from core.export.opening import opened
from core.ui import nav

COLOURS = {"blue": "#0072B2", "green": "#007A59", "orange": "#C05000"}
COLOURED = re.compile(r":([a-z-]+)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
TAG = re.compile(r"</?p\b[^>]*>")
PRINTED = "What it printed just now"
START = """# The problem with BCE

Run it where the project's folder `core` lies: it needs numpy, plotly and torch. Figures
answer to the slider below them. The app itself draws them faster, and live."""


def notebook(stems: tuple[str, ...]) -> dict[str, Any]:
    """The notebook, in the format 4.5, with nothing run yet."""
    cells = [_markdown(START)]
    for stem in stems:
        cells += _page(opened(stem, {}, {}).main)
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "cells": cells,
    }


def _page(main: Any) -> list[dict[str, Any]]:
    """A page's cells: neighbouring words are one cell."""
    cells: list[dict[str, Any]] = []
    words: list[str] = []
    found = [*_parts(main)]
    for at, (kind, text) in enumerate(found):
        after = found[at + 1][1] if at + 1 < len(found) else ""
        before = found[at - 1][1] if at else ""
        if kind == "figure" or (kind == "code" and PRINTED in after):
            cells += [*_said(words), _code(text)]
            words = []
        elif kind == "code":
            if PRINTED not in before:
                words.append(f"```python\n{text}\n```")
        elif PRINTED not in text:
            words.append(text)
    return [*cells, *_said(words)]


def _said(words: list[str]) -> list[dict[str, Any]]:
    return [_markdown("\n\n".join(words))] if words else []


def _parts(block: Any) -> Iterator[tuple[str, str]]:
    """What the page shows, in its order: kind and text."""
    for child in block.children.values():
        held = getattr(child, "children", {}).values()
        if child.type == "popover" or any(one.type == "radio" for one in held):
            continue  # a guess has no point beside its answer
        if child.type == "expander":
            yield "words", f"**{plain(child.proto.label)}**"
        if hasattr(child, "children"):
            yield from _parts(child)
        elif part := _part(child):
            yield part


def _part(element: Any) -> tuple[str, str] | None:
    proto = element.proto
    match element.type:
        case "title" | "header" | "subheader":
            return "words", f"{'#' * int(proto.tag[1])} {plain(proto.body)}"
        case "markdown" | "latex":
            return "words", plain(proto.body)
        case "code":
            return "code", proto.code_text
        case "html":
            return "words", TAG.sub("", proto.body)
        case "table" | "dataframe":
            return "words", _table(element.value)
        case "bidi_component":
            sent = figure(element)
            code = sent.options.get("code") if sent else ""
            return ("figure", code) if code else None
    return None


def plain(text: str) -> str:
    """Streamlit's coloured words as HTML, without its icons."""
    text = re.sub(r":material/\w+:\s*", "", text)
    while found := COLOURED.search(text):
        name, inner = found[1], found[2]
        if name in COLOURS:
            inner = f'<span style="color:{COLOURS[name]}">{inner}</span>'
        text = text[: found.start()] + inner + text[found.end() :]
    return text


def _table(frame: Any) -> str:
    rows = [[_cell(one) for one in row] for row in frame.itertuples(index=False)]
    lines = [[plain(str(name)) for name in frame.columns], ["---"] * frame.shape[1]]
    return "\n".join(f"| {' | '.join(row)} |" for row in [*lines, *rows])


def _cell(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else plain(str(value))


def _markdown(text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "source": text,
        "execution_count": None,
        "outputs": [],
    }


def main() -> None:
    """Writes the notebook."""
    parser = argparse.ArgumentParser(prog="python -m core.export.notebook")
    parser.add_argument("file", type=Path, help="where to write it")
    logging.disable(logging.WARNING)
    made = notebook(tuple(page.stem for page in nav.LESSONS))
    text = json.dumps(made, ensure_ascii=False, indent=1)
    parser.parse_args().file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

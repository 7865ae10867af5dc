"""A figure as one script: the lines of this project that draw it, and no others.

Modules come in the order of their imports, lines in their own, so that what ran first
runs first. What comes from elsewhere stays an import: numpy and plotly, and torch where
PyTorch is asked. Of a docstring the first line is kept.
"""

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from core.ui import gathering
from core.ui.gathering import Found, Piece

NEEDS = ("numpy", "plotly", "torch")
RESERVED = frozenset({*dir(builtins), "shown"})
MARKS = re.compile(r"[ \t]*# (?:fmt|noqa|pyright)\b[^\n]*")
REMOVED = "# above"  # stands where a function imports what the script has
Names = dict[Found, str]


class Edit(NamedTuple):
    """A part of a text, in bytes, and what takes its place."""

    start: int
    end: int
    text: str


def script(call: str, says: str) -> str:
    """Python that draws the figure without this project.

    Args:
        call: an import and the call, as ``core.ui.snippet.call`` writes them.
        says: a line for the top.
    """
    source = re.sub(r"\n\n(?=.*\Z)", "\n\nshown = ", call, flags=re.DOTALL)
    main = gathering.read("", source)
    pieces = gathering.reached(main.pieces["shown"])
    names = _names(pieces)
    found = {use.found for piece in pieces for use in piece.uses}
    lines = {one.name for one in found if not one.module}
    needs = " and ".join(one for one in NEEDS if any(one in line for line in lines))
    begin = f'"""{says}\n\nNeeds {needs}, and nothing else.\n"""'
    parts = [begin, "\n".join(_imports(lines))]
    for module in gathering.order(main):
        own = {piece.node: piece for piece in pieces if piece.module.name == module}
        if own:
            parts.append(f"\n# {module.replace('.', '/')}.py")
        ordered = sorted(own.values(), key=lambda piece: piece.node.lineno)
        parts += _close([written(piece, names) for piece in ordered])
    parts.append(f"\n{written(pieces[-1], names)}\nshown.show()")
    return "\n\n".join(parts) + "\n"


def _imports(lines: Iterable[str]) -> Iterator[str]:
    """Whole modules first; names of one module on one line."""
    named: dict[str, list[str]] = {}
    for line in sorted(lines):
        if line.startswith("from "):
            module, name = line.removeprefix("from ").split(" import ")
            named.setdefault(module, []).append(name)
        else:
            yield line
    yield from (f"from {one} import {', '.join(names)}" for one, names in named.items())


def _close(texts: Iterable[str]) -> Iterator[str]:
    """Constants stand line by line, functions and classes apart."""
    held: list[str] = []
    for text in texts:
        if text.startswith(("def ", "class ", "@")):
            yield from ["\n".join(held)] if held else []
            held = []
            yield "\n" + text
        else:
            held.append(text)
    yield from ["\n".join(held)] if held else []


def _names(pieces: Iterable[Piece]) -> Names:
    """What each name is called in the script: with its module's, if two are alike."""
    wanted: dict[str, set[Found]] = {}
    dotted: set[Found] = set()
    for piece in pieces:
        for name in piece.binds:
            wanted.setdefault(name, set()).add(Found(piece.module.name, name))
        for node, found in piece.uses:
            if not found.module:
                alias = found.name.split()[-1].split(".")[0]
                wanted.setdefault(alias, set()).add(found)
            elif isinstance(node, ast.Attribute):
                dotted.add(found)
    names: Names = {}
    for name, all_ in wanted.items():
        for found in all_:
            clash = len(all_) > 1 or name in RESERVED or found in dotted
            if clash and found.module:
                tail = found.module.split(".")[-1]
                names[found] = f"{tail}_{name.lstrip('_')}"
    taken = [*names.values()]
    if len(taken) != len(set(taken)) or set(taken) & set(wanted):
        raise ValueError("two names of the script would be one")
    return names


def written(piece: Piece, names: Names) -> str:
    """The statement as the script has it."""
    source = piece.module.source.encode()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    node = piece.node
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(one.lineno for one in decorators)])
    begin, end = starts[first - 1], _place(node, starts).end
    edits = [*_edits(piece, names, starts)]
    text = source[begin:end]
    for edit in sorted(edits, reverse=True):
        a, b = edit.start - begin, edit.end - begin
        text = text[:a] + edit.text.encode() + text[b:]
    plain = MARKS.sub("", text.decode())
    for name in piece.binds:
        new = names.get(Found(piece.module.name, name), name)
        plain = re.sub(rf"^(def|class) {name}\b", rf"\1 {new}", plain, flags=re.M)
    return "\n".join(line for line in plain.split("\n") if line.strip() != REMOVED)


def _edits(piece: Piece, names: Names, starts: list[int]) -> Iterator[Edit]:
    for node, found in piece.uses:
        named = node.id if isinstance(node, ast.Name) else ""
        if found.module and named != (new := names.get(found, found.name)):
            yield _place(node, starts, new)
    if isinstance(piece.node, ast.Assign | ast.AnnAssign):
        for one in ast.walk(piece.node):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                own = Found(piece.module.name, one.id)
                if own in names:
                    yield _place(one, starts, names[own])
    for node in ast.walk(piece.node):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core"):
            yield _place(node, starts, REMOVED)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            says = ast.get_docstring(node)
            if says and "\n" in says:
                mark = "r" if "\\" in says.split("\n")[0] else ""
                short = f'{mark}"""{says.split(chr(10))[0]}"""'
                yield _place(node.body[0], starts, short)


def _place(node: ast.stmt | ast.expr, starts: list[int], text: str = "") -> Edit:
    assert node.end_lineno
    assert node.end_col_offset is not None
    end = starts[node.end_lineno - 1] + node.end_col_offset
    return Edit(starts[node.lineno - 1] + node.col_offset, end, text)

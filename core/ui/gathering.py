"""The lines of ``core`` that a call reaches: each name looked up where it is bound.

A module binds names with ``def``, ``class`` and ``=``, and imports others. It may do
nothing else while it is imported, or its lines could not be taken out of it.
"""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
Scope = ast.FunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Found(NamedTuple):
    """Where a name comes from; for one from elsewhere ``name`` is the import line."""

    module: str  # "" if it is none of ours
    name: str  # "" for the module itself


class Use(NamedTuple):
    """A place in the code that asks for a name."""

    node: ast.Name | ast.Attribute
    found: Found


@dataclass(frozen=True, eq=False)
class Piece:
    """A statement of a module, and the names that it binds."""

    module: "Module"
    node: ast.stmt
    binds: tuple[str, ...]

    @functools.cached_property
    def uses(self) -> list[Use]:
        """What it asks for, of ours and from elsewhere; not what is bound inside it."""
        return [*_uses(self.module, self.node, frozenset())]


@dataclass(frozen=True, eq=False)
class Module:
    """A module's source, its statements by the names they bind, and its imports."""

    name: str
    source: str
    pieces: dict[str, Piece]
    imports: dict[str, Found]


def read(name: str, source: str) -> Module:
    """A module from its text.

    Raises:
        ValueError: if it does more than bind names.
    """
    tree = ast.parse(source)
    made = Module(name, source, {}, {})
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            made.imports.update(_imported(node))
    for node in tree.body:
        for bound in (binds := _binds(node)):
            made.pieces[bound] = Piece(made, node, binds)
    return made


@functools.cache
def module(name: str) -> Module:
    """A module of ``core``."""
    path = file(name)
    assert path
    return read(name, path.read_text(encoding="utf-8"))


def file(name: str) -> Path | None:
    """Where a module of ours is, if there is one of that name."""
    path = ROOT.joinpath(*name.split("."))
    found = (path.with_suffix(".py"), path / "__init__.py")
    return next(
        (one for one in found if name.startswith("core") and one.exists()), None
    )


def reached(begin: Piece) -> list[Piece]:
    """All pieces that one needs, itself last."""
    known: dict[Piece, None] = {}

    def follow(piece: Piece) -> None:
        if piece in known:
            return
        known[piece] = None
        for _, found in piece.uses:
            if found.module:
                follow(module(found.module).pieces[found.name])

    follow(begin)
    return [*[*known][1:], begin]


def order(begin: Module) -> list[str]:
    """The names of all modules that one imports, each after those that it imports."""
    done: dict[str, None] = {}
    for found in begin.imports.values():
        if found.module and found.module not in done:
            done.update(dict.fromkeys(order(module(found.module))))
            done[found.module] = None
    return [*done]


def find(where: Module, name: str) -> Found | None:
    """Where a name of a module comes from; None if it is built in."""
    if name in where.pieces:
        return Found(where.name, name)
    found = where.imports.get(name)
    if found is None or not found.module or not found.name:
        return found
    return find(module(found.module), found.name)


def _imported(node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, Found]]:
    source = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    for one in node.names:
        alias, given = one.asname or one.name, f" as {one.asname}" if one.asname else ""
        full = f"{source}.{one.name}" if source else one.name
        if source.startswith("core"):
            yield alias, Found(full, "") if file(full) else Found(source, one.name)
        elif source:
            yield alias, Found("", f"from {source} import {one.name}{given}")
        else:
            yield alias.split(".")[0], Found("", f"import {one.name}{given}")


def _binds(node: ast.stmt) -> tuple[str, ...]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign(targets=[target]) | ast.AnnAssign(target=target):
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            if all(isinstance(one, ast.Name) for one in names):
                return tuple(one.id for one in names if isinstance(one, ast.Name))
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
            return ()
        case ast.If(test=ast.Name("TYPE_CHECKING")):
            return ()
    raise ValueError(f"line {node.lineno} does more than bind a name")


def _uses(where: Module, node: ast.AST, local: frozenset[str]) -> Iterator[Use]:
    match node:
        case ast.FunctionDef() | ast.Lambda():
            local |= _local(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            local |= {name for part in node.generators for name in _stored(part.target)}
        case ast.Attribute(value=ast.Name(id=name)) if name not in local:
            found = find(where, name)
            if found and found.module and not found.name:
                inside = find(module(found.module), node.attr)
                assert inside
                yield Use(node, inside)
                return
        case ast.Name(id=name, ctx=ast.Load()) if name not in local:
            if found := find(where, name):
                yield Use(node, found)
    for child in ast.iter_child_nodes(node):
        yield from _uses(where, child, local)


def _local(scope: Scope) -> set[str]:
    """What is bound inside a function; of its imports those that are not ours."""
    names = {one.arg for one in ast.walk(scope.args) if isinstance(one, ast.arg)}
    for node in ast.walk(scope):
        names |= _stored(node) if isinstance(node, ast.Name) else set()
        if isinstance(node, ast.FunctionDef) and node is not scope:
            names.add(node.name)
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias for alias, found in _imported(node) if not found.module}
    return names


def _stored(target: ast.AST) -> set[str]:
    return {
        node.id
        for node in ast.walk(target)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }

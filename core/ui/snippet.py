"""Code that is shown and run from one place: a function's own body.

A snippet is a function whose parameters are the values to put in, the last one being
``print``. Its body imports what it needs. Shown: the imports, the values, the rest, as
a script that a reader can copy. Run: the function itself.
"""

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, float | str]


def source(run: Callable[..., None], values: Values) -> str:
    """The snippet as a script, with the values assigned after the imports."""
    imports, rest = _halves(run)
    given = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    return "\n\n".join(part for part in (imports, given, rest) if part)


@functools.lru_cache(maxsize=64)
def _halves(run: Callable[..., None]) -> tuple[str, str]:
    """The imports, and what follows them."""
    text = textwrap.dedent(inspect.getsource(run))
    lines = text.splitlines()
    (function,) = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    body = function.body[1:] if ast.get_docstring(function) else function.body
    first = body[0].lineno - 1
    after = next(
        node for node in body if not isinstance(node, ast.Import | ast.ImportFrom)
    )
    imports = textwrap.dedent("\n".join(lines[first : _start(lines, after)])).strip()
    rest = textwrap.dedent("\n".join(lines[_start(lines, after) :])).strip()
    return imports, rest


def output(run: Callable[..., None], values: Values) -> str:
    """What the snippet prints with these values."""
    return _output(run, tuple(values.items()))


@functools.lru_cache(maxsize=4096)  # short texts, the same for all readers
def _output(run: Callable[..., None], values: tuple) -> str:
    printed: list[str] = []
    run(**dict(values), print=lambda *parts: printed.append(" ".join(map(str, parts))))
    return "\n".join(printed)


def call(draw: Callable[..., object], args: tuple[object, ...]) -> str:
    """Python that makes a lesson's figure; nothing if the page makes it itself."""
    if not draw.__module__.startswith("core.lessons."):
        return ""
    name, given = draw.__name__, ", ".join(map(_written, args))
    return f"from {draw.__module__} import {name}\n\n{name}({given})"


def _written(value: Any) -> str:
    """A value as Python writes it, a number of NumPy's as the plain number."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_written, value))}{',' * (len(value) == 1)})"
    return repr(value.item() if hasattr(value, "item") else value)


def _start(lines: list[str], node: ast.stmt) -> int:
    """The node's first line, its comments above included."""
    at = node.lineno - 1
    while lines[at - 1].strip().startswith("#"):
        at -= 1
    return at

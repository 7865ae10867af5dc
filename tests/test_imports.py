"""Who may import whom: a folder's name is its import rule."""

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from core.ui import nav

PROJECT = Path(__file__).resolve().parent.parent
FILES = [
    path.relative_to(PROJECT)
    for pattern in ("app.py", "server.py", "pages/**/*.py", "core/**/*.py")
    for path in sorted(PROJECT.glob(pattern))
]
MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): path
    for path in FILES
}


class Arrows(NamedTuple):
    """What a room may import besides the standard library, with all that is below."""

    always: set[str]
    when_called: frozenset[str] = frozenset()  # in functions, and for type checkers


TRAINS = frozenset({"core.training", "core.precision"})
BELOW = {f"core.{room}" for room in ("maths", "gan", "training", "precision")}
BELOW |= {f"core.{room}" for room in ("diagnosis", "plotting", "lessons")}
ROOMS = {
    "core/maths": Arrows({"numpy", "core.maths"}),
    "core/gan": Arrows({"numpy", "core.maths", "core.gan"}, frozenset({"torch"})),
    "core/training": Arrows(
        {"numpy", "torch", "core.maths", "core.gan", "core.training"}
    ),
    "core/precision": Arrows({"numpy", "torch", "core.maths", "core.precision"}),
    "core/diagnosis": Arrows({"numpy", "core.diagnosis"}),
    "core/plotting": Arrows({"numpy", "plotly", "core.plotting"}),
    "core/lessons": Arrows(
        {"numpy", "plotly", "core.maths", "core.gan", "core.diagnosis"}
        | {"core.plotting", "core.lessons"},
        TRAINS,
    ),
    "core/ui": Arrows({"streamlit", "pandas", "pyarrow", "numpy", *BELOW, "core.ui"}),
    "core/export": Arrows({"streamlit", "numpy", "markdown_it", "core"}),
    "pages": Arrows({"streamlit", "numpy", *BELOW, "core.ui"}),
    "core": Arrows(set()),
    "server.py": Arrows({"streamlit", "starlette", "core.ui"}),
}


def room(path: Path) -> str:
    """The room that a file lies in; app.py keeps the rule of the pages."""
    if path == Path("app.py"):
        return "pages"
    if path == Path("server.py"):
        return "server.py"
    inside = [name for name in ROOMS if path.is_relative_to(name)]
    return max(inside, key=len)


class Import(NamedTuple):
    module: str
    late: bool


def imports(node: ast.AST, late: bool = False) -> Iterator[Import]:
    """Every import below a node; ``from a import b`` imports ``a.b``."""
    match node:
        case ast.Import(names):
            yield from (Import(alias.name, late) for alias in names)
        case ast.ImportFrom(module, names, level):
            for alias in names:
                full = f"{module}.{alias.name}"
                whole = full if full in MODULES else f"{module}"
                yield Import("." * level + whole, late)
        case ast.FunctionDef() | ast.If(test=ast.Name("TYPE_CHECKING")):
            late = True
    for child in ast.iter_child_nodes(node):
        yield from imports(child, late)


def refused(where: str, source: str, name: str = "") -> list[str]:
    """What a room's file imports although no arrow leads there."""
    always, when_called = ROOMS[where]
    if name == "pytorch.py":  # code that readers copy needs nothing of ours
        always, when_called = set(), frozenset({"numpy", "torch"})
    return [
        found.module
        for found in imports(ast.parse(source))
        if found.module.split(".")[0] not in sys.stdlib_module_names
        and not any(
            f"{found.module}.".startswith(f"{allowed}.")
            for allowed in (always | when_called if found.late else always)
        )
    ]


def read(path: Path) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")


def test_every_room_has_files_and_every_file_a_room():
    assert {room(path) for path in FILES} == set(ROOMS)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_imports_only_what_its_room_may(path: Path):
    assert refused(room(path), read(path), path.name) == []


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("pages", "import torch"),
        ("pages", "import plotly.graph_objects as go"),
        ("pages", "from pages import home"),
        ("pages", "from . import home"),
        ("core/ui", "from plotly import graph_objects"),
        ("core/ui", "def warm():\n    import torch"),
        ("core/lessons", "import streamlit as st"),
        ("core/lessons", "from core.ui import explorable"),
        ("core/lessons", "from core.training import losses"),
        ("core/lessons", "def chain():\n    import torch"),
        ("core/plotting", "from core.maths import bce"),
        ("core/maths", "from torch import nn"),
        ("core/maths", "import scipy.special"),
        ("core/maths", "def draw():\n    import plotly"),
        ("core/gan", "import torch"),
        ("core/training", "import streamlit"),
        ("core/precision", "from core.training import losses"),
    ],
)
def test_an_import_against_the_arrows_is_noticed(where: str, source: str):
    assert len(refused(where, source)) == 1


@pytest.mark.parametrize(
    "source",
    ["import torch", "def run():\n    from core.maths import bce"],
)
def test_code_that_readers_copy_imports_nothing_of_ours_and_nothing_early(source: str):
    assert len(refused("core/lessons", source, "pytorch.py")) == 1


@pytest.mark.parametrize(
    "source",
    [
        "def ways():\n    from core.precision import torch_bce",
        "if TYPE_CHECKING:\n    from core.training.snapshot import Snapshot",
    ],
)
def test_a_lesson_may_ask_torch_when_it_is_called(source: str):
    assert refused("core/lessons", source) == []


def test_no_module_of_core_reaches_itself_again():
    graph = {
        name: {found.module for found in imports(ast.parse(read(path)))} & set(MODULES)
        for name, path in MODULES.items()
    }
    assert "core.maths.bce" in graph["core.maths.sliders"]
    order = list(graphlib.TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def test_only_the_warm_up_imports_a_module_by_name():
    by_name = {
        path.as_posix()
        for path in FILES
        if any(word in read(path) for word in ("import_module", "__import__"))
    }
    assert by_name == {"core/ui/warm.py"}


def test_opening_a_page_does_not_import_torch():
    lines = ["import sys"]
    for path in (Path("app.py"), *(Path(nav.path(page.stem)) for page in nav.PAGES)):
        early = {name for name, late in imports(ast.parse(read(path))) if not late}
        assert any(name.startswith("core.") for name in early)
        lines += [f"import {', '.join(sorted(early))}"]
        lines += [f"print('torch' in sys.modules, {path.as_posix()!r})"]
    told = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line for line in told.stdout.splitlines() if line.startswith("True")] == []
    assert len(told.stdout.splitlines()) == 1 + len(nav.PAGES)

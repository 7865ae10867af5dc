"""Who may import whom. README.md draws the arrows; here they are exact."""

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
    for pattern in ("app.py", "pages/**/*.py", "core/**/*.py")
    for path in sorted(PROJECT.glob(pattern))
]
MODULES = {
    ".".join(path.with_suffix("").parts).removesuffix(".__init__"): path
    for path in FILES
}
TOP = {name for name, path in MODULES.items() if path.parent == Path("core")}
WITHOUT_TORCH = {
    "core.gan_config",
    "core.gan_losses",
    "core.gan_presets",
    "core.gan_script",
    "core.gan_script_steps",
    "core.gan_script_target",
}
WITH_TORCH = frozenset(
    name for name in TOP if name.startswith(("core.gan", "core.precision"))
).difference(WITHOUT_TORCH)
MATHS = TOP - WITH_TORCH - {"core"}


class Arrows(NamedTuple):
    """What a room may import besides the standard library, with all that is below."""

    always: set[str]
    when_called: frozenset[str] = (
        frozenset()
    )  # inside functions, and for the type checker


ROOMS = {
    "pages": Arrows({"streamlit", "numpy", "core"}),
    "core/ui": Arrows({"streamlit", "numpy", "core"}),
    "core/scenes": Arrows(
        {"numpy", "plotly.graph_objects", "core.figures", "core.scenes"} | MATHS,
        WITH_TORCH,
    ),
    "core/figures": Arrows(
        {"numpy", "plotly", "core.figures.theme", "core.figures.scrubbing"}
    ),
    "core/facts": Arrows(
        {"numpy", "core.figures.theme", "core.facts"} | MATHS, WITH_TORCH
    ),
    "core/snippets": Arrows(set(), frozenset({"numpy", "torch"})),
    "maths": Arrows({"numpy"} | MATHS),
    "maths with torch": Arrows({"numpy", "torch"} | MATHS | WITH_TORCH),
}


def room(path: Path) -> str:
    if path == Path("app.py"):
        return "pages"
    if path.parent == Path("core"):
        return "maths with torch" if f"core.{path.stem}" in WITH_TORCH else "maths"
    return path.parent.as_posix()


class Import(NamedTuple):
    module: str
    late: bool


def imports(node: ast.AST, late: bool = False) -> Iterator[Import]:
    """Every import below a node; ``from core import bce`` imports ``core.bce``."""
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


def refused(where: str, source: str) -> list[str]:
    """What a room's file imports although no arrow leads there."""
    always, when_called = ROOMS[where]
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


def test_the_rooms_are_found():
    assert {room(path) for path in FILES} == set(ROOMS)
    assert {"core.bce", "core.gan_losses"} <= MATHS
    assert "core.precision" in WITH_TORCH


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_imports_only_what_its_room_may(path: Path):
    assert refused(room(path), read(path)) == []


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("pages", "import torch"),
        ("pages", "import plotly.graph_objects as go"),
        ("pages", "from pages import home"),
        ("pages", "from . import home"),
        ("core/ui", "from plotly import graph_objects"),
        ("core/ui", "def warm():\n    import torch"),
        ("core/scenes", "import streamlit as st"),
        ("core/scenes", "import plotly.express as px"),
        ("core/scenes", "from core.ui import explorable"),
        ("core/scenes", "from core import precision"),
        ("core/scenes", "def chain():\n    import torch"),
        ("core/figures", "from core import bce"),
        ("core/figures", "from core.bce import Floats"),
        ("core/figures", "from core.scenes.gradients import chain"),
        ("core/facts", "from core.precision import measure"),
        ("core/snippets", "import torch"),
        ("core/snippets", "def run():\n    from core import bce"),
        ("maths", "from torch import nn"),
        ("maths", "import scipy.special"),
        ("maths", "def draw():\n    import plotly"),
        ("maths with torch", "import streamlit"),
    ],
)
def test_an_import_against_the_arrows_is_noticed(where: str, source: str):
    assert len(refused(where, source)) == 1


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("core/scenes", "def ways():\n    from core import precision"),
        ("core/facts", "def measured():\n    from core.precision import measure"),
        ("core/scenes", "if TYPE_CHECKING:\n    from core.precision import Refusal"),
        ("core/snippets", "def run():\n    from torch.nn import functional"),
    ],
)
def test_what_imports_torch_may_wait_for_a_call(where: str, source: str):
    assert refused(where, source) == []


def test_no_module_of_core_reaches_itself_again():
    graph = {
        name: {found.module for found in imports(ast.parse(read(path)))} & set(MODULES)
        for name, path in MODULES.items()
    }
    assert "core.bce" in graph["core.grids"]
    order = list(graphlib.TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def test_scenes_name_plotly_only_as_a_type():
    for path in FILES:
        if room(path) == "core/scenes":
            calls = [
                ast.unparse(node)
                for node in ast.walk(ast.parse(read(path)))
                if isinstance(node, ast.Call) and ast.unparse(node).startswith("go.")
            ]
            assert calls == [], f"{path} draws"


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

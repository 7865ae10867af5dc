"""A derivation that the reader walks: formula, table and code light up together.

What a step is about stands on colour, the rest is dimmed.
"""

import ast
import html
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from core.lessons.minimax.derivation import Step
from core.lessons.minimax.walk import Walk
from core.ui import controls, lesson, url

# Colours that do in both themes; the text keeps the theme's own.
_PANE = (
    "margin:0;padding:0.75rem 1rem;border-radius:0.5rem;overflow-x:auto;"
    "background:rgba(127,127,127,0.08);font-size:0.875rem;line-height:1.7;"
    "font-family:'Source Code Pro',monospace"
)
_PLAIN = "background:none;color:inherit;padding:0;font:inherit"
_LIT = "background:rgba(%s,0.22);color:inherit;font-weight:600"
_GROUNDS = {"green": "0,158,115", "orange": "213,94,0", "blue": "0,114,178"}


def show(walk: Walk, run: Callable[..., None], *, key: str) -> None:
    """One step of a derivation, and the way to the others.

    Args:
        walk: the derivation.
        run: the snippet whose lines of code are shown.
        key: the parameter's name in the URL.
    """
    step = _choose(walk.steps, key)
    # A piece stands in braces, so that lines break between pieces only.
    pieces = [lit(rf"$\displaystyle {{{tex}}}$", color) for tex, color in step.formula]
    lesson.prose(step.says)
    lesson.prose(" ".join(pieces))
    lesson.prose(f"${step.numbers % walk.values}$")
    lit_rows = [_row(step, walk.columns, label, cells) for label, cells in walk.rows]
    turned = map(list, zip(*lit_rows, strict=True))
    st.table(dict(zip(walk.columns, turned, strict=True)), alt=walk.alt)
    if "code" not in url.hidden():
        _code(step, assignments(run, walk.lines))


def lit(text: str, color: str) -> str:
    """Markdown on a ground of that colour, or dimmed if there is none."""
    return f":{color}-background[{text}]" if color else f":gray[{text}]"


def assignments(run: Callable[..., None], names: Sequence[str]) -> dict[str, str]:
    """The source line of each variable's assignment, without the comment behind it."""
    text = textwrap.dedent(inspect.getsource(run))
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign):
            target = node.targets[0]
            first = target.elts[0] if isinstance(target, ast.Tuple) else target
            found[ast.unparse(first)] = ast.get_source_segment(text, node) or ""
    return {name: found[name] for name in names}


def _choose(steps: Sequence[Step], key: str) -> Step:
    """The step that the reader is at: chosen by name, or by walking on and back."""
    names = [step.name for step in steps]
    at = names.index(controls.choice("Step", names, key=key))
    if "controls" not in url.hidden():
        with st.container(horizontal=True, vertical_alignment="center"):
            # Never disabled: that would throw a keyboard's focus off the page.
            for text, to in (("Step back", at - 1), ("Step on", at + 1)):
                name = names[min(max(to, 0), len(steps) - 1)]
                st.button(text, key=f"{key}_{text}", on_click=_go, args=(key, name))
            lesson.small(f"Step {at + 1} of {len(steps)}")
    return steps[at]


def _go(key: str, name: str) -> None:
    st.session_state[key] = name


def _row(
    step: Step, columns: Sequence[str], label: int, cells: Sequence[str]
) -> list[str]:
    color = ("orange", "green")[label] if label in step.labels else ""
    pairs = zip(columns, cells, strict=True)
    return [lit(cell, color if name in step.columns else "") for name, cell in pairs]


def _code(step: Step, lines: Mapping[str, str]) -> None:
    shown = []
    for name, line in lines.items():
        if name in step.lines:
            look = _LIT % _GROUNDS[step.lines[name]]
            shown.append(f'<mark style="{look}">{html.escape(line)}</mark>')
        else:
            shown.append(f'<span style="opacity:0.7">{html.escape(line)}</span>')
    text = "\n".join(shown)
    inner = f'<code style="{_PLAIN}">{text}</code>'
    st.html(f'<pre style="{_PANE}" tabindex="0">{inner}</pre>')

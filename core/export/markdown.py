"""Streamlit's Markdown as HTML: CommonMark, tables, coloured words, formulas.

A formula becomes an element with its LaTeX in ``data-tex``; KaTeX sets it in the
browser, as it does in the app.
"""

import html
import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MATH = re.compile(r"(\$\$?)(?=\S|\$)((?:[^$\\]|\\.)+?)(?<=\S)\s*\1", re.DOTALL)
DIRECTIVE = re.compile(r":([a-z-]+)(?=\[)")
ICON = re.compile(r":material/\w+:\s*")


def blocks(text: str) -> str:
    """Paragraphs, lists, tables and headings."""
    return _PARSER.render(ICON.sub("", text))


def words(text: str) -> str:
    """One line, without a paragraph around it."""
    return _PARSER.renderInline(ICON.sub("", text))


def formula(latex: str, *, display: bool) -> str:
    """The element that KaTeX fills; without scripts it shows the LaTeX."""
    tex = html.escape(latex.strip().strip("$").strip())
    if display:  # a long line is scrolled, also with the keyboard
        return f'<span class="tex line" data-tex="{tex}" tabindex="0">{tex}</span>'
    return f'<span class="tex" data-tex="{tex}">{tex}</span>'


def _math(state: StateInline, silent: bool) -> bool:
    found = MATH.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = formula(
            found[2], display=found[1] == "$$"
        )
    state.pos = found.end()
    return True


def _directive(state: StateInline, silent: bool) -> bool:
    """``:blue[words]``, which may hold more Markdown."""
    found = DIRECTIVE.match(state.src, state.pos)
    end = state.md.helpers.parseLinkLabel(state, found.end()) if found else -1
    if not found or end < 0:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = f'<span class="{found[1]}">'
        most = state.posMax
        state.pos, state.posMax = found.end() + 1, end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("html_inline", "", 0).content = "</span>"
    state.pos = end + 1
    return True


def _text(state: StateInline, silent: bool) -> bool:
    """Plain text up to the next character that may begin something."""
    end = state.pos
    while end < state.posMax and state.src[end] not in "\n$:*_`[]!<&\\{}~":
        end += 1
    if end == state.pos:
        return False
    if not silent:
        state.pending += state.src[state.pos : end]
    state.pos = end
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.at("text", _text)
    parser.inline.ruler.after("escape", "math", _math)
    parser.inline.ruler.after("math", "directive", _directive)
    return parser


_PARSER = _parser()

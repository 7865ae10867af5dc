"""What a page prints in LaTeX, and what that claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.latex.signs import depths, is_number, split, tokens

RELATIONS = {"=": "=", r"\approx": "=", r"\sim": "=", r"\ge": r"\ge", r"\le": r"\le"}
_TEX = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)
_GAP = re.compile(r"\]?\s*(:[a-z-]+\[)?")  # between two pieces of one formula
_LABELS = ("expander", "radio", "button", "checkbox", "selectbox", "segmented_control")
_TEXTS = ("markdown", "title", "header", "subheader", "caption", "metric", *_LABELS)


@dataclass(frozen=True)
class Printed:
    """A formula, what kind of element holds it, and the words before it.

    In a table these are the column's title and the other cells of the row.
    """

    tex: str
    kind: str
    before: str = ""


@dataclass
class Claim:
    """Sides that are said to be equal, or in an order; with one side, an expression."""

    printed: Printed
    sides: list[tuple[str, ...]]
    relations: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ? ".join(" ".join(side) for side in self.sides)


def printed(app: AppTest) -> list[Printed]:
    """Every formula on the page, in Streamlit's own elements and inside Markdown."""
    found = [Printed(element.value.strip("$ \n"), "latex") for element in app.latex]
    for kind in _TEXTS:
        for element in app.get(kind):
            for text in _texts(element):
                found += _in_words(text, "words", text)
    for element in app.table:
        frame: Any = element.value
        for _, row in frame.iterrows():
            for column, cell in row.items():
                others = [str(other) for other in row if other is not cell]
                where = " | ".join([str(column), *others])
                found += _in_words(str(cell), "table", where)
    return found


def claims(found: Sequence[Printed]) -> list[Claim]:
    """What they claim; a line that begins with = or is all numbers continues one."""
    made: list[Claim] = []
    last: dict[str, Claim] = {}
    for one in found:
        for signs, condition in _statements(tokens(one.tex)):
            sides, relations = _sides(signs)
            before = last.get(one.kind)
            if before and (not sides[0] or all(map(is_number, sides))):
                new = sides[1:] if not sides[0] else sides
                before.sides += new
                before.relations += relations if not sides[0] else ["=", *relations]
                continue
            made.append(Claim(one, sides, relations))
            if not condition:
                last[one.kind] = made[-1]
    return made


# -- Inside ----------------------------------------------------------------------------


def _texts(element: Any) -> Iterator[str]:
    yield from (
        text
        for text in (
            getattr(element, "value", None),
            getattr(element, "label", None),
            *(getattr(element, "options", None) or ()),
        )
        if isinstance(text, str)
    )


def _in_words(text: str, kind: str, where: str) -> list[Printed]:
    """Formulas between dollars; pieces with nothing but colour between them are one."""
    joined: list[tuple[str, int, int]] = []
    for match in _TEX.finditer(text):
        tex = (match[1] or match[2]).replace(r"\displaystyle", "").strip()
        whole = re.fullmatch(r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}", tex)
        tex = whole[1] if whole else tex
        if joined and not match[1]:
            before, start, end = joined[-1]
            gap = text[end : match.start()]
            if _GAP.fullmatch(gap) or gap.strip() == ":":
                link = " = " if ":" in gap and "[" not in gap else " "
                joined[-1] = before + link + tex, start, match.end()
                continue
        joined.append((tex, match.start(), match.end()))
    return [
        Printed(tex, kind, where if kind == "table" else text[:start])
        for tex, start, _ in joined
    ]


def _statements(signs: Sequence[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """What stands between wide spaces, and whether it only sets what follows (``:``).

    A word names what comes after it: "exact 0.858" is an equation. A word behind
    something is a remark.
    """
    text: list[str] = []
    for part in split(signs, r"\qquad"):
        text += [*part, r"\quad"]
    statement: list[str] = []
    for at, sign in enumerate(text):
        named = len(statement) == 1 and statement[0].startswith(r"\text")
        following = text[at + 1 : at + 2]
        new = sign == ":" or (
            sign == "," and following and following[0].startswith(r"\text")
        )
        if new or (sign == r"\quad" and not named):
            while statement and statement[-1] == ",":
                statement.pop()
            if statement:
                yield tuple(statement), sign == ":"
            statement = []
        elif named and sign not in RELATIONS:
            statement += ["="] if sign == r"\quad" else ["=", sign]
        elif sign != r"\quad" and not (statement and _is_remark(sign, statement[-1])):
            statement.append(sign)


def _is_remark(sign: str, before: str) -> bool:
    value = sign == r"\text{none}" or before in (*RELATIONS, "{")
    return sign.startswith(r"\text{") and not value


def _sides(signs: Sequence[str]) -> tuple[list[tuple[str, ...]], list[str]]:
    parts, relations = [[]], []
    for sign, depth in zip(signs, depths(signs), strict=True):
        if sign in RELATIONS and not depth:
            relations.append(RELATIONS[sign])
            parts.append([])
        else:
            parts[-1].append(sign)
    return [tuple(part) for part in parts], relations

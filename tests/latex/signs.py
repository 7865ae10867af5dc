"""LaTeX in pieces: signs, names and words, and what stands in which bracket."""

import re
from collections.abc import Sequence

_TOKEN = re.compile(
    r"\\(?:text|mathrm|mathbb|begin|end)\s*\{[^{}]*\}"  # a word
    r"|(?:\d+(?:\.\d+)?\s*\\cdot\s*)?10\^\{-?\d+\}|\d+(?:\.\d+)?"  # a numeral
    r"|\\[A-Za-z]+|\\.|\S"
)
_LOOKS = r"\, \; \: \! \displaystyle \textstyle \pm \big \Big \bigg \Bigg \left \right"
_LOOKS = frozenset(_LOOKS.split())
_SAME = {r"\tfrac": r"\frac", r"\lbrack": "[", r"\rbrack": "]", r"\|": ","}
_UNITS = re.compile(r"\\text\{\s*(bits?|nats)\s*\}")
_NONE = re.compile(r"\\text\{\s*(none|a kink|not a number).*\}")
ALGEBRA = frozenset([*"+-/^{}()[]|", r"\cdot", r"\frac", r"\sqrt", r"\log"])
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}


def tokens(tex: str) -> tuple[str, ...]:
    """Signs, names and words in order, without what only changes how they look."""
    short = re.sub(r"\\t?frac\s*([\dA-Za-z])\s*([\dA-Za-z])", r"\\frac{\1}{\2}", tex)
    found = []
    for token in _TOKEN.findall(short.replace("{}", "")):
        if _NONE.fullmatch(token):
            token = r"\text{none}"
        elif token.startswith(r"\text{"):
            word = token[6:-1].strip().rstrip(":")
            token = "" if _UNITS.fullmatch(token) else rf"\text{{{word}}}"
        if token and token not in _LOOKS:
            found.append(_SAME.get(token, token))
    return tuple(found)


def split(signs: Sequence[str], at: str) -> list[tuple[str, ...]]:
    """The parts between the signs ``at`` that stand in no bracket."""
    parts: list[list[str]] = [[]]
    for sign, depth in zip(signs, depths(signs), strict=True):
        if sign == at and not depth:
            parts.append([])
        else:
            parts[-1].append(sign)
    return [tuple(part) for part in parts]


def depths(signs: Sequence[str]) -> list[int]:
    """In how many brackets each sign stands."""
    depth, found = 0, []
    for sign in signs:
        depth -= sign in _CLOSED_BY.values()
        found.append(depth)
        depth += sign in _CLOSED_BY
    return found


def is_number(signs: Sequence[str]) -> bool:
    """Whether nothing but numerals stands there."""
    known = ALGEBRA | {r"\infty", r"\text{none}", ",", "e"}
    return all(sign[0].isdigit() or sign in known for sign in signs)

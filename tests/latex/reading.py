"""The value of an expression in LaTeX, and how far its printed digits leave it open.

SymPy's parser reads the algebra. The names it cannot know, such as D* or E, come with
their meaning: a number, an array, or a function. Each name, each call of a function
and each numeral becomes a placeholder before SymPy sees the expression.
"""

import functools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from sympy.parsing.latex import parse_latex
from sympy.parsing.latex.errors import LaTeXParsingError

from tests.latex.signs import ALGEBRA, depths, is_number, split, tokens

Names = Mapping[str, Any]

_NUMERAL = re.compile(r"(?:(?P<digits>[\d.]+)\s*\\cdot\s*)?10\^\{(?P<power>-?\d+)\}")


class UnreadableError(ValueError):
    """An expression has a sign that neither SymPy nor its page's names explain."""


@dataclass(frozen=True)
class Curve:
    """A function that is also printed without its argument: then it is taken ``at``."""

    of: Callable[..., Any]
    at: Any

    def __call__(self, *args: Any) -> Any:
        return self.of(*args)


@dataclass(frozen=True)
class Over:
    """Σ or ∫: takes all that follows, up to the next plus sign of its level."""

    of: Callable[[Any], Any]


def evaluate(signs: Sequence[str], names: Names, digits: int = 4) -> tuple[Any, Any]:
    """The expression's value, and by how much rounded numerals may have moved it.

    A numeral is taken for rounded to ``digits`` digits if it has a decimal point, or if
    there is no name beside it: then 2 may be 2.000 with its zeros cut off.

    Raises:
        UnreadableError: if a sign has no meaning.
    """
    plain = _Reader(names, digits)
    value, moved = plain.read(signs), 0.0
    for at, numeral in enumerate(plain.numerals):
        if is_number(signs) or not numeral.isdigit():
            other = _Reader(names, digits, moved=at).read(signs)
            with np.errstate(invalid="ignore"):
                moved = moved + np.nan_to_num(np.abs(np.float64(other - value)))
    return np.float64(value), moved


# -- Inside ----------------------------------------------------------------------------


class _Reader:
    """Reads one expression; one numeral may be moved by half of its last digit."""

    def __init__(self, names: Names, digits: int, moved: int = -1):
        own = {r"\text{none}": math.nan, r"\infty": math.inf, "e": math.e}
        own |= {r"\max": np.maximum, r"\min": np.minimum}
        known = [(tokens(name), meaning) for name, meaning in (own | {**names}).items()]
        self.names = sorted(known, key=lambda pair: -len(pair[0]))
        self.digits, self.moved, self.numerals = digits, moved, list[str]()

    def read(self, signs: Sequence[str]) -> Any:
        if len(parts := split(signs, ",")) > 1:
            return np.stack([self.read(part) for part in parts])
        if len(parts := _pair(signs)) > 1:
            return np.stack([self.read(part) for part in parts], axis=-1)
        if signs[:1] == (r"\begin{pmatrix}",) and signs[-1] == r"\end{pmatrix}":
            rows = [split(row, "&") for row in split(signs[1:-1], r"\\")]
            return np.array([[self.read(cell) for cell in row] for row in rows])
        text, held, at = "", [], 0
        while at < len(signs):
            sign = signs[at]
            name, meaning = self._name(signs, at)
            if name or sign[0].isdigit():
                at += max(len(name), 1)
                place = f"a_{{{len(held)}}}"
                text += f"{{{place}}}" if text[-1:] == "^" else f" {place}"
                if name:
                    value, at = self._meant(meaning, signs, at)
                else:
                    value = self._number(sign)
                held.append(value)
                if at < len(signs) and signs[at] in ("(", "["):
                    text += r" \cdot "  # SymPy would take the name for a function's
            elif signs[at : at + 3] == (r"\log", "_", "2"):
                text, at = text + r"\log_{2}", at + 3
            elif sign in ALGEBRA:
                text, at = text + sign, at + 1
            else:
                raise UnreadableError(f"{sign} has no meaning in {' '.join(signs)}")
        with np.errstate(all="ignore"):
            return _function(text.strip(), len(held))(*_alike(held))

    def _name(self, signs: Sequence[str], at: int) -> tuple[tuple[str, ...], Any]:
        for name, meaning in self.names:
            if tuple(signs[at : at + len(name)]) == name:
                return name, meaning
        return (), None

    def _meant(self, meaning: Any, signs: Sequence[str], at: int) -> tuple[Any, int]:
        """The value of a name, and where what belongs to it ends."""
        level = depths(signs)
        if isinstance(meaning, Over):
            ends = (
                i
                for i in range(at, len(signs))
                if level[i] < level[at - 1]
                or (signs[i], level[i]) == ("+", level[at - 1])
            )
            end = next(ends, len(signs))
            return meaning.of(self.read(signs[at:end])), end
        if callable(meaning) and at < len(signs) and signs[at] in ("(", "["):
            end = next(i for i in range(at + 1, len(signs)) if level[i] == level[at])
            args = [self.read(part) for part in split(signs[at + 1 : end], ",")]
            with np.errstate(all="ignore"):
                return meaning(*args), end + 1
        return (meaning.at if isinstance(meaning, Curve) else meaning), at

    def _number(self, numeral: str) -> float:
        self.numerals.append(numeral)
        found = _NUMERAL.fullmatch(numeral)
        power = int(found["power"]) if found else 0
        digits = (found["digits"] or "1") if found else numeral
        value, decimals = float(digits), len(digits.partition(".")[2])
        if len(self.numerals) - 1 == self.moved and value:
            least = self.digits - 1 - math.floor(math.log10(value))
            value += 0.5 * 10.0 ** -max(decimals, least)
        return value * 10.0**power


def _pair(signs: Sequence[str]) -> list[tuple[str, ...]]:
    """The parts of ``(a, b)``."""
    whole = len(signs) > 2 and (signs[0], signs[-1]) == ("(", ")")
    if whole and all(depths(signs)[1:-1]):
        return split(signs[1:-1], ",")
    return []


@functools.cache
def _function(text: str, places: int) -> Callable[..., Any]:
    symbols = [sympy.Symbol(f"a_{{{place}}}") for place in range(places)]
    try:
        expression: Any = parse_latex(text, strict=True)
    except LaTeXParsingError as error:
        raise UnreadableError(f"SymPy cannot read {text}") from error
    return sympy.lambdify(symbols, expression.doit(), [{"log": _log}, "numpy"])


def _alike(values: Sequence[Any]) -> list[Any]:
    """All of mpmath if one is: beside a float its digits would be lost."""
    many = [value.context for value in values if hasattr(value, "context")]
    return [
        many[0].mpf(value) if many else np.asarray(value, float) for value in values
    ]


def _log(value: Any) -> Any:
    return value.context.log(value) if hasattr(value, "context") else np.log(value)

"""A page in all states that its controls lead to.

First every control is moved alone, once from where the page opens and once from the
other ends of all others: that shows which piece depends on which controls. Then each
piece is recorded in every combination of those. ``tests/export`` opens states at random
and compares.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.export.opening import opened
from core.export.pieces import Place, Reader
from core.export.variables import Variable, state_of

State = dict[str, str]
Leaves = dict[Place, str]


@dataclass
class Recorded:
    """A page.

    Attributes:
        boxes: place to the tag that opens it.
        fixed: pieces that are the same in every state.
        texts: those that are not, each once.
        moving: place to the controls it depends on, and for each combination of their
            values (the last control's fastest) the number of its text.
    """

    boxes: dict[Place, str]
    fixed: Leaves
    texts: list[str]
    moving: dict[Place, tuple[tuple[str, ...], list[int]]]


class Recorder:
    """Opens one page again and again; every state once."""

    def __init__(self, stem: str, known: Sequence[Variable], reader: Reader):
        self.stem, self.known, self.reader = stem, known, reader
        self.values = {one.key: _all(one) for one in known}
        self.default: State = {one.key: one.default for one in known}
        self.boxes: dict[Place, str] = {}
        self._seen: dict[tuple[str, ...], Leaves] = {}

    def at(self, state: State) -> Leaves:
        """The pieces in that state."""
        name = tuple(state.values())
        if name not in self._seen:
            query, guesses = state_of(self.known, state)
            boxes, leaves = self.reader.read(opened(self.stem, query, guesses))
            self.boxes = boxes | self.boxes
            self._seen[name] = leaves
        return self._seen[name]

    def record(self, told: Callable[[int], None] = lambda runs: None) -> Recorded:
        """The page in all its states.

        Args:
            told: is told how many runs the page takes, once that is known.
        """
        depends = self._depends()
        sets = _largest(depends.values())
        told(sum(math.prod(len(self.values[key]) for key in keys) for keys in sets))
        runs = {keys: [self.at(state) for state in self._all(keys)] for keys in sets}
        places = {place: None for found in self._seen.values() for place in found}
        texts: dict[str, int] = {}
        page = Recorded(self.boxes, {}, [], {})
        for place in places:
            keys = next((k for k in sets if depends.get(place, set()) <= {*k}), ())
            held = [
                run.get(place, "") for run in runs.get(keys, [self.at(self.default)])
            ]
            if len({*held}) == 1 and not depends.get(place):
                page.fixed[place] = held[0]
            else:
                numbers = [texts.setdefault(text, len(texts)) for text in held]
                page.moving[place] = keys, numbers
        page.texts = [*texts]
        return page

    def _depends(self) -> dict[Place, set[str]]:
        found: dict[Place, set[str]] = {}
        ends = {key: values[-1] for key, values in self.values.items()}
        for base in (self.default, ends):
            here = self.at(base)
            for key, values in self.values.items():
                for value in values:
                    there = self.at(base | {key: value})
                    for place in {*here, *there}:
                        if here.get(place) != there.get(place):
                            found.setdefault(place, set()).add(key)
        return found

    def _all(self, keys: Sequence[str]) -> Iterator[State]:
        for values in itertools.product(*(self.values[key] for key in keys)):
            yield self.default | dict(zip(keys, values, strict=True))


def _all(one: Variable) -> tuple[str, ...]:
    """Its values; of a guess also that there is none yet."""
    return ("", *one.values) if one.kind == "guess" else one.values


def _largest(sets: Iterable[set[str]]) -> list[tuple[str, ...]]:
    """Those that are in no other one, in a fixed order."""
    distinct = {frozenset(one) for one in sets}
    kept = [one for one in distinct if not any(one < other for other in distinct)]
    return sorted(tuple(sorted(one)) for one in kept)

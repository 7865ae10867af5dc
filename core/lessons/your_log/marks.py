"""The levels of a loss with the names that a figure gives them."""

from collections.abc import Set

from core.diagnosis import levels
from core.plotting.theme import format_number

Mark = tuple[float, str]


def of(
    shown: Set[str], loss: str, reduction: str, labels: tuple[float, float]
) -> list[Mark]:
    """The levels of the roles that are shown, those of one value under one name.

    Args:
        shown: roles of columns.
        loss: a name of ``core.diagnosis.LOSSES``.
        reduction: a name of ``core.diagnosis.REDUCTIONS``.
        labels: of the reals and of the fakes, for BCE.
    """
    whose = {"d": "D", "d_real": "a half", "d_fake": "a half", "g": "G"}
    named: dict[float, list[str]] = {}
    for level in levels(loss, reduction, *labels):
        if level.of in shown:
            name = f"{level.name} of {whose[level.of]}"
            if level.name == "D perfect":
                name = "D perfect, G"
            names = named.setdefault(round(level.value, 4), [])
            names += [] if name in names else [name]
    return [(value, _said(value, names)) for value, names in sorted(named.items())]


def apart(marked: list[Mark], least: float) -> list[list[Mark]]:
    """The levels, the highest first; those too near for two names share a place."""
    groups: list[list[Mark]] = []
    for level in reversed(marked):
        if groups and groups[-1][-1][0] - level[0] < least:
            groups[-1].append(level)
        else:
            groups.append([level])
    return groups


def _said(value: float, names: list[str]) -> str:
    """``chance of D, G = 0.6931``: one word for names that share it."""
    by_word: dict[str, list[str]] = {}
    for name in names:
        word, _, whose = name.partition(" of ")
        by_word.setdefault(word, []).append(whose)
    words = [
        f"{word} of {', '.join(whose)}" if any(whose) else word
        for word, whose in by_word.items()
    ]
    return f"{'; '.join(words)} = {format_number(value)}"

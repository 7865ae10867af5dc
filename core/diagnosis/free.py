"""Lines of names and numbers in any order: what most training scripts print.

Every number is named by the text between it and the number before. Lines with the same
texts between their numbers are of one build, so that each build is understood once.
"""

import re

import numpy as np

from core.diagnosis import numbers
from core.diagnosis.log import STEPS, UnreadableError
from core.diagnosis.names import only_loss, role_of
from core.diagnosis.records import Lines

MOST_BUILDS, MOST_NUMBERS = 2_000, 200
_MARK = "\0"  # where a number stood
_OUTPUT = re.compile(r"D ?\( ?(?:x|G ?\( ?z\d? ?\)) ?\)", re.I)
_WRAPS = re.compile(
    r"[\w.]*[Tt]ensor\(|\barray\(|\bfloat(?:16|32|64)?\(|\bnp\.|,? ?grad_fn=<?\w*>?"
    r"|,? ?device='[^']{0,20}'|,? ?dtype=[\w.]*|\b(?:INFO|DEBUG|WARNING)\b[:\]]?"
    r"|\S*\d(?:it/s|s/it)\b"
)
_BETWEEN = re.compile(r"[\[\](){}|,;\t\"'<>%+*#]+|\s-+>?\s|\s{2,}|-+>|\s/\s|=+>")
_UNIT = re.compile(r" ?((?:step|epoch|iteration|batch|iter)(?:s|es)?)\b", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_FILLING = re.compile(
    r"^(?:is|was|at|of|and|the|in|then|now|equals|to)\s+|\s+(?:is|was)$"
)


def read(text: str) -> tuple[list[Lines], list[str], list[int]]:
    """The builds of the lines, all numbers, and the lines from which nothing came.

    Raises:
        UnreadableError: if hardly two lines are of one build, as in noise.
    """
    text = text.replace(_MARK, " ")
    parts = numbers.SPLIT.split(text)
    shown, lines = parts[1::2], _MARK.join(parts[::2]).split("\n")
    kinds = {line: kind for kind, line in enumerate(dict.fromkeys(lines))}
    of_line = np.fromiter(map(kinds.__getitem__, lines), np.int64, len(lines))
    counts = np.array([line.count(_MARK) for line in kinds])
    starts = np.cumsum(counts[of_line]) - counts[of_line]
    order = np.argsort(of_line, kind="stable")
    ends = np.cumsum(np.bincount(of_line, minlength=len(kinds)))
    builds: list[Lines] = []
    unread: list[int] = []
    for (line, kind), end in zip(kinds.items(), ends, strict=True):
        at = order[(ends[kind - 1] if kind else 0) : end]
        fields: dict[int, str] = {}
        if 0 < counts[kind] <= MOST_NUMBERS and kind < MOST_BUILDS:
            first = int(starts[at[0]])
            fields = _fields(line.split(_MARK), shown[first : first + counts[kind]])
        if fields:
            names, places = tuple(fields.values()), tuple(fields)
            builds.append(Lines(names, places, at + 1, starts[at]))
        elif line and not line.isspace():
            unread += (at + 1).tolist()
    most = max((len(build.at) for build in builds), default=0)
    if len(kinds) > MOST_BUILDS and most < 0.01 * len(lines):
        raise UnreadableError(
            f"Hardly two of these {len(lines):,} lines are alike, so this is no log of "
            "a training; keep only the lines that have the losses."
        )
    return builds, shown, sorted(unread)


def _fields(texts: list[str], shown: list[str]) -> dict[int, str]:
    """The names of a line's numbers, by their places; some have none."""
    fields: dict[int, str] = {}
    last, count, unnamed = "", 1, 0
    for place in range(len(shown)):
        before, after = texts[place], texts[place + 1]
        name = name_in(before)
        if found := _UNIT.match(after) if role_of(name) == "other" else None:
            name = found[1]  # after 100 steps
        elif name and not place and before.rstrip().endswith("["):
            name = name if role_of(name) != "other" else "step"
        if name:
            last, count = name, 1
        elif not last or (_only(before, "[") and role_of(last) in STEPS):
            if before.strip().startswith("/") or not shown[place].isdigit():
                continue  # the second number of [16/56]
            unnamed += 1
            last, count = "epoch" if "][" in "".join(texts[:8]) else "step", 1
            last = "step" if unnamed > 1 or last in fields.values() else last
            if unnamed > 2:
                continue
        else:
            count += 1
            if "/" in before and (role_of(last) in STEPS or count > 2):
                continue
        percent = after.startswith("%")
        if percent and role_of(last) in (*STEPS, "other"):
            continue
        name = last if count == 1 else _another(last, before, count)
        name = f"{name} %" if percent and role_of(name) != "accuracy" else name
        while name in fields.values():
            name = f"{name} again"
        fields[place] = name
    return fields


def _another(name: str, before: str, count: int) -> str:
    """The name of a second number under one name."""
    if before.strip() == "/":
        return f"{name} / {count}"
    if before.strip() == "(":
        return f"{name} (average)"
    return f"{name} ({count})"


def _only(text: str, sign: str) -> bool:
    """Whether a text is that sign and fillers."""
    return sign in text and not text.strip(" \t,:;-[](){}|<>")


def name_in(text: str) -> str:
    """The name at the end of the text before a number; "" if there is none."""
    if len(text) > 400:
        text = text[-400:]
    if found := _OUTPUT.findall(text):
        tail = text[text.rfind(found[-1]) + len(found[-1]) :]
        if not _LETTER.search(tail):
            return re.sub(r"\s", "", found[-1])
    text = _WRAPS.sub(" ", text)
    named = [part for part in _BETWEEN.split(text) if _LETTER.search(part)]
    if not named:
        return ""
    name = named[-1].strip(" \t:=-.,_/&?!~`\\")
    if len(named) > 1 and only_loss(name):  # [D] loss=
        whole = f"{named[-2].strip()} {name}"
        name = whole if _says(whole) else name
    if "loss" in name and ":" in name and name.split(":")[-1].strip():
        name = name.rpartition(":")[2] if _says(name.rpartition(":")[2]) else name
    return _FILLING.sub("", " ".join(name.split()))[-60:]


def _says(name: str) -> bool:
    return role_of(name) != "other"

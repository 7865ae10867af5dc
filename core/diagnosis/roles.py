"""Which column is what: from its name, and where names do not do, from the numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.diagnosis.log import LOSS_ROLES, STEPS, Column
from core.diagnosis.names import group_of, role_of
from core.diagnosis.sums import sums

_ONCE = (*LOSS_ROLES, "p_real", "p_fake", "p_fake_after", "logit_real", "logit_fake")


def assigned(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with the roles that they seem to have."""
    given = [_named(column) for column in columns]
    given = _outputs(_lists(given))
    if not any(c.role in LOSS_ROLES for c in given):
        given = _unnamed(given)
    return tuple(_once(_parts(given)))


def _named(column: Column) -> Column:
    plain = column.name.rpartition(" - ")[2]  # of "run - d_loss"
    role = role_of(plain) if role_of(plain) != "other" else role_of(column.name)
    if column.name.endswith(" (average)"):
        role = "other"
    if column.name.startswith("column "):
        role = "other"
    grouped = role in ("d", "g", "d_real", "d_fake", "g_total")
    return replace(column, role=role, group=group_of(plain, role) if grouped else "")


def _lists(columns: list[Column]) -> list[Column]:
    """``D: a, b, c``: as many players, if G has as many; ``d[a, b]``: both halves.

    Two numbers of D beside one of G are its loss and accuracy if the second is in
    [0, 1].
    """
    sizes = {
        role: sum(
            bool(re.search(r" \(\d+\)$", c.name)) for c in columns if c.role == role
        )
        for role in ("d", "g")
    }
    halves = {
        c.name.removesuffix(" (2)"): c.name
        for c in columns
        if c.role == "d" and c.name.endswith(" (2)") and not _within(c, 0.0, 1.0)
    }
    if sizes != {"d": 1, "g": 0}:
        halves = {}
    found = []
    for c in columns:
        second = re.search(r" \((\d+)\)$", c.name)
        if c.role in ("d", "g") and any(sizes.values()):
            alike = sizes["d"] == sizes["g"]
            if c.name in halves:
                c = replace(c, role="d_real", group="")
            elif c.name in halves.values():
                c = replace(c, role="d_fake", group="")
            elif second and not alike:
                c = replace(c, role="other", group="")
            elif alike:
                c = replace(c, group=second[1] if second else "1")
        found.append(c)
    groups = {c.group for c in found if c.role == "d"} & {
        c.group for c in found if c.role == "g"
    }
    if len(groups) > 1:
        return found
    return [replace(c, group="") for c in found]


def _outputs(columns: list[Column]) -> list[Column]:
    """Probabilities lie in [0, 1]; halves called "real" may be outputs, and back."""
    names = {c.role for c in columns}
    found = []
    halves = [c for c in columns if c.role in ("d_real", "d_fake")]
    inside = all(_within(c, 0.0, 1.0) for c in halves)
    outputs = "d" in names and len(halves) == 2 and inside and not _add_up(columns)
    for c in columns:
        if c.role in ("p_real", "p_fake", "p_fake_after") and not _within(c, 0.0, 1.0):
            c = replace(c, role="logit_real" if c.role == "p_real" else "logit_fake")
        elif outputs and c.role in ("d_real", "d_fake"):
            c = replace(c, role=c.role.replace("d_", "p_"))
        found.append(c)
    return found


def _within(column: Column, low: float, high: float) -> bool:
    known = column.values[np.isfinite(column.values)]
    return bool(len(known)) and low <= known.min() and known.max() <= high


def _add_up(columns: Sequence[Column]) -> bool:
    """Whether D's loss is the sum or the mean of the columns called its halves."""
    named = {c.name for c in columns if c.role in ("d_real", "d_fake")}
    return any(set(found.parts) == named for found in sums(columns))


def _unnamed(columns: list[Column]) -> list[Column]:
    """Without names: two sums tell D's from G's; two columns are taken as D, G."""
    free = [c for c in columns if c.role == "other" and np.isfinite(c.values).any()]
    two = [s for s in sums(free) if len(s.parts) == 2 and s.plain]
    by_name = {c.name: c for c in free}
    for of_d in two:
        for of_g in two:
            if of_d.total == of_g.total or {of_d.total} & {of_g.total, *of_g.parts}:
                continue
            halves = [float(np.nanmean(by_name[part].values)) for part in of_d.parts]
            others = [float(np.nanmean(by_name[part].values)) for part in of_g.parts]
            if _uneven(halves) < _uneven(others):
                # Which of D's halves is the fake one, the numbers do not tell.
                adversarial = max(
                    of_g.parts,
                    key=lambda p: min(_beside(by_name, p, q) for q in of_d.parts),
                )
                roles = dict.fromkeys(of_g.parts, "g_part")
                roles |= {of_d.total: "d", of_g.total: "g_total", adversarial: "g"}
                return [replace(c, role=roles.get(c.name, c.role)) for c in columns]
    headless = [c for c in free if c.name.startswith("column ")]
    if len(headless) == len(columns) >= 3 and _counts(columns[0]):
        columns = [replace(columns[0], role="step"), *columns[1:]]
        headless = headless[1:]
    others = sum(c.role == "other" for c in columns)
    if len(headless) == 2 == others:
        pair = {headless[0].name: "d", headless[1].name: "g"}
        return [replace(c, role=pair.get(c.name, c.role)) for c in columns]
    return columns


def _uneven(means: Sequence[float]) -> float:
    return abs(means[0] - means[1]) / (abs(means[0]) + abs(means[1]) + 1e-12)


def _beside(columns: dict[str, Column], part: str, fake: str) -> float:
    """In how many rows a part of G's loss may belong to the fake half of D's."""
    return float(np.mean(columns[part].values + columns[fake].values > 1.38))


def _counts(column: Column) -> bool:
    known = column.values[np.isfinite(column.values)]
    whole = bool(len(known)) and bool((known == np.round(known)).all())
    return whole and bool((np.diff(known) >= 0).all())


def _parts(columns: list[Column]) -> list[Column]:
    """An adversarial part beside a G loss makes that the weighted sum."""
    found = list(columns)
    for group in {c.group for c in columns}:
        mine = [c for c in found if c.role == "g" and c.group == group]
        named = [
            c for c in mine if set(re.findall(r"adv|gan|cheat|fool", c.name.lower()))
        ]
        if named and len(mine) > len(named):
            totals = {c.name for c in mine if c not in named}
            found = [
                replace(c, role="g_total") if c.name in totals else c for c in found
            ]
    if not any(c.role == "g" for c in found):
        found = [replace(c, role="g") if c.role == "g_total" else c for c in found]
    return [replace(c, role="g_total") if _mostly(c, found) else c for c in found]


def _mostly(column: Column, columns: Sequence[Column]) -> bool:
    """Whether other parts make up at least half of what is called G's loss."""
    named = re.search(r"adv|gan|cheat|fool", column.name.lower())
    parts = [c.values for c in columns if c.role == "g_part" and c.group == ""]
    if column.role != "g" or column.group or named or not parts:
        return False
    with np.errstate(all="ignore"):
        share = np.sum(parts, axis=0) / column.values
    known = share[np.isfinite(share)]
    return len(known) > 3 and bool(((known > 0.5) & (known < 1.0)).mean() > 0.95)


def _once(columns: list[Column]) -> list[Column]:
    """Of several columns with one role the first has it that is there most times."""
    most: dict[tuple[str, str], int] = {}
    for c in columns:
        key = (c.role, c.group)
        most[key] = max(most.get(key, 0), int(c.given.sum()))
    seen: set[tuple[str, str]] = set()
    found = []
    for c in columns:
        key = (c.role, c.group)
        rare = 2 * int(c.given.sum()) < most[key]
        if c.role in (*_ONCE, *STEPS) and (key in seen or rare):
            c = replace(c, role="other")
        else:
            seen.add(key)
        found.append(c)
    return found

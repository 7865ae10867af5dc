"""A training log as columns of numbers, each with the role it plays.

A column's role says what its numbers are. Roles are guessed from names and numbers
(``core.diagnosis.roles``) and can be corrected with ``Log.with_roles``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

ROLES: dict[str, str] = {
    "d": "D's loss",
    "d_real": "D's loss, real half",
    "d_fake": "D's loss, fake half",
    "g": "G's adversarial loss",
    "g_total": "G's weighted sum",
    "g_part": "another part of G's sum",
    "p_real": "D(x), mean probability",
    "p_fake": "D(G(z)), before D's step",
    "p_fake_after": "D(G(z)), after D's step",
    "logit_real": "mean logit of the reals",
    "logit_fake": "mean logit of the fakes",
    "accuracy": "accuracy",
    "penalty": "penalty",
    "epoch": "epoch",
    "step": "step",
    "time": "time",
    "other": "something else",
}
STEPS = ("epoch", "step")
LOSS_ROLES = ("d", "d_real", "d_fake", "g")
MOST_COLUMNS, MOST_CELLS = 400, 8_000_000


def most_columns(rows: int) -> int:
    """How many columns of so many rows are kept: enough for any log, in 130 MB."""
    return min(MOST_COLUMNS, max(20, MOST_CELLS // max(1, rows)))


class UnreadableError(ValueError):
    """The text is no log that can be read; the message is one sentence for readers."""


@dataclass(frozen=True, eq=False)
class Column:
    """One quantity of a log.

    Attributes:
        name: as the log has it.
        values: one per record, NaN where the log has none, (records,).
        lines: the line of each value, counted from 1; 0 where there is none.
        role: a name of ``ROLES``.
        group: which of several discriminators or generators, "" if there is one.
        absolute, relative: how far a printed value may be from the one computed,
            ``absolute + relative * |value|``: half a unit of its last digit.
    """

    name: str
    values: Floats
    lines: Ints
    role: str = "other"
    group: str = ""
    absolute: float = 0.0
    relative: float = 1e-6

    @property
    def error(self) -> Floats:
        """How far each printed value may be from the one computed."""
        size = np.where(np.isfinite(self.values), np.abs(self.values), 0.0)
        return self.absolute + (self.relative + 1e-6) * size

    @property
    def given(self) -> npt.NDArray[np.bool_]:
        """Where the log has a value; it may be a NaN that the log itself has."""
        return self.lines > 0


@dataclass(frozen=True)
class Unread:
    """A line from which nothing was taken: its number, from 1, and how it begins."""

    line: int
    text: str


@dataclass(frozen=True, eq=False)
class Log:
    """What was read, and what was not.

    Attributes:
        columns: all of one length, in the order of the log.
        unread: the lines from which nothing was taken; blank ones are not listed.
        notes: sentences on what was decided while reading.
        hints: what the text itself says about its loss, such as "bce" or "sum".
        form: the format, in words.
    """

    columns: tuple[Column, ...]
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    hints: frozenset[str] = field(default_factory=frozenset)
    form: str = "text"

    @property
    def rows(self) -> int:
        """How many records there are."""
        return len(self.columns[0].values)

    @property
    def groups(self) -> tuple[str, ...]:
        """The pairs of players, in the log's order; ``("",)`` if there is one."""
        seen = [c.group for c in self.columns if c.role in LOSS_ROLES]
        return tuple(dict.fromkeys(seen)) or ("",)

    @property
    def lines(self) -> Ints:
        """The line of each record, where its first loss stands."""
        first = [c for c in self.columns if c.role in LOSS_ROLES] or self.columns
        return first[0].lines

    def column(self, role: str, group: str = "") -> Column | None:
        """The first column of a role in a group; None if there is none."""
        for column in self.columns:
            if column.role == role and column.group == group:
                return column
        return None

    def with_roles(self, roles: Mapping[str, str]) -> "Log":
        """The same log with other roles: name of a column to name of ``ROLES``.

        Raises:
            ValueError: if there is no such column or role.
        """
        names = [column.name for column in self.columns]
        for name, role in roles.items():
            if name not in names:
                raise ValueError(f"no column is called {name!r}")
            if role not in ROLES:
                raise ValueError(f"a role is one of {', '.join(ROLES)}, got {role!r}")
        changed = [replace(c, role=roles.get(c.name, c.role)) for c in self.columns]
        return replace(self, columns=tuple(changed))

    def only(self, rows: npt.NDArray[np.bool_]) -> "Log":
        """The same log with some of its records."""
        kept = [
            replace(column, values=column.values[rows], lines=column.lines[rows])
            for column in self.columns
        ]
        return replace(self, columns=tuple(kept))

"""What a check looks at: the losses of one pair of players on their common records."""

from dataclasses import dataclass, field, replace

import numpy as np

from core.diagnosis import loss_levels
from core.diagnosis.finding import number, some
from core.diagnosis.log import Column, Floats, Ints, Log


@dataclass(frozen=True, eq=False)
class Series:
    """One column on the records that a check uses."""

    name: str
    values: Floats
    error: Floats
    lines: Ints


@dataclass(frozen=True, eq=False)
class Case:
    """One pair of players, as a check sees it.

    Attributes:
        log: the whole log.
        group: of the pair.
        loss, reduction: as stated, or as guessed if ``stated`` is false.
        real_label, fake_label: soft labels.
        d, g: losses on the records that have both and are finite; ``d`` is scaled to
            the sum of the halves, unless ``reduction`` is "half" or "unknown".
        sign: -1 if the log has the objectives to be maximised: then both are turned.
        whole: whether D's number is known to be the sum or the mean of its halves.
        few: how many records the log has, if so few that the run is taken to stay at
            the last of them; otherwise 0.
        columns: its other columns, by role.
    """

    log: Log
    group: str
    loss: str
    reduction: str
    real_label: float
    fake_label: float
    d: Series
    g: Series
    sign: float = 1.0
    whole: bool = True
    few: int = 0
    columns: dict[str, Series] = field(default_factory=dict)

    @property
    def scale(self) -> float:
        """What D's number as logged is multiplied by to be the sum of the halves."""
        mean = self.reduction == "mean" and self.log.column("d", self.group) is not None
        return 2.0 if mean else 1.0

    def standing(self, records: int) -> "Case":
        """The same, as if the run stayed at its last record for so many records."""

        def stay(series: Series) -> Series:
            return Series(
                series.name,
                np.repeat(series.values[-1:], records),
                np.repeat(series.error[-1:], records),
                np.repeat(series.lines[-1:], records),
            )

        columns = {role: stay(series) for role, series in self.columns.items()}
        return replace(
            self, d=stay(self.d), g=stay(self.g), few=self.rows, columns=columns
        )

    def own(self, of_d: float) -> str:
        """D's loss, given as a sum, as the log would print it."""
        return number(float(of_d) / self.scale)

    def total(self, of_d: float) -> str:
        """D's loss as a sum in LaTeX, made of the log's own number."""
        twice = r"2 \cdot " if self.scale == 2.0 else ""
        return twice + number(float(of_d) / self.scale)

    @property
    def rows(self) -> int:
        """How many records have both losses."""
        return len(self.d.values)

    @property
    def fine(self) -> bool:
        """Whether both losses are printed to two decimals at least."""
        return bool(max(self.d.error.max(), self.g.error.max()) < 0.011)

    def last(self, part: str) -> str:
        """Of which part of the run a sentence speaks; a few records have no parts."""
        return "" if self.few else f" in the last {part}"

    def on(self, records: np.ndarray) -> str:
        """On how many of its records something holds; of a few that says nothing."""
        holds = int(np.count_nonzero(records))
        many = f"all {holds}" if holds == self.rows else f"{holds}"
        return "" if self.few else f" on {many} records"

    @property
    def tail(self) -> slice:
        """The last quarter of the records, at least three."""
        return slice(-max(3, self.rows // 4), None)

    @property
    def hard(self) -> bool:
        """Whether the labels are 1 and 0."""
        return self.real_label == 1.0 and self.fake_label == 0.0

    @property
    def bce(self) -> bool:
        """Whether the loss is BCE with -log D for G."""
        return self.loss == "bce-non-saturating"

    @property
    def squares(self) -> bool:
        """Whether the loss is least squares, halved or not."""
        return self.loss.startswith("least-squares")

    def chance(self) -> tuple[float, float | None]:
        """D's loss, as a sum, and G's where real and fake are alike."""
        real, fake, of_g = loss_levels.chance(
            self.loss, self.real_label, self.fake_label
        )
        return real + fake, of_g

    def lines(self, rows: np.ndarray) -> tuple[int, ...]:
        """The lines of some of its records, where D's loss stands."""
        return some(self.d.lines[rows])

    def column(self, role: str) -> Series | None:
        """Another column on the same records; None if the log has none there."""
        return self.columns.get(role)


def cases(
    log: Log,
    loss: str,
    reduction: str,
    real_label: float,
    fake_label: float,
    group: str,
) -> Case | None:
    """The pair of a group on its common records; None if it has no D beside a G."""
    of_d, of_g = log.column("d", group), log.column("g", group)
    real, fake = log.column("d_real", group), log.column("d_fake", group)
    whole = of_d is not None or (real is not None and fake is not None)
    if of_g is None or not whole:
        return None
    scale = {"sum": 1.0, "mean": 2.0}.get(reduction, 1.0)
    if of_d is None:
        assert real is not None
        assert fake is not None
        of_d = _added(real, fake)
        scale = 1.0
    rows = np.isfinite(of_d.values) & np.isfinite(of_g.values)
    if not rows.any():
        return None
    found = {
        role: _series(column, rows)
        for role in (
            *("d_real", "d_fake", "p_real", "p_fake", "p_fake_after", "accuracy"),
            *("g_total", "logit_fake", "logit_real"),
        )
        if (column := log.column(role, group)) is not None
        and np.isfinite(column.values[rows]).all()
    }
    d, g = _series(of_d, rows, scale), _series(of_g, rows)
    return Case(
        *(log, group, loss, reduction, real_label, fake_label, d, g),
        columns=found,
        whole=reduction in ("sum", "mean") or log.column("d", group) is None,
    )


def _added(real: Column, fake: Column) -> Column:
    return Column(
        f"{real.name} + {fake.name}",
        real.values + fake.values,
        real.lines,
        "d",
        real.group,
        real.absolute + fake.absolute,
        real.relative + fake.relative,
    )


def _series(column: Column, rows: np.ndarray, scale: float = 1.0) -> Series:
    return Series(
        column.name,
        scale * column.values[rows],
        scale * column.error[rows],
        column.lines[rows],
    )

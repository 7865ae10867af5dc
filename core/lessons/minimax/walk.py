"""The derivation of "How does BCE become the GAN's loss?" on one batch, to walk."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.lessons.minimax.derivation import COLUMNS, STEPS, Step
from core.maths import fixed_game

PAIRS = 4  # real and fake samples in the table


@dataclass(frozen=True)
class Walk:
    """A derivation on one batch.

    Attributes:
        steps: its steps.
        columns: titles of the table of samples.
        rows: each sample's label and its cells.
        values: the numbers that the steps quote, as LaTeX.
        lines: the lines of the snippet that are shown, by the variable they assign.
        alt: what the table shows, for readers who do not see it.
    """

    steps: tuple[Step, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    values: Mapping[str, str]
    lines: tuple[str, ...]
    alt: str


def walk(seed: int) -> Walk:
    """The derivation on the first pairs of the draw with this seed."""
    batch = fixed_game.draw_batch(PAIRS, seed)
    shown = ("pairs", "real", "fake", "mean", "real_part", "fake_part", "half")
    return Walk(
        steps=STEPS,
        columns=COLUMNS,
        rows=_rows(batch),
        values=_values(batch),
        lines=(*shown, "loss_d", "value"),
        alt="Real and fake samples: x, label, D(x), the term that is left, its value.",
    )


def _rows(batch: fixed_game.Batch) -> tuple[tuple[int, tuple[str, ...]], ...]:
    # Braces keep a formula on one line.
    left = {1: r"${-\log D(x)}$", 0: r"${-\log (1 - D(x))}$"}
    cells = zip(batch.labels, batch.x, batch.probs, batch.losses, strict=True)
    return tuple(
        (int(y), (_said(x, 3), f"{y:.0f}", _said(p, 3), left[int(y)], _said(loss, 4)))
        for y, x, p, loss in cells
    )


def _values(batch: fixed_game.Batch) -> Mapping[str, str]:
    running = fixed_game.running_means(batch)
    exact = fixed_game.exact_means()
    numbers = {
        "first": batch.losses[0],
        "last": batch.losses[-1],
        "real": running.real[-1],
        "fake": running.fake[-1],
        "mean": running.over_2m[-1],
        "loss": running.discriminator_loss[-1],
        "value": running.value[-1],
        "exact": exact.discriminator_loss,
        "exact_value": exact.value,
    }
    return {name: f"{value:.4f}" for name, value in numbers.items()}


def _said(value: float, decimals: int) -> str:
    """As many decimals in every row, and a true minus sign."""
    return f"{value:.{decimals}f}".replace("-", "−")

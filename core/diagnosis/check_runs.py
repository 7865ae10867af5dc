"""Checks of the steps: two runs in one file, taking turns or after one another."""

import numpy as np

from core.diagnosis.finding import Finding, number, some
from core.diagnosis.log import STEPS, Floats, Ints, Log


def chains(log: Log) -> Ints | None:
    """The run of each record, 0, 1 and so on; None if the steps tell of one run only.

    Each record goes to the run with the largest step below its own (the fewest
    increasing sequences that the steps can be cut into), if records of two runs take
    turns. A step that falls back once only, or always to its start, is no such case.
    """
    steps = _steps(log)
    if steps is None or len(steps) < 6:
        return None
    falls = np.flatnonzero(np.diff(steps) < 0)
    if len(falls) < 2:
        return None
    ends: list[float] = []
    runs = np.zeros(len(steps), dtype=np.int64)
    for row, step in enumerate(steps.tolist()):
        below = [(end, run) for run, end in enumerate(ends) if end < step]
        if below:
            run = max(below)[1]
        elif len(ends) == 4:
            return None
        else:
            run = len(ends)
            ends.append(step)
        ends[run] = step
        runs[row] = run
    turns = int((np.diff(runs) != 0).sum())
    if len(ends) < 2 or turns < 2 * len(ends) or turns < 0.1 * len(steps):
        return None
    return runs


def _steps(log: Log) -> Floats | None:
    """Epoch and step as one growing number; None if there is neither."""
    found = [c for role in STEPS if (c := log.column(role)) is not None]
    found = [c for c in found if np.isfinite(c.values).all() and np.ptp(c.values) > 0]
    if not found:
        return None
    steps = found[0].values
    for column in found[1:]:
        low, span = column.values.min(), np.ptp(column.values) + 1.0
        steps = steps + (column.values - low) / (2.0 * span)
    return steps


def two_runs(log: Log) -> Finding | None:
    """Several processes wrote into one file."""
    runs = chains(log)
    if runs is None:
        return None
    count = int(runs.max()) + 1
    clock = next((c for c in log.columns if c.role == "time"), None)
    proof = clock is not None and np.isfinite(clock.values).all()
    if proof and clock is not None:
        apart = [clock.values[runs == run] for run in range(count)]
        proof = all((np.diff(each) >= 0).all() for each in apart)
        proof = proof and bool((np.diff(clock.values) < 0).sum() >= 2)
    name = clock.name if clock is not None else ""
    split = f" Split them by '{name}', which only grows in each." if proof else ""
    sizes = " and ".join(str(int((runs == run).sum())) for run in range(count))
    lines = log.lines
    turns = np.flatnonzero(np.diff(runs)) + 1
    return Finding(
        "two-runs",
        "proved" if proof else "fits",
        f"{count} runs are mixed in this file: the step falls back again and again, "
        f"and the records are {count} growing sequences of {sizes}.{split} What "
        "alternates from line to line is not one run that swings.",
        some(lines[turns]),
        check=(
            "# one log file a run\n"
            'logging.basicConfig(filename=f"train-{os.getpid()}.log")'
        ),
    )


def restart(log: Log) -> Finding | None:
    """The step falls back to its start once: a second run, or a resumed one."""
    steps = _steps(log)
    if steps is None or len(steps) < 6 or chains(log) is not None:
        return None
    falls = np.flatnonzero(np.diff(steps) < 0)
    if len(falls) != 1:
        return None
    row = int(falls[0]) + 1
    lines = log.lines
    return Finding(
        "restart",
        "possible",
        f"The step falls from {number(steps[row - 1])} to {number(steps[row])} once: "
        "two runs after one another, or one that was resumed. Judge them apart.",
        some(lines[row : row + 1]),
        fault=False,
    )

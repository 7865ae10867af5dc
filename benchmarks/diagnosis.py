"""What a log tells of its run: ``python -m benchmarks.diagnosis [--seeds N] ...``.

Runs of our own with a known cause (healthy ones of six losses, every preset, every bug,
``--seeds`` seeds each from ``--first`` on), written as logs, read and diagnosed: once
with the loss stated, once with the loss guessed. A seed takes about a minute; after
``--minutes`` no further cause is begun.

Read: per cause, as soon as its runs are done, the first findings with their grades and
how many runs had them. Then what is wanted, and how often it is kept: nothing that is
called proved is false (what a finding says of the losses is computed again from the
curves, before they were printed); no run without a bug is accused (a fault graded
proved or fits); a bug that has a fingerprint has it as its first finding, in nine of
ten; where it is missed, and of any other bug, nothing else is accused. Last, the time
that 200,000 records take, in six formats.
"""

import argparse
import itertools
import time
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks import _serve
from benchmarks._known import Run, runs
from core.diagnosis import Finding, diagnose, parse
from core.diagnosis.decode import MOST_CHARACTERS, MOST_ROWS
from tests.diagnosis.writers import FORMATS

# The first finding that a cause should have; any of them, where two say the same.
FINGERPRINTS: dict[str, tuple[str, ...]] = {
    "bug sigmoid": ("sigmoid-twice",),
    "bug moves-d": ("d-worse-than-guessing",),
    "bug swapped": ("same-side",),
    "bug label-0": ("same-side",),
    "bug d-frozen": ("d-frozen", "d-worse-than-guessing"),
    "bug g-detached": ("g-no-gradient",),
    "bug not-cleared": ("gradients-not-cleared",),
    "bug never-cleared": ("gradients-not-cleared",),
    "bug epsilon": ("library-cap",),
    "bug shifted": ("shifted-logit",),
    "bug same-sign": ("critic-same-sign",),
    "preset vanishing": ("saturating-flat",),
}


def is_true(finding: Finding, run: Run) -> bool:
    """Whether what a proved finding says of the losses holds for the curves."""
    half, tail = slice(len(run.d) // 2, None), slice(-len(run.d) // 4, None)
    two_log_2 = 2.0 * np.log(2.0)
    chance = {"least-squares-halved": 0.25, "hinge": 2.0}.get(run.loss) or two_log_2
    holds = {
        "d-worse-than-guessing": run.d[half].mean() > chance,
        "d-separates": np.median(run.d[tail]) < 0.25 * chance,
        "saturating-flat": 0 <= -np.median(run.g[tail]) < 0.06,
        "logits-huge": run.g.max() > 15.0,
        "sigmoid-twice": run.d.min() > 1.0063 and run.g.max() < 0.6932,
        "library-cap": (np.abs(run.d - run.d.max()) < 1e-4).sum() > 1
        or (np.abs(run.g - run.g.max()) < 1e-4).sum() > 1,
        "hinge-dead": (run.d[half] == 0.0).mean() > 0.8,
    }
    return bool(holds.get(finding.name, False))


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=2)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--only", default="", help="causes that begin so: bug, healthy")
    parser.add_argument("--minutes", type=float, default=15, help="then it stops")
    asked = parser.parse_args()
    start = time.monotonic()
    seeds = range(asked.first, asked.first + asked.seeds)
    kept: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    every = runs(seeds, asked.only)
    for cause, of_cause in itertools.groupby(every, lambda run: run.cause):
        if time.monotonic() - start > 60 * asked.minutes:
            print(f"stopped before {cause}: {asked.minutes:g} minutes are over")
            break
        first: dict[str, Counter[str]] = {"stated": Counter(), "guessed": Counter()}
        for run in of_cause:
            log = parse(run.log)
            for how, findings in first.items():
                stated = how == "stated"
                found = diagnose(log, run.loss, "sum") if stated else diagnose(log)
                findings[f"{found[0].name} ({found[0].grade})"] += 1
                for want, is_kept in wanted(run, found):
                    whole[f"{want}, loss {how}"] += 1
                    kept[f"{want}, loss {how}"] += is_kept
        for how, findings in first.items():
            shown = ", ".join(f"{name} {n}" for name, n in findings.most_common())
            print(f"{cause:26} {how:8} {shown}", flush=True)
    rows = [
        [want, f"{kept[want]}", f"{whole[want]}", f"{kept[want] / whole[want]:.1%}"]
        for want in sorted(whole)
    ]
    print("", _serve.table(["wanted", "kept", "of", ""], rows), speeds(), sep="\n\n")


def wanted(run: Run, found: list[Finding]) -> Iterator[tuple[str, bool]]:
    """What is wanted of a run's findings, and whether it is so."""
    accused = any(f.fault and f.grade in ("proved", "fits") for f in found)
    for finding in found:
        if finding.grade == "proved":
            yield "what is proved is true", is_true(finding, run)
    if fingerprint := FINGERPRINTS.get(run.cause):
        met = found[0].name in fingerprint
        yield "the fingerprint comes first", met
        if not met:
            yield "missed, nothing else is accused", not accused
    elif run.cause.startswith("bug") and run.cause != "bug wasted":
        yield "no fingerprint, no accusation", not accused
    else:
        yield "without a bug, no accusation", not accused


def speeds() -> str:
    """Milliseconds to read and to judge 200,000 records, or as many as are allowed."""
    rng = np.random.default_rng(0)
    d, g = np.exp(0.2 * rng.standard_normal((2, MOST_ROWS)))
    rows = []
    for name in ("CSV", "key: value", "W&B", "bold Markdown", "JSON history", "tags"):
        write = FORMATS[name][0]
        share = MOST_CHARACTERS / len(write(d[:2000], g[:2000]))
        records = min(MOST_ROWS, int(0.9 * 2000 * share))
        text = write(d[:records], g[:records])
        start = time.perf_counter()
        log = parse(text)
        read = time.perf_counter()
        diagnose(log)
        end = time.perf_counter()
        times = f"{1e3 * (read - start):.0f}", f"{1e3 * (end - read):.0f}"
        rows.append([name, f"{log.rows:,}", *times])
    return _serve.table(["a log", "records", "read, ms", "judged, ms"], rows)


if __name__ == "__main__":
    main()

"""What is said of each kind of loss curve: ``python -m benchmarks.curves``.

Trains every kind of "Is this loss curve normal?" from seeds that no case has (100 to
131), and counts in how many runs each sentence of ``core.lessons.loss_curves.words``
is true. Read: kind, sentence, k of n. Wanted: at most two runs of 32 in which it is
not, or a sentence that says in how many.
"""

import argparse
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from benchmarks import _serve
from core.gan.config import Config
from core.lessons.loss_curves import cases
from core.training.history import History, record

COIN = 2.0 * np.log(2.0)
LEAST_G = float(np.logaddexp(0.0, -1.0))  # softplus(-1), and softplus(0) is log 2


class Claim(NamedTuple):
    """A sentence about a kind, and what makes it true of a run."""

    kind: str
    says: str
    holds: Callable[[History], bool]


def late(losses: np.ndarray) -> float:
    """The level at the end, over 100 steps."""
    return float(losses[-100:].mean())


def share(run: History) -> float:
    """Of the fakes, those at the fuller side of 0."""
    right = float(np.mean(run.fakes[-1] > 0.0))
    return max(right, 1.0 - right)


def swing(run: History) -> float:
    """Over how much the mean of the fakes moves in the second half."""
    means = run.fakes.mean(axis=1)
    return float(np.ptp(means[len(means) // 2 :]))


def at_the_coins(run: History) -> bool:
    """Both losses end within 0.03 of 2 log 2 and log 2."""
    return abs(late(run.loss_d) - COIN) < 0.03 and (
        abs(late(run.loss_g) - np.log(2.0)) < 0.03
    )


def arrived(run: History) -> bool:
    """The fakes come near the data."""
    return bool(run.w1[-1] < 0.3 < run.w1[0])


def stayed(run: History) -> bool:
    """The fakes do not."""
    return bool(abs(run.w1[-1] - run.w1[0]) < 0.1)


def settles_at(of_d: float, of_g: float) -> Callable[[History], bool]:
    """Both losses end within 0.04 of a pair of levels, as batches of 64 let them."""
    return lambda run: (
        abs(late(run.loss_d) - of_d) < 0.04 and abs(late(run.loss_g) - of_g) < 0.04
    )


def high_or_flat(run: History) -> bool:
    """D's loss ends half above 2 log 2 and more, or both lines are flat."""
    flat = np.ptp(run.loss_g[-100:]) < 1e-3 and np.ptp(run.loss_d[-100:]) < 0.05
    return bool(late(run.loss_d) > 1.5 * COIN or flat)


def falls_on(run: History) -> bool:
    """Both losses are lower in each fifth of the run than in the one before."""
    fifths = [np.array_split(loss, 5) for loss in (run.loss_d, run.loss_g)]
    return all((np.diff([part.mean() for part in of]) < 0).all() for of in fifths)


def one_mode(run: History) -> bool:
    """The levels of a D that meets two fakes for each real sample."""
    level_d = 1.5 * np.log(3.0) - np.log(2.0)
    return (
        abs(late(run.loss_d) - level_d) < 0.1
        and abs(late(run.loss_g) - np.log(3.0)) < 0.15
    )


ITERATIONS = {"vanishing": 200, "sigmoid": 300, "moves-d": 300}
ITERATIONS |= {"swapped": 300, "label-0": 300}
SWAY = 0.1  # of a smoothed loss, hardly to be seen beside the noise

CLAIMS = [
    Claim("healthy", "both losses settle at 2 log 2 and log 2", at_the_coins),
    Claim("healthy", "W1 fell", arrived),
    Claim(
        "healthy",
        "both come from far off: D dips, G soon rises above log 2",
        lambda run: bool(
            cases.smooth(run.loss_d).min() < COIN - 0.1
            and cases.smooth(run.loss_g)[:400].max() > np.log(2.0) + 0.05
        ),
    ),
    Claim(
        "vanishing",
        "both losses are about 0 from the start, that of G from below",
        lambda run: (
            bool(run.loss_d.max() < 0.05 and -0.05 < run.loss_g.min() < 0)
            and bool((run.loss_g <= 0.0).all())
        ),
    ),
    Claim("vanishing", "W1 stays", lambda run: bool(abs(run.w1[-1] - 6.0) < 0.1)),
    Claim("collapse", "the fakes lie at one mode", lambda run: share(run) > 0.95),
    Claim(
        "collapse",
        "where they do, the losses are those of 1/3",
        lambda run: share(run) <= 0.95 or one_mode(run),
    ),
    Claim("oscillation", "the fakes swing on", lambda run: swing(run) > 1.0),
    Claim("oscillation", "the losses stay at the coin's", at_the_coins),
    Claim(
        "oscillation",
        "the smoothed loss of D hardly sways in the second half",
        lambda run: bool(np.ptp(cases.smooth(run.loss_d)[500:-10]) < SWAY),
    ),
    Claim(
        "sigmoid",
        "the losses stay above their floors, and G's never above log 2",
        lambda run: bool(
            run.loss_d.min() > LEAST_G + np.log(2.0) - 1e-6
            and LEAST_G - 1e-6 < run.loss_g.min() <= run.loss_g.max()
            and run.loss_g.max() < np.log(2.0) + 1e-6
        ),
    ),
    Claim(
        "detach",
        "the fakes get near the data",
        lambda run: bool(run.w1.min() < 0.15 * run.w1[0]),
    ),
    Claim("detach", "but crowd", lambda run: bool(run.fakes[-1].std() < 0.9 * 0.5)),
    Claim(
        "detach",
        "then the loss of D is below 2 log 2 most of the time",
        lambda run: bool(np.mean(run.loss_d[500:] < COIN) > 0.5),
    ),
    Claim(
        "detach",
        "that of G on average above log 2",
        lambda run: bool(run.loss_g[500:].mean() > np.log(2.0)),
    ),
    Claim(
        "moves-d",
        "the loss of D rises to more than twice 2 log 2",
        lambda run: bool(cases.smooth(run.loss_d).max() > 2.0 * COIN),
    ),
    Claim(
        "moves-d",
        "the fakes fly off",
        lambda run: bool(np.abs(run.fakes.mean(axis=1)).max() > 6.0),
    ),
    *(
        Claim(kind, says, holds)
        for kind in ("swapped", "label-0")
        for says, holds in (
            (
                "both losses go to 0",
                lambda run: max(late(run.loss_d), late(run.loss_g)) < 0.05,
            ),
            ("W1 rose", lambda run: bool(run.w1[-1] > run.w1[0])),
        )
    ),
    Claim(
        "d-frozen", "D's loss ends far above 2 log 2, or both are flat", high_or_flat
    ),
    Claim("g-detached", "the fakes stay where they were", stayed),
    Claim(
        "g-detached",
        "D's loss goes to 0, and G's grows and never comes back",
        lambda run: bool(
            late(run.loss_d) < 0.05
            and (np.diff([x.mean() for x in np.array_split(run.loss_g, 5)]) > 0).all()
        ),
    ),
    Claim(
        "not-cleared",
        "the losses settle at log 3/2 + log 3 and log 3/2",
        settles_at(np.log(4.5), np.log(1.5)),
    ),
    Claim("not-cleared", "the fakes arrive all the same", arrived),
    Claim(
        "epsilon",
        "G's loss stands at its cap",
        lambda run: bool(abs(late(run.loss_g) + np.log(1e-6)) < 0.01),
    ),
    Claim("epsilon", "the fakes stay where they were", stayed),
    Claim(
        "shifted",
        "the losses settle at 2 softplus(-1/2) and softplus(-1/2)",
        settles_at(2.0 * np.logaddexp(0.0, -0.5), np.logaddexp(0.0, -0.5)),
    ),
    Claim("shifted", "the fakes arrive all the same", arrived),
    Claim("same-sign", "W1 rose", lambda run: bool(run.w1[-1] > run.w1[0])),
    Claim("same-sign", "both losses fall without end", falls_on),
]


def trained(kind: str, seed: int) -> History:
    """A run of a kind, for as long as it takes to see it."""
    given, iterations = cases.KINDS[kind], ITERATIONS.get(kind, cases.ITERATIONS)
    run = kind if given is None else Config(**given, seed=seed)
    return record(run, iterations=iterations, every=cases.EVERY, seed=seed)


def main() -> None:
    """Trains, counts, prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs=2, default=(100, 132))
    parser.add_argument("--only", default="", help="kinds, with blanks between them")
    asked = parser.parse_args()
    seeds, only = range(*asked.seeds), asked.only.split()
    claims = [claim for claim in CLAIMS if not only or claim.kind in only]
    rows = []
    for kind in dict.fromkeys(claim.kind for claim in claims):
        runs = [trained(kind, seed) for seed in seeds]
        for claim in claims:
            if claim.kind == kind:
                true = sum(map(claim.holds, runs))
                rows.append([kind, claim.says, f"{true} of {len(seeds)}"])
    print(_serve.table(["kind", "what is said", "true in"], rows))


if __name__ == "__main__":
    main()

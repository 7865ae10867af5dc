"""The cases of "Is this loss curve normal?": seeded runs, and what each of them is.

A case is a number from 0 to 179. It stands for a kind of run and a seed, and tells
neither: up to 99 each of the first ten kinds comes once in every ten cases, from there
on each of all kinds once in every sixteen, shuffled, and never twice in a row.
"""

import functools
import random
from typing import TYPE_CHECKING, Any

import numpy as np

from core.gan.config import Config, changes
from core.maths.densities import Floats

if TYPE_CHECKING:
    from core.training.history import History

FIRST, CASES = 100, 180  # links to the first were given out when kinds were ten
ITERATIONS, EVERY = 1000, 20
WINDOW = 21  # batches in a smoothed loss
NOISE = 0.02  # nats

# What is behind a case: a config, or a bug of core.training.bugs by name.
KINDS: dict[str, dict[str, Any] | None] = {
    "healthy": {},
    "vanishing": {
        "target": "far-normal",
        "loss": "saturating",
        "head_start": 500,
        "d_steps": 5,
        "optimiser_g": "sgd",
        "lr_g": 0.01,
    },
    "collapse": {
        "target": "two-modes",
        "generator": "plain",
        "d_steps": 3,
        "lr_d": 0.005,
    },
    "oscillation": {
        "activation": "tanh",
        "beta1": 0.5,
        "beta2": 0.999,
        "lr_d": 0.002,
        "lr_g": 0.002,
    },
    "sigmoid": None,
    "detach": None,
    "wasted": None,
    "moves-d": None,
    "swapped": None,
    "label-0": None,
    "d-frozen": None,
    "g-detached": None,
    "not-cleared": None,
    "epsilon": None,
    "shifted": None,
    "same-sign": None,
}
# What a reader may guess; a run that only wastes time is a healthy one.
GUESSES = {
    "healthy": "Nothing is wrong",
    "vanishing": "D is too good, and G gets no gradient",
    "collapse": "Mode collapse: G makes only part of the data",
    "oscillation": "G and D chase each other and never settle",
    "sigmoid": "D ends in a sigmoid, and the loss applies another",
    "detach": "D's step leaves a gradient on G",
    "moves-d": "G's step moves D too",
    "swapped": "D is trained with its labels swapped",
    "label-0": "G is trained with label 0",
    "d-frozen": "D does not change at all",
    "g-detached": "G's fakes are detached in its own step",
    "not-cleared": "D's gradients are not cleared before its step",
    "epsilon": "An ε inside the logarithm makes G's loss flat",
    "shifted": "D's loss has a shifted logit in it",
    "same-sign": "G's loss has the wrong sign",
}
ANSWERS = {kind: kind for kind in GUESSES} | {"wasted": "healthy"}
# Nobody could tell these apart by their curves, so they are not offered together.
ALIKE = {
    "swapped": {"label-0", "same-sign"},
    "label-0": {"swapped", "same-sign"},
    "wasted": {"detach"},
    "d-frozen": {"moves-d"},
    "moves-d": {"d-frozen"},
    "vanishing": {"g-detached", "epsilon"},
    "g-detached": {"vanishing", "epsilon"},
    "epsilon": {"vanishing", "g-detached"},
    "not-cleared": {"sigmoid"},
    # A critic has no label, no sigmoid and no log.
    "same-sign": {
        "vanishing", "sigmoid", "swapped", "label-0", "epsilon", "shifted"
    },
}  # fmt: skip
# Their L_D is not BCE's, so 2 log 2 - 2 JS is not the least that it can be.
UNBOUNDED = {"shifted", "same-sign"}
OFFERED = 4


@functools.cache
def kinds() -> tuple[str, ...]:
    """The kind behind every case, in order."""
    rng, order = random.Random(19), []
    while len(order) < CASES:
        known = list(KINDS)[: 10 if len(order) < FIRST else None]
        block = rng.sample(known, len(known))
        while order and block[0] == order[-1]:
            rng.shuffle(block)
        order += block
    return tuple(order)


def kind(case: int) -> str:
    """What is behind a case."""
    return kinds()[case]


def seed(case: int) -> int:
    """The seed of its run: the cases of one kind have 0, 1, 2 and so on."""
    return kinds()[:case].count(kind(case))


def offered(case: int) -> dict[str, str]:
    """Four guesses, kind to words; "nothing" is always one, the right one another."""
    right, rng = ANSWERS[kind(case)], random.Random(f"offered {case}")
    others = [each for each in GUESSES if each not in ("healthy", right)]
    others = [each for each in others if each not in ALIKE.get(kind(case), ())]
    wrong = rng.sample(others, OFFERED - len({"healthy", right}))
    return {
        each: GUESSES[each] for each in GUESSES if each in {"healthy", right, *wrong}
    }


def config(case: int) -> Config | None:
    """The config behind a case, if it is not a bug."""
    given = KINDS[kind(case)]
    return None if given is None else Config(**given, seed=seed(case))


@functools.lru_cache(maxsize=CASES)  # 0.3 MB each
def run(case: int) -> "History":
    """Trains a case, which takes about a second, once for everybody."""
    from core.training.history import record

    return record(
        config(case) or kind(case),
        seed=seed(case),
        iterations=ITERATIONS,
        every=EVERY,
    )


def smooth(losses: Floats) -> Floats:
    """Mean of the ``WINDOW`` batches around each; at the ends of those there are."""
    whole = np.ones(WINDOW)
    count = np.convolve(np.ones_like(losses), whole, mode="same")
    return np.convolve(losses, whole, mode="same") / count


def smoothed(case: int) -> dict[str, Floats]:
    """The smoothed losses of ``D`` and ``G``, one number per step."""
    seen = run(case)
    return {"D": smooth(seen.loss_d), "G": smooth(seen.loss_g)}


def noise(case: int) -> Floats:
    """How far the smoothed L_D may be off: three standard errors of its batches.

    At least ``NOISE``, in nats: while D moves, they do not tell all.
    """
    losses = run(case).loss_d
    count = np.convolve(np.ones_like(losses), np.ones(WINDOW), mode="same")
    spread = np.sqrt(np.maximum(0.0, smooth(losses**2) - smooth(losses) ** 2))
    return np.maximum(NOISE, 3.0 * spread / np.sqrt(count))


def setting(given: Config) -> str:
    """A config as code that makes it, without its seed."""
    said = [
        f"    {name}={value!r},"
        for name, value in changes(given).items()
        if name != "seed"
    ]
    return "\n".join(["Config(", *said, ")"])

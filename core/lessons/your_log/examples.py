"""Logs to try: runs of our own, healthy and broken, in formats that people have."""

import functools
from typing import NamedTuple

import numpy as np

ITERATIONS = 600


class Example(NamedTuple):
    """A log: its title, the run, the loss and reduction that it has, and its lines."""

    title: str
    run: str
    loss: str
    pattern: str
    scale: float = 1.0
    begin: str = ""


_TUTORIAL = "[{epoch}/12][{batch}/50]\tLoss_D: {d:.4f}\tLoss_G: {g:.4f}"
_KERAS = "{i} [D loss: {d:.6f}] [G loss: {g:.6f}]"
EXAMPLES: dict[str, Example] = {
    "healthy": Example("A healthy run", "", "non-saturating", _TUTORIAL),
    "mean": Example(
        "The same, with the mean of D's halves", "", "non-saturating", _KERAS, 0.5
    ),
    "sigmoid": Example("A sigmoid too many", "sigmoid", "non-saturating", _TUTORIAL),
    "moves-d": Example(
        "G's optimiser moves D too", "moves-d", "non-saturating",
        "step={i} d_loss={d:.5f} g_loss={g:.5f}",
    ),
    "swapped": Example(
        "D's labels are swapped", "swapped", "non-saturating",
        "{i},{d:.6f},{g:.6f}", begin="step,d_loss,g_loss\n",
    ),
    "g-detached": Example(
        "G's fakes are detached in its own step", "g-detached", "non-saturating",
        "{i}/600 d_loss: {d:.4f} g_loss: {g:.4f}",
    ),
    "not-cleared": Example(
        "D's gradients are not cleared", "not-cleared", "non-saturating", _TUTORIAL
    ),
    "least-squares": Example("Least squares", "", "least-squares", _KERAS),
    "critic": Example(
        "A critic (Wasserstein)", "", "wasserstein-gp",
        '{{"iter": {i}, "critic_loss": {d:.5f}, "gen_loss": {g:.5f}}}',
    ),
}  # fmt: skip


@functools.lru_cache(maxsize=16)
def example(name: str) -> str:
    """The text of an example; trains its run, which takes about a second.

    Raises:
        ValueError: if there is no example of that name.
    """
    if name not in EXAMPLES:
        raise ValueError(f"an example is one of {', '.join(EXAMPLES)}, got {name!r}")
    chosen = EXAMPLES[name]
    d, g = _losses(chosen.run, chosen.loss)
    return chosen.begin + "".join(
        chosen.pattern.format(
            i=i, epoch=i // 50, batch=i % 50, d=chosen.scale * d[i], g=g[i]
        )
        + "\n"
        for i in range(0, ITERATIONS, 5)
    )


def _losses(run: str, loss: str) -> tuple[np.ndarray, np.ndarray]:
    from core.gan.config import Config
    from core.training.history import record

    kept = record(run or Config(loss=loss), iterations=ITERATIONS, every=ITERATIONS)
    return kept.loss_d, kept.loss_g

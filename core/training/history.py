r"""One run of a toy GAN, kept as its log and as what the log does not show.

The log has L_D and L_G of one batch per iteration, in nats, as training code prints
them; with several steps of D in an iteration, of the last. Every so many iterations the
run is also looked at as in ``core.training.look``: the fakes' density, D, and the
distances from the target, without the luck of a draw.

A run is a ``Config`` of ``core.training.trainer``, or a bug of ``core.training.bugs``
by name and seed.
"""

from dataclasses import dataclass

import numpy as np

from core.gan import targets
from core.gan.config import Config
from core.maths.bce import sigmoid
from core.maths.densities import Floats
from core.training.bugs import BUGS
from core.training.look import look
from core.training.networks import one_thread
from core.training.textbook import Critic, Textbook
from core.training.trainer import Trainer


@dataclass(frozen=True, eq=False)
class History:
    """A run.

    Attributes:
        target: the density that it was to imitate.
        loss_d, loss_g: of iteration 0 to the last, in nats, (iterations,).
        iterations: after which it was looked at, (looks,).
        fakes: G at the ``NODES`` quantiles of its noise, (looks, NODES).
        density: of the fakes in the bins around ``core.training.look.X``, (looks,
            bins).
        output: D on X, as the probability that its loss takes it for; a critic's score
            from its least there, 0, to its most, 1; (looks, bins).
        js, w1: between target and fakes, in nats and units of x, (looks,).
    """

    target: targets.Target
    loss_d: Floats
    loss_g: Floats
    iterations: np.ndarray
    fakes: Floats
    density: Floats
    output: Floats
    js: Floats
    w1: Floats


def record(run: Config | str, *, iterations: int, every: int, seed: int = 0) -> History:
    """Trains iterations 0 to ``iterations`` and looks at every ``every``-th of them.

    Args:
        run: a config, with its own seed, or the name of a bug.
        iterations: the last one; the log has one entry more.
        every: how many from one look to the next.
        seed: of the run, if it is one with a bug.

    Raises:
        ValueError: if there is no bug of that name.
    """
    one_thread()
    if isinstance(run, Config):
        trainer = Trainer(run)
        trainer.advance(0)  # D's head start
        return _written(trainer, run.density, iterations, every)
    if run not in BUGS:
        raise ValueError(f"a bug is one of {', '.join(BUGS)}, got {run!r}")
    loop = BUGS[run].loop(seed)
    return _written(loop, targets.target("normal"), iterations, every)


def _written(
    loop: Trainer | Textbook, target: targets.Target, iterations: int, every: int
) -> History:
    log, looks = [], []
    for step in range(iterations + 1):
        if step % every == 0:
            looks.append(look(loop.g, loop.d, target))
        log.append(loop.iteration())
    loss_d, loss_g = np.array(log).T
    scores = np.concatenate([seen.scores[:, 1:-1] for seen in looks])
    return History(
        target=target,
        loss_d=loss_d,
        loss_g=loss_g,
        iterations=np.arange(0, iterations + 1, every),
        fakes=np.concatenate([seen.fakes for seen in looks]),
        density=np.concatenate([seen.density for seen in looks]),
        output=_scaled(scores) if isinstance(loop, Critic) else sigmoid(scores),
        js=np.concatenate([seen.js for seen in looks]),
        w1=np.concatenate([seen.w1 for seen in looks]),
    )


def _scaled(scores: Floats) -> Floats:
    least, most = scores.min(axis=1), scores.max(axis=1)
    return (scores - least[:, None]) / np.maximum(most - least, 1e-9)[:, None]

"""The figures of "How does BCE become the GAN's loss?", computed."""

import functools

import numpy as np
import plotly.graph_objects as go

from core.lessons.minimax import figures
from core.maths import fixed_game, gan_losses, sliders
from core.maths.bce import Floats, bce_with_logits
from core.plotting.theme import said

# Powers of two, and halfway between: 1, 2, 3, 4, 6, 8, ... 4096.
SIZES = np.array(sorted({1, 4096} | {k * 2**j for k in (2, 3) for j in range(11)}))
SEEDS = (0, 9999)  # what the reader may choose
OTHERS = range(10000, 10050)  # seeds that no reader can choose


def batch_means(m: int, seed: int) -> fixed_game.Means:
    """The means of one batch of m real and m fake samples, as numbers."""
    running = fixed_game.running_means(fixed_game.draw_batch(m, seed))
    return fixed_game.Means(running.real[-1], running.fake[-1], running.flipped[-1])


def estimates(seed: int) -> go.Figure:
    """D's mean loss on batches of 1 to 4096 pairs, against the exact expectation."""
    own = fixed_game.running_means(
        fixed_game.draw_batch(SIZES[-1], seed)
    ).discriminator_loss
    grown = np.unique(np.geomspace(1, SIZES[-1], 400).round().astype(int))
    grown = np.union1d(grown, SIZES)
    path = _along(grown, own) | {"error": fixed_game.standard_error(grown)}
    at = _along(SIZES, own) | {"error": fixed_game.standard_error(SIZES)}
    exact = float(fixed_game.exact_means().discriminator_loss)
    return figures.estimates(path, exact, sliders.names(SIZES), at, _others())


def value_and_loss(m: int, seed: int) -> go.Figure:
    """V and -V of one batch as D's threshold moves."""
    batch = fixed_game.draw_batch(m, seed)
    thresholds = np.linspace(-2.5, 4.5, 85)

    def loss(threshold: Floats) -> Floats:
        logits = threshold[:, None] - batch.x
        return 2.0 * bce_with_logits(logits, batch.labels).mean(axis=1)

    losses = loss(thresholds)
    low = float(thresholds[np.argmin(losses)])
    nearer = np.linspace(low - 0.1, low + 0.1, 21)
    least = loss(nearer)
    best = float(nearer[np.argmin(least)]), float(least.min())
    return figures.value_and_loss(thresholds, losses, best)


def generator_losses() -> go.Figure:
    """G's two losses on one fake, for D = 0.001 to 0.999."""
    logits = sliders.curve_logits()
    losses = {
        "saturating": gan_losses.saturating_generator_loss(logits),
        "non-saturating": gan_losses.non_saturating_generator_loss(logits),
    }
    return figures.generator_losses(logits, losses)


def signs(m: int, seed: int) -> dict[str, list[str]]:
    """Value and loss side by side, as the columns of a table."""
    batch, exact = batch_means(m, seed), fixed_game.exact_means()
    return {
        "sign": [
            "a real sample adds",
            "a fake one adds",
            "*D* …",
            "your batch",
            "exact",
        ],
        "value *V*": [
            r"$\log D(x)$",
            r"${\log(1 - D(G(z)))}$",
            "climbs",
            said(batch.value),
            said(exact.value),
        ],
        "loss −*V*": [
            r"${-\log D(x)}$",
            r"${-\log(1 - D(G(z)))}$",
            "descends",
            said(batch.discriminator_loss),
            said(exact.discriminator_loss),
        ],
    }


def generators(m: int, seed: int) -> dict[str, list[str]]:
    """The generator's two losses side by side, as the columns of a table."""
    batch, exact = batch_means(m, seed), fixed_game.exact_means()
    logits = fixed_game.discriminator_logit(fixed_game.draw_batch(m, seed).x[m:])
    return {
        "loss": ["in PyTorch", "a fake adds", "your batch", "exact", "mean slope in ℓ"],
        "saturating": [
            "`-bce(d(fake), zeros)`",
            r"${\log(1 - D(G(z)))}$",
            said(batch.saturating_loss),
            said(exact.saturating_loss),
            said(gan_losses.saturating_generator_grad(logits).mean()),
        ],
        "non-saturating": [
            "`bce(d(fake), ones)`",
            r"$-\log D(G(z))$",
            said(batch.non_saturating_loss),
            said(exact.non_saturating_loss),
            said(gan_losses.non_saturating_generator_grad(logits).mean()),
        ],
    }


def _along(sizes: np.ndarray, running: Floats) -> dict[str, Floats]:
    return {"m": sizes.astype(np.float64), "mean": running[sizes - 1]}


@functools.cache
def _others() -> Floats:
    """D's mean loss on other batches: one row per size, one column per batch."""
    draws = (fixed_game.draw_batch(SIZES[-1], seed) for seed in OTHERS)
    rows = [fixed_game.running_means(batch).discriminator_loss for batch in draws]
    return np.stack(rows, axis=1)[SIZES - 1]

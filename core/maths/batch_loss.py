"""What each sample of a batch adds to the discriminator's loss, and to its gradient.

A GAN's discriminator is scored by two means, one over each half of the batch:

    total = mean of bce over the real samples + mean of bce over the fake samples

so a sample's part in it is its loss divided by the size of *its half*. The plain mean
over all samples is half of the total when both halves are equally large.

Reference: I. Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014,
algorithm 1 (with the sign turned, because the discriminator there maximises).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats, bce, bce_with_logits, bce_with_logits_grad


@dataclass(frozen=True, eq=False)
class BatchShares:
    """A batch's losses in nats; the arrays hold one entry per sample, in input order.

    Attributes:
        loss: each sample's own ``bce``.
        share: each sample's part of ``total``, its loss over the size of its half; the
            shares add up to ``total``.
        grad_share: slope of ``total`` in each sample's logit, ``(p - y)`` over the
            size of its half.
        mean_real: mean loss of the real samples; NaN if there are none.
        mean_fake: mean loss of the fake samples; NaN if there are none.
        total: ``mean_real + mean_fake``; a half without samples adds nothing.
        mean: plain mean of ``loss`` over all samples.
    """

    loss: Floats
    share: Floats
    grad_share: Floats
    mean_real: float
    mean_fake: float
    total: float
    mean: float


def batch_shares(probs: npt.ArrayLike, labels: npt.ArrayLike) -> BatchShares:
    """Split the discriminator's loss on one batch into what each sample adds.

    Args:
        probs: predicted probability of real, shape (samples,).
        labels: 1 real, 0 fake, shape (samples,). A soft label belongs to the half on
            whose side it lies, with exactly 1/2 counting as real.

    Raises:
        ValueError: if the batch is empty, if the two are not one-dimensional and
            equally long, or if a value is NaN or outside [0, 1].
    """
    p = np.asarray(probs, dtype=np.float64)
    y = np.asarray(labels, dtype=np.float64)
    # Broadcasting (n, 1) with (n,) would average n * n losses without a word.
    if p.ndim != 1 or p.shape != y.shape:
        raise ValueError(
            "a batch needs one label per prediction in one dimension, "
            f"got shapes {p.shape} and {y.shape}"
        )
    if p.size == 0:
        raise ValueError("a batch needs at least one sample, got none")
    loss = bce(p, y)
    real = y >= 0.5
    half_size = np.where(real, np.count_nonzero(real), np.count_nonzero(~real))
    share = loss / half_size
    return BatchShares(
        loss=loss,
        share=share,
        grad_share=(p - y) / half_size,
        mean_real=_mean(loss[real]),
        mean_fake=_mean(loss[~real]),
        total=float(np.sum(share)),
        mean=_mean(loss),
    )


@dataclass(frozen=True, eq=False)
class Growth:
    """Summed and averaged loss and gradient of one batch as it grows, per batch size.

    The gradient is that of a bias added to every logit, ``p - y`` per sample: what the
    samples of a batch have in common.
    """

    loss_sum: Floats
    loss_mean: Floats
    grad_sum: Floats
    grad_mean: Floats


def growth(
    logits: npt.ArrayLike, labels: npt.ArrayLike, sizes: npt.ArrayLike
) -> Growth:
    """Sum and mean over the first m samples, for each batch size m.

    Args:
        logits: one per sample, shape (samples,).
        labels: one per sample or one for all, in [0, 1].
        sizes: the batch sizes m, from 1 to the number of samples.

    Raises:
        ValueError: if a size is not a whole number from 1 to the number of samples.
    """
    x = np.atleast_1d(np.asarray(logits, dtype=np.float64))
    m = np.asarray(sizes)
    if m.dtype.kind not in "iu" or m.min() < 1 or m.max() > x.size:
        raise ValueError(f"sizes must be whole numbers from 1 to {x.size}, got {sizes}")
    loss_sum = np.cumsum(bce_with_logits(x, labels))[m - 1]
    grad_sum = np.cumsum(bce_with_logits_grad(x, labels))[m - 1]
    return Growth(loss_sum, loss_sum / m, grad_sum, grad_sum / m)


def _mean(losses: Floats) -> float:
    return float(np.mean(losses)) if losses.size else float("nan")

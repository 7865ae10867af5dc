"""Binary cross-entropy of a probability and of a logit, and what it is compared with.

A label ``y`` is 1 for real and 0 for fake; any value between is a soft label. A logit
``l`` stands for the probability of real ``p = sigmoid(l) = 1 / (1 + exp(-l))``, and

    bce = -y log(p) - (1 - y) log(1 - p)
        =  y softplus(-l) + (1 - y) softplus(l),    softplus(l) = log(1 + exp(l))

Conventions: arguments are array-like and broadcast; results are float64 of the
broadcast shape, a scalar for scalars; every loss is element-wise and in nats, and the
caller averages. ``..._grad_probs`` is the derivative with respect to ``p``, any other
``..._grad`` with respect to ``l``. Nothing is clipped: an infinite loss is ``inf``, and
a logit of ``-inf`` or ``inf`` gives the limit. Every function raises ``ValueError`` for
NaN, for a probability or a label outside [0, 1], and for shapes that do not broadcast.

Reference: I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, MIT Press, 2016,
section 6.2.2.2 (the logit, softplus, and squared error on a sigmoid).
"""

import numpy as np
import numpy.typing as npt

from core.maths.logistic import (
    Floats,
    checked_logits,
    checked_unit,
    logit,
    sigmoid,
    sigmoid_grad,
    softplus,
)

# -- Binary cross-entropy --------------------------------------------------------------


def bce(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Cost in nats of predicting ``p`` when the label is ``y``; from 0 to ``inf``.

    ``-y log(p) - (1 - y) log(1 - p)`` with ``0 log(0) = 0``. A label with any weight on
    a side to which the prediction gives probability 0 costs ``inf``.
    """
    p, y = _with_labels(checked_unit(probs, "probs"), labels)
    with np.errstate(divide="ignore"):  # log(0) = -inf is meant
        return _weighted(y, -np.log(p)) + _weighted(1.0 - y, -np.log1p(-p))


def bce_grad_probs(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``bce`` in the probability, ``(p - y) / (p (1 - p))``.

    At p = 0 and p = 1 it is the one-sided limit: infinite, and pointing towards the
    label, unless the prediction equals a hard label; then it is 1 at p = 0 and -1 at
    p = 1, although the loss there is 0.
    """
    p, y = _with_labels(checked_unit(probs, "probs"), labels)
    # Right on a hard label 0 / 0 stands for 1 / (1 - p) at p = 0, -1 / p at p = 1.
    is_right = (p == y) & ((p == 0.0) | (p == 1.0))
    rise = np.where(is_right, 1.0 - 2.0 * p, p - y)
    # A slope beyond the largest float, at p = 1e-310 say, is inf as at p = 0.
    with np.errstate(divide="ignore", over="ignore"):
        return rise / np.where(is_right, 1.0, p * (1.0 - p))


def bce_with_logits(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Cost in nats of predicting ``sigmoid(l)`` when the label is ``y``.

    ``y softplus(-l) + (1 - y) softplus(l)``: a sum of two terms that are never
    negative, so a small loss keeps all its digits. ``softplus(l) - y l`` is equal on
    paper, and its terms cancel where the prediction is confident and right:

    >>> float(bce_with_logits(50.0, 1.0))
    1.9287498479639178e-22
    >>> float(softplus(50.0) - 1.0 * 50.0)
    0.0
    """
    x, y = _with_labels(checked_logits(logits), labels)
    return _weighted(y, softplus(-x)) + _weighted(1.0 - y, softplus(x))


def bce_with_logits_grad(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``bce_with_logits`` in the logit, ``p - y``; between -1 and 1.

    Computed term by term as ``(1 - y) sigmoid(l) - y sigmoid(-l)``, which is
    ``-sigmoid(-l)`` for y = 1 and ``sigmoid(l)`` for y = 0 to the last digit. Near a
    soft label, where the terms cancel, it is ``2 sinh(d/2) sqrt(y (1 - y) dp/dl)`` with
    ``d = l - logit(y)``: as exact as if d were off by its last digits, those of
    ``logit(y)`` as a float. So all digits are right for y = 1/2: ``tanh(l/2) / 2``.
    """
    x, y = _with_labels(checked_logits(logits), labels)
    apart, near = (1.0 - y) * sigmoid(x) - y * sigmoid(-x), _near(x, y)
    return np.where(np.isnan(near), apart, near * np.sqrt(sigmoid_grad(x)))[()]


def bce_with_logits_grad_probs(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``bce`` in the probability at ``p = sigmoid(l)``, told by the logit.

    ``(1 - y) (1 + exp(l)) - y (1 + exp(-l))``. As a float p is 1 from l = 36.74 on, and
    ``bce_grad_probs`` infinite; here the slope keeps its digits until it exceeds the
    largest float, beyond logits of 709, and is ``inf``.
    """
    x, y = _with_labels(checked_logits(logits), labels)
    with np.errstate(over="ignore"):
        up, down = 1.0 + np.exp(x), 1.0 + np.exp(-x)
    apart, near = _weighted(1.0 - y, up) - _weighted(y, down), _near(x, y)
    steep = np.where(np.isnan(near), 1.0, sigmoid_grad(x))  # far away it can be 0
    return np.where(np.isnan(near), apart, near / np.sqrt(steep))[()]


def entropy_floor(labels: npt.ArrayLike) -> Floats:
    """Least that ``bce`` can cost with label ``y``, reached at ``p = y``.

    This is the label's own entropy, ``H(y) = -y log(y) - (1 - y) log(1 - y)``, in nats:
    0 for a hard label, log 2 for y = 1/2.
    """
    y = checked_unit(labels, "labels")
    return bce(y, y)


# -- Squared error and 0-1 loss, for comparison ----------------------------------------


def squared_error(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Squared error of a probability, ``(p - y)**2``: between 0 and 1, no unit."""
    p, y = _with_labels(checked_unit(probs, "probs"), labels)
    return (p - y) ** 2


def squared_error_grad_probs(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``squared_error`` in the probability, ``2 (p - y)``."""
    p, y = _with_labels(checked_unit(probs, "probs"), labels)
    return 2.0 * (p - y)


def squared_error_with_logits_grad(
    logits: npt.ArrayLike, labels: npt.ArrayLike
) -> Floats:
    """Slope of ``squared_error(sigmoid(l), y)`` in the logit, ``2 (p - y) p (1 - p)``.

    Unlike the slope of ``bce_with_logits`` it keeps the factor ``p (1 - p)``, and so
    vanishes for a prediction that is confident and wrong.
    """
    return 2.0 * bce_with_logits_grad(logits, labels) * sigmoid_grad(logits)


def zero_one_loss(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """1 if the prediction is on the wrong side of 1/2, else 0.

    Exactly 1/2 counts as real, for a prediction and for a label alike. A soft label
    counts for the side on which it lies.
    """
    p, y = _with_labels(checked_unit(probs, "probs"), labels)
    return ((p >= 0.5) != (y >= 0.5)).astype(np.float64)


# -- Inside ----------------------------------------------------------------------------


def _weighted(weight: Floats, cost: Floats) -> Floats:
    """``weight * cost`` where a weight of 0 silences even an infinite cost."""
    return weight * np.where(weight == 0.0, 0.0, cost)


def _near(x: Floats, y: Floats) -> Floats:
    """``(p - y) / sqrt(dp/dl)`` where p is so near y that ``p - y`` cancels, else nan.

    From ``sigmoid(a) - sigmoid(b) = sinh((a - b)/2) / (2 cosh(a/2) cosh(b/2))`` and
    ``1 / (2 cosh(a/2)) = sqrt(dp/dl)`` at a.
    """
    with np.errstate(invalid="ignore"):  # inf - inf: a hard label, which never cancels
        d = x - logit(y)
    d = np.where(np.abs(d) < 1.0, d, np.nan)
    return 2.0 * np.sinh(0.5 * d) * np.sqrt(y * (1.0 - y))


def _with_labels(first: Floats, labels: npt.ArrayLike) -> tuple[Floats, Floats]:
    y = checked_unit(labels, "labels")
    try:
        np.broadcast_shapes(first.shape, y.shape)
    except ValueError:
        shapes = f"{first.shape} and {y.shape}"
        raise ValueError(
            f"predictions and labels, {shapes}, do not broadcast"
        ) from None
    return first, y

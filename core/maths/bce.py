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

Floats = npt.NDArray[np.float64]


# -- Probability and logit -------------------------------------------------------------


def sigmoid(logits: npt.ArrayLike) -> Floats:
    """Probability of a logit, ``1 / (1 + exp(-l))``, without overflow.

    In float64 it is exactly 1 from l = 36.74 on: near 1 only ``sigmoid(-l)``, the
    probability of the other side, still tells two logits apart.
    """
    x = _checked_logits(logits)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, e) / (1.0 + e)


def sigmoid_grad(logits: npt.ArrayLike) -> Floats:
    """Slope of the sigmoid, ``dp/dl = p (1 - p)``: 1/4 at l = 0, flat at both ends."""
    x = _checked_logits(logits)
    return sigmoid(x) * sigmoid(-x)  # 1 - p would be 0 from l = 36.74 on


def softplus(logits: npt.ArrayLike) -> Floats:
    """Cost in nats of logit ``l`` when the label is 0: ``log(1 + exp(l))``.

    It grows like ``l`` on the right and fades like ``exp(l)`` on the left.
    """
    return np.logaddexp(0.0, _checked_logits(logits))


def logit(probs: npt.ArrayLike) -> Floats:
    """Logit of a probability, ``log(p / (1 - p))``: the inverse of ``sigmoid``.

    ``logit(0)`` is ``-inf`` and ``logit(1)`` is ``inf``.
    """
    p = _checked_unit(probs, "probs")
    with np.errstate(divide="ignore"):  # the two infinite ends are meant
        away_from_half = np.log(p / (1.0 - p))
        # Near p = 1/2 that ratio rounds to about 1, whereas 2p - 1 is exact.
        near_half = 2.0 * np.arctanh(2.0 * p - 1.0)
    # [()] makes a scalar of a 0-d array, as NumPy's own functions do.
    return np.where(np.abs(p - 0.5) <= 0.25, near_half, away_from_half)[()]


# -- Binary cross-entropy --------------------------------------------------------------


def bce(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Cost in nats of predicting ``p`` when the label is ``y``; from 0 to ``inf``.

    ``-y log(p) - (1 - y) log(1 - p)`` with ``0 log(0) = 0``. A label with any weight on
    a side to which the prediction gives probability 0 costs ``inf``.
    """
    p, y = _with_labels(_checked_unit(probs, "probs"), labels)
    with np.errstate(divide="ignore"):  # log(0) = -inf is meant
        return _weighted(y, -np.log(p)) + _weighted(1.0 - y, -np.log1p(-p))


def bce_grad_probs(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``bce`` in the probability, ``(p - y) / (p (1 - p))``.

    At p = 0 and p = 1 it is the one-sided limit: infinite, and pointing towards the
    label, unless the prediction equals a hard label; then it is 1 at p = 0 and -1 at
    p = 1, although the loss there is 0.
    """
    p, y = _with_labels(_checked_unit(probs, "probs"), labels)
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
    x, y = _with_labels(_checked_logits(logits), labels)
    return _weighted(y, softplus(-x)) + _weighted(1.0 - y, softplus(x))


def bce_with_logits_grad(logits: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``bce_with_logits`` in the logit, ``p - y``; between -1 and 1.

    Computed term by term as ``(1 - y) sigmoid(l) - y sigmoid(-l)``, which is
    ``-sigmoid(-l)`` for y = 1 and ``sigmoid(l)`` for y = 0 to the last digit.
    """
    x, y = _with_labels(_checked_logits(logits), labels)
    return (1.0 - y) * sigmoid(x) - y * sigmoid(-x)


def entropy_floor(labels: npt.ArrayLike) -> Floats:
    """Least that ``bce`` can cost with label ``y``, reached at ``p = y``.

    This is the label's own entropy, ``H(y) = -y log(y) - (1 - y) log(1 - y)``, in nats:
    0 for a hard label, log 2 for y = 1/2.
    """
    y = _checked_unit(labels, "labels")
    return bce(y, y)


# -- Squared error and 0-1 loss, for comparison ----------------------------------------


def squared_error(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Squared error of a probability, ``(p - y)**2``: between 0 and 1, no unit."""
    p, y = _with_labels(_checked_unit(probs, "probs"), labels)
    return (p - y) ** 2


def squared_error_grad_probs(probs: npt.ArrayLike, labels: npt.ArrayLike) -> Floats:
    """Slope of ``squared_error`` in the probability, ``2 (p - y)``."""
    p, y = _with_labels(_checked_unit(probs, "probs"), labels)
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
    p, y = _with_labels(_checked_unit(probs, "probs"), labels)
    return ((p >= 0.5) != (y >= 0.5)).astype(np.float64)


# -- Inside ----------------------------------------------------------------------------


def _weighted(weight: Floats, cost: Floats) -> Floats:
    """``weight * cost`` where a weight of 0 silences even an infinite cost."""
    return weight * np.where(weight == 0.0, 0.0, cost)


def _checked_logits(logits: npt.ArrayLike) -> Floats:
    x = np.asarray(logits, dtype=np.float64)
    if np.isnan(x).any():
        raise ValueError("logits must be numbers, -inf or inf, got nan")
    return x


def _checked_unit(values: npt.ArrayLike, name: str) -> Floats:
    x = np.asarray(values, dtype=np.float64)
    outside = np.logical_not((x >= 0.0) & (x <= 1.0))  # true for NaN too
    if outside.any():
        first = float(x[outside][0])
        raise ValueError(f"{name} must lie in [0, 1], got {first!r}")
    return x


def _with_labels(first: Floats, labels: npt.ArrayLike) -> tuple[Floats, Floats]:
    y = _checked_unit(labels, "labels")
    try:
        np.broadcast_shapes(first.shape, y.shape)
    except ValueError:
        shapes = f"{first.shape} and {y.shape}"
        raise ValueError(
            f"predictions and labels, {shapes}, do not broadcast"
        ) from None
    return first, y

"""The logit of a probability, the sigmoid that undoes it, and softplus.

A logit ``l`` stands for the probability ``p = sigmoid(l) = 1 / (1 + exp(-l))``.

Conventions: arguments are array-like; results are float64 of their shape, a scalar for
scalars. A logit of ``-inf`` or ``inf`` gives the limit. Every function raises
``ValueError`` for NaN, and for a probability outside [0, 1].
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def sigmoid(logits: npt.ArrayLike) -> Floats:
    """Probability of a logit, ``1 / (1 + exp(-l))``, without overflow.

    In float64 it is exactly 1 from l = 36.74 on: near 1 only ``sigmoid(-l)``, the
    probability of the other side, still tells two logits apart.
    """
    x = checked_logits(logits)
    e = np.exp(-np.abs(x))
    return np.where(x >= 0.0, 1.0, e) / (1.0 + e)


def sigmoid_grad(logits: npt.ArrayLike) -> Floats:
    """Slope of the sigmoid, ``dp/dl = p (1 - p)``: 1/4 at l = 0, flat at both ends."""
    x = checked_logits(logits)
    return sigmoid(x) * sigmoid(-x)  # 1 - p would be 0 from l = 36.74 on


def softplus(logits: npt.ArrayLike) -> Floats:
    """Cost in nats of logit ``l`` when the label is 0: ``log(1 + exp(l))``.

    It grows like ``l`` on the right and fades like ``exp(l)`` on the left.
    """
    return np.logaddexp(0.0, checked_logits(logits))


def logit(probs: npt.ArrayLike) -> Floats:
    """Logit of a probability, ``log(p / (1 - p))``: the inverse of ``sigmoid``.

    ``logit(0)`` is ``-inf`` and ``logit(1)`` is ``inf``.
    """
    p = checked_unit(probs, "probs")
    with np.errstate(divide="ignore"):  # the two infinite ends are meant
        away_from_half = np.log(p / (1.0 - p))
        # Near p = 1/2 that ratio rounds to about 1, whereas 2p - 1 is exact.
        near_half = 2.0 * np.arctanh(2.0 * p - 1.0)
    # [()] makes a scalar of a 0-d array, as NumPy's own functions do.
    return np.where(np.abs(p - 0.5) <= 0.25, near_half, away_from_half)[()]


# -- What goes in ----------------------------------------------------------------------


def checked_logits(logits: npt.ArrayLike) -> Floats:
    """Return float64 logits, or raise ``ValueError`` for NaN."""
    x = np.asarray(logits, dtype=np.float64)
    if np.isnan(x).any():
        raise ValueError("logits must be numbers, -inf or inf, got nan")
    return x


def checked_unit(values: npt.ArrayLike, name: str) -> Floats:
    """Return float64 values, or raise ``ValueError`` for one outside [0, 1]."""
    x = np.asarray(values, dtype=np.float64)
    outside = np.logical_not((x >= 0.0) & (x <= 1.0))  # true for NaN too
    if outside.any():
        first = float(x[outside][0])
        raise ValueError(f"{name} must lie in [0, 1], got {first!r}")
    return x

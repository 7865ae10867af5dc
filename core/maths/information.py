r"""Surprise, entropy, cross-entropy and KL divergence of discrete distributions.

The truth ``q`` and the belief ``p`` are distributions over the same outcomes:

    surprise(p)         = -log(p), one number per outcome
    entropy(q)          = sum of q (-log q)         mean surprise of a right belief
    cross_entropy(q, p) = sum of q (-log p)         mean surprise of the belief p
    kl(q, p)            = sum of q log(q / p)       what the belief costs on top
    cross_entropy(q, p) = entropy(q) + kl(q, p),  kl >= 0, and 0 only for p = q

With two outcomes of probability ``q`` and ``1 - q`` the entropy is
``core.maths.bce.entropy_floor(q)``, the cross-entropy is ``core.maths.bce.bce(p, q)``,
and the KL divergence is ``binary_kl(q, p)`` below.

Conventions: arguments are array-like and broadcast; the last axis holds the outcomes
and is summed away; results are float64 in nats (``bits`` converts); ``0 log(0) = 0``;
``cross_entropy`` and ``kl`` are ``inf`` exactly where the belief gives probability 0 to
an outcome that the truth does not. Nothing is clipped.

Reference: T. M. Cover and J. A. Thomas, *Elements of Information Theory*, 2nd ed.,
Wiley, 2006, sections 2.1 (entropy), 2.3 (relative entropy), 2.6 (Gibbs' inequality).
"""

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats

_SUM_TOLERANCE = 1e-12  # room for the rounding of some thousand summands


def bits(nats: npt.ArrayLike) -> Floats:
    """The same amount of information in bits: nats divided by log 2."""
    return np.asarray(nats, dtype=np.float64) / np.log(2.0)


def surprise(probs: npt.ArrayLike) -> Floats:
    """Surprise in nats at an outcome of probability ``probs``; element-wise.

    ``-log(p)``: 0 for a certain outcome, ``inf`` for an impossible one.

    Raises:
        ValueError: if a probability is NaN or lies outside [0, 1].
    """
    return -_log(_checked_unit(probs, "probs")) + 0.0  # + 0.0: no -0.0 at p = 1


def entropy(probs: npt.ArrayLike) -> Floats:
    """Mean surprise in nats of outcomes that occur as believed, ``-sum p log(p)``.

    Between 0 (one outcome is certain) and ``log(n)`` (all n are equally likely).

    Raises:
        ValueError: if ``probs`` is not a distribution along its last axis.
    """
    p = _checked_distribution(probs, "probs")
    return _expected_surprise(p, p)


def cross_entropy(q: npt.ArrayLike, p: npt.ArrayLike) -> Floats:
    """Mean surprise in nats of the belief ``p`` under the truth ``q``.

    ``-sum q log(p)``, which equals ``entropy(q) + kl(q, p)``.

    Raises:
        ValueError: if ``q`` or ``p`` is not a distribution along its last axis, or if
            the two differ in the number of outcomes.
    """
    return _expected_surprise(*_checked_pair(q, p))


def kl(q: npt.ArrayLike, p: npt.ArrayLike) -> Floats:
    """Kullback-Leibler divergence ``KL(q || p)`` of the belief ``p``, in nats.

    ``sum q log(q / p)``: what believing ``p`` costs above ``entropy(q)``. It is not
    symmetric. Computed as the sum of ``q log(q / p) + p - q``: on paper the same, since
    both sum to 1, but no term is negative, so a belief close to the truth keeps its
    digits.

    Raises:
        ValueError: as ``cross_entropy``.
    """
    q, p = _checked_pair(q, p)
    return np.sum(_kl_term(q, p, p - q), axis=-1)


def binary_kl(q: npt.ArrayLike, p: npt.ArrayLike) -> Floats:
    """``KL(q || p)`` in nats between the coins (q, 1 - q) and (p, 1 - p).

    ``q log(q / p) + (1 - q) log((1 - q) / (1 - p))``, element-wise. It is what
    ``core.maths.bce.bce(p, q)`` costs above ``core.maths.bce.entropy_floor(q)``.

    >>> float(binary_kl(0.5, 0.5 + 1e-9))  # (p - q)**2 / (2 q (1 - q)), nearly
    1.9999998868722757e-18

    Raises:
        ValueError: if ``q`` or ``p`` is NaN or lies outside [0, 1].
    """
    q, p = _checked_unit(q, "q"), _checked_unit(p, "p")
    gap = p - q
    return _kl_term(q, p, gap) + _kl_term(1.0 - q, 1.0 - p, -gap)


# -- Sums of terms that are never negative ---------------------------------------------


def _expected_surprise(q: Floats, p: Floats) -> Floats:
    heard = q > 0.0  # an outcome that never occurs surprises nobody: 0 log(0) = 0
    return np.sum(q * -_log(np.where(heard, p, 1.0)), axis=-1) + 0.0


def _kl_term(q: Floats, p: Floats, gap: Floats) -> Floats:
    """One outcome's part, ``q log(q / p) + gap`` with ``gap = p - q``; never negative.

    With ``u = gap / q`` it is ``q (u - log1p(u))``. For ``|u| <= 1/2`` that cancels,
    and ``log1p(u) = 2 (r + r**3 / 3 + r**5 / 5 + ...)`` with ``r = u / (2 + u)`` and
    ``2 r = u - r u`` turns it into ``q (r u - 2 r**3 (1/3 + r**2 / 5 + ...))``.
    """
    near = np.abs(gap) <= 0.5 * q
    u = np.where(near, gap, 0.0) / np.where(q > 0.0, q, 1.0)
    r = u / (2.0 + u)
    series = np.zeros_like(r)
    for odd in range(37, 1, -2):  # |r| <= 1/3, so what is left out is below 1e-18
        series = 1.0 / odd + r**2 * series
    cost = np.where(near, 0.0, _log_ratio(np.where(q > 0.0, q, 1.0), p))
    return np.where(near, q * (r * u - 2.0 * r**3 * series), q * cost + gap)


def _log_ratio(q: Floats, p: Floats) -> Floats:
    """``log(q / p)`` for ``q > 0``; ``inf`` only for ``p = 0``."""
    # Mantissas and exponents apart: q / p may overflow, and log q - log p cancels.
    (q_part, q_power), (p_part, p_power) = np.frexp(q), np.frexp(p)
    with np.errstate(divide="ignore"):  # log(q / 0) = inf is meant
        return np.log(q_part / p_part) + (q_power - p_power) * np.log(2.0)


def _log(probs: Floats) -> Floats:
    with np.errstate(divide="ignore"):  # log(0) = -inf is meant
        return np.log(probs)


# -- Checks ----------------------------------------------------------------------------


def _checked_unit(values: npt.ArrayLike, name: str) -> Floats:
    x = np.asarray(values, dtype=np.float64)
    outside = np.logical_not((x >= 0.0) & (x <= 1.0))  # true for NaN too
    if outside.any():
        raise ValueError(f"{name} must lie in [0, 1], got {float(x[outside][0])!r}")
    return x


def _checked_distribution(values: npt.ArrayLike, name: str) -> Floats:
    x = _checked_unit(values, name)
    if x.ndim == 0 or x.shape[-1] == 0:
        raise ValueError(f"{name} needs at least one outcome, got shape {x.shape}")
    totals = np.sum(x, axis=-1)
    off = np.abs(totals - 1.0) > _SUM_TOLERANCE
    if off.any():
        total = float(totals[off][0])
        raise ValueError(f"{name} must sum to 1 along the last axis, got {total!r}")
    return x


def _checked_pair(q: npt.ArrayLike, p: npt.ArrayLike) -> tuple[Floats, Floats]:
    truth, belief = _checked_distribution(q, "q"), _checked_distribution(p, "p")
    if truth.shape[-1] != belief.shape[-1]:
        raise ValueError(
            "q and p need the same outcomes, "
            f"got {truth.shape[-1]} and {belief.shape[-1]} of them"
        )
    return truth, belief

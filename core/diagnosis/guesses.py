"""A guess of the loss and of what D's number is, and why; no log says either."""

from typing import NamedTuple

import numpy as np

from core.diagnosis import bounds, loss_levels
from core.diagnosis.closed_forms import TWO_LOG_2
from core.diagnosis.log import Floats, Log

_MOST = 1.15 * TWO_LOG_2  # where it stays above, D loses to a constant


class Guess(NamedTuple):
    """A guess: names of ``LOSSES`` and ``REDUCTIONS``, and why, in a sentence."""

    loss: str
    reduction: str
    why: str


def guess(log: Log, group: str = "") -> Guess:
    """What the numbers of a log fit best; "unknown" where they do not tell."""
    d, g = pair(log, group)
    if not len(d):
        return Guess("unknown", "unknown", "the log has no loss of D beside one of G")
    if (d < 0).any():
        return _negative_d(log, d, g)
    to_0 = (g <= 0).all() and np.signbit(g).any() and np.median(d) < 0.1  # -0.0000
    if (g < 0).any() or to_0:
        return _negative_g(log, d, g, group)
    if halves := _by_halves(log, group):
        loss = _positive(log, d, g, group, 2.0 if halves == "mean" else 1.0)
        if loss:
            return Guess(loss, halves, "the logged halves say what D's number is")
    return _of_bounds(log, d, g, group)


def pair(log: Log, group: str = "") -> tuple[Floats, Floats]:
    """D's and G's losses on the records that have both, finite."""
    of_d, of_g = log.column("d", group), log.column("g", group)
    real, fake = log.column("d_real", group), log.column("d_fake", group)
    if of_d is None and (real is None or fake is None):
        return np.empty(0), np.empty(0)
    d = of_d.values if of_d is not None else real.values + fake.values  # type: ignore
    g = of_g.values if of_g is not None else np.full(len(d), np.nan)
    known = np.isfinite(d) & np.isfinite(g)
    return d[known], g[known]


def _by_halves(log: Log, group: str) -> str:
    """What D's number is, if both of its halves are logged too."""
    of_d = log.column("d", group)
    real, fake = log.column("d_real", group), log.column("d_fake", group)
    if real is None or fake is None:
        return ""
    if of_d is None:
        return "sum"
    halves = real.values + fake.values
    errors = real.error + fake.error + of_d.error
    known = np.isfinite(halves + of_d.values)
    for reduction, scale in (("sum", 1.0), ("mean", 0.5)):
        off = np.abs(scale * halves - of_d.values)[known]
        if len(off) and (off <= 2.0 * errors[known]).all():
            return reduction
    return ""


def reversed_bce(d: Floats, g: Floats) -> bool:
    """Whether both are BCE's objective to be maximised: log D + log(1 - D), log D.

    Then -d and -g keep the bound of one and the same fakes on every line, and where D
    is better, G's is worse. A critic's losses have no reason for either.
    """
    if (d >= 0).any() or (g >= 0).any() or len(d) < 3:
        return False
    holds = bounds.broken("bce-non-saturating", -d, -g, 0.01)
    falls = np.corrcoef(np.log(-d), -g)[0, 1] if np.ptp(d) and np.ptp(g) else 0.0
    below = (-d < 1.3 * TWO_LOG_2).mean() > 0.9
    return bool(holds is not None and not holds.any() and below and falls < -0.3)


def _negative_d(log: Log, d: Floats, g: Floats) -> Guess:
    if reversed_bce(d, g) and "wasserstein" not in log.hints:
        why = "both are below 0 and, with the sign turned, keep BCE's bound everywhere"
        return Guess("bce-non-saturating", "sum", why)
    return Guess("wasserstein", "sum", "D's loss goes below 0, as a critic's does")


def _negative_g(log: Log, d: Floats, g: Floats, group: str) -> Guess:
    of_critic = "wasserstein" in log.hints and "hinge" not in log.hints
    if (g <= 1e-9).all() and not (of_critic and np.median(d) > _MOST):
        # L_D, as a sum, is at least -L_G: on the same fakes, or in the mean of many.
        of_d, of_g = (
            np.array([part.mean() for part in np.array_split(x, min(10, len(x)))])
            for x in (d, -g)
        )
        for reduction, scale in (("sum", 1.0), ("mean", 2.0)):
            beats = scale * np.median(d) <= _MOST
            if beats and (scale * of_d >= 0.8 * of_g - 0.05).mean() > 0.7:
                why = "G's loss is never above 0, and D's is not less than its size"
                return Guess("bce-saturating", reduction, why)
    if of_critic:
        return Guess("wasserstein", "sum", "the log itself speaks of a critic")
    if np.median(d) > 2.3:
        why = "G's loss goes below 0, and D's is above what any constant costs it"
        return Guess("unknown", "unknown", why)
    scale = "mean" if np.median(d) < 0.75 and d.max() < 1.5 else "sum"
    return Guess("hinge", scale, "G's loss goes below 0, and D's never does")


def _positive(log: Log, d: Floats, g: Floats, group: str, scale: float) -> str:
    """BCE or least squares, by the bound that most lines keep; D's sum is scale·d."""
    if log.column("p_fake", group) is not None or "bce" in log.hints:
        return "bce-non-saturating"
    broken = bounds.broken("bce-non-saturating", scale * d, g, 0.02)
    if max(d.max(), g.max()) > 5.0 or (broken is not None and broken.mean() <= 0.5):
        return "bce-non-saturating"
    both = ("least-squares", "least-squares-halved")
    return next((loss for loss in both if _squares(loss, scale * d, g)), "")


def _squares(loss: str, d: Floats, g: Floats) -> bool:
    """Whether most lines keep the bound of squares, and D does not lose to a constant.

    Where it does, BCE with a weight on G's loss is as likely a reading.
    """
    broken = bounds.broken(loss, d, g, 0.02)
    real, fake, _ = loss_levels.chance(loss)
    beats = np.median(d) <= 1.15 * (real + fake)
    return broken is not None and bool(broken.mean() <= 0.2 and beats)


def _of_bounds(log: Log, d: Floats, g: Floats, group: str) -> Guess:
    if "wasserstein" in log.hints and np.median(d) > 1.6:
        why = "the log itself speaks of a critic, and the level of D is no other loss's"
        return Guess("wasserstein", "sum", why)
    by_sum = _positive(log, d, g, group, 1.0)
    by_mean = _positive(log, d, g, group, 2.0)
    squares = [
        (loss, reduction)
        for loss, reduction in _LEAST_SQUARES
        if _squares(loss, d / loss_levels.SCALES[reduction], g)
    ]
    if by_sum == "bce-non-saturating" or by_mean == "bce-non-saturating":
        why = "both are at least 0 and keep BCE's bound"
        if 1.6 < np.median(d) < 2.05 and np.quantile(d, 0.99) < 2.3:
            why = "D's loss stays just below 2, hinge's level of chance"
            return Guess("hinge", "sum", why)
        return Guess("bce-non-saturating", _of_bce(log, d, g, group), why)
    if not squares and max(np.median(d), np.median(g)) < 0.02:
        why = "both go to 0, as in no working pair but log(1 - D)'s, which is below 0"
        return Guess("bce-non-saturating", "sum", why)
    if not squares:
        why = "no plain loss gives such a pair: something is weighted or split"
        return Guess("unknown", "unknown", why)
    best = min(squares, key=lambda each: _distance(each, d, g))
    why = "the pair breaks BCE's bound and keeps that of least squares"
    return Guess(*best, why)


_LEAST_SQUARES = (
    ("least-squares", "mean"),
    ("least-squares", "sum"),
    ("least-squares-halved", "sum"),
)


def _distance(each: tuple[str, str], d: Floats, g: Floats) -> float:
    """How far the pair ends from its level of chance, in logarithms."""
    loss, reduction = each
    scale = loss_levels.SCALES[reduction]
    real, fake, of_g = loss_levels.chance(loss)
    tail = slice(-max(3, len(d) // 4), None)
    off_d = abs(np.log((np.median(d[tail]) + 1e-9) / (scale * (real + fake))))
    off_g = abs(np.log((np.median(g[tail]) + 1e-9) / (of_g or 1.0)))
    return float(off_d + off_g)


def _of_bce(log: Log, d: Floats, g: Floats, group: str) -> str:
    """Sum or mean of BCE's halves."""
    half_caps = [0.5 * cap for cap, _ in loss_levels.CAPS if cap < 20.0]
    if any((np.abs(d - cap) < 6e-5).sum() >= 2 for cap in half_caps):
        return "mean"
    if "sum" in log.hints or np.quantile(d, 0.95) > 1.0:
        return "sum"
    if "mean" in log.hints:
        return "mean"
    as_sum = bounds.broken("bce-non-saturating", d, g, 0.05)
    as_mean = bounds.broken("bce-non-saturating", 2.0 * d, g, 0.05)
    assert as_sum is not None
    assert as_mean is not None
    if np.median(d) > 0.8:  # as a mean it would be far above chance
        return "sum"
    if as_sum.mean() > max(0.05, 2.0 * as_mean.mean()):
        return "mean"
    if abs(float(np.median(d)) - np.log(2.0)) < 0.05 and d.max() < 0.9:
        return "mean"
    return "unknown"

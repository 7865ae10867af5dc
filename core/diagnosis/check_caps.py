"""Checks of BCE's intervals: a sigmoid too many, and the caps of libraries.

L_D is the sum of D's halves and L_G = mean -log D(G(z)), in nats, with labels 1 and 0,
unless a check says more.
"""

from itertools import product

import numpy as np

from core.diagnosis.case import Case, Series
from core.diagnosis.closed_forms import LOG_2, softplus
from core.diagnosis.finding import Finding, number
from core.diagnosis.loss_levels import CAPS

# With a sigmoid before a with-logits loss the "logit" lies in [0, 1].
_LEAST_G, _MOST_G = softplus(-1.0), softplus(0.0)

_FLOOR, _TOP = softplus(-1.0) + softplus(0.0), softplus(0.0) + softplus(1.0)


def sigmoid_twice(case: Case) -> Finding | None:
    """softplus(0) + softplus(-1) = 1.0064 <= L_D <= 2.0064, 0.3133 <= L_G <= 0.6931.

    Proved if three records stand at the floor and at G's ceiling together; fits if all
    of at least ten records keep both intervals and D has learnt (L_D below 1.3), which
    no healthy run does: where D has learnt, L_G is above log 2; or, of a hundred, L_G
    climbs to within 0.03 of log 2 and was never above it; or D ends stuck at 1.
    Tolerance: rounding.
    """
    if not (case.bce and case.hard and case.whole and case.fine):
        return None
    d, g = case.d, case.g
    slack_d, slack_g = d.error + 2e-4, g.error + 2e-4
    inside = (d.values > _FLOOR - slack_d) & (d.values < _TOP + slack_d)
    inside &= (g.values > _LEAST_G - slack_g) & (g.values < _MOST_G + slack_g)
    at_end = np.abs(d.values - _FLOOR) < slack_d
    at_end &= np.abs(g.values - _MOST_G) < slack_g
    learnt = float(d.values[case.tail].mean()) < 1.3
    stuck = abs(d.values[case.tail].mean() - _LEAST_G - softplus(1.0)) < 0.003
    stuck |= case.rows >= 100 and _at_ceiling(g.values)
    if not inside.all() or not (
        at_end.sum() >= 3 or (case.rows >= 10 and (learnt or stuck))
    ):
        return None
    return Finding(
        "sigmoid-twice",
        "proved" if at_end.sum() >= 3 else "fits",
        "A sigmoid too many: what the loss takes for a logit never leaves [0, 1]. L_D "
        f"stays above {case.own(_FLOOR)} and L_G between {number(_LEAST_G)} and "
        f"{number(_MOST_G)}{case.on(inside)}; the last L_D is "
        f"{case.own(d.values[-1])}.{_outputs(case)}",
        case.lines(at_end if at_end.any() else inside),
        rf"L_D \ge \log(1 + e^{{-1}}) + \log 2 = {number(_FLOOR, 5)}, \qquad "
        rf"L_G \le \log 2 = {number(_MOST_G)}",
        "# wrong: nn.Sequential(..., nn.Sigmoid()) with nn.BCEWithLogitsLoss()\n"
        "D = nn.Sequential(..., nn.Linear(width, 1))  # a logit",
        bug="sigmoid",
        explains=("d-separates", "same-side", "at-chance", "d-worse-than-guessing"),
    )


def _outputs(case: Case) -> str:
    """What the logged outputs of D are, if there are any."""
    real, fake = case.column("p_real"), case.column("p_fake")
    if real is None or fake is None:
        return ""
    return (
        f" D(x) is at most {number(real.values.max())} and D(G(z)) at least "
        f"{number(fake.values.min())}: they are sigmoids of numbers in [0, 1], not D's "
        "own answers."
    )


def _at_ceiling(of_g: np.ndarray) -> bool:
    """Whether L_G climbs close to log 2 and is never above, as in no healthy run."""
    tenths = np.array([part.mean() for part in np.array_split(of_g, 10)])
    climbed = tenths > np.minimum.accumulate(tenths) + 0.03
    return bool((climbed & (tenths > LOG_2 - 0.03)).any() and of_g.max() < LOG_2 + 2e-4)


def library_cap(case: Case) -> Finding | None:
    """A mean at a cap that no sample exceeds: every sample is at it, with slope 0.

    A half, or D's loss with its other half at 0, is at the cap itself; a mean of the
    halves at half of it. Proved if two records are there to the last digit, of at
    least three decimals, and none above; half a cap only if D's number is a mean.
    """
    if not case.loss.startswith("bce"):
        return None
    shown = [case.d, case.g, case.column("d_real"), case.column("d_fake")]
    for series in filter(None, shown):
        sizes, error = np.abs(series.values), np.maximum(series.error, 6e-5)
        halves = (1.0, 0.5) if series is case.d and case.scale == 1.0 else (1.0,)
        for (cap, source), share in product(CAPS, halves):
            at = np.abs(sizes - share * cap) <= error
            above = sizes.max() > share * cap + error.max()
            if at.sum() >= 2 and not above and error.max() < 6e-3:
                proved = error.max() < 1e-3 and share == 1.0
                return _capped(case, series, at, (share, cap, source), proved)
    return _below_epsilon(case)


def _below_epsilon(case: Case) -> Finding | None:
    """-log(p + eps) comes up to -log(eps) from below, by p / eps: where it is flat.

    Fits if no record of ten or more is above, and those of the last quarter lie within
    0.02 of it: there p is at most 2 % of eps, and the slope on the logit 2 % of what
    softplus has.
    """
    g = case.g
    for cap, source in CAPS if case.bce and case.rows >= 10 else ():
        at = g.values > cap - 0.02
        above = g.values.max() > cap + g.error.max()
        if "an epsilon of" in source and at[case.tail].all() and not above:
            return _capped(case, g, at, (1.0, cap, source), False)
    return None


def _capped(
    case: Case,
    series: Series,
    at: np.ndarray,
    which: tuple[float, float, str],
    proved: bool,
) -> Finding:
    share, cap, source = which
    scale = case.scale if series is case.d else 1.0
    level, part = float(np.abs(series.values[at]).max()) / scale, "a cap"
    if scale == 2.0 or share < 1.0:
        part = f"half of a cap of {number(cap, 6)}"
    of_g = series is case.g
    other = case.d if of_g else case.g
    sure = bool((np.abs(other.values[at]) < 1e-3).all())
    says = "is sure of every sample, and wrong"
    where = "of exactly 0 or 1 in its float, where the slope is 0"
    if "epsilon of" in source and "Keras" not in source:
        where = "far below epsilon, where next to no slope is left"
    if case.bce and sure:
        says = f"says {'fake' if of_g else 'real'} to every fake"
    return Finding(
        "library-cap",
        "proved" if proved else "fits",
        f"'{series.name}' stands at {number(level, 6)}{case.on(at)}: that "
        f"is {part}, of {source}. D {says}, with a probability {where}: nobody has "
        "won, the run is over. Below a cap, loss divided by cap is the share of "
        "samples that are sure and wrong.",
        case.lines(at),
        rf"L = {number(level, 6)} \approx {number(share * cap / scale, 6)}",
        "# wrong: nn.BCELoss()(torch.sigmoid(logits), labels), or log(p + 1e-8)\n"
        "loss = nn.BCEWithLogitsLoss()(logits, labels)",
        "numerical_stability",
        bug="epsilon" if "epsilon" in source else "",
        explains=(
            *("d-worse-than-guessing", "d-separates", "logits-huge", "same-side"),
            *("g-no-gradient", "saturating-flat"),
        ),
    )

"""Checks of single lines and columns: what cannot come from one D and one batch."""

import numpy as np

from core.diagnosis.case import Case
from core.diagnosis.check_answers import INSTEAD
from core.diagnosis.closed_forms import TWO_LOG_2
from core.diagnosis.finding import Finding, number
from core.diagnosis.loss_levels import floor


def sign_reversed(case: Case) -> Finding | None:
    """Both below 0, and turned they keep BCE's bound on all lines: log D is maximised.

    If L_G were log(1 - D), the fake half would be -L_G and no more than |L_D|.
    """
    if not (case.bce and case.sign < 0):
        return None
    refuted = case.d.values + case.d.error < case.g.values - case.g.error
    both = float((case.d.values + case.g.values).min())
    return Finding(
        "sign-reversed",
        "proved" if refuted.mean() > 0.9 else "fits",
        "Both numbers are the objectives to be maximised: turn the sign and read L_D "
        f"= {number(case.d.values[-1])}, L_G = {number(case.g.values[-1])} on the last "
        f"line. With the sign turned the two add up to {number(both)} or more, above 2 "
        f"log 2, on all {case.rows} records. L_G is not log(1 − D): the fake half "
        f"would exceed all of L_D on {int(refuted.sum())} of them.",
        case.lines(np.ones(case.rows, dtype=bool)),
        rf"-L_D - L_G \ge {number(both)} \ge 2 \log 2 = {number(TWO_LOG_2)}",
        "loss_d = -(torch.log(p_real) + torch.log(1 - p_fake)).mean()  # minimised",
        "minimax",
        fault=False,
    )


def below_floor(case: Case) -> Finding | None:
    """A loss that cannot be negative, or positive, is: it is not the loss stated."""
    least = floor(case.loss) if case.sign > 0 else None
    error_d, error_g = case.d.error + 1e-6, case.g.error + 1e-6
    if least is not None and (low := case.d.values < least - error_d).any():
        worst, column, rows = float(case.d.values.min()), case.d.name, low
    elif (case.bce or case.squares) and (low := case.g.values < -error_g).any():
        worst, column, rows = float(case.g.values.min()), case.g.name, low
    elif case.loss == "bce-saturating" and (high := case.g.values > error_g).any():
        worst, column, rows = float(case.g.values.max()), case.g.name, high
    else:
        return None
    tiny = abs(worst) < 1e-3
    return Finding(
        "not-this-loss",
        "proved",
        f"'{column}' is {number(worst)}, which the loss stated cannot be. "
        + (
            "So close to 0 it may be an epsilon inside the logarithm: −log(1 + ε) = −ε."
            if tiny
            else "It is another loss, has its sign turned, or is a weighted sum; or a "
            "label lies outside [0, 1]."
        ),
        case.lines(rows),
        rf"{number(worst)} {'>' if worst > 0 else '<'} 0",
        "print(loss_real, loss_fake, loss_g)  # each by itself, before any weight",
        "bce_curve",
        explains=() if tiny else ("*",),
    )


def below_labels(case: Case) -> Finding | None:
    """Labels a and b cost at least their entropies, H(a) + H(b), on every sample."""
    least = floor(case.loss, case.real_label, case.fake_label)
    if case.hard or not case.loss.startswith("bce") or not case.whole or not least:
        return None
    rows = case.d.values < least - case.d.error - 1e-6
    if not rows.any():
        return None
    low = float(case.d.values.min())
    return Finding(
        "below-label-floor",
        "proved",
        f"L_D is {number(low)}, below {number(least)}, the least that labels of "
        f"{number(case.real_label)} and {number(case.fake_label)} can cost: these "
        "labels did not make it.",
        case.lines(rows),
        rf"L_D = {number(low)} < H({number(case.real_label)}) + "
        rf"H({number(case.fake_label)}) = {number(least)}",
        "print(labels_real.unique(), labels_fake.unique())",
        "bce_curve",
    )


def contradiction(case: Case) -> Finding | None:
    """By Jensen L_D >= L_fake >= -log(1 - mean D(G(z))), and L_G >= -log mean D(G(z)).

    The fake half's label is 0, so this holds with a smoothed real label too. The first
    number of D(G(z)) goes with L_D, the second with L_G. Proved for lines that break
    it beyond rounding; if half of them do, the names are wrong rather than the lines.
    """
    p = case.column("p_fake")
    if not case.bce or p is None or case.fake_label > 0.0:
        return None
    scale = 1.0 if case.whole else 2.0
    least = -np.log1p(-np.clip(p.values - p.error, 0.0, 1.0 - 1e-12))
    of_d = scale * (case.d.values + case.d.error) < least - 1e-6
    least_g = _least_g(case)
    of_g = case.g.values + case.g.error < least_g - 1e-6
    if case.column("p_fake_after") is None:  # single lines may be so
        of_g &= of_g.mean() > 0.9
    bad = of_d | of_g
    if not bad.any():
        return None
    row = int(np.flatnonzero(bad)[0])
    needs = float(least[row] if of_d[row] else least_g[row])
    name, value = case.d.name, float(case.d.values[row] / case.scale)
    if not of_d[row]:
        name, value = case.g.name, float(case.g.values[row])
    all_wrong = bool(bad.mean() > 0.5) and not case.few
    line = case.d.lines[row]
    which = f"Line {line} contradicts itself: its"
    if all_wrong:
        share = f"{100 * bad.mean():.0f} % of the lines contradict themselves"
        which = f"{share}: on line {line}"
    return Finding(
        "contradiction",
        "fits" if all_wrong else "proved",
        f"{which} D(G(z)) needs a loss of {number(needs)} or more, but '{name}' is "
        f"{number(value)}. These numbers are not of one D and one batch"
        + (", or the loss is not the one stated." if all_wrong else "."),
        case.lines(bad),
        rf"L \ge {number(needs)} > {number(value)}",
        "# take both numbers from the same forward pass, before any step",
        "minimax",
        fault=all_wrong,
        explains=("same-side",) if all_wrong else (),
    )


def _least_g(case: Case) -> np.ndarray:
    """The least that L_G can be beside the second D(G(z)), if G's label is 1.

    If only one is logged, half of it, as D's step may lie between.
    """
    after = case.column("p_fake_after")
    shown = after or case.column("p_fake")
    if shown is None or case.real_label < 1.0:
        return np.zeros(case.rows)
    least = -np.log(np.clip(shown.values + shown.error, 1e-12, 1.0))
    return least if after else 0.5 * least - 0.1


def accuracy(case: Case) -> Finding | None:
    """Accuracy is a step at ½: near chance it is 0, ½ or 1 by a hair."""
    shown = case.column("accuracy")
    if shown is None or not case.whole or case.rows < 3 or case.loss == "wasserstein":
        return None
    of_d, _ = case.chance()
    values = shown.values / (100.0 if shown.values.max() > 1.5 else 1.0)
    near = np.abs(case.d.values - of_d) < 0.02 * of_d
    ends = near & ((values > 0.99) | (values < 0.01))
    if not ends.any():
        return None
    return Finding(
        "accuracy-is-a-step",
        "possible",
        f"Accuracy is 0 or 1 where L_D is at chance{case.on(ends)}: it counts "
        "sides of ½, and all answers stand a hair beside it. The best accuracy "
        "that any D can have is (1 + TV)/2.",
        case.lines(ends),
        r"\text{accuracy} \le \tfrac{1}{2} (1 + \mathrm{TV})",
        INSTEAD,
        "divergences",
        fault=False,
    )

"""Checks of pairs of levels: those of one mistake, and those that no pair can have.

L_D is the sum of D's halves and L_G = mean -log D(G(z)), in nats, with labels 1 and 0,
unless a check says more. A level is compared on the last quarter of the records,
where a run has settled if it does.
"""

import numpy as np

from core.diagnosis import bounds
from core.diagnosis.case import Case
from core.diagnosis.closed_forms import LOG_2, TWO_LOG_2, softplus
from core.diagnosis.finding import Finding, number

LEVELS: tuple[tuple[str, float, float, str, str, str], ...] = (
    (
        "gradients-not-cleared",
        float(np.log(1.5) + np.log(3.0)),
        float(np.log(1.5)),
        (
            "D's gradients are not cleared before its step, so D also follows G's "
            "loss: its best answer becomes (p + q)/(p + 2q), 2/3 where they are equal"
        ),
        (
            "# wrong: loss_d.backward() on top of what G's step left on D\n"
            "optimiser_d.zero_grad()\nloss_d.backward()\noptimiser_d.step()"
        ),
        "not-cleared",
    ),
    (
        "shifted-logit",
        2.0 * softplus(-0.5),
        softplus(-0.5),
        (
            "the fake half is written with a shifted logit, logsigmoid(1 − s): 1 − "
            "D(x) is sigmoid(−s), not sigmoid(1 − s)"
        ),
        (
            "# wrong: -F.logsigmoid(1 - logits_fake).mean()\n"
            "loss_fake = -F.logsigmoid(-logits_fake).mean()"
        ),
        "shifted",
    ),
)


def level(case: Case) -> Finding | None:
    """Both losses settled at a pair of levels that one mistake has, and no healthy run.

    Not cleared: D* = 2/3, L_D = log(3/2) + log 3 = 1.5041, L_G = log(3/2) = 0.4055.
    Shifted: softplus(-s) + softplus(s - 1) is least at s = 1/2, 0.9482 and 0.4741.
    Tolerance 0.04 on means of the last quarter: batches of 64 move them by about 0.02;
    the pairs themselves are 0.1 from anything that an honest D can show.
    """
    if not (case.bce and case.hard and case.whole and case.fine) or case.rows < 8:
        return None
    d, g = case.d.values[case.tail], case.g.values[case.tail]
    for name, at_d, at_g, says, check, bug in LEVELS:
        near = abs(d.mean() - at_d) < 0.04 and abs(g.mean() - at_g) < 0.04
        if near and d.std() < 0.15 and g.std() < 0.15:
            return Finding(
                name,
                "fits",
                f"L_D and L_G end at {case.own(d.mean())} and {number(g.mean())}; "
                f"chance is {case.own(TWO_LOG_2)} and {number(LOG_2)}. "
                f"{case.own(at_d)} and {number(at_g)} is where this mistake ends: "
                f"{says}.",
                case.lines(np.arange(case.rows)[case.tail]),
                rf"L_D = {case.total(d.mean())} \approx {number(at_d)}, \qquad "
                rf"L_G = {number(g.mean())} \approx {number(at_g)}",
                check,
                bug=bug,
                explains=("d-worse-than-guessing", "same-side", "at-chance"),
            )
    return None


def batch_sum(case: Case) -> Finding | None:
    """Both at one multiple of chance: a loss that is added up over the batch.

    Possible: the means of the last quarter are the same multiple of 2 log 2 and log 2,
    to 3 %, and that is 1.9 or more; and both stay there, within 10 %, as sums do.
    """
    if not (case.bce and case.hard and case.whole) or case.rows < 3:
        return None
    of_d, of_g = case.d.values[case.tail], case.g.values[case.tail]
    d, g = of_d.mean(), of_g.mean()
    times = d / TWO_LOG_2
    if times < 1.9 or abs(g / LOG_2 - times) > 0.03 * times:
        return None
    if of_d.std() > 0.1 * d or of_g.std() > 0.1 * g:
        return None
    return Finding(
        "batch-sum",
        "possible",
        f"L_D and L_G both end at {number(times, 3)} times chance: they may be sums "
        "over a batch of that size (or over patches), of a D that says ½ to all.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"\frac{{L_D}}{{2 \log 2}} = {number(times)}, \qquad "
        rf"\frac{{L_G}}{{\log 2}} = {number(g / LOG_2)}",
        'nn.BCEWithLogitsLoss(reduction="mean")  # not "sum"',
        "bce_curve",
        explains=("d-worse-than-guessing", "logits-huge"),
    )


def same_side(case: Case) -> Finding | None:
    """exp(-L_D) + exp(-L_G) <= 1 for one D and one batch of fakes; squares likewise.

    Broken by the mean of the last half, with 15 % to spare under the reading that is
    kindest to the log, and on nearly all of its lines: a G that is logged after D's
    step breaks single lines by a little, means of the halves read as a sum by half.
    """
    if not (case.bce or case.squares) or not case.hard or case.rows < 6:
        return None
    scale = 1.0 if case.whole else 2.0
    half = slice(case.rows // 2, None)
    d = scale * (case.d.values + case.d.error)[half]
    g = (case.g.values + case.g.error)[half]
    broken = bounds.broken(case.loss, d, g, 0.15)
    least = bounds.least_d(case.loss, g)
    chance_d, chance_g = case.chance()
    low = d.mean() < 0.9 * chance_d and g.mean() < 0.9 * (chance_g or 1.0)
    if broken is None or least is None or broken.mean() < 0.9:
        return None
    if not low or _as_mean(case, half) or (case.squares and min(d.min(), g.min()) < 0):
        return None
    both = float(np.exp(-d.mean()) + np.exp(-g.mean()))
    formula = rf"e^{{-L_D}} + e^{{-L_G}} = {number(both)} > 1"
    if case.squares:
        both = float(np.sqrt(d.mean()) + np.sqrt(g.mean()))
        bound = np.sqrt(0.5) if case.loss.endswith("halved") else 1.0
        formula = rf"\sqrt{{L_D}} + \sqrt{{L_G}} = {number(both)} < {number(bound)}"
    of_d, of_g = case.d.values[half].mean(), case.g.values[half].mean()
    return Finding(
        "same-side",
        "fits",
        f"D and G want the same: L_D is {case.own(of_d)} and L_G {number(of_g)}"
        f"{case.last('half')}, but for one D and the same fakes a small loss of G "
        f"costs D at least {case.own(float(np.median(least)))}. The labels of D are "
        "swapped, or G is trained with the label of a fake.",
        case.lines(np.arange(case.rows)[half]),
        formula,
        "loss_d = bce(D(real), ones) + bce(D(fake.detach()), zeros)\n"
        "loss_g = bce(D(fake), ones)  # wrong: zeros",
        bug="label-0",
        explains=("d-separates",),
    )


def _as_mean(case: Case, half: slice) -> bool:
    """Whether the bound holds once D's number is read as the mean of its halves."""
    twice = 2.0 * (case.d.values + case.d.error)[half]
    broken = bounds.broken(case.loss, twice, case.g.values[half], 0.02)
    return broken is not None and case.log.column("d", case.group) is not None and (
        broken.mean() < 0.1
    )  # fmt: skip


def read_as_sum(case: Case) -> Finding | None:
    """The same bound, broken as a sum on some lines and kept as a mean on every one."""
    if not case.bce or case.reduction != "sum" or not case.hard or case.rows < 6:
        return None
    if case.log.column("d", case.group) is None or case.sign < 0:
        return None
    d, g = case.d.values + case.d.error, case.g.values + case.g.error
    as_sum = bounds.broken(case.loss, d, g, 0.05)
    as_mean = bounds.broken(case.loss, 2.0 * d, g, 0.0)
    assert as_sum is not None
    assert as_mean is not None
    if as_sum.mean() < 0.1 or as_mean.any() or np.median(d) > 0.8:
        return None
    rows = as_sum > 0
    where = f" on {rows.sum()} of {case.rows} records"
    where = "" if case.few else where
    return Finding(
        "reduction-mean",
        "possible",
        f"L_D is too small to be the sum of its halves beside L_G{where}; as their "
        "mean it is possible. If it is the mean, chance is "
        f"{number(LOG_2)}, not {number(TWO_LOG_2)}.",
        case.lines(rows),
        rf"e^{{-L_D}} + e^{{-L_G}} = "
        rf"{number(float((np.exp(-d) + np.exp(-g))[rows].max()))} > 1",
        "print(loss_real, loss_fake, loss_d)",
        fault=False,
        explains=("d-separates",),
    )

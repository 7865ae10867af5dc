"""The answers that are always due: chance, nothing wrong to be seen, cannot be told."""

import numpy as np

from core.diagnosis.case import Case
from core.diagnosis.closed_forms import LOG_2
from core.diagnosis.finding import Finding, number
from core.diagnosis.log import Log

INSTEAD = (
    "# what losses do not say\n"
    "print(D(real).mean(), D(fake).mean())  # apart\n"
    "for net in (D, G):\n"
    "    print(sum(w.grad.norm() for w in net.parameters()))\n"
    "print(fake.std(0).mean(), real.std(0).mean())  # spread of the samples"
)


def at_chance(case: Case) -> Finding | None:
    """D says ½ to everything: every logged column stands at its level of chance.

    Fits if both halves and L_G are logged and each of the last quarter is within 0.03
    of log 2 (an L_D of 1.3863 alone is also what a good balance costs); possible if the
    totals' means are within 2 % of chance.
    """
    if case.loss == "wasserstein" or not case.whole or case.rows < 3:
        return None
    of_d, of_g = case.chance()
    d, g = case.d.values[case.tail], case.g.values[case.tail]
    if of_g is None or abs(d.mean() - of_d) > 0.02 * of_d:
        return None
    if case.loss == "hinge":  # any constant from -1 to 1 costs D 2, and G minus itself
        of_g = float(np.clip(g.mean(), -1.0, 1.0))
    if abs(g.mean() - of_g) > 0.05 * max(abs(of_g), 0.5):
        return None
    halves = [s for role in ("d_real", "d_fake") if (s := case.column(role))]
    tight = case.bce and case.hard and len(halves) == 2
    for series in (*halves, case.g):
        tight &= bool((np.abs(series.values[case.tail] - LOG_2) < 0.03).all())
    return Finding(
        "at-chance",
        "fits" if tight else "possible",
        f"At chance: L_D is {case.own(d.mean())} (chance {case.own(of_d)}) and L_G "
        f"{number(g.mean())} (chance {number(of_g)}){case.last('quarter')}. Either G "
        "has matched what D can see, or D has stopped learning: losses cannot tell "
        "which. Look at the samples, and at whether D's weights still change.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"L_D = {case.total(d.mean())} \approx {number(of_d)}, \qquad "
        rf"L_G = {number(float(g.mean()))} \approx {number(of_g)}",
        INSTEAD,
        fault=False,
    )


def half_missing(case: Case) -> Finding | None:
    """Of two equal, distant modes one is made: D* = 1/3 there and 1 at the other.

    L_D = log(3/2) + log(3)/2 = 0.9548, L_G = log 3 = 1.0986; both within 0.05 in the
    means of the last quarter. Any other q with that JS and that ratio gives the same.
    """
    at_d, at_g = float(np.log(1.5) + 0.5 * np.log(3.0)), float(np.log(3.0))
    if not (case.bce and case.hard and case.whole) or case.rows < 8:
        return None
    d, g = case.d.values[case.tail].mean(), case.g.values[case.tail].mean()
    if abs(d - at_d) > 0.05 or abs(g - at_g) > 0.05:
        return None
    return Finding(
        "half-missing",
        "possible",
        f"L_D and L_G end at {case.own(d)} and {number(g)}: the levels of a G that "
        f"makes one of two equal modes ({case.own(at_d)} and {number(at_g)}). Other "
        "runs end there too; the samples settle it.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"\log \tfrac{{3}}{{2}} + \tfrac{{1}}{{2}} \log 3 = {number(at_d)}, \qquad "
        rf"\log 3 = {number(at_g)}",
        INSTEAD,
        "live_gan",
        (("gan_real", "two-modes"),),
    )


def no_plain_loss(case: Case) -> Finding:
    """No plain loss gives such a pair to a D that works: levels say nothing."""
    formula = ""
    needs = "With BCE or hinge D would lose to a constant; a critic's loss is below 0."
    if (case.g.values >= 0).all():
        formula = r"e^{-L_D} + e^{-L_G} > 1"
        needs = (
            "BCE needs more of D's loss beside so small a loss of G; so do squares, "
        )
        needs += "or with them D would lose to a constant."
    return Finding(
        "cannot-tell",
        "possible",
        f"This cannot be told from losses: no plain loss gives such a pair. {needs} "
        "Something is weighted, split, turned in sign or of another kind. Ask the "
        "code: what exactly is printed?",
        case.lines(np.arange(case.rows)[-3:]),
        formula,
        "print(loss_real, loss_fake, loss_g)  # each by itself, before any weight",
        fault=False,
    )


def no_pair(log: Log) -> Finding:
    """There is no loss of D beside one of G."""
    names = ", ".join(f"'{c.name}'" for c in log.columns[:8])
    sums = [c.name for c in log.columns if c.role == "g_total"]
    apart = f" '{sums[0]}' may be a sum: log its adversarial part." if sums else ""
    return Finding(
        "cannot-tell",
        "possible",
        "This cannot be told from this log: it needs D's loss and G's on the same "
        f"records.{apart} Its columns are {names}; say above which is which.",
        check=INSTEAD,
        fault=False,
    )


def nothing_wrong(case: Case, faulty: bool) -> Finding:
    """What losses without a sign of a fault say; the file itself may be ``faulty``."""
    d, g = case.d.values[case.tail].mean(), case.g.values[case.tail].mean()
    says, formula = _ordinary(case, float(d), float(g))
    begins = "Otherwise nothing" if faulty else "Nothing"
    return Finding(
        "nothing-wrong",
        "possible",
        f"{begins} wrong can be seen. {says} Mode collapse, poor samples and a slow G "
        "do not show in losses: to see them, log what is named below.",
        case.lines(np.arange(case.rows)[case.tail]),
        formula,
        INSTEAD,
        fault=False,
    )


def _ordinary(case: Case, d: float, g: float) -> tuple[str, str]:
    if case.loss == "wasserstein":
        says = (
            f"{_critic(d, float(case.d.values.min()))} G's loss has an arbitrary "
            "constant in it, so its level and its sign mean nothing."
        )
        return says, rf"W_1 \approx {number(-d)} / \mathrm{{Lip}}(f)" if d < 0 else ""
    of_d, of_g = case.chance()
    says = f"L_D ends at {case.own(d)} and L_G at {number(g)}; chance is "
    if case.whole:
        says += f"{case.own(of_d)} and {number(of_g or 0.0)}: D is {_ahead(d / of_d)}."
    else:
        says += (
            f"{number(of_d)} for a sum of the halves, {number(0.5 * of_d)} for a mean: "
            "how far D is ahead depends on which it is."
        )
    if not (case.loss.startswith("bce") and case.hard and case.whole and d > 0):
        return says, ""
    least = max(0.0, LOG_2 - d / 2.0)
    formula = (
        rf"\mathrm{{JS}} \ge \log 2 - \tfrac{{1}}{{2}} \cdot {case.total(d)} = "
        rf"{number(least)}"
    )
    if case.few:
        return says, formula
    tail = case.d.values[case.tail]
    noise = float(tail.std() / np.sqrt(len(tail)))  # two standard errors of half of it
    return says, rf"{formula} \pm {number(noise, 2)}"


def _critic(ends: float, deepest: float) -> str:
    """Where a critic's loss ends, beside the lowest that the log has."""
    says = (
        f"The critic's loss ends at {number(ends)}. It is minus an estimate of W₁, "
        "times the critic's slope, so "
    )
    if ends < 0.0:
        return f"{says}below 0 is right."
    if ends <= -0.05 * deepest and deepest < 0.0:
        return (
            f"{says}it is below 0 while the fakes are away, here down to "
            f"{number(deepest)}, rises to 0 as they arrive, and jitters round 0 then."
        )
    return (
        f"{says}it should be below 0, or jitter round 0 once the fakes have arrived. "
        "Above 0 it may hold a penalty too, or be logged with its sign turned."
    )


def _ahead(share: float) -> str:
    """How D stands at a share of its level of chance."""
    if share > 1.1:
        return "behind, and a constant answer would cost it less"
    if share > 0.97:
        return "about level with G"
    if share > 0.8:
        return "a little ahead"
    return "ahead, without being sure of everything"

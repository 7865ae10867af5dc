"""Checks of who is ahead: D beyond doubt, D worse than a constant, a flat loss of G."""

import numpy as np

from core.diagnosis import bounds
from core.diagnosis.case import Case
from core.diagnosis.closed_forms import LOG_2, TWO_LOG_2
from core.diagnosis.finding import Finding, number


def worse_than_guessing(case: Case) -> Finding | None:
    """A constant D = 1/2 costs 2 log 2 whatever the labels, so a trained D costs less.

    Squares: a constant 1/2 costs 1/4 a half. Proved as a statement on the lines: nine
    of ten in the last half are above it, and their mean by 15 %. What makes it so is
    not known from losses. By Jensen the fakes' mean logit s is at least
    -log(exp(L_G) - 1), and at most log(exp(L_D) - 1).
    """
    if not (case.loss.startswith("bce") or case.squares) or case.reduction == "half":
        return None
    of_d = TWO_LOG_2 if case.loss.startswith("bce") else case.chance()[0]
    half = slice(case.rows // 2, None)
    d = case.d.values[half] - case.d.error[half]
    mean, above = case.d.values[half].mean(), d > of_d
    if case.rows < 3 or above.mean() < 0.9 or d.mean() < 1.15 * of_d:
        return None
    says, formula = _taken_in(case, half)
    share = f"{100 * above.mean():.0f} % of those records are above"
    return Finding(
        "d-worse-than-guessing",
        "proved",
        f"D loses to a constant: L_D is {case.own(mean)}{case.last('half')}, and a "
        f"constant answer of ½ costs {case.own(of_d)}"
        f"{'' if case.few else f' ({share})'}.{says} D does not get to minimise its "
        "loss. Possible: G's optimiser moves D too, D is frozen or hardly trained, "
        "its gradients are never cleared, or its steps are far too long.",
        case.lines(np.arange(case.rows)[half][above]),
        rf"L_D = {case.total(mean)} > {number(of_d)}{formula}",
        "# wrong: Adam([*G.parameters(), *D.parameters()]) for G's step\n"
        "optimiser_g = Adam(G.parameters())\n"
        "before = [w.clone() for w in D.parameters()]  # does D's step change D?",
        bug="moves-d",
        explains=("at-chance",),
    )


def _taken_in(case: Case, half: slice) -> tuple[str, str]:
    """What a small loss of G, rounded up, says of the fakes' mean logit, and how."""
    g = float(np.median((case.g.values + case.g.error)[half]))
    if not case.bce or not 0.0 < g < 0.5 * LOG_2:
        return "", ""
    least = number(float(-np.log(np.expm1(g))))
    where = "" if case.few else " on half of them"
    says = (
        f" It takes the fakes for real: L_G is at most {number(g)}{where}, so the mean "
        f"logit of the fakes is {least} or more."
    )
    return says, rf", \qquad \bar s \ge -\log(e^{{{number(g)}}} - 1) = {least}"


def separates(case: Case) -> Finding | None:
    """L_D near 0: D gives the right answer with a geometric-mean probability exp(-L/2).

    An identity on the logged batches. For squares a wrong side of 1/2 costs 1/4, for
    hinge a wrong sign costs 1, so the share of mistakes is at most 4 L and L (Markov).
    Said from 0.9 on, or at most one mistake in ten, in the median of the last quarter.
    """
    unit = {"hinge": 1.0, "least-squares": 4.0, "least-squares-halved": 8.0}
    d = float(np.median((case.d.values + case.d.error)[case.tail]))  # rounded up
    d = d if case.whole else 2.0 * d
    if not case.hard or case.reduction == "half" or d < 0.0 or case.rows < 3:
        return None
    lines = case.lines(np.arange(case.rows)[case.tail])
    if case.loss in unit:
        if unit[case.loss] * d > 0.1:
            return None
        most = unit[case.loss] * d
        return Finding(
            "d-separates",
            "proved",
            f"D wins: its loss is at most {case.own(d)}{case.last('quarter')}, so at "
            f"most {100 * most:.2g} % of the reals, or of the fakes, are on the wrong "
            "side.",
            lines,
            rf"P(\text{{wrong}}) \le {number(unit[case.loss])} \cdot {case.total(d)} = "
            rf"{number(most)}",
            "print(D(real).mean(), D(fake).mean())",
            "optimal_discriminator",
        )
    if not case.loss.startswith("bce") or bounds.probability(d) < 0.9:
        return None
    return _won(case, d, lines)


def _won(case: Case, d: float, lines: tuple[int, ...]) -> Finding:
    least = LOG_2 - d / 2.0
    right, wrong = bounds.probability(d), float(-np.expm1(-d / 2.0))
    shown = number(right, 5) if wrong > 1e-4 else f"1 − {number(wrong, 2)}"
    g = float(np.median(case.g.values[case.tail]))
    push = ""
    if case.bce and g > 0:
        push = (
            " G still gets a push: with −log D the slope on the logit is 1 − D, about "
            f"{number(1.0 - float(np.exp(-g)))}, if the loss takes logits."
        )
    reading = "" if case.whole else ", even if L_D is the mean of its halves"
    records = len(range(case.rows)[case.tail])
    noise = "" if case.few else f", up to the noise of {records} records"
    return Finding(
        "d-separates",
        "proved",
        "D wins: it tells these reals from these fakes almost without fault. It gives "
        f"the right answer a probability of {shown}{case.last('quarter')} (geometric "
        f"mean{reading}).{push} If these batches stand for all, JS is at least "
        f"{number(least)} of at most {number(LOG_2)}{noise}.",
        lines,
        rf"e^{{-L_D/2}} = {shown}, \qquad \mathrm{{JS}} \ge \log 2 - "
        rf"\tfrac{{1}}{{2}} \cdot {case.total(d)} = {number(least)}",
        "print(D(real).sigmoid().mean(), D(fake).sigmoid().mean())",
        "optimal_discriminator",
    )


def saturating_flat(case: Case) -> Finding | None:
    """With log(1 - D) the slope on a fake's logit is -D, in the mean at most -L_G.

    1 - exp(x) <= -x, and mean D <= 1 - exp(mean log(1 - D)) = 1 - exp(L_G) by Jensen:
    proved on the lines. Said from a mean D of 0.05 in the last quarter.
    """
    if case.loss != "bce-saturating" or case.rows < 3:
        return None
    g = float(np.median((case.g.values - case.g.error)[case.tail]))
    most = float(-np.expm1(min(g, 0.0)))
    if g > 0 or most > 0.05:
        return None
    return Finding(
        "saturating-flat",
        "proved",
        f"G's gradient has vanished: L_G = log(1 − D) is at least {number(g)}, so the "
        "mean D on fakes, which is the size of its slope, is at most "
        f"{number(most)}. −log D has the slope 1 − D there.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"\Big|\frac{{\partial L_G}}{{\partial \ell}}\Big| = \overline{{D}} \le "
        rf"1 - e^{{{number(g)}}} = {number(most)}",
        "# saturating: torch.log(1 - p).mean()\nloss_g = bce(D(fake), ones)",
        "vanishing_gradients",
        (("van_loss", "saturating"),),
        explains=("d-separates",),
    )

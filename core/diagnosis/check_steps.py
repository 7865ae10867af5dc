"""Checks of steps that do not arrive: no gradient on G, a frozen D, steps too long."""

import numpy as np

from core.diagnosis.case import Case
from core.diagnosis.closed_forms import LOG_2
from core.diagnosis.finding import Finding, number


def no_gradient(case: Case) -> Finding | None:
    """-log D pushes with a slope of 1 - D, yet L_G grows to the end as if nothing did.

    Fits from a mean logit of -15 on (L_G > 15), L_D < 0.01, tenths of the run whose
    means never fall back by more than 2 % in its last half and end above all of its
    first, and lines that change by less than 1 % from one to the next; possible from
    L_G > 12. A G that moves makes L_G come back now and then. In the with-logits loss
    a slope of 1 is left; D's own steps end where Adam loses its gradient.
    """
    if not (case.bce and case.hard) or case.rows < 10:
        return None
    d = float(np.median(case.d.values[case.tail]))
    tenths = [part.mean() for part in np.array_split(case.g.values, 10)]
    never_back = bool((np.diff(tenths[4:]) > -0.02 * tenths[-1]).all())
    grows = never_back and tenths[-1] > 1.02 * max(tenths[:5])
    if d > 0.05 or tenths[-1] < 12.0 or not grows:
        return None
    smooth = np.abs(np.diff(case.g.values)).mean() < 0.01 * tenths[-1]
    sure = tenths[-1] > 15.0 and d < 0.01 and smooth
    return Finding(
        "g-no-gradient",
        "fits" if sure else "possible",
        f"L_D is {case.own(d)} and L_G grows without end, to {number(tenths[-1])}, "
        "although −log D pushes hardest there. So G's step seems not to reach G: its "
        "fakes are detached in G's own step (or created under no_grad), or BCELoss "
        "has lost the gradient (beyond a logit of about −28). What settles it: the "
        "norm of G's gradient.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"L_D = {case.total(d)}, \qquad L_G = {number(float(tenths[5]))} \to "
        rf"{number(float(tenths[-1]))}",
        "# wrong: loss_g = bce(D(fake.detach()), ones)\n"
        "loss_g = bce(D(fake), ones)\n"
        "print(sum(w.grad.norm() for w in G.parameters()))",
        "gradients",
        bug="g-detached",
        explains=("d-separates", "logits-huge") if sure else (),
    )


def huge_logits(case: Case) -> Finding | None:
    """max(0, x) <= softplus(x) <= max(0, x) + log 2: a loss in tens is a logit in tens.

    Proved on the lines, if no cap holds the loss back; said if a fifth of the records
    have L_G above 15 (a probability of 3e-7).
    """
    if not case.bce or case.rows < 5:
        return None
    huge = case.g.values > 15.0
    if huge.mean() < 0.2 or not huge.any():
        return None
    top = float(case.g.values.max())
    flips = bool((case.g.values < 1.0).any())
    return Finding(
        "logits-huge",
        "proved",
        f"D's logits are tens in size: L_G reaches {number(top)}, so the mean of "
        f"max(0, −logit) over those fakes is {number(top - LOG_2)} to {number(top)}"
        + (", and on other batches L_G is near 0" if flips else "")
        + ". With a with-logits loss the slope there is still 1. D's steps are far too "
        "long, or its inputs are badly scaled.",
        case.lines(huge),
        rf"{number(top)} - \log 2 \le \overline{{\max(0, -\ell)}} \le {number(top)}",
        "print(real.mean(), real.std(), fake.std())  # near 0 and 1?\n"
        "optimiser_d = Adam(D.parameters(), lr=1e-4)",
    )


def never_cleared(case: Case) -> Finding | None:
    """Gradients that add up for ever swing about the levels of those not cleared.

    What stands still in the mean is the gradient of L_D + L_G on D, so D swings about
    2/3: L_D about log(3/2) + log(3) = 1.5041, L_G about log(3/2) = 0.4055. Swings drag
    the means along, medians stay. Fits if the medians of the last half, of at least 50
    records, are within 0.04 of L_G's level, and L_D's at most 0.04 below its own or
    0.15 above, as swings cost D more: 89 of the 100 such runs in which this was set,
    66 of 78 others, and none without the bug.
    """
    if not (case.bce and case.hard and case.whole and case.fine) or case.rows < 50:
        return None
    half = slice(case.rows // 2, None)
    d, g = (float(np.median(each.values[half])) for each in (case.d, case.g))
    of_g = float(np.log(1.5))
    of_d = of_g + float(np.log(3.0))
    if abs(g - of_g) > 0.04 or not -0.04 < d - of_d < 0.15:
        return None
    return Finding(
        "gradients-not-cleared",
        "fits",
        f"The medians of L_D and L_G are {case.own(d)} and {number(g)} in the last "
        "half. Where D's gradients are never cleared, those of G's loss add up on D, "
        f"and both losses swing about {case.own(of_d)} and {number(of_g)}.",
        case.lines(np.arange(case.rows)[half]),
        rf"L_D: {case.total(d)} \approx {number(of_d)}, \qquad L_G: {number(g)} "
        rf"\approx \log \tfrac{{3}}{{2}} = {number(of_g)}",
        "optimiser_d.zero_grad()  # right before\nloss_d.backward()",
        bug="not-cleared",
        explains=("at-chance", "d-worse-than-guessing"),
    )


def frozen(case: Case) -> Finding | None:
    """A D that never changes answers the same reals alike: its real half has no trend.

    Fits if the real half's means of ten parts of the run lie within 2 % of each other
    while the fake half moves by more than 20 %, from at least 20 records.
    """
    real, fake = case.column("d_real"), case.column("d_fake")
    if real is None or fake is None or case.rows < 20:
        return _frozen_by_totals(case)
    of_real = np.array([part.mean() for part in np.array_split(real.values, 10)])
    of_fake = np.array([part.mean() for part in np.array_split(fake.values, 10)])
    size = abs(of_real.mean()) + 1e-12
    still = np.ptp(of_real) < 0.02 * size and real.error.max() < 0.01 * size
    if not still or np.ptp(of_fake) < 0.2 * abs(of_fake.mean()):
        return None
    return _real_half(case, float(of_real.mean()), "the real half of its loss")


def _frozen_at_rest(case: Case) -> Finding | None:
    """All fakes alike and at rest, and D says the same of them for ever.

    Where D's slope is 0 a frozen D holds them; a D that learns would answer. Fits if in
    the last half of a hundred records L_G moves by less than 1e-4, and L_D, which has
    the noise of the reals, by less than 0.02. Not where L_G is log 2, or softplus(-1)
    as under a sigmoid stuck at 1: that has other reasons.
    """
    half = slice(case.rows // 2, None)
    d, g = case.d.values[half], case.g.values[half]
    moves = max(np.ptp(g) / 1e-4, case.g.error.max() / 1e-4, np.ptp(d) / 0.02)
    known = min(abs(g.mean() - LOG_2), abs(g.mean() - float(np.log1p(np.exp(-1.0)))))
    if moves > 1.0 or known < 1e-3 or not 0.1 < g.mean() < 5.0 or d.mean() < 0.5:
        return None
    says = (
        f"in the last half all fakes are alike and L_G stays at {number(g.mean())} to "
        "the last digit. A D that learns would answer"
    )
    return _frozen(case, says, rf"L_G = {number(float(g.mean()))}")


def _frozen_by_totals(case: Case) -> Finding | None:
    """From totals: with all fakes alike the fake half is -log(1 - exp(-L_G)).

    A frozen D leaves the real half, so L_D less that stays where it is while the fake
    half moves: by less than 3 % of itself and a twentieth of that move, in means of
    fiftieths of the run with L_G above 0.25, where unlike fakes matter little.
    """
    if not (case.bce and case.hard and case.whole) or case.rows < 100:
        return None
    if (at_rest := _frozen_at_rest(case)) is not None:
        return at_rest
    of_fake = -np.log(-np.expm1(-np.maximum(case.g.values, 1e-9)))
    parts = np.array(
        [
            (d.mean(), g.mean(), fake.mean())
            for d, g, fake in zip(
                np.array_split(case.d.values, 50),
                np.array_split(case.g.values, 50),
                np.array_split(of_fake, 50),
                strict=True,
            )
        ]
    )
    d, _, fake = parts[parts[:, 1] > 0.25].T
    if len(d) < 5 or np.ptp(fake) < 0.04:
        return None
    rest = d - fake
    if np.ptp(rest) > min(0.03 * rest.mean(), 0.05 * np.ptp(fake)):
        return None
    return _real_half(case, float(rest.mean()), "what is left of L_D without the fakes")


def _frozen(case: Case, says: str, formula: str) -> Finding:
    return Finding(
        "d-frozen",
        "fits",
        f"D does not change: {says}.",
        case.lines(np.ones(case.rows, dtype=bool)),
        formula,
        "# wrong: for w in D.parameters(): w.requires_grad_(False)  # and left so\n"
        "before = [w.clone() for w in D.parameters()]  # compare after D's step",
        bug="d-frozen",
        explains=("at-chance", "d-worse-than-guessing", "same-side"),
    )


def _real_half(case: Case, level: float, what: str) -> Finding:
    says = (
        f"{what} stays at {number(level)} from the first record to the last, while the "
        f"fakes' part moves. Near {number(LOG_2)} it is an untrained D"
    )
    return _frozen(case, says, rf"L_{{D,\mathrm{{real}}}} = {number(level)}")

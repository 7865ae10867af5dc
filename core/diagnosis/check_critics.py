"""Checks of the losses that are no BCE: squares, hinge, Wasserstein."""

import numpy as np

from core.diagnosis.case import Case
from core.diagnosis.finding import Finding, number


def says_one(case: Case) -> Finding | None:
    """Squares: real half 0 and fake half 1 add up to chance level, but G's loss is 0.

    Fits if D's sum is within a tenth of the 1 (or ½) of "D says 1 to everything" and
    G's loss below a tenth of chance, in the means of the last quarter.
    """
    if not case.squares or not case.whole or case.rows < 3:
        return None
    unit = 0.5 if case.loss.endswith("halved") else 1.0
    d, g = case.d.values[case.tail].mean(), case.g.values[case.tail].mean()
    if abs(d - unit) > 0.1 * unit or g > 0.025 * unit:
        return None
    return Finding(
        "d-says-one",
        "fits",
        f"D says 1 to everything: L_D is {case.own(d)} and L_G {number(g)}. Where it "
        f"cannot tell, it says ½: {case.own(0.5 * unit)} and {number(0.25 * unit)}.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"L_D = {case.total(d)} \approx 0 + {number(unit)}, \qquad "
        rf"L_G = {number(g)}",
        "print(D(real).mean(), D(fake).mean())",
        "live_gan",
        (("gan_loss", "least-squares"),),
        explains=("d-worse-than-guessing",),
    )


def hinge_dead(case: Case) -> Finding | None:
    """A hinge loss of exactly 0 has a gradient of exactly 0: D has stopped.

    Proved for the lines if more digits are logged than 1e-4 shows; said if nine of ten
    records in the last half are 0.
    """
    if case.loss != "hinge" or case.rows < 5:
        return None
    half = slice(case.rows // 2, None)
    zero = case.d.values[half] == 0.0
    if zero.mean() < 0.9:
        return None
    fine = case.d.error.max() < 1e-5
    where = "" if case.few else f" on {100 * zero.mean():.0f} % of the last half"
    return Finding(
        "hinge-dead",
        "proved" if fine else "fits",
        f"D's hinge loss is 0{where}: every real scores above 1 and every fake below "
        "−1, and D's gradient is exactly 0. "
        "G moves on against a D that stands still.",
        case.lines(np.arange(case.rows)[half][zero]),
        r"\max(0, 1 - s_{\mathrm{real}}) = \max(0, 1 + s_{\mathrm{fake}}) = 0",
        "print((D(real) < 1).float().mean(), (D(fake) > -1).float().mean())",
        "live_gan",
        (("gan_loss", "hinge"),),
        explains=("d-separates",),
    )


def same_sign(case: Case) -> Finding | None:
    """L_D = E f(fake) - E f(real); with L_G = +E f(fake) both push f(fake) down.

    Then L_D - L_G = -E f(real), and both fall together, without end. With the right
    sign L_D + L_G = -E f(real): where the fakes' score moves, the two move against
    each other. Fits if both fall through the last half in means of tenths, and L_G
    accounts for the fall of L_D: by at least half of it.
    """
    if case.loss != "wasserstein" or case.rows < 20:
        return None
    of_d = np.array([part.mean() for part in np.array_split(case.d.values, 10)])
    of_g = np.array([part.mean() for part in np.array_split(case.g.values, 10)])
    fall_d, fall_g = of_d[4] - of_d[-1], of_g[4] - of_g[-1]
    falls = (np.diff(of_d[4:]) < 0).all() and (np.diff(of_g[4:]) < 0).all()
    if not falls or fall_d <= 0.25 * abs(of_d[4]) or fall_g < 0.5 * fall_d:
        return None
    return Finding(
        "critic-same-sign",
        "fits",
        "The critic and G have the same sign on the fakes: L_D falls to "
        f"{number(of_d[-1])} and L_G with it, to {number(of_g[-1])}. G sends its fakes "
        "where the critic wants them, away from the data. f and −f are equally good "
        "critics; only G's sign must be opposite to the critic's sign on fakes.",
        case.lines(np.arange(case.rows)[case.rows // 2 :]),
        rf"\Delta L_D = {number(float(-fall_d))}, \qquad \Delta L_G = "
        rf"{number(float(-fall_g))}",
        "loss_d = f(fake).mean() - f(real).mean()\n"
        "loss_g = -f(fake).mean()  # wrong: f(fake).mean()",
        "live_gan",
        (("gan_loss", "wasserstein"),),
        bug="same-sign",
        explains=("critic-runs-away",),
    )


def runs_away(case: Case) -> Finding | None:
    """Without a bound on its slope the critic's loss has no floor.

    Possible: the size of L_D in the last tenth is more than 100 and more than ten times
    that of the middle; a real distance does not grow so.
    """
    if case.loss != "wasserstein" or case.rows < 20:
        return None
    of_d = np.array([part.mean() for part in np.array_split(case.d.values, 10)])
    if of_d[-1] > -100.0 or of_d[-1] > 10.0 * min(of_d[5], -1e-9):
        return None
    return Finding(
        "critic-runs-away",
        "possible",
        f"L_D falls from {number(of_d[5])} to {number(of_d[-1])} in the last half: the "
        "critic's slope grows, or the fakes leave. Look at the clip or the penalty.",
        case.lines(np.arange(case.rows)[case.tail]),
        rf"L_D: {number(float(of_d[5]))} \to {number(float(of_d[-1]))}",
        "print(max(w.abs().max() for w in f.parameters()), penalty)",
        "live_gan",
        (("gan_loss", "wasserstein"),),
    )

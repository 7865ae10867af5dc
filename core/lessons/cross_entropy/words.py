"""The words of "Where does the formula come from?", and its formulas with numbers.

A text's numbers are the lesson's facts, written %(name)s as in the questions.
"""

from collections.abc import Sequence

from core.lessons.cross_entropy.units import LOGARITHMS, in_unit
from core.maths import bce, information
from core.plotting.theme import format_number, latex_number

BITS = (
    "Bits are logarithms to base 2. PyTorch computes in nats: 1 nat is %(xent_nat)s "
    "bits."
)
SURE_OF_REAL = (
    "A fake surprises you by −log 0 = ∞, and one sample in four is fake. At p = 0.999, "
    "where the slider ends, it is %(xent_three_sure)s bits. The truth, p = ¾, costs "
    "its **entropy**, %(xent_three)s bits, which nobody can save."
)
GIBBS = (
    "The straight line rolls along the arch of entropies and never dips below it: "
    "Gibbs' inequality."
)
WHICH_WAY = (
    "**Which way round?** Both divergences are means of the same two logarithms, up to "
    "a sign. KL(q‖p) weighs them by what happens, KL(p‖q) by what is believed. In BCE "
    "the truth is outside the logarithm: the solid curve."
)


def formulas(q: float, p: float, unit: str) -> tuple[str, ...]:
    """Cross-entropy, its two parts, and KL both ways round, with numbers put in."""
    log = LOGARITHMS[unit]
    real, fake = information.surprise([p, 1.0 - p])
    own_real, own_fake = information.surprise([q, 1.0 - q])
    costs, ratios, swapped = (
        [float(in_unit(unit, nats)) for nats in pair]
        for pair in (
            (real, fake),
            (real - own_real, fake - own_fake),
            (own_real - real, own_fake - fake),
        )
    )
    floor, kl, cost, reverse = (
        float(in_unit(unit, nats))
        for nats in (
            bce.entropy_floor(q),
            information.binary_kl(q, p),
            bce.bce(p, q),
            information.binary_kl(p, q),
        )
    )
    return (
        rf"H(q, p) = -q {log} p - (1 - q) {log} (1 - p)",
        rf"= {_mean(q, costs)} = {amount(cost, unit)}",
        rf"= H(q) + \mathrm{{KL}}(q \| p) = {_factor(floor)} + {_factor(kl)}",
        _kl("q", "p", log),
        rf"= {_mean(q, ratios)} = {amount(kl, unit)}",
        _kl("p", "q", log),
        rf"= {_mean(p, swapped)} = {amount(reverse, unit)}",
    )


def notice(
    q: float, p: float, *, floor: float, kl: float, cost: float, unit: str
) -> str:
    """What there is to see when somebody believes p and the truth is q."""
    price = format_number(cost)
    units = unit.removesuffix("s") if price == "1" else unit
    start = f"Believing p = {format_number(p)} costs {price} {units}. "
    if kl == 0.0:
        return start + (
            "That is exactly the truth: <b>KL(q‖p) is 0</b>, and the grey part, H(q), "
            "is all that is paid."
        )
    told = f"H(q) = {format_number(floor)} anybody pays; the belief adds KL(q‖p) = "
    if floor == 0.0:
        return start + (
            "The truth leaves nothing to chance, H(q) = 0: all of it is KL(q‖p). So it "
            "is with hard labels."
        )
    far = " Most of the bill is the belief's." if kl > floor else ""
    return start + told + f"{format_number(kl)}, and <b>never less than 0</b>." + far


def arch(q: float, real: float, fake: float, entropy: float, unit: str) -> str:
    """What there is to see of a truth q: two surprises and their mean."""
    if entropy == 0.0:
        return (
            f"With q = {format_number(q)} nothing is left to chance: no surprise, no "
            "entropy. This is a hard label. Solid is −log of the belief; dashed is ∞ "
            "but for one point, and only its arrows stay."
        )
    return (
        f"A real sample surprises by {format_number(real)}, a fake one by "
        f"{format_number(fake)} {unit}. Weighed by how often they come, that is "
        f"<b>H(q) = {format_number(entropy)}</b>: the mean surprise of those who know "
        "the truth."
    )


def amount(number: float, unit: str) -> str:
    """A number with its unit, as LaTeX."""
    text = _factor(number)
    return rf"{text} \text{{ {unit[:-1] if text == '1' else unit}}}"


def _factor(number: float) -> str:
    """A number as LaTeX, in brackets if it has a sign."""
    text = latex_number(number)
    return f"({text})" if text.startswith("-") else text


def _kl(a: str, b: str, log: str) -> str:
    """The formula of KL(a‖b), as LaTeX."""
    real, fake = rf"\tfrac{{{a}}}{{{b}}}", rf"\tfrac{{1 - {a}}}{{1 - {b}}}"
    return rf"\mathrm{{KL}}({a} \| {b}) = {a} {log} {real} + (1 - {a}) {log} {fake}"


def _mean(weight: float, numbers: Sequence[float]) -> str:
    """A mean over real and fake as LaTeX; what has no weight is left out."""
    terms = zip((weight, 1.0 - weight), numbers, strict=True)
    return " + ".join(
        rf"{_factor(w)} \cdot {_factor(number)}" for w, number in terms if w
    )

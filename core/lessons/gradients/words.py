"""What "How can a slope of −1000 vanish?" says at each position of its slider."""

from core.plotting.theme import format_number

SURE, WON = 0.2, 0.8  # below: D is sure of the fake; above: it takes it for real

PUSH = {
    "non-saturating": (
        "Large times small, and a slope near 1 is left: <b>nothing vanishes</b>.",
        "Both factors are moderate, and so is their product.",
        "D takes the fake for real. Little is left to gain, and the slope says so.",
    ),
    "saturating": (
        "Nothing large meets the small factor: <b>the push is gone</b>.",
        "The push grows as the fake gets better: it comes when it is needed less.",
        "D takes the fake for real, and only now is the push at full strength.",
    ),
    "squared-error": (
        "The first is at most 2: <b>this push vanishes</b> too.",
        "Here squared error pushes as hard as it ever does.",
        "Both factors are small, and their product is smaller than either.",
    ),
}


def notice(loss: str, p: float, in_p: float, factor: float, in_logit: float) -> str:
    """What there is to see at this probability, with the three slopes in it."""
    case = 0 if p <= SURE else 1 if p < WON else 2
    slope, small, left = map(format_number, (in_p, factor, in_logit))
    return (
        f"At p = {format_number(p)} the slope in p is {slope}, the sigmoid's {small}; "
        f"multiplied, {left}. {PUSH[loss][case]}"
    )

"""What "What does a wrong guess cost?" says at each position of its sliders."""

from core.plotting.theme import format_number

BY = "BCE charges {bce} nats, squared error {squared}. "


def guess(y: float, p: float, cost: float, slope: float, squared: float) -> str:
    """What there is to see at one guess p for label y."""
    start = f"At p = {format_number(p)} " + BY.format(
        bce=format_number(cost), squared=format_number(squared)
    )
    if 0.0 < y < 1.0:
        if p == y:
            return start + "This is the cheapest guess for a soft label, and not free."
        return start + (
            "With a soft label both terms are alive. The cheapest guess is p = "
            f"{format_number(y)}."
        )
    off = abs(p - y)
    if off > 0.9:
        return start + (
            f"Each further zero adds 2.303. In p the slope is {format_number(slope)}; "
            "against the logit, on the right, the same curve is <b>nearly straight</b>."
        )
    if off < 0.1:
        return start + "A guess that is sure and right costs next to nothing."
    if off == 0.5:
        return start + (
            "This is chance level for one sample: log 2. One real and one fake sample "
            "together cost 2 log 2."
        )
    return start + "Move towards the wrong end: only BCE goes on rising."


def soft(beta: float, alpha: float, alike: float, loss: float, floor: float) -> str:
    """What labels α and β do to D."""
    least = format_number(floor)
    if alpha == 1.0 and beta == 0.0:
        return (
            "Hard labels. A perfect D costs nothing; if real and fake are alike, D "
            "says ½ and its loss is 2 log 2 = 1.386."
        )
    start = (
        f"D's loss cannot fall below {least}. If real and fake are alike, D says "
        f"(α + β)/2 = {format_number(alike)}, and its loss is {format_number(loss)}. "
    )
    if beta:
        return start + (
            "A label above 0 for fakes rewards G for "
            "<b>staying where its fakes are</b>: "
            "D* = (α·p<sub>r</sub> + β·p<sub>g</sub>)/(p<sub>r</sub> + p<sub>g</sub>)."
        )
    return start + "Smoothing the reals alone scales D* by α and keeps its shape."


def growth(m: int, pull: float, mean_pull: float) -> str:
    """What a batch of this size does to the gradient."""
    return (
        f"With m = {m} the gradient of the sum is {format_number(pull)}, that of the "
        f"mean {format_number(mean_pull)}. Plain gradient descent steps by that much; "
        "Adam divides by the gradient's own size and takes the same step for both."
    )

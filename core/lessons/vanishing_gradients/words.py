"""What "What still reaches the generator?" says at each position of its slider."""

import math

from core.plotting.theme import format_number

NONE = "real data and fakes coincide. Nothing is left to do, and no arrow is left."
KINK = (
    "real data and fakes coincide. {} has a kink there, so no slope, and no arrow is "
    "drawn."
)
FOLLOWED = {"wasserstein": "W₁", "hinge": "Total variation, which this loss follows,"}
GONE, SMALL = 0.02, 0.2  # mean gradients below these are called gone, or small


def notice(loss: str, theta: float, push: float, fake_probability: float) -> str:
    """What there is to see at this distance, for the loss that is chosen.

    Args:
        loss: its name.
        theta: distance of the fakes from the real data.
        push: mean gradient of the loss over the fakes, nan at a kink.
        fake_probability: mean of D* over the fakes.
    """
    start = f"At θ = {format_number(theta)} "
    if theta == 0.0:
        return start + (KINK.format(FOLLOWED[loss]) if math.isnan(push) else NONE)
    start += f"the mean gradient is {format_number(push)}. "
    sure = format_number(fake_probability)
    match loss:
        case "wasserstein":
            return start + (
                "Every arrow has length 1, <b>whatever the distance</b>: a critic has "
                "no sigmoid that could go flat."
            )
        case "hinge":
            return start + (
                "No single fake feels it: the best score is flat but for one jump, so "
                "no arrow is drawn. Only the mean over all fakes moves."
            )
        case "non-saturating":
            return start + (
                f"D* is {sure} on the fakes, and 1 − D* of its logit's slope comes "
                "through: the arrows <b>grow with the distance</b>."
            )
    if push < GONE:
        return start + f"D* is {sure} on the fakes: <b>the arrows are gone</b>."
    if push < SMALL:
        return start + f"D* is {sure} on the fakes: the arrows are hard to see."
    return start + (
        f"D* is {sure} on the fakes, and the arrows can be seen. Pull further: they "
        "fade."
    )

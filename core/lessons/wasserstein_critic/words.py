"""What the lesson's figures say in words, at the position they are in.

A text's numbers are the lesson's facts, written %(name)s as in the questions.
"""

from core.lessons.wasserstein_critic.pair import FAKES, REAL, THETAS, optimum
from core.maths import critic
from core.maths.densities import Normal
from core.plotting.theme import format_number, latex_number

STEEPER = (
    "A critic ten times as steep has ten times the loss. Only where its slope may be 1 "
    "and no more is the lowest loss a distance, −W₁: at θ = 4 that is −%(wc_w1_four)s."
)
SIGNS = (
    "Multiply the mean heights of real data, of fakes, and of the fakes in G's step by "
    "+1 or −1, and let both networks step down. *f* and −*f* are equally good critics, "
    "so two of these pairings are right. In the other two G wants what the critic "
    "wants. And a critic's height is free: *f* + 5 earns the same, moves G's loss by 5 "
    "and G not at all."
)


def sentences() -> list[str]:
    """What to notice at each of ``THETAS``: who can tell where the fakes belong."""
    here = optimum(THETAS)
    rows = zip(THETAS, here.w1, here.d_loss, here.critic_push, here.d_push, strict=True)
    return [
        f"At θ = {format_number(theta)} {_homewards(FAKES.shifted(theta))} Its loss "
        f"is minus the mean way home, {format_number(-w1, 3)}, and it pushes with "
        f"{format_number(abs(push), 2)}. D's loss is {format_number(d_loss, 2)}, and "
        f"it pushes with {format_number(abs(d_push), 2)}."
        for theta, w1, d_loss, push, d_push in rows
    ]


def _homewards(fake: Normal) -> str:
    """Which fakes the best critic sends which way: those on either side of its turn."""
    turn = critic.turning_point(REAL, fake)
    left, right = float(fake.cdf(turn)), float(fake.sf(turn))
    if fake.mean == 0.0:
        return "the fakes are only too wide: the critic calls both sides inwards."
    way, few = ("left", left) if fake.mean > 0.0 else ("right", right)
    other = "right" if way == "left" else "left"
    if few < 5e-4:
        return f"the critic calls every fake to the {way}."
    return (
        f"the critic calls {format_number(100.0 * (1.0 - few), 3)} % of the fakes to "
        f"the {way}, those beyond its peak to the {other}."
    )


def formulas(theta: float) -> list[str]:
    """Both games at their best, in LaTeX, with the numbers at ``theta``."""
    here = optimum([theta])
    w1, loss = latex_number(here.w1[0]), latex_number(here.d_loss[0])
    on_both = r"\mathbb{E}[f(\mathrm{fake})] - \mathbb{E}[f(\mathrm{real})]"
    return [
        rf"L_{{\mathrm{{critic}}}} = {on_both}",
        rf"\min_{{|f'| \le 1}} L_{{\mathrm{{critic}}}} = -W_1 = -{w1}",
        rf"\min_D L_D = 2 \log 2 - 2\,\mathrm{{JS}} = {loss}",
    ]

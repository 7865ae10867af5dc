"""What "What does the best discriminator know?" says in words, formulas and a table.

A text's numbers are the lesson's facts, written %(name)s as in the questions.
"""

import functools

import numpy as np

from core.maths import shapes, sliders
from core.maths.densities import Uniform
from core.maths.divergences import jensen_shannon, wasserstein
from core.maths.envelope import difference_quotient, envelope, factorises
from core.maths.optimal import mean_generator_gradients, optimal_game
from core.plotting.theme import format_number, latex_number

TWICE_AS_WIDE = (
    "In the middle the fakes are half as dense: D* = 1/(1 + ½) = %(best_wide_middle)s. "
    "Far out there are only fakes: at x = 4 it is %(best_wide_out)s. J is "
    "%(best_wide_j)s, above −2 log 2 = %(best_j_zero)s, and its slope in θ is "
    "%(best_push_zero)s."
)
BY_HAND = (
    "Stand at one place *x*. Real samples land there with density :green[*a*], fakes "
    "with density :orange[*b*]. An answer *D* earns *a*·log *D* + *b*·log(1 − *D*) "
    "here and disturbs no other place. So the best :blue[D\\*] can be found place by "
    "place."
)
WRONG_WIDTH = (
    "In the right place, θ = 0, but too narrow or too wide: :blue[D\\*] notices that "
    "as well. *J* is lowest, −2 log 2, only where both densities are the same."
)
NOTICE = {
    "one width": """
*J* is flat at both ends, for two different reasons. On the left :blue[D\\*] says about
½ to every fake, but its logit is level: nothing to climb. On the right the climb is
steep, but :blue[D\\*] is so sure of every fake that the product of the two is next to
nothing.
""",
    "normal": """
The fakes see different slopes now, and the push is the mean of their products, not the
product of the means (grey band). On the left *J* is flat because pulls from both sides
cancel, and above −1.39, since :blue[D\\*] knows the width. Towards the right
:blue[D\\*] grows sure, and the push fades.
""",
    "uniform": """
Where both densities lie, :blue[D\\*] is unsure and its logit level; elsewhere it is
certain and its logit ±∞. So no fake ever sees a slope. *J* can slope all the same, from
the jumps of :blue[D\\*], until nothing overlaps: then it is 0, and flat.
""",
    "mixture": """
With equal widths the push rises to %(best_push_first)s, almost stops,
%(best_push_dip)s, and returns, %(best_push_second)s: near θ = 4 one mode of the fakes
lies on one real mode. With narrow fakes (below: a quarter) it turns negative, and *J*
has a valley at θ = 2. The push is a mean of products; the product of the means, the
grey band, is something else.
""",
}
WORTH = """
**What *J* says.** JS, the Jensen–Shannon divergence, is what one sample, real or fake
with equal chance, tells the best D about its origin: 0 nats if the two densities are
the same, log 2 if they never meet. So *J* runs from −2 log 2 to 0.
"""
SMOOTH = """
**The envelope theorem.** *J* changes because the fakes move and because D\\* follows
them. But D\\* is at the top of a hill, and there a small step costs nothing. So its
following may be left out: the slope of *J* (the quotient, from two values of *J*, with
*h* = 0.0001) is the mean of D\\*·(−dℓ/dx) with D\\* held still. That is the gradient of
the saturating loss.
"""
BLOCKS = """
**Where the jumps matter.** D\\* is level at every fake, so all gradients that
backpropagation finds are 0, while *J* can slope. Its whole slope comes from the fakes
that cross an edge, and no gradient at a sample can know of an edge.
"""

LECTURE = (
    "## The curve of the lecture, in numbers\n\nSurely the flat curve is not BCE? "
    "Right: −log *p* runs against one guess; *J* runs against the distance of two "
    "distributions, after D has found its best answer everywhere. The columns "
    "after *J* are slopes: its own, and the mean push of each loss on the "
    "generator when its opponent is the best there can be. A *kink* has none."
)


def here(
    equation: bool,
    theta: float,
    value: float,
    mean_d: float,
    steep: float,
    slope: float,
) -> str:
    """What there is to see at one distance: J, its slope, and where that comes from."""
    start = f"At θ = {format_number(theta)} J is {format_number(value)}, "
    if np.isnan(slope):
        return start + "and has a kink: no slope."
    start += f"and its slope {format_number(slope)}"
    if not equation:
        return start + f". D* gives the fakes {format_number(mean_d)} on average."
    parts = f" = {format_number(mean_d)} × {format_number(steep)}. "
    if theta == 0.0:
        return start + parts + "D* says ½ everywhere: <b>nothing to climb</b>."
    if mean_d < 0.01:
        return start + parts + "Steep, but D* is <b>sure of every fake</b>: no push."
    return start + parts + "The first factor falls, the second rises."


def notice(family: str, scale: float) -> str:
    """What to notice in the main figure."""
    return NOTICE["one width" if factorises(family, scale) else family]


def envelope_theorem(family: str) -> str:
    """What J is, why its slope may be had with D* held still, and when it may not."""
    return WORTH + (BLOCKS if family == "uniform" else SMOOTH)


@functools.lru_cache(maxsize=1024)  # short texts, the same for all readers
def formulas(family: str, scale: float, theta: float) -> list[str]:
    """D*, its logit, J, and J's slope in two ways, in LaTeX, at ``theta``."""
    tex = functools.partial(latex_number, none="none: a kink")
    at = envelope(family, scale, [theta])
    value, mean_d, logit_slope, slope = (tex(column[0]) for column in at)
    lines = [
        r"D^*(x) = \frac{p_r(x)}{p_r(x) + p_g(x)} = \sigma(\ell(x))",
        r"\ell(x) = \log p_r(x) - \log p_g(x)",
        rf"J({theta:g}) = \mathbb{{E}}_r[\log D^*] + \mathbb{{E}}_g[\log (1 - D^*)]",
        rf"= 2\,\mathrm{{JS}} - 2 \log 2 = {value}",
    ]
    if family == "uniform":
        return [*lines, rf"\frac{{dJ}}{{d\theta}} = {slope}"]
    quotient = tex(difference_quotient(family, scale, theta))
    mean = r"\mathbb{E}_g\big[D^* \cdot (-\tfrac{d\ell}{dx})\big]"
    factor = f"({logit_slope})" if at.mean_logit_slope[0] < 0.0 else logit_slope
    lines += [
        rf"\frac{{J(\theta + h) - J(\theta - h)}}{{2h}} = {quotient}",
        rf"{mean} = {slope}",
        r"\mathbb{E}_g[D^*] \cdot \mathbb{E}_g[-\tfrac{d\ell}{dx}]",
        rf"= {mean_d} \cdot {factor} = {tex(at.mean_d[0] * at.mean_logit_slope[0])}",
    ]
    if factorises(family, scale):
        half = tex(theta**2 / 2.0, 6)
        tilt = rf"\tfrac12 \theta^2 - \theta x = {half} - {theta:g}\,x"
        lines.insert(2, rf"\ell(x) = {tilt}")
    return lines


@functools.lru_cache(maxsize=128)  # the same for all readers
def table(family: str, scale: float) -> dict[str, list[str]]:
    """Distances, and what the best discriminator makes of them, to seven decimals."""
    real, fake = shapes.pair(family, scale)
    thetas = np.array([0.0, 0.5, 1.0, 2.0, 4.0, 6.0, 10.0])
    at = optimal_game(real, fake, thetas)
    js = jensen_shannon(real, fake, thetas).value
    columns = {"JS": js, "J": at.value, "slope of J": at.slope}
    if not (isinstance(real, Uniform) or isinstance(fake, Uniform)):
        losses = "saturating", "non-saturating"
        columns |= mean_generator_gradients(real, fake, thetas, losses)
    columns["Wasserstein"] = wasserstein(real, fake, thetas).slope
    return {"θ": list(sliders.names(thetas))} | {
        name: [_decimals(value) for value in column] for name, column in columns.items()
    }


def _decimals(value: float) -> str:
    if np.isnan(value):
        return "kink"
    return f"{round(float(value), 7) + 0.0:.7f}".replace("-", "−")

"""What "Why does it go round in circles?" says about a method, a run, a verdict."""

import numpy as np

from core.lessons.dirac_gan.runs import Run, Setting
from core.maths.dirac_verdict import ON_CIRCLE, STARTS, STEPS, Judgement, judge
from core.plotting.theme import format_number

METHODS = {
    "minimax": "The game as it is written: G minimises log(1 − D), the very value that "
    "D maximises.",
    "non-saturating": "G minimises −log D instead. Where D is sure, G is pulled "
    "harder, and on the whole inwards.",
    "wgan": "A critic without a sigmoid. Its pull never fades, and it never tires.",
    "wgan-clip": "A critic whose slope is cut back to between −1 and 1 after each "
    "step. That bounds the orbit, and does not end it.",
    "wgan-gp": "A critic that pays for every slope other than 1, even where real and "
    "fake agree and a slope of 0 would be right. So it cannot rest.",
    "instance-noise": "Noise on real and fake samples alike, of standard deviation 1. "
    "The two overlap, and D is punished for a slope that separates nothing.",
    "r1": "D pays γ/2 times its squared slope at real samples, here with γ = ½. At the "
    "equilibrium this is what instance noise of standard deviation 1 does.",
    "consensus": "Both players also pay for the length of both their gradients. That "
    "pulls towards any place where nobody moves: the equilibrium, or far away, where D "
    "is so sure that nothing is left to gain.",
    "extragradient": "Each step follows the gradient at where a plain step would lead. "
    "To look ahead on a circle is to turn inwards.",
}
UPDATES = {
    "simultaneous": "*Simultaneous*: both step at once, from where the other one was.",
    "alternating": "*Alternating*: D steps first, then G answers to the new D, as in "
    "most training loops.",
}
CIRCLE = (
    "Near (0, 0) a step multiplies what is left by a matrix. Eigenvalues **inside** "
    "the unit circle: every step takes something off. **On** it: a rotation. "
    "**Outside**: every step adds. Momentum, Adam's β₁, pushes a rotation outwards; "
    "that is why GANs are trained with a small one, 0.5 or 0."
)
CARRIED_ON = (
    "Momentum carries each player on after the other has turned. The largest "
    "eigenvalue of a step is then %(dirac_nine_radius)s in size at learning rate 0.1; "
    "with momentum −0.5 it is %(dirac_back_radius)s."
)
MEANS = {
    "converges linearly": "In the long run every step takes off the same share of the "
    "distance{share}.",
    "converges locally only": "From close by every step takes off the same share of "
    "the distance{share}. From farther out it fails, from {fails} for one.",
    "converges sublinearly": "The distance falls, but every tenth part takes longer "
    "than the one before.",
    "cycles": "In the long run the players go round, and neither rest nor run away.",
    "cycles locally only": "From close by it goes round. From farther out it leaves, "
    "from {fails} for one.",
    "diverges": "Every turn ends farther out than it began.",
    "cannot be told": "Eigenvalues and long runs do not settle it: the runs disagree "
    "with each other, or hardly move.",
}


def notice(run: Run, column: int) -> str:
    """What became of the orbit from one of the starts."""
    distance, steps = run.distance[:, column], int(run.steps[-1])
    begun, ended = distance[0], distance[-1]
    printed = [format_number(begun, 3), format_number(ended, 3)]
    from_here = (
        f"From θ = {_said(run.theta[0, column])}, ψ = {_said(run.psi[0, column])}"
    )
    if np.isnan(ended):
        left = int(run.steps[np.isnan(distance).argmax()])
        return f"{from_here} the orbit <b>leaves the picture</b> within {left} steps."
    late = distance[distance.size // 2 :]
    if ended < 0.95 * begun <= late[late.argmin() :].max():  # it will be back
        low, high = (format_number(one, 3) for one in (late.min(), late.max()))
        return (
            f"{from_here} the distance is {printed[0]}. It comes nearer and "
            f"goes again: in the second half of {steps} steps <b>it swings</b> between "
            f"{low} and {high}."
        )
    if ended < 0.01 * begun:
        end = "<b>it is home</b>"
    elif ended < 0.95 * begun:
        end = "<b>it is nearer</b>"
    elif ended < begun and printed[0] != printed[1]:
        end = "<b>it is hardly nearer</b>"
    elif ended <= 1.05 * begun:
        end = "<b>it is no nearer</b>"
    else:
        end = "<b>it is farther away</b>"
    return (
        f"{from_here} the distance is {printed[0]}. After {steps} steps {end}: "
        f"{printed[1]}."
    )


def verdict(setting: Setting) -> str:
    """Whether it converges, and what the eigenvalues and the long runs say to that."""
    found = judge(*setting)
    means = MEANS[found.verdict].format(share=_share(found), fails=_fails(found))
    name = found.verdict.capitalize()
    return f"**{name}.** {means} {eigenvalues(found.radius)} {_runs(found)}"


def eigenvalues(radius: float) -> str:
    """What the largest absolute eigenvalue says."""
    if np.isnan(radius):
        return (
            "The field has a kink at the equilibrium: no derivative, no eigenvalues, "
            "and only runs can tell."
        )
    said = format_number(radius, 5)
    if abs(radius - 1.0) <= ON_CIRCLE:
        return (
            "All eigenvalues lie on the unit circle: they do not tell, and what the "
            "linearisation leaves out decides."
        )
    if radius < 1.0:
        return f"The largest |eigenvalue| is {said}, within the unit circle."
    return (
        f"The largest |eigenvalue| is {said}, outside the unit circle: the equilibrium "
        "repels."
    )


def _share(found: Judgement) -> str:
    return f", {format_number(100.0 * (1.0 - found.radius), 3)} %"


def _fails(found: Judgement) -> str:
    """The first of the starts from which it does otherwise than from close by."""
    homewards = found.verdict == "converges locally only"
    for (theta, psi), fate in zip(STARTS, found.fates, strict=True):
        near = fate in ("linearly", "sublinearly") if homewards else fate != "leaves"
        if not near:
            return f"θ = {_said(theta)}, ψ = {_said(psi)}"
    return ""


def _runs(found: Judgement) -> str:
    return (
        f"Runs of {STEPS} steps from {len(STARTS)} starts agree with this verdict."
        if found.verdict != "cannot be told"
        else f"There were runs of {STEPS} steps from {len(STARTS)} starts."
    )


def _said(value: float) -> str:
    return format_number(value, 3)

"""Does the smallest GAN converge? Asked of the eigenvalues, and of long runs.

All eigenvalues within the unit circle: converges linearly, if it begins close by. One
outside: it cannot converge. All of them on the circle: they do not tell, and what the
linearisation leaves out decides. Only a run shows what happens from afar.

Reference: L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do
actually Converge?", ICML 2018, sections 2 and 3, appendix A.1.
"""

import functools
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats
from core.maths.dirac import METHODS, Method
from core.maths.dirac_eigenvalues import spectral_radius
from core.maths.dirac_steps import UPDATES, orbit

Fate = Literal["linearly", "sublinearly", "round", "leaves", "untold"]
Verdict = Literal[
    "converges linearly",
    "converges locally only",
    "converges sublinearly",
    "cycles",
    "cycles locally only",
    "diverges",
    "cannot be told",
]
# A double eigenvalue is known to half of the digits only: to 1e-8.
ON_CIRCLE = 1e-7
ARRIVED = 1e-8
STEPS = 8000
# From close by to R = 2.7, in every direction.
STARTS = ((0.1, 0.1), (1, -1), (0.5, 0.5), (-2, 0.5), (0, 1.5), (-1.5, -1.5), (2.5, -1))


class Judgement(NamedTuple):
    """What becomes of a method, and what that is read from.

    Attributes:
        verdict: in words.
        radius: the largest absolute eigenvalue; nan where the field has a kink.
        fates: of a long run from each of ``STARTS``.
    """

    verdict: Verdict
    radius: float
    fates: tuple[Fate, ...]


# -- A long run ------------------------------------------------------------------------


def fates(
    method: Method,
    update: str,
    lr: float,
    momentum: float = 0.0,
    starts: npt.ArrayLike = STARTS,
) -> tuple[Fate, ...]:
    """What ``STEPS`` steps from each start look like.

    The run's last three quarters are compared by their largest distances R:

    - *linearly*, R falls from quarter to quarter by a steady factor, or is 0;
    - *sublinearly*, R falls, and ever more slowly;
    - *leaves*, the whole orbit moves out from quarter to quarter, or beyond all bounds;
    - *round*, R does neither, and the orbit goes on turning;
    - *untold*, the players hardly move: D is too sure of itself, and no nearer.
    """
    theta, psi = np.asarray(starts, dtype=np.float64).T
    step = UPDATES[update]
    for steps in (STEPS // 4, STEPS):
        run = orbit(method, step, theta, psi, lr, steps, momentum)
        ends = run.distance[-steps // 4 :].max(axis=0)
        if (np.isnan(ends) | (ends < ARRIVED)).all():  # no need to go on
            break
    turns = np.unwrap(np.arctan2(run.psi, run.theta)[-steps // 4 :], axis=0)
    turned = np.abs(turns[-1] - turns[0]) > 2.0 * np.pi
    return tuple(_fate(*one) for one in zip(run.distance.T, turned, strict=True))


def judge(name: str, update: str, lr: float, momentum: float = 0.0) -> Judgement:
    """The verdict on one of ``METHODS``, from eigenvalues and long runs together.

    They must agree; where they do not, or where runs are mixed, it cannot be told.
    """
    return _judged(name, update, float(lr), float(momentum))


@functools.lru_cache(maxsize=1024)
def _judged(name: str, update: str, lr: float, momentum: float) -> Judgement:
    method = METHODS[name]
    radius = spectral_radius(method, update, lr, momentum)
    found = fates(method, update, lr, momentum)
    return Judgement(_verdict(radius, found), radius, found)


def _verdict(radius: float, found: tuple[Fate, ...]) -> Verdict:
    close, others = found[0], set(found[1:])  # the first start is close by
    nears = {"linearly", "sublinearly"}
    if radius < 1.0 - ON_CIRCLE:
        if close != "linearly":
            return "cannot be told"
        return "converges linearly" if others <= nears else "converges locally only"
    if radius > 1.0 + ON_CIRCLE:
        if close in nears:
            return "cannot be told"
        if others <= {"round", *nears}:  # what nears, nears a cycle
            return "cycles"
    elif {close, *others} == {"sublinearly"}:
        return "converges sublinearly"
    elif {close, *others} == {"round"}:
        return "cycles"
    if "leaves" not in {close, *others} or {close, *others} & nears:
        return "cannot be told"
    return "cycles locally only" if close == "round" else "diverges"


# -- Inside ----------------------------------------------------------------------------


def _fate(distance: Floats, turned: bool) -> Fate:
    quarters = np.array_split(distance[1:], 4)[1:]
    second, third, last = (float(quarter.max()) for quarter in quarters)
    if np.isnan(last):
        return "leaves"
    if last < ARRIVED:
        return "linearly"
    if last < 0.995 * third and third < 0.995 * second:
        # Of R ~ 1/sqrt(t) the last factor is log(4/3) / log(3/2) = 0.71 of the first.
        steady = np.log(third / last) / np.log(second / third)
        return "linearly" if steady > 0.85 else "sublinearly"
    nearest = [float(quarter.min()) for quarter in quarters]
    grows = last > 1.003 * third and third > 1.003 * second
    if grows and nearest == sorted(nearest):  # all of the orbit, and not its peaks only
        return "leaves"
    if turned:
        return "round"
    return "leaves" if last > 1.05 * distance[0] else "untold"

"""The runs that "Why does it go round in circles?" draws: settings, starts, moments."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, orbit
from core.maths.sliders import names

# Even in the logarithm, but in plain numbers.
LEARNING_RATES = (
    0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2,
    1.5, 2.0,
)  # fmt: skip
MOMENTA = (-0.5, 0.0, 0.5, 0.9)
REACH = 3.5  # starts lie within it
SEEN = 20.0  # an orbit farther out than that is not drawn
TIME = 32.0  # learning rate times steps, without momentum: two turns and a half
FEWEST = 40  # steps that are drawn
MOST = 120  # moments that are drawn of a run


class Setting(NamedTuple):
    """What the reader chose: names of ``METHODS`` and ``UPDATES``, and two numbers."""

    method: str
    update: str
    lr: float
    momentum: float


class Run(NamedTuple):
    """Moments of a run, or of many side by side, one row each; nan once it has left.

    Attributes:
        steps: how many there were by then.
        theta: where the fake is.
        psi: the slope of D's logit.
        loss_g: what the generator pays.
        loss_d: what the discriminator pays.
    """

    steps: npt.NDArray[np.intp]
    theta: Floats
    psi: Floats
    loss_g: Floats
    loss_d: Floats

    @property
    def distance(self) -> Floats:
        """From the equilibrium."""
        return np.hypot(self.theta, self.psi)

    def first(self, count: int) -> "Run":
        """The first so many moments."""
        steps, theta, psi, loss_g, loss_d = self
        cut = slice(count)
        return Run(steps[cut], theta[cut], psi[cut], loss_g[cut], loss_d[cut])


def starts() -> list[tuple[float, float]]:
    """All (theta, psi) in halves around the equilibrium, row by row, to and fro.

    Neighbours in the list are neighbours in the picture, so that a slider can run
    through them. The equilibrium itself is left out: from there nothing moves.
    """
    halves = np.arange(-REACH, REACH + 0.25, 0.5)
    rows = [(psi, halves[:: 1 if row % 2 else -1]) for row, psi in enumerate(halves)]
    grid = [(float(theta), float(psi)) for psi, thetas in rows for theta in thetas]
    return [start for start in grid if 0.0 < math.hypot(*start) <= REACH]


def start_name(theta: float, psi: float) -> str:
    """A start as the URL holds it, ``1,-0.5``."""
    return ",".join(names((theta, psi)))


def count_steps(setting: Setting) -> int:
    """How many steps are drawn: fewer where each goes farther; the last is drawn."""
    steps = max(FEWEST, round(TIME * (1.0 - setting.momentum) / setting.lr))
    return steps - steps % math.ceil(steps / MOST)


def run(
    setting: Setting,
    theta: npt.ArrayLike,
    psi: npt.ArrayLike,
    steps: int | None = None,
) -> Run:
    """The run from a start, or from many at once, at no more than ``MOST`` moments.

    Args:
        setting: what the players do.
        theta: where the fake starts.
        psi: the slope of D's logit at the start.
        steps: the number of them, if every one is wanted.

    Raises:
        KeyError: if there is no such method or update.
    """
    method, update = METHODS[setting.method], UPDATES[setting.update]
    every = 1 if steps else math.ceil(count_steps(setting) / MOST)
    steps = steps or count_steps(setting)
    whole = orbit(method, update, theta, psi, setting.lr, steps, setting.momentum)
    gone = ~(whole.distance[::every] <= SEEN)
    x, y = (np.where(gone, 0.0, part[::every]) for part in whole)
    shown = (x, y, *method.losses(x, y))
    seen = (np.where(gone, np.nan, part) for part in shown)
    return Run(np.arange(0, steps + 1, every), *seen)

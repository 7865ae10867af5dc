"""The real data and the fakes of this lesson, and what the two networks tell of them.

Real data are N(0, 0.5), the fakes N(θ, 1): those of ``live_gan``, seen from the data.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths import divergences, optimal
from core.maths.densities import Floats, Normal

REAL = Normal(0.0, 0.5)
FAKES = Normal(0.0, 1.0)  # at θ = 0
THETAS = np.linspace(-5.0, 5.0, 101).round(1) + 0.0


class Optimum(NamedTuple):
    """Losses at the best network, and the mean push on the fakes, one entry per θ.

    A push is the gradient of the generator's loss in θ, the network held fixed:
    positive where it calls the fakes to the left. ``critic`` is that of -f, ``d`` that
    of log(1 - D).
    """

    w1: Floats
    d_loss: Floats
    critic_push: Floats
    d_push: Floats


def optimum(thetas: npt.ArrayLike) -> Optimum:
    """What the best critic and the best discriminator say at each distance."""
    theta = np.asarray(thetas, dtype=np.float64)
    game = optimal.optimal_game(REAL, FAKES, theta)
    w1, push = divergences.wasserstein(REAL, FAKES, theta)
    return Optimum(
        w1=w1,
        d_loss=-game.value,
        critic_push=push,
        d_push=np.where(theta == 0.0, 0.0, game.slope),  # both are symmetric there
    )

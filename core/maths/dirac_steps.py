"""Training the smallest GAN: both players at once, or in turns, with momentum.

Momentum is PyTorch's: ``velocity = momentum * velocity + direction``, and the step is
``lr * velocity``. So with momentum 0.9 a lasting direction is followed ten times as
fast. PyTorch refuses a negative one, which damps: after a step it takes a part back.

References: I. Gulrajani et al., "Improved Training of Wasserstein GANs", NeurIPS 2017
(momentum and critics); G. Gidel et al., "Negative Momentum for Improved Game Dynamics",
AISTATS 2019.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats
from core.maths.dirac import Method, Pair

FAR = 1e6  # from here on an orbit has left, and is recorded as nan


class State(NamedTuple):
    """Where the players are, and how fast each of them moves."""

    theta: Floats
    psi: Floats
    theta_velocity: Floats
    psi_velocity: Floats


class Orbit(NamedTuple):
    """A run, or many: step 0 is the start; nan once it has left for good."""

    theta: Floats
    psi: Floats

    @property
    def distance(self) -> Floats:
        """From the equilibrium, ``sqrt(theta^2 + psi^2)``."""
        return np.hypot(self.theta, self.psi)


Update = Callable[[Method, State, float, float], State]


def direction(method: Method, theta: Floats, psi: Floats, lr: float) -> Pair:
    """Which way a step goes: the field here, or at where a plain step would lead."""
    to_theta, to_psi = method.field(theta, psi)
    if not method.looks_ahead:
        return to_theta, to_psi
    return method.field(theta + lr * to_theta, psi + lr * to_psi)


def simultaneous(method: Method, state: State, lr: float, momentum: float) -> State:
    """Both players step from where the other one was."""
    theta, psi, theta_velocity, psi_velocity = state
    to_theta, to_psi = direction(method, theta, psi, lr)
    to_theta = momentum * theta_velocity + to_theta
    to_psi = momentum * psi_velocity + to_psi
    psi = _clipped(method, psi + lr * to_psi)
    return State(theta + lr * to_theta, psi, to_theta, to_psi)


def alternating(method: Method, state: State, lr: float, momentum: float) -> State:
    """D steps first, as in most training loops; then the generator, who sees it."""
    theta, psi, theta_velocity, psi_velocity = state
    to_psi = momentum * psi_velocity + direction(method, theta, psi, lr)[1]
    psi = _clipped(method, psi + lr * to_psi)
    to_theta = momentum * theta_velocity + direction(method, theta, psi, lr)[0]
    return State(theta + lr * to_theta, psi, to_theta, to_psi)


UPDATES: dict[str, Update] = {"simultaneous": simultaneous, "alternating": alternating}


def orbit(
    method: Method,
    update: Update,
    theta: npt.ArrayLike,
    psi: npt.ArrayLike,
    lr: float,
    steps: int,
    momentum: float = 0.0,
) -> Orbit:
    """The run from each start: arrays of ``steps + 1`` rows, then the starts' shape.

    Raises:
        ValueError: if ``lr`` is not positive or a start lies beyond ``FAR``.
    """
    if not lr > 0.0:
        raise ValueError(f"lr must be positive, got {lr:g}")
    theta, psi = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (theta, psi)))
    if not (np.hypot(theta, psi) < FAR).all():  # also for nan
        raise ValueError(f"a start must lie within {FAR:g} of the equilibrium")
    state = State(theta, psi, np.zeros_like(theta), np.zeros_like(psi))
    run = np.empty((2, steps + 1, *theta.shape))
    run[:, 0], gone = (theta, psi), np.zeros(theta.shape, dtype=bool)
    for step in range(1, steps + 1):
        state = update(method, state, lr, momentum)
        gone |= np.hypot(state.theta, state.psi) >= FAR
        if gone.any():  # those wait at the equilibrium, where nothing overflows
            state = State(*(np.where(gone, 0.0, part) for part in state))
        run[0, step], run[1, step] = state.theta, state.psi
        if gone.any():
            run[:, step, gone] = np.nan
    return Orbit(run[0], run[1])


def _clipped(method: Method, psi: Floats) -> Floats:
    return np.maximum(np.minimum(psi, method.bound), -method.bound)  # clip, but quick

"""The figure of "What still reaches the generator?", computed.

Real data are N(0, 1), fakes N(θ, 1), and the discriminator or critic is the best one.
"""

from statistics import NormalDist

import numpy as np
import plotly.graph_objects as go

from core.lessons.vanishing_gradients import figures
from core.maths import optimal, sliders
from core.maths.bce import Floats, sigmoid
from core.maths.densities import Normal

LOSSES = optimal.LOSSES
THETAS = np.linspace(0.0, 10.0, 101).round(1)
REAL = Normal(0.0, 1.0)
# Seven fakes, at evenly spaced quantiles: no luck of the draw.
FAKES = np.array([NormalDist().inv_cdf((row + 0.5) / 7) for row in range(7)])
PLACES = np.linspace(-4.0, 14.0, 300)


def means(thetas: Floats) -> dict[str, Floats]:
    """Mean gradient of each loss in θ: positive where it calls the fakes home."""
    return optimal.mean_generator_gradients(REAL, REAL, thetas)


def mean(loss: str, theta: float) -> float:
    """Mean gradient of one loss at one distance; nan at a kink."""
    means = optimal.mean_generator_gradients(REAL, REAL, [theta], [loss])
    return float(means[loss][0])


def arrows(loss: str, theta: float) -> Floats:
    """Gradient of the loss at each of the seven fakes; training moves them against it.

    Raises:
        ValueError: if there is no loss of that name.
    """
    return optimal.generator_gradient(loss, REAL, Normal(theta, 1.0), theta + FAKES)


def judge(loss: str, theta: float) -> Floats:
    """What the best discriminator or critic of that game returns along x."""
    logits = optimal.optimal_discriminator_logit(REAL, Normal(theta, 1.0), PLACES)
    match loss:
        case "hinge":
            return np.sign(logits)
        case "wasserstein":  # slope -1 for θ > 0; its height is free: 0 halfway
            return np.sign(theta) * (theta / 2.0 - PLACES)
    return sigmoid(logits)


def push(loss: str) -> go.Figure:
    """Fakes with the arrows of one loss, and the mean gradients, θ from 0 to 10."""
    fakes = np.stack([Normal(theta, 1.0).pdf(PLACES) for theta in THETAS])
    at = {
        "theta": THETAS,
        "fake density": fakes,
        "judge": np.stack([judge(loss, theta) for theta in THETAS]),
        "fakes": THETAS[:, None] + FAKES,
        "arrows": np.stack([arrows(loss, theta) for theta in THETAS]),
        "sure": optimal.optimal_game(REAL, REAL, THETAS).fake_probability,
    }
    return figures.push(
        PLACES, REAL.pdf(PLACES), means(THETAS), loss, sliders.names(THETAS), at
    )

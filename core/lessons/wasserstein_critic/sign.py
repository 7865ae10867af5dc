"""Which sign goes where: fakes that follow a critic, by the labels in the losses.

A library multiplies each output of the critic by a label, ±1, and takes the mean; the
critic and the generator both step down. Only the generator's label can be wrong: it
must be the critic's label of *real* samples.
"""

from typing import NamedTuple

import numpy as np

from core.lessons.wasserstein_critic.pair import FAKES, REAL
from core.maths import critic
from core.maths.densities import Floats, Normal

START, RATE, STEPS = 4.0, 0.25, 30
OTHER_HEIGHT = 5.0  # a second critic of the same slopes, this much higher


class Labels(NamedTuple):
    """What each mean is multiplied by before it is minimised."""

    real: int
    fake: int
    generator: int

    def __str__(self) -> str:
        signs = [f"{label:+d}".replace("-", "−") for label in self]
        return "real {}, fake {}, G {}".format(*signs)

    def named(self) -> dict[str, int]:
        """The labels by the names that ``pytorch.signs`` has for them."""
        return {f"label_{who}": label for who, label in self._asdict().items()}

    @property
    def right(self) -> bool:
        """Whether the generator wants for its fakes what the critic gives to reals."""
        return self.generator == self.real


# By their signs, as the URL has them: real, fake, generator.
PAIRINGS = {
    "minus-plus-minus": Labels(-1, 1, -1),
    "plus-minus-plus": Labels(1, -1, 1),
    "minus-plus-plus": Labels(-1, 1, 1),
    "plus-minus-minus": Labels(1, -1, -1),
}


def in_words() -> dict[str, str]:
    """What a menu calls each pairing."""
    return {name: str(labels) for name, labels in PAIRINGS.items()}


class Walk(NamedTuple):
    """The fakes' place and both losses before each step of G and after the last."""

    thetas: Floats
    critic_losses: Floats
    generator_losses: Floats


def heights(labels: Labels, fake: Normal, x: Floats) -> Floats:
    """The best critic for these labels: f* or, as good, -f*."""
    return -labels.real * critic.best_critic(REAL, fake, x)


def push(labels: Labels, theta: float) -> float:
    """Gradient of ``label · E_q f`` in θ, the critic held fixed."""
    slope = critic.mean_slope(REAL, FAKES.shifted(theta))
    return -labels.generator * labels.real * slope


def walk(labels: Labels) -> Walk:
    """Thirty steps of plain gradient descent on θ, the critic at its best each time."""
    thetas = [START]
    for _ in range(STEPS):
        thetas.append(thetas[-1] - RATE * push(labels, thetas[-1]))
    w1 = np.array([critic.best_value(REAL, FAKES.shifted(theta)) for theta in thetas])
    # E_p f* and E_q f* are half of W1 and minus half of it.
    on_fake = labels.real * 0.5 * w1
    return Walk(np.array(thetas), -w1, labels.generator * on_fake)

r"""A small fixed GAN game: BCE on a batch, its exact expectation, and the value of D.

The players stand still, so every expectation can be known exactly:

    real samples   x ~ N(0, 1)
    fake samples   x = G(z) = z + 2,  z ~ N(0, 1)
    discriminator  D(x) = sigmoid(3/2 - x), not the best one for this pair

A batch holds m real samples (label 1) and m fake ones (label 0). Of BCE's two terms
the label leaves one, ``-log D(x)`` or ``-log(1 - D(x))``, and every loss is made of
means over one half of the batch (or, exactly, of expectations under one density):

    value of the game          V = mean of log D(x) + mean of log(1 - D(G(z)))
    discriminator              -V = real + fake
    mean over the 2m samples   -V / 2 = (real + fake) / 2
    generator, saturating      mean of log(1 - D(G(z)))  = -fake
    generator, non-saturating  mean of -log D(G(z))      = flipped

where real, fake and flipped are the means of one and the same line of code,
``bce_with_logits(logits, labels)``: real samples with label 1, fake ones with label 0,
fake ones with the label flipped to 1.

Conventions: ``x`` has no unit, losses are in nats; real samples come first; the same
seed draws the same samples.

Reference: I. Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014, section 3
(equation 1 and the two generator losses).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats, bce_with_logits, sigmoid

REAL_MEAN, FAKE_MEAN = 0.0, 2.0  # both densities have standard deviation 1


def discriminator_logit(x: npt.ArrayLike) -> Floats:
    """The fixed discriminator's logit at ``x``, ``3/2 - x``: left means real."""
    return 1.5 - np.asarray(x, dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Batch:
    """m real samples, then m fake ones: arrays of length 2m, one entry per sample.

    Attributes:
        labels: 1 for real, 0 for fake.
        x: the sample.
        probs: ``D(x)``.
        losses: the term of BCE that survives, ``-log D(x)`` where the label is 1 and
            ``-log(1 - D(x))`` where it is 0, in nats.
    """

    labels: Floats
    x: Floats
    probs: Floats
    losses: Floats


@dataclass(frozen=True, eq=False)
class Means:
    """The three means of which every loss of the game is made, in nats.

    Numbers, or arrays of one shape with an entry per batch size.

    Attributes:
        real: mean of ``-log D(x)`` over real samples (label 1).
        fake: mean of ``-log(1 - D(x))`` over fake samples (label 0).
        flipped: mean of ``-log D(x)`` over fake samples (label flipped to 1).
    """

    real: Floats
    fake: Floats
    flipped: Floats

    @property
    def over_2m(self) -> Floats:
        """Mean over all 2m samples, ``(real + fake) / 2``: half of D's loss."""
        return 0.5 * (self.real + self.fake)

    @property
    def discriminator_loss(self) -> Floats:
        """What the discriminator minimises, ``-V = real + fake``."""
        return self.real + self.fake

    @property
    def value(self) -> Floats:
        """What D maximises, ``V = E log D(x) + E log(1 - D(G(z)))``."""
        return -(self.real + self.fake)

    @property
    def saturating_loss(self) -> Floats:
        """The generator's part of V, ``E log(1 - D(G(z)))``; G minimises it."""
        return -self.fake

    @property
    def non_saturating_loss(self) -> Floats:
        """BCE of the fakes with the label flipped to 1, ``E[-log D(G(z))]``."""
        return self.flipped


# -- Samples ---------------------------------------------------------------------------


def draw_batch(m: int, seed: int) -> Batch:
    """Draw m real and m fake samples and score them.

    Batches of one seed are nested: the real samples of batch m are the first m real
    samples of every larger batch, and so are the fake ones.

    Raises:
        ValueError: if ``m < 1`` or ``seed < 0``.
    """
    if m < 1:
        raise ValueError(f"a batch needs m >= 1, got {m}")
    if seed < 0:
        raise ValueError(f"seed must not be negative, got {seed}")
    # Row i is pair i, so a longer draw continues a shorter one.
    pairs = np.random.default_rng(seed).standard_normal((m, 2))
    x = np.concatenate([pairs[:, 0] + REAL_MEAN, pairs[:, 1] + FAKE_MEAN])
    labels = np.repeat([1.0, 0.0], m)
    logits = discriminator_logit(x)
    return Batch(labels, x, sigmoid(logits), bce_with_logits(logits, labels))


def running_means(batch: Batch) -> Means:
    """Means over the first 1, 2, ..., m pairs of a batch: arrays of length m.

    Entry ``m - 1`` is what the batch of m samples a side would report, so one draw of
    the largest batch holds the estimates of all smaller ones.
    """
    m = batch.x.size // 2
    count = np.arange(1, m + 1)
    flipped = bce_with_logits(discriminator_logit(batch.x[m:]), 1.0)
    return Means(
        real=np.cumsum(batch.losses[:m]) / count,
        fake=np.cumsum(batch.losses[m:]) / count,
        flipped=np.cumsum(flipped) / count,
    )


# -- Exact values ----------------------------------------------------------------------


def exact_means() -> Means:
    """The expectations that the means of a batch estimate, by quadrature."""
    return Means(
        real=_moments(REAL_MEAN, 1.0)[0],
        fake=_moments(FAKE_MEAN, 0.0)[0],
        flipped=_moments(FAKE_MEAN, 1.0)[0],
    )


def term_spread() -> tuple[Floats, Floats]:
    """Exact standard deviation of one sample's loss: of a real one, of a fake one."""
    return _moments(REAL_MEAN, 1.0)[1], _moments(FAKE_MEAN, 0.0)[1]


def standard_error(m: npt.ArrayLike) -> Floats:
    """Standard deviation of D's loss (and of V) on a batch of m real and m fake.

    ``sqrt((real_spread**2 + fake_spread**2) / m)``, exact for every m because all
    samples are independent; the mean over the 2m samples has half of it.

    Raises:
        ValueError: if an ``m`` is below 1.
    """
    size = np.asarray(m, dtype=np.float64)
    if not (size >= 1.0).all():  # also true for NaN
        raise ValueError(f"a batch needs m >= 1, got {float(size.min()):g}")
    return np.hypot(*term_spread()) / np.sqrt(size)


def _moments(mean: float, label: float) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the loss of ``x ~ N(mean, 1)`` with one label.

    Trapezoid rule in steps of 1/20 over ±12 standard deviations: the integrand is
    analytic within a distance pi of the real line, so both the step and the tails
    cost less than the rounding of the sum.
    """
    step = 0.05
    z = step * np.arange(-240, 241)
    weight = step * np.exp(-0.5 * z**2) / np.sqrt(2.0 * np.pi)
    loss = bce_with_logits(discriminator_logit(mean + z), label)
    expected = np.sum(weight * loss)
    return expected, np.sqrt(np.sum(weight * (loss - expected) ** 2))

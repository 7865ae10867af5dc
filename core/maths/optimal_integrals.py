r"""What two densities that overlap everywhere still share, as integrals.

With ``t = log p - log q`` (the optimal discriminator's logit: p real, q fake) and
``D = p / (p + q)``, every integral here lives where the *smaller* density does:

    value               J = E_p log D + E_q log(1 - D) = 2 JS - 2 log 2
    fake_probability    E_q D
    saturating          -E_q[D t']           = dJ/dtheta
    least_squares       -E_q[D (1 - D)² t']

Written with ``m = min(p, q)``, ``e = exp(-|t|)``: ``p q / (p + q) = m / (1 + e)`` and
``-J = ∫ m [(1 + e) log(1 + e) / e + |t|]``. Neither cancels, so both keep their digits
when they are as small as a float can be. Reference: I. Goodfellow et al., "Generative
Adversarial Nets" (2014), section 4.1, for D and J.
"""

import math
from typing import NamedTuple

import numpy as np

from core.maths.densities import Floats, Normal
from core.maths.quadrature import (
    Rows,
    Smooth,
    mass_interval,
    overlap_interval,
    trapezoid,
)


class Overlap(NamedTuple):
    """The four integrals above, one entry per theta."""

    value: Floats
    fake_probability: Floats
    saturating: Floats
    least_squares: Floats


def overlap(real: Smooth, fake: Smooth, thetas: Floats) -> Overlap:
    """Compute the four integrals for the base ``fake`` moved by each of ``thetas``."""
    within = overlap_interval(real, fake, thetas)

    def integrands(x: Floats, rows: Rows) -> Floats:
        y = x - thetas[rows, None]
        log_p, log_q = real.log_pdf(x), fake.log_pdf(y)
        slope = real.log_pdf_grad(x) - fake.log_pdf_grad(y)
        smaller = np.exp(np.minimum(log_p, log_q) - within.peak[rows, None])
        sure = np.abs(log_p - log_q)
        e = np.exp(-sure)
        ratio = np.divide(np.log1p(e), e, out=np.ones_like(e), where=e > 0.0)
        both = smaller / (1.0 + e)
        push = -both * slope
        fake_share = np.where(log_p > log_q, e, 1.0) / (1.0 + e)
        value = -smaller * ((1.0 + e) * ratio + sure)
        return np.stack([value, both, push, push * fake_share**2])

    scaled = trapezoid(integrands, within)
    return Overlap(*(scaled * np.exp(within.peak)))


def game(real: Smooth, fake: Smooth, thetas: Floats) -> tuple[Floats, Floats, Floats]:
    """J, its slope, and the mean of D* over the fakes."""
    shared = overlap(real, fake, thetas)
    return shared.value, shared.saturating, shared.fake_probability


def jensen_shannon(real: Smooth, fake: Smooth, thetas: Floats) -> tuple[Floats, Floats]:
    """Jensen-Shannon divergence and its slope: ``log 2 + J / 2``, and half of J's."""
    value, slope, _ = game(real, fake, thetas)
    js = math.log(2.0) + 0.5 * value
    small = np.flatnonzero(js < 0.1)  # where that sum loses digits
    js[small] = jensen_shannon_integral(real, fake, thetas[small])
    return js, 0.5 * slope


def jensen_shannon_integral(real: Smooth, fake: Smooth, thetas: Floats) -> Floats:
    """Jensen-Shannon divergence, right in relative terms even where it is tiny.

    ``JS = ∫ (p + q)/2 · [(t/2) tanh(t/2) - log cosh(t/2)]``: the nats that one sample
    of an even mix of p and q tells about which of the two it is from.
    """
    within = mass_interval(real, fake, thetas)

    def integrand(x: Floats, rows: Rows) -> Floats:
        log_p, log_q = real.log_pdf(x), fake.log_pdf(x - thetas[rows, None])
        half = 0.5 * np.abs(_log_ratio(real, fake, x, thetas[rows, None]))
        # log cosh is h²/2 near 0, which only log1p resolves; sinh overflows far away.
        near = 0.5 * np.log1p(np.sinh(np.minimum(half, 1.0)) ** 2)
        far = half + np.log1p(np.exp(-2.0 * half)) - np.log(2.0)
        known = half * np.tanh(half) - np.where(half < 1.0, near, far)
        return (0.5 * (np.exp(log_p) + np.exp(log_q)) * known)[None]

    return trapezoid(integrand, within)[0]


def _log_ratio(real: Smooth, fake: Smooth, x: Floats, theta: Floats) -> Floats:
    """``log p - log q``; for two normals factored, which keeps its digits near 0."""
    if not (isinstance(real, Normal) and isinstance(fake, Normal)):
        return real.log_pdf(x) - fake.log_pdf(x - theta)
    a = (x - real.mean) / real.std
    moved = (real.mean - fake.mean - theta) / fake.std
    wider = (real.std - fake.std) / fake.std
    b_less_a = moved + a * wider
    return np.log(fake.std / real.std) + 0.5 * b_less_a * (2.0 * a + b_less_a)

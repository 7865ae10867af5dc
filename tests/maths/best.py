"""The best discriminator between two mixtures: SciPy's densities, Gauss's nodes."""

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special, stats

MODES = {"normal": (0.0,), "mixture": (-2.0, 2.0)}
Function = Callable[..., Any]


def density(family: str, scale: float, theta: float) -> tuple[Function, Function]:
    """Log density and its slope of the shape, ``scale`` times as wide, at theta."""
    middles = theta + scale * np.array(MODES[family])

    def log_pdf(x):
        parts = stats.norm.logpdf(np.expand_dims(x, -1), middles, scale)
        return special.logsumexp(parts, axis=-1) - np.log(middles.size)

    def slope(x):
        x = np.expand_dims(x, -1)
        parts = special.softmax(stats.norm.logpdf(x, middles, scale), axis=-1)
        return (parts * (middles - x)).sum(axis=-1) / scale**2

    return log_pdf, slope


def logit(family: str, scale: float, theta: float) -> tuple[Function, Function]:
    """The logit of D* and its slope, as functions of x."""
    real, real_slope = density(family, 1.0, 0.0)
    fake, fake_slope = density(family, scale, theta)
    return lambda x: real(x) - fake(x), lambda x: real_slope(x) - fake_slope(x)


def integral(integrand: Function, scale: float, theta: float) -> float:
    """Gauss-Legendre, 20 nodes in each of many panels: exact to rounding here."""
    reach = 14.0 * max(scale, 1.0)
    low, high = min(0.0, theta) - reach, max(0.0, theta) + reach
    edges = np.linspace(low, high, int((high - low) / min(scale, 1.0)) + 2)
    nodes, weights = np.polynomial.legendre.leggauss(20)
    half = np.diff(edges)[:, None] / 2.0
    x = edges[:-1, None] + half * (1.0 + nodes)
    return float((half * weights * integrand(x)).sum())


def over_fakes(family: str, scale: float, theta: float, value: Function) -> float:
    """Mean over the fakes of a function of D*'s logit and its slope."""
    log_pdf, _ = density(family, scale, theta)
    t, slope = logit(family, scale, theta)
    return integral(lambda x: np.exp(log_pdf(x)) * value(t(x), slope(x)), scale, theta)


def mean_d(family: str, scale: float, theta: float) -> float:
    """E[D*] over the fakes."""
    return over_fakes(family, scale, theta, lambda t, _: special.expit(t))


def mean_logit_slope(family: str, scale: float, theta: float) -> float:
    """E[-dt/dx] over the fakes."""
    return over_fakes(family, scale, theta, lambda _, slope: -slope)


def slope(family: str, scale: float, theta: float) -> float:
    """E[-D* dt/dx] over the fakes."""
    return over_fakes(family, scale, theta, lambda t, slope: -special.expit(t) * slope)


def value(family: str, scale: float, theta: float) -> float:
    """J = E[log D*] over real data + E[log(1 - D*)] over fakes."""
    return value_of(logit(family, scale, theta)[0], family, scale, theta)


def value_of(d: Function, family: str, scale: float, theta: float) -> float:
    """V = E[log D] over real data + E[log(1 - D)] over fakes, of any D's logit."""
    real, fake = density(family, 1.0, 0.0)[0], density(family, scale, theta)[0]

    def earned(x):
        t = d(x)
        on_real = np.exp(real(x)) * special.log_expit(t)
        return on_real + np.exp(fake(x)) * special.log_expit(-t)

    return integral(earned, scale, theta)

r"""Total variation and Wasserstein-1, from the places where two densities cross.

With p real, q fake, and ``H(x) = P(x) - Q(x)`` the difference of their cumulative
distributions, both are plain sums, because p - q has one sign between two crossings of
the densities, and H has one sign between two of its own roots:

    total variation   TV = 1/2 ∫ |p - q| = 1/2 Σ |H(x_k+1) - H(x_k)|
                      dTV/dtheta = -Σ sign(t'(x_k)) q(x_k),  t = log p - log q
    Wasserstein-1     W = ∫ |H| = Σ |A(r_k+1) - A(r_k)|,  A the antiderivative of H
                      dW/dtheta = E_q[sign H] = Σ sign(H) (Q(r_k+1) - Q(r_k))

So a root that is a little off costs next to nothing, and no kink is ever integrated.
H is monotone between two crossings, so it has at most one root there.

Conventions: the fake is the base fake moved to the right by ``theta``; results have one
entry per theta. Where real and fake are the same both distances have a kink, and the
slope is ``nan``.

Reference: L. N. Vaserstein's distance in one dimension, ``∫ |P - Q|``: C. Villani,
*Topics in Optimal Transportation* (2003), section 2.2.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths.densities import Floats, Normal
from core.maths.quadrature import Rows, Smooth, normal_parts

# Where crossings are looked for around every part, in its standard deviations: out to
# 9.5, beyond which no mass is left that a float could add to another.
OFFSETS = np.linspace(-9.5, 9.5, 77)


class Crossings(NamedTuple):
    """A table of places, one row per theta, and which of its entries are filled."""

    x: Floats
    found: npt.NDArray[np.bool_]


def total_variation(
    real: Smooth, fake: Smooth, thetas: Floats
) -> tuple[Floats, Floats]:
    """Total variation, in [0, 1], and its slope."""
    x, found = density_crossings(real, fake, thetas)
    y = x - thetas[:, None]
    height = np.where(found, real.cdf(x) - fake.cdf(y), 0.0)
    distance = 0.5 * np.abs(np.diff(height, prepend=0.0, append=0.0)).sum(axis=1)
    rise = real.log_pdf_grad(x) - fake.log_pdf_grad(y)
    slope = -np.where(found, np.sign(rise) * fake.pdf(y), 0.0).sum(axis=1)
    # Where a mode of one covers a mode of the other to the last digit, rounding alone
    # would decide which way the densities cross: a kink for all that a float can tell.
    kink = (found & (np.abs(rise) * min(real.std, fake.std) < 1e-12)).any(axis=1)
    return distance, np.where(kink | (distance == 0.0), np.nan, slope)


def wasserstein(real: Smooth, fake: Smooth, thetas: Floats) -> tuple[Floats, Floats]:
    """Wasserstein-1, in units of x, and its slope."""
    x, found = _distribution_crossings(real, fake, thetas)
    y = x - thetas[:, None]
    gap = (fake.mean + thetas - real.mean)[:, None]  # A far to the right
    area = np.where(found, real.cdf_integral(x) - fake.cdf_integral(y), gap)
    pieces = np.diff(np.hstack([np.zeros_like(gap), area, gap]))
    mass = np.diff(np.where(found, fake.cdf(y), 1.0), prepend=0.0, append=1.0)
    distance = np.abs(pieces).sum(axis=1)
    slope = (np.sign(pieces) * mass).sum(axis=1)
    return distance, np.where(distance == 0.0, np.nan, slope)


# -- Where they cross ------------------------------------------------------------------
def density_crossings(real: Smooth, fake: Smooth, thetas: Floats) -> Crossings:
    """Return, in order, the places where p = q and the best logit is 0."""
    if isinstance(real, Normal) and isinstance(fake, Normal):
        return _normal_crossings(real, fake, thetas)

    def logit(x: Floats, rows: Rows) -> tuple[Floats, Floats]:
        y = x - thetas[rows]
        slope = real.log_pdf_grad(x) - fake.log_pdf_grad(y)
        return real.log_pdf(x) - fake.log_pdf(y), slope

    nodes = _nodes(real, fake, thetas)
    rows = np.broadcast_to(np.arange(thetas.size)[:, None], nodes.shape)
    rows, low, high = _brackets(logit, rows, nodes)
    return _table(rows, _root(logit, rows, low, high), thetas.size)


def _nodes(real: Smooth, fake: Smooth, thetas: Floats) -> Floats:
    """Return a grid for every theta, in order, fine around each part of both."""
    (_, p_mean, p_std), (_, q_mean, q_std) = normal_parts(real), normal_parts(fake)
    p_nodes = np.ravel(p_mean + OFFSETS[:, None] * p_std)
    q_nodes = np.ravel(q_mean + OFFSETS[:, None] * q_std)
    p_rows = np.broadcast_to(p_nodes, (thetas.size, p_nodes.size))
    return np.sort(np.hstack([p_rows, q_nodes + thetas[:, None]]), axis=1)


def _normal_crossings(real: Normal, fake: Normal, thetas: Floats) -> Crossings:
    """Solve ``t(x) = 0``, a quadratic equation for two normal densities."""
    distance = fake.mean + thetas - real.mean
    p, q = real.std**2, fake.std**2
    # t = a z² - 2 b z + c at z = x - real.mean; one root is far away where p is near q.
    a, b = 0.5 * (1.0 / q - 1.0 / p), 0.5 * distance / q
    c = 0.5 * distance**2 / q + 0.5 * np.log(q / p)
    root = 0.5 * np.sqrt((distance**2 + (p - q) * np.log(p / q)) / (p * q))
    larger = b + np.where(b < 0.0, -root, root)
    with np.errstate(divide="ignore", invalid="ignore"):  # no such root
        z = np.sort(np.stack([c / larger, larger / a], axis=1), axis=1)
    found = np.isfinite(z)
    return Crossings(np.where(found, z + real.mean, 0.0), found)


def _distribution_crossings(real: Smooth, fake: Smooth, thetas: Floats) -> Crossings:
    """Return the roots of H: at most one between two neighbouring crossings of p, q."""

    def height(x: Floats, rows: Rows) -> tuple[Floats, Floats]:
        y = x - thetas[rows]
        return real.cdf(x) - fake.cdf(y), real.pdf(x) - fake.pdf(y)

    x, found = density_crossings(real, fake, thetas)
    h = real.cdf(x) - fake.cdf(x - thetas[:, None])
    between = found[:, :-1] & found[:, 1:] & (h[:, :-1] * h[:, 1:] < 0.0)
    rows, k = np.nonzero(between)
    root = _root(height, rows, x[rows, k], x[rows, k + 1])
    return _table(rows, root, thetas.size)


def _table(rows: Rows, x: Floats, height: int) -> Crossings:
    """Lay out a list of places, sorted by row, as a table and a mask of its entries."""
    count = np.bincount(rows, minlength=height)
    found = np.arange(count.max(initial=0)) < count[:, None]
    table = np.zeros(found.shape)
    table[found] = x
    return Crossings(table, found)


# -- Roots -----------------------------------------------------------------------------
def _brackets(
    function: Callable[[Floats, Rows], tuple[Floats, Floats]], rows: Rows, nodes: Floats
) -> tuple[Rows, Floats, Floats]:
    """Return every step between nodes in which the function changes sign.

    Two roots inside one step leave no change of sign. What gives them away is that the
    function turns round there and both of its tangents reach 0: such a step is cut in
    two where the function turns.
    """
    value, slope = function(nodes, rows)
    sign = np.where(value >= 0.0, 1.0, -1.0)
    low, high, row = nodes[:, :-1], nodes[:, 1:], rows[:, 1:]
    step = np.diff(nodes)
    same = sign[:, :-1] == sign[:, 1:]
    dips = same & ((value[:, :-1] + step * slope[:, :-1]) * sign[:, :-1] < 0.0)
    dips &= (value[:, 1:] - step * slope[:, 1:]) * sign[:, 1:] < 0.0

    def turning(x: Floats, rows: Rows) -> tuple[Floats, Floats]:
        return function(x, rows)[1], np.full_like(x, np.nan)

    turn = _root(turning, row[dips], low[dips], high[dips])
    deep = function(turn, row[dips])[0] * sign[:, :-1][dips] < 0.0
    ends = [
        (row[~same], low[~same], high[~same]),
        (row[dips][deep], low[dips][deep], turn[deep]),
        (row[dips][deep], turn[deep], high[dips][deep]),
    ]
    row, low, high = (np.concatenate(column) for column in zip(*ends, strict=True))
    order = np.lexsort((low, row))
    return row[order], low[order], high[order]


def _root(
    function: Callable[[Floats, Rows], tuple[Floats, Floats]],
    rows: Rows,
    low: Floats,
    high: Floats,
) -> Floats:
    """Find one root in each bracket by Newton's steps, or halving where they are slow.

    The function returns its value and its slope; a slope of ``nan`` asks for halving.
    """
    rises = function(high, rows)[0] > function(low, rows)[0]
    x, stride = 0.5 * (low + high), high - low
    enough = 1e-12 * stride
    for _ in range(60):  # 60 halvings use up the digits of a float
        value, slope = function(x, rows)
        beyond = (value > 0.0) == rises
        low, high = np.where(beyond, low, x), np.where(beyond, x, high)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = x - value / slope
        fast = np.abs(newton - x) < 0.5 * stride
        fast &= (low <= newton) & (newton <= high)
        better = np.where(fast, newton, 0.5 * (low + high))
        better = np.where(stride <= enough, x, better)
        x, stride = better, np.abs(better - x)
        if np.all(stride <= enough):
            break
    return x

"""Divergences of normal mixtures in 30 digits, by mpmath, straight from definitions.

An oracle for the tests beside it; it shares no line with the app.

Slopes are taken on the density of the fake, ``-∫ q' L dx`` with the loss L held fixed,
where the app differentiates at the samples: the two agree only if both are right.
"""

import functools
import itertools

import mpmath as mp
import numpy as np

DIGITS = 30
# Where the quadrature starts anew: in standard deviations from every mean, and, in
# steps over which a log ratio changes by 1, from every place where it changes its kind.
REACH = (2, 5, 10)
NEAR = (2, 8, 32, 128)
DEGREE = 3  # of the Gauss-Legendre rule on each piece: 24 nodes


def with_digits(function):
    """Run a method in 30 digits and return a float."""

    @functools.wraps(function)
    def run(*args):
        with mp.workdps(DIGITS):
            return float(function(*args))

    return run


class Exact:
    """Two lists of normal parts (weight, mean, std); the fake is already moved."""

    def __init__(self, real, fake):
        with mp.workdps(DIGITS):
            self.real = [tuple(map(mp.mpf, part)) for part in real]
            self.fake = [tuple(map(mp.mpf, part)) for part in fake]
            self.density = functools.cache(self._density)
            self.crossings = self._roots(lambda x: mp.log(self._ratio(x)))
            self.breaks = self._breaks()

    # -- Distances -------------------------------------------------------------------
    @with_digits
    def kl(self):
        return self._integral(lambda p, q, dq: p * mp.log(p / q))

    @with_digits
    def reverse_kl(self):
        return self._integral(lambda p, q, dq: q * mp.log(q / p))

    @with_digits
    def js(self):
        return 0.5 * self._integral(
            lambda p, q, dq: p * mp.log(2 * p / (p + q)) + q * mp.log(2 * q / (p + q))
        )

    @with_digits
    def total_variation(self):
        return 0.5 * self._integral(lambda p, q, dq: abs(p - q))

    # -- Their slopes, and what the generator receives -------------------------------
    @with_digits
    def kl_slope(self):
        return self._integral(lambda p, q, dq: p * dq / q)

    @with_digits
    def reverse_kl_slope(self):
        return -self._integral(lambda p, q, dq: dq * mp.log(q / p))

    @with_digits
    def total_variation_slope(self):  # 1/2 ∫ q' sign(p - q)
        def q(x):
            return self.density(x)[1] if mp.isfinite(x) else mp.mpf(0)

        return self._signed(q, lambda x: self._ratio(x) - 1, self.crossings) / 2

    @with_digits
    def wasserstein_slope(self):  # ∫ q sign(P - Q)
        def cdf(x):
            return self._cdf(self.fake, x)

        return self._signed(cdf, self._height, self._roots(self._height))

    @with_digits
    def value(self):
        return -self._integral(
            lambda p, q, dq: p * mp.log1p(q / p) + q * mp.log1p(p / q)
        )

    @with_digits
    def fake_probability(self):
        return self._integral(lambda p, q, dq: p * q / (p + q))

    @with_digits
    def saturating(self):  # L = log(1 - D) = -log(1 + p/q)
        return self._integral(lambda p, q, dq: dq * mp.log1p(p / q))

    @with_digits
    def non_saturating(self):  # L = -log D = log(1 + q/p)
        return -self._integral(lambda p, q, dq: dq * mp.log1p(q / p))

    @with_digits
    def least_squares(self):  # L = (D - 1)²/2, less the constant 1/2
        def moved(p, q, dq):
            d = p / (p + q)
            return dq * d * (2 - d) / 2

        return self._integral(moved)

    # -- Inside ----------------------------------------------------------------------
    def _density(self, x):
        parts = [w * mp.npdf(x, m, s) for w, m, s in self.fake]
        falls = [(x - m) / s**2 for _, m, s in self.fake]
        p = mp.fsum(w * mp.npdf(x, m, s) for w, m, s in self.real)
        return p, mp.fsum(parts), -mp.fdot(parts, falls)

    def _ratio(self, x):
        p, q, _ = self.density(mp.mpf(x))
        return p / q

    def _cdf(self, parts, x, side=1):
        return mp.fsum(w * mp.ncdf(side * (x - m) / s) for w, m, s in parts)

    def _height(self, x):
        x = mp.mpf(x)
        p = self._cdf(self.real, x)
        if p < 0.5:
            return p - self._cdf(self.fake, x)
        return self._cdf(self.fake, x, -1) - self._cdf(self.real, x, -1)

    def _signed(self, antiderivative, function, roots):
        """Sum of the antiderivative's changes, each times the sign of the function."""
        roots, total = sorted(roots), mp.mpf(0)
        means = [m for _, m, _ in self.real + self.fake]
        low = min([*means, *roots]) - 1
        high = max([*means, *roots]) + 1
        inner = [low, *roots, high]
        outer = [-mp.inf, *roots, mp.inf]
        for k in range(len(roots) + 1):
            sign = mp.sign(function((inner[k] + inner[k + 1]) / 2))
            total += sign * (antiderivative(outer[k + 1]) - antiderivative(outer[k]))
        return total

    def _integral(self, integrand):
        def at(x):
            return integrand(*self.density(x))

        # mpmath stops at an absolute error, so what is tiny has to be made large first.
        top = max(abs(at(x)) for x in self.breaks)
        return top * mp.quad(
            lambda x: at(x) / top,
            self.breaks,
            method="gauss-legendre",
            maxdegree=DEGREE,
        )

    def _breaks(self):
        points = set(self.crossings)
        for _, m, s in self.real + self.fake:
            points |= {m, *(m + k * s for k in REACH), *(m - k * s for k in REACH)}
        turns = [
            (x, abs(mp.diff(lambda y: mp.log(self._ratio(y)), x)))
            for x in self.crossings  # far apart, all that counts is close to these
        ]
        for parts in (self.real, self.fake):  # from one part to the next
            turns += [
                ((m + n) / 2, abs(n - m) / s**2)
                for (_, m, s), (_, n, _) in itertools.pairwise(parts)
            ]
        for x, steep in turns:
            points |= {
                x,
                *(x + k / steep for k in NEAR),
                *(x - k / steep for k in NEAR),
            }
        return sorted(points)

    def _roots(self, function):
        """Changes of sign on a grid that is fine around every part, then refined."""
        parts = [(float(m), float(s)) for _, m, s in self.real + self.fake]
        fine = [m + s * np.linspace(-12.0, 12.0, 65) for m, s in parts]
        means = [m for m, _ in parts]
        grid = np.unique([*np.ravel(fine), *np.linspace(min(means), max(means), 49)])
        signs = np.array([float(mp.sign(function(x))) for x in grid])
        changes = np.flatnonzero(signs[1:] * signs[:-1] < 0.0)
        return [mp.mpf(x) for x in grid[signs == 0.0]] + [
            mp.findroot(function, (grid[k], grid[k + 1]), solver="anderson", tol=1e-50)
            for k in changes
        ]

r"""Five ways to say how far apart real and fake are, and how each one slopes.

With p real, q fake, and m = (p + q)/2:

    KL               ∫ p log(p/q)                   reverse KL   ∫ q log(q/p)
    Jensen-Shannon   1/2 ∫ p log(p/m) + 1/2 ∫ q log(q/m)         in [0, log 2]
    total variation  1/2 ∫ |p - q|                               in [0, 1]
    Wasserstein-1    ∫ |P - Q|,  P and Q cumulative distributions

One divergence, one function: ``(real, fake, thetas)`` in, value and slope out. The fake
is the base ``fake`` moved to the right by ``theta``; results have one entry per theta,
and slopes are derivatives with respect to theta. KL and JS are in
nats, Wasserstein-1 in units of x. KL is ``inf`` exactly when p has mass where q has
none: that is read off the supports, never off a float that ran out. A slope is ``nan``
where there is none: at a kink or a jump, and where the value is ``inf``.

Normal densities and mixtures may be paired with each other; uniforms and point masses
with their own kind. Every function raises ``TypeError`` for any other pair, and
``ValueError`` if ``thetas`` is not a list of finite numbers.

References: J. Lin, "Divergence measures based on the Shannon entropy" (1991), for JS;
M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN" (2017), section 2 and its
example 1, two point masses.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from core.maths import closed_forms, optimal_integrals, tv_wasserstein
from core.maths.densities import Floats, Normal, PointMass, Uniform
from core.maths.mixture import Mixture
from core.maths.quadrature import Rows, Smooth, mass_interval, trapezoid

Distribution = Smooth | Uniform | PointMass


class Sloped(NamedTuple):
    """A number and its derivative with respect to theta, with an entry per theta."""

    value: Floats
    slope: Floats


def kl(real: Distribution, fake: Distribution, thetas: npt.ArrayLike) -> Sloped:
    """``KL(p to q)``, in nats: what it costs to expect fakes and get real data."""
    return Sloped(*formulas(real, fake).kl(real, fake, checked_thetas(thetas)))


def reverse_kl(real: Distribution, fake: Distribution, thetas: npt.ArrayLike) -> Sloped:
    """``KL(q to p)``, in nats: ``kl`` with the two exchanged, seen from the fake."""
    return Sloped(*formulas(real, fake).reverse_kl(real, fake, checked_thetas(thetas)))


def jensen_shannon(
    real: Distribution, fake: Distribution, thetas: npt.ArrayLike
) -> Sloped:
    """Jensen-Shannon divergence, in nats, from 0 to log 2."""
    found = formulas(real, fake).jensen_shannon
    return Sloped(*found(real, fake, checked_thetas(thetas)))


def total_variation(
    real: Distribution, fake: Distribution, thetas: npt.ArrayLike
) -> Sloped:
    """Total variation, from 0 to 1."""
    found = formulas(real, fake).total_variation
    return Sloped(*found(real, fake, checked_thetas(thetas)))


def wasserstein(
    real: Distribution, fake: Distribution, thetas: npt.ArrayLike
) -> Sloped:
    """Wasserstein-1, in units of x: how far the mass has to be carried."""
    return Sloped(*formulas(real, fake).wasserstein(real, fake, checked_thetas(thetas)))


# -- Which formulas belong to a pair ---------------------------------------------------
class Formulas(NamedTuple):
    """How a pair of shapes is compared.

    Each takes real, fake and checked thetas, and returns value and slope; ``game`` the
    integrals of ``core.maths.optimal``: J, its slope, and the mean of D* over fakes.
    """

    kl: Callable[..., tuple[Floats, Floats]]
    jensen_shannon: Callable[..., tuple[Floats, Floats]]
    total_variation: Callable[..., tuple[Floats, Floats]]
    wasserstein: Callable[..., tuple[Floats, Floats]]
    game: Callable[..., tuple[Floats, Floats, Floats]]

    def reverse_kl(self, real: Any, fake: Any, theta: Floats) -> tuple[Floats, Floats]:
        """KL with the two exchanged, seen from the fake."""
        value, slope = self.kl(fake, real, -theta)
        return value, 0.0 - slope  # not -slope: a page would print -0


def formulas(real: Distribution, fake: Distribution) -> Formulas:
    """Return the formulas for a pair of shapes, or raise ``TypeError``."""
    match real, fake:
        case (PointMass(), PointMass()):
            return _POINTS
        case (Uniform(), Uniform()):
            return _UNIFORMS
        case (Normal(), Normal()):
            return _NORMALS
        case (Normal() | Mixture(), Normal() | Mixture()):
            return _MIXTURES
    kinds = f"{type(real).__name__} with {type(fake).__name__}"
    raise TypeError(f"cannot pair {kinds}")


def checked_thetas(thetas: npt.ArrayLike) -> Floats:
    """Return a one-dimensional float64 array, or raise ``ValueError``."""
    theta = np.asarray(thetas, dtype=np.float64)
    if theta.ndim != 1 or not np.isfinite(theta).all():
        raise ValueError(f"thetas must be a list of finite numbers, got {thetas!r}")
    return theta


# -- Mixtures --------------------------------------------------------------------------
def _mixture_kl(real: Smooth, fake: Smooth, theta: Floats) -> tuple[Floats, Floats]:
    """KL and its slope ``E_p[(log q)']``."""

    def integrands(x: Floats, rows: Rows) -> Floats:
        y = x - theta[rows, None]
        log_p, log_q = real.log_pdf(x), fake.log_pdf(y)
        p, q = np.exp(log_p), np.exp(log_q)
        return np.stack([_surplus(p, q, log_p - log_q), p * fake.log_pdf_grad(y)])

    value, slope = trapezoid(integrands, mass_interval(real, fake, theta))
    return value, slope


def _surplus(p: Floats, q: Floats, t: Floats) -> Floats:
    """``p log(p/q) + q - p``: integrates to KL, is never negative and never cancels."""
    near = np.where(np.abs(t) < 1.0, t, 0.0)
    return np.where(near == t, p * (near + np.expm1(-near)), p * t + (q - p))


_POINTS = Formulas(
    closed_forms.point_kl,
    closed_forms.point_jensen_shannon,
    closed_forms.point_total_variation,
    closed_forms.point_wasserstein,
    closed_forms.point_game,
)
_UNIFORMS = Formulas(
    closed_forms.uniform_kl,
    closed_forms.uniform_jensen_shannon,
    closed_forms.uniform_total_variation,
    closed_forms.uniform_wasserstein,
    closed_forms.uniform_game,
)
_MIXTURES = Formulas(
    _mixture_kl,
    optimal_integrals.jensen_shannon,
    tv_wasserstein.total_variation,
    tv_wasserstein.wasserstein,
    optimal_integrals.game,
)
_NORMALS = _MIXTURES._replace(
    kl=closed_forms.normal_kl, wasserstein=closed_forms.normal_wasserstein
)

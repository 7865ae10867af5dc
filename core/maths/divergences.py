r"""Five ways to say how far apart real and fake are, and how each one slopes.

With p real, q fake, and m = (p + q)/2:

    KL               ∫ p log(p/q)                   reverse KL   ∫ q log(q/p)
    Jensen-Shannon   1/2 ∫ p log(p/m) + 1/2 ∫ q log(q/m)         in [0, log 2]
    total variation  1/2 ∫ |p - q|                               in [0, 1]
    Wasserstein-1    ∫ |P - Q|,  P and Q cumulative distributions

Conventions: the fake is the base ``fake`` moved to the right by ``theta``; results have
one entry per theta, and slopes are derivatives with respect to theta. KL and JS are in
nats, Wasserstein-1 in units of x. KL is ``inf`` exactly when p has mass where q has
none: that is read off the supports, never off a float that ran out. A slope is ``nan``
where there is none: at a kink or a jump, and where the value is ``inf``.

Normal densities and mixtures may be paired with each other; uniforms and point masses
with their own kind.

References: J. Lin, "Divergence measures based on the Shannon entropy" (1991), for JS;
M. Arjovsky, S. Chintala and L. Bottou, "Wasserstein GAN" (2017), section 2 and its
example 1, two point masses.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.maths.closed_forms import Five, point_divergences, uniform_divergences
from core.maths.densities import Floats, Normal, PointMass, Uniform
from core.maths.mixture import Mixture
from core.maths.optimal_integrals import jensen_shannon, overlap
from core.maths.quadrature import Rows, Smooth, mass_interval, trapezoid
from core.maths.tv_wasserstein import density_crossings, total_variation, wasserstein

_erf = np.frompyfunc(math.erf, 1, 1)

Distribution = Smooth | Uniform | PointMass


@dataclass(frozen=True, eq=False)
class Divergences:
    """The five distances, or their five slopes: arrays with one entry per theta."""

    kl: Floats
    reverse_kl: Floats
    js: Floats
    total_variation: Floats
    wasserstein: Floats


def shifted_divergences(
    real: Distribution, fake: Distribution, thetas: npt.ArrayLike
) -> tuple[Divergences, Divergences]:
    """Compute all distances, and their slopes, between real and the moved fake.

    Raises:
        ValueError: if ``thetas`` is not a list of finite numbers.
        TypeError: if the two distributions are not of a kind.
    """
    theta = checked_thetas(thetas)
    match real, fake:
        case (Uniform(), Uniform()):
            values, slopes = uniform_divergences(real, fake, theta)
        case (PointMass(), PointMass()):
            values, slopes = point_divergences(real, fake, theta)
        case (Normal() | Mixture(), Normal() | Mixture()):
            values, slopes = _smooth_divergences(real, fake, theta)
        case _:
            kinds = f"{type(real).__name__} with {type(fake).__name__}"
            raise TypeError(f"cannot pair {kinds}")
    return Divergences(*values), Divergences(*slopes)


def checked_thetas(thetas: npt.ArrayLike) -> Floats:
    """Return a one-dimensional float64 array, or raise ``ValueError``."""
    theta = np.asarray(thetas, dtype=np.float64)
    if theta.ndim != 1 or not np.isfinite(theta).all():
        raise ValueError(f"thetas must be a list of finite numbers, got {thetas!r}")
    return theta


# -- Normal densities and mixtures -----------------------------------------------------
def _smooth_divergences(real: Smooth, fake: Smooth, theta: Floats) -> tuple[Five, Five]:
    shared = overlap(real, fake, theta)
    js = math.log(2.0) + 0.5 * shared.value
    small = np.flatnonzero(js < 0.1)  # where that sum loses digits
    js[small] = jensen_shannon(real, fake, theta[small])
    crossings = density_crossings(real, fake, theta)
    tv, tv_slope = total_variation(real, fake, theta, crossings)
    if isinstance(real, Normal) and isinstance(fake, Normal):
        distance = fake.mean + theta - real.mean
        kl, kl_slope = _normal_kl(real.std, fake.std, distance)
        reverse, reverse_slope = _normal_kl(fake.std, real.std, distance)
        w, w_slope = _normal_wasserstein(abs(real.std - fake.std), distance)
    else:
        kl, reverse, kl_slope, reverse_slope = _mixture_kl(real, fake, theta)
        w, w_slope = wasserstein(real, fake, theta, crossings)
    js_slope = 0.5 * shared.saturating
    slopes = kl_slope, reverse_slope, js_slope, tv_slope, w_slope
    return (kl, reverse, js, tv, w), slopes


def _normal_kl(p_std: float, q_std: float, distance: Floats) -> tuple[Floats, Floats]:
    """``[(distance / q_std)² + r - 1 - log r] / 2`` with ``r = (p_std / q_std)²``."""
    wider = (p_std - q_std) * (p_std + q_std) / q_std**2  # r - 1
    z = distance / q_std
    return 0.5 * (z * z + wider - math.log1p(wider)), z / q_std


def _normal_wasserstein(spread: float, distance: Floats) -> tuple[Floats, Floats]:
    """``E|distance + spread · Z|``, Z standard normal: quantiles are that far apart."""
    if spread == 0.0:
        slope = np.where(distance == 0.0, np.nan, np.sign(distance))
        return np.abs(distance), slope
    z = distance / spread
    slope = np.asarray(_erf(z * math.sqrt(0.5)), dtype=np.float64)
    return distance * slope + spread * 2.0 * Normal().pdf(z), slope


def _mixture_kl(real: Smooth, fake: Smooth, theta: Floats) -> Floats:
    """KL, reverse KL and their slopes ``E_p[(log q)']`` and ``-E_q[(log p)']``."""

    def integrands(x: Floats, rows: Rows) -> Floats:
        y = x - theta[rows, None]
        log_p, log_q = real.log_pdf(x), fake.log_pdf(y)
        p, q = np.exp(log_p), np.exp(log_q)
        kl = _surplus(p, q, log_p - log_q)
        reverse = _surplus(q, p, log_q - log_p)
        return np.stack(
            [kl, reverse, p * fake.log_pdf_grad(y), -q * real.log_pdf_grad(x)]
        )

    return trapezoid(integrands, mass_interval(real, fake, theta))


def _surplus(p: Floats, q: Floats, t: Floats) -> Floats:
    """``p log(p/q) + q - p``: integrates to KL, is never negative and never cancels."""
    near = np.where(np.abs(t) < 1.0, t, 0.0)
    return np.where(near == t, p * (near + np.expm1(-near)), p * t + (q - p))

"""The distributions against SciPy, mpmath, their own samples and algebra."""

import math

import mpmath
import numpy as np
import pytest
from scipy import integrate, stats

from core.maths.densities import Normal, PointMass, Uniform, normal_cdf
from core.maths.mixture import Mixture

ULP = 2.0**-52
X = np.linspace(-12.0, 12.0, 49)

NORMAL = Normal(0.7, 1.3)
UNIFORM = Uniform(-1.0, 2.5)
MIXTURE = Mixture((0.2, 0.5, 0.3), (-3.0, 0.5, 4.0), (0.5, 1.0, 0.25))
SMOOTH = [NORMAL, MIXTURE]
WITH_DENSITY = [NORMAL, UNIFORM, MIXTURE]


def test_the_normal_density_is_that_of_scipy():
    oracle = stats.norm.logpdf(X, 0.7, 1.3)
    np.testing.assert_allclose(NORMAL.log_pdf(X), oracle, rtol=4 * ULP)
    # exp turns 4 ulp of a logarithm of up to 50 into 200 ulp.
    np.testing.assert_allclose(NORMAL.pdf(X), np.exp(oracle), rtol=200 * ULP)


def test_the_uniform_is_that_of_scipy():
    oracle = stats.uniform(-1.0, 3.5)
    pdf = stats.uniform.pdf(X, -1.0, 3.5)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is meant
        np.testing.assert_allclose(UNIFORM.log_pdf(X), np.log(pdf), rtol=ULP)
    np.testing.assert_allclose(UNIFORM.pdf(X), pdf, rtol=ULP)
    np.testing.assert_allclose(UNIFORM.cdf(X), oracle.cdf(X), rtol=4 * ULP)
    assert oracle.mean() == pytest.approx(UNIFORM.mean, rel=4 * ULP)
    assert oracle.std() == pytest.approx(UNIFORM.std, rel=4 * ULP)


def test_the_mixture_is_the_weighted_sum_of_its_parts_in_50_digits():
    def exact(x):
        return mpmath.fsum(
            w * mpmath.npdf(mpmath.mpf(x), m, s)
            for w, m, s in zip(
                MIXTURE.weights, MIXTURE.means, MIXTURE.stds, strict=True
            )
        )

    with mpmath.workdps(50):
        logs = [float(mpmath.log(exact(x))) for x in X]
        slopes = [float(mpmath.diff(lambda x: mpmath.log(exact(x)), x)) for x in X]
    np.testing.assert_allclose(MIXTURE.log_pdf(X), logs, rtol=8 * ULP)
    # Shares of two parts as close as 0.3 and 0.2 cancel by a factor of ten at most.
    np.testing.assert_allclose(MIXTURE.log_pdf_grad(X), slopes, rtol=100 * ULP)


def test_the_normal_cdf_keeps_its_digits_in_both_tails():
    z = np.linspace(-37.0, 8.0, 91)
    with mpmath.workdps(30):
        exact = [float(mpmath.ncdf(v)) for v in z]
    # The argument z / √2 is rounded, and erfc magnifies that by z²: 1370 at z = -37.
    assert np.max(np.abs(normal_cdf(z) / exact - 1.0)) < 1500 * ULP


@pytest.mark.parametrize("density", SMOOTH)
def test_the_survival_function_is_right_where_one_minus_the_cdf_is_zero(density):
    far = density.mean + 15.0 * density.std
    assert 1.0 - density.cdf(far) == 0.0
    with mpmath.workdps(30):
        parts = density.parts if density is MIXTURE else (density,)
        weights = density.weights if density is MIXTURE else (1.0,)
        exact = mpmath.fsum(
            w * mpmath.ncdf(-(mpmath.mpf(far) - part.mean) / part.std)
            for w, part in zip(weights, parts, strict=True)
        )
    assert density.sf(far) == pytest.approx(float(exact), rel=1e-10, abs=0.0)


@pytest.mark.parametrize("density", SMOOTH)
def test_the_log_density_is_finite_where_the_density_underflows(density):
    far = density.mean + np.array([-60.0, 60.0]) * density.std
    assert np.all(density.pdf(far) == 0.0)
    assert np.all(np.isfinite(density.log_pdf(far)))


@pytest.mark.parametrize("density", SMOOTH)
def test_the_slope_of_the_log_density_is_its_finite_difference(density):
    h = 1e-5
    difference = (density.log_pdf(X + h) - density.log_pdf(X - h)) / (2 * h)
    # h² f'''/6 is below 1e-7 here, the rounding of log_pdf / h below 1e-8.
    np.testing.assert_allclose(density.log_pdf_grad(X), difference, atol=1e-6)


@pytest.mark.parametrize("density", WITH_DENSITY)
def test_the_cdf_is_the_integral_of_the_density(density):
    low = max(density.support[0][0], -20.0)
    for x in (-2.7, -0.9, 0.6, 2.4, 4.1):
        breaks = [b for b in (-3.0, 0.5, 4.0) if low < b < x]
        area = integrate.quad(density.pdf, low, max(x, low), points=breaks)[0]
        assert density.cdf(x) == pytest.approx(area, abs=1e-9)


@pytest.mark.parametrize("density", SMOOTH)
def test_the_integral_of_the_cdf_is_the_area_under_it(density):
    for x in (-2.7, 0.6, 4.1):
        area = integrate.quad(density.cdf, -25.0, x, points=[-3.0, 0.5], epsrel=0)[0]
        assert density.cdf_integral(x) == pytest.approx(area, rel=1e-9)


@pytest.mark.parametrize("density", [*WITH_DENSITY, PointMass(1.5)])
def test_a_million_samples_have_the_stated_mean_spread_and_distribution(density):
    sample = density.sample(1_000_000, np.random.default_rng(0))
    # Five standard errors of a mean, and of a standard deviation (kurtosis below 5).
    assert abs(sample.mean() - density.mean) <= 5e-3 * density.std
    assert abs(sample.std() - density.std) <= 5e-3 * density.std
    for x in (-2.0, 0.25, 1.5, 3.9):
        assert np.mean(sample <= x) == pytest.approx(density.cdf(x), abs=2.5e-3)


@pytest.mark.parametrize("density", [*WITH_DENSITY, PointMass(1.5)])
def test_a_shift_moves_mean_support_and_distribution_and_nothing_else(density):
    moved = density.shifted(2.0)
    assert moved.mean == pytest.approx(density.mean + 2.0, rel=4 * ULP)
    assert moved.std == pytest.approx(density.std, rel=4 * ULP)
    for (low, high), (old_low, old_high) in zip(
        moved.support, density.support, strict=True
    ):
        assert (low, high) == (old_low + 2.0, old_high + 2.0)
    np.testing.assert_allclose(moved.cdf(X + 2.0), density.cdf(X), rtol=1e-12)


@pytest.mark.parametrize("density", WITH_DENSITY)
def test_the_density_is_zero_exactly_outside_the_support(density):
    for low, high in density.support:
        edges = np.array([low, high])
        if np.isfinite(edges).all():
            assert np.all(density.pdf(edges) > 0.0)
            outside = np.nextafter(edges, [-np.inf, np.inf])
            assert np.all(density.log_pdf(outside) == -np.inf)
            assert np.all(np.isnan(density.log_pdf_grad(outside)))
        else:
            assert np.all(np.isfinite(density.log_pdf([-1e6, 1e6])))


def test_a_uniform_slopes_nowhere_on_its_support():
    assert np.all(UNIFORM.log_pdf_grad([-1.0, 0.0, 2.5]) == 0.0)


def test_a_point_mass_steps_from_zero_to_one_and_has_no_density():
    point = PointMass(1.5)
    np.testing.assert_array_equal(point.cdf([1.4999, 1.5, 1.5001]), [0.0, 1.0, 1.0])
    for refuse in (point.pdf, point.log_pdf):
        with pytest.raises(TypeError, match="no density"):
            refuse(1.5)


@pytest.mark.parametrize("density", WITH_DENSITY)
def test_results_have_the_shape_of_x(density):
    for name in ("log_pdf", "log_pdf_grad", "pdf", "cdf"):
        method = getattr(density, name)
        assert np.shape(method(0.3)) == ()
        assert method(np.zeros((2, 3))).shape == (2, 3)
        assert method([0.1, 0.2]).dtype == np.float64


def test_equal_parameters_make_equal_hashable_densities():
    assert Mixture((0.5, 0.5), (-1.0, 1.0), (1.0, 1.0)) == Mixture(
        (0.5, 0.5), (-1.0, 1.0), (1.0, 1.0)
    )
    assert len({Normal(), Normal(0.0, 1.0), Uniform(), PointMass()}) == 3


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Normal(0.0, 0.0), "std must be positive, got 0.0"),
        (lambda: Normal(0.0, -1.0), "std must be positive, got -1.0"),
        (lambda: Normal(math.nan, 1.0), "mean must be finite, got nan"),
        (lambda: Normal(0.0, math.inf), "std must be finite, got inf"),
        (lambda: Uniform(1.0, 1.0), "low must be below high, got 1.0 and 1.0"),
        (lambda: Uniform(2.0, 1.0), "low must be below high, got 2.0 and 1.0"),
        (lambda: Uniform(math.nan, 1.0), "low must be finite, got nan"),
        (lambda: PointMass(math.inf), "position must be finite, got inf"),
        (lambda: Mixture((), (), ()), "lengths"),
        (lambda: Mixture((1.0,), (0.0, 1.0), (1.0,)), "lengths"),
        (lambda: Mixture((0.5, 0.4), (0.0, 1.0), (1.0, 1.0)), "sum 1"),
        (lambda: Mixture((1.5, -0.5), (0.0, 1.0), (1.0, 1.0)), "positive"),
        (lambda: Mixture((1.0, 0.0), (0.0, 1.0), (1.0, 1.0)), "positive"),
        (lambda: Mixture((math.nan,), (0.0,), (1.0,)), "sum 1"),
        (lambda: Mixture((1.0,), (0.0,), (0.0,)), "std must be positive"),
    ],
)
def test_a_bad_parameter_is_refused_by_value(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_weights_that_add_up_to_one_only_up_to_rounding_are_accepted():
    rng = np.random.default_rng(0)
    for n in (2, 3, 7):
        for _ in range(200):
            share = rng.uniform(0.1, 1.0, n)
            weights = tuple((share / share.sum()).tolist())
            mixture = Mixture(weights, (0.0,) * n, (1.0,) * n)
            assert mixture.std == pytest.approx(1.0, rel=4 * ULP)

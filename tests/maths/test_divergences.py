"""Five divergences and their slopes against mpmath, SciPy, POT and algebra."""

import itertools
import math

import numpy as np
import ot
import pytest
from scipy import integrate, spatial, special, stats

from core.maths import divergences
from core.maths.densities import Normal, PointMass, Uniform
from core.maths.mixture import Mixture
from tests.maths.cases import CASES, NAMES, NARROW, RARE, THREE, TWO, WIDE, exact

DISTANCES = ["kl", "reverse_kl", "jensen_shannon", "total_variation", "wasserstein"]
LOG_2 = math.log(2.0)
STEP = 2.0**-8  # a power of 2, so that every node of a grid is exact

# What the module promises is 1e-9; over 80 pairs the largest error found was 1e-11.
PROMISED = 1e-10

SMOOTH_PAIRS = [
    (Normal(), Normal()),
    (Normal(), Normal(0.0, 0.25)),
    (Normal(1.0, 2.0), Normal(-1.0, 0.5)),
    (TWO, TWO),
    (TWO, WIDE),
    (NARROW, THREE),
    (RARE, Normal(0.0, 2.0)),
]
THETAS = np.array([-10.0, -4.3, -1.7, -0.6, -0.11, 0.13, 0.5, 1.9, 3.7, 7.3])


def values(real, fake, thetas):
    """Return the distances and the slopes as two dictionaries."""
    found = {name: getattr(divergences, name)(real, fake, thetas) for name in DISTANCES}
    return (
        {name: both.value for name, both in found.items()},
        {name: both.slope for name, both in found.items()},
    )


# -- Against oracles -------------------------------------------------------------------
@pytest.mark.parametrize(("real", "fake", "theta"), CASES, ids=NAMES)
def test_distances_and_slopes_are_those_of_mpmath_in_30_digits(real, fake, theta):
    oracle = exact(real, fake, theta)
    distances, slopes = values(real, fake, [theta])
    for name in ("kl", "reverse_kl", "js", "total_variation"):
        mine = distances["jensen_shannon" if name == "js" else name][0]
        assert mine == pytest.approx(getattr(oracle, name)(), rel=PROMISED, abs=0.0)
    for name in ("kl", "reverse_kl", "total_variation", "wasserstein"):
        # Sums of cumulative distributions near 1 are right to an absolute 1e-16.
        floor = 1e-15 if name == "wasserstein" else 0.0
        assert slopes[name][0] == pytest.approx(
            getattr(oracle, f"{name}_slope")(), rel=PROMISED, abs=floor
        )
    assert slopes["jensen_shannon"][0] == pytest.approx(
        oracle.saturating() / 2.0, rel=PROMISED, abs=0.0
    )


@pytest.mark.parametrize(("real", "fake"), SMOOTH_PAIRS)
def test_kl_and_js_are_those_of_scipy_on_a_fine_grid(real, fake):
    # On a grid of 1/256 and more than 9 standard deviations beyond every part the
    # sums are exact to rounding. SciPy divides densities, which subnormals do not bear.
    x = np.arange(-50.0, 60.0, STEP)
    distances, _ = values(real, fake, THETAS)
    p = STEP * normal_floats(real.pdf(x))
    for k, theta in enumerate(THETAS):
        q = STEP * normal_floats(fake.pdf(x - theta))
        js = spatial.distance.jensenshannon(p, q) ** 2
        assert distances["jensen_shannon"][k] == pytest.approx(js, rel=1e-9)
        if q[p > 0.0].all() and p[q > 0.0].all():
            kl = special.rel_entr(p, q).sum()
            assert distances["kl"][k] == pytest.approx(kl, rel=1e-9)


def normal_floats(pdf):
    return np.where(pdf < 1e-290, 0.0, pdf)


@pytest.mark.parametrize(("real", "fake"), SMOOTH_PAIRS)
def test_wasserstein_is_the_area_that_scipy_finds_between_the_cdfs(real, fake):
    distances, _ = values(real, fake, THETAS)
    marks = [-60.0, *np.arange(-20.0, 40.0, 5.0), 60.0]
    for k, theta in enumerate(THETAS):

        def height(x, theta=theta):
            return abs(scipy_cdf(real, x) - scipy_cdf(fake, x - theta))

        area = math.fsum(
            integrate.quad(height, low, high, epsabs=1e-12, epsrel=0)[0]
            for low, high in itertools.pairwise(marks)
        )
        assert distances["wasserstein"][k] == pytest.approx(area, rel=1e-9)


def scipy_cdf(density, x):
    parts = density.parts if isinstance(density, Mixture) else [density]
    weights = density.weights if isinstance(density, Mixture) else [1.0]
    return sum(
        w * special.ndtr((x - part.mean) / part.std)
        for w, part in zip(weights, parts, strict=True)
    )


def test_wasserstein_is_that_of_pot_and_scipy_on_quantiles():
    u = (np.arange(200_000) + 0.5) / 200_000
    for fake in (Normal(0.5, 0.25), Normal(-2.0, 1.0), Normal(3.0, 4.0)):
        real_x = stats.norm.ppf(u)
        fake_x = stats.norm.ppf(u, fake.mean, fake.std)
        distances, _ = values(Normal(), fake, [0.0])
        # The quantiles leave out the two tails beyond 1 in 400,000: about 1e-5 of std.
        for oracle in (ot.wasserstein_1d, stats.wasserstein_distance):
            assert distances["wasserstein"][0] == pytest.approx(
                oracle(real_x, fake_x), abs=3e-5
            )


# -- Closed forms and bounds -----------------------------------------------------------
def test_kl_of_unit_normals_is_half_the_squared_distance():
    distances, slopes = values(Normal(), Normal(), THETAS)
    for name in ("kl", "reverse_kl"):
        np.testing.assert_allclose(distances[name], THETAS**2 / 2.0, rtol=1e-15)
        np.testing.assert_allclose(slopes[name], THETAS, rtol=1e-15)


def test_kl_of_normals_keeps_its_digits_when_they_are_nearly_equal():
    # With s = 1 + d, KL = log s + 1/(2 s²) - 1/2 = d² - 5 d³/3 + 11 d⁴/4 - ...
    d = 1e-6
    distances, _ = values(Normal(), Normal(0.0, 1.0 + d), [0.0])
    series = d**2 - 5.0 * d**3 / 3.0
    # 1 + d is a float: its own rounding is 1e-10 of d.
    assert distances["kl"][0] == pytest.approx(series, rel=1e-9, abs=0.0)


def test_close_by_both_kl_are_half_the_fisher_information_times_the_squared_distance():
    x = np.arange(-12.0, 12.0, STEP)
    information = STEP * np.sum(TWO.pdf(x) * TWO.log_pdf_grad(x) ** 2)
    distances, _ = values(TWO, TWO, [1e-7])
    for name in ("kl", "reverse_kl"):
        # The logs of the two densities differ by 1e-7 and round to 1e-15.
        assert distances[name][0] == pytest.approx(
            information * 1e-14 / 2.0, rel=1e-6, abs=0.0
        )


@pytest.mark.parametrize(
    "shape", [Normal(0.3, 2.0), TWO, THREE, Uniform(-1.0, 0.5), PointMass(0.7)]
)
def test_wasserstein_of_equal_shapes_is_the_distance(shape):
    distances, slopes = values(shape, shape, THETAS)
    np.testing.assert_allclose(distances["wasserstein"], np.abs(THETAS), rtol=1e-14)
    np.testing.assert_allclose(slopes["wasserstein"], np.sign(THETAS), rtol=1e-14)


@pytest.mark.parametrize(("real", "fake"), SMOOTH_PAIRS)
def test_the_bounds_between_divergences_hold(real, fake):
    distances, _ = values(real, fake, THETAS)
    js, tv = distances["jensen_shannon"], distances["total_variation"]
    assert np.all((js >= 0.0) & (js <= LOG_2))
    assert np.all((tv >= 0.0) & (tv <= 1.0))
    for kl in (distances["kl"], distances["reverse_kl"]):
        assert np.all(tv <= np.sqrt(kl / 2.0))  # Pinsker
    assert np.all(tv**2 / 2.0 <= js)
    assert np.all(js <= tv * LOG_2 * (1.0 + 1e-12))  # rounding where both are full
    gap = np.abs(fake.mean + THETAS - real.mean)
    assert np.all(distances["wasserstein"] >= gap * (1.0 - 1e-14))


@pytest.mark.parametrize(
    ("real", "fake"), [*SMOOTH_PAIRS, (Uniform(), Uniform(-1.0, 1.5))]
)
def test_exchanging_real_and_fake_exchanges_only_the_two_kl(real, fake):
    there, there_slopes = values(real, fake, THETAS)
    back, back_slopes = values(fake, real, -THETAS)
    twins = dict(zip(DISTANCES, DISTANCES, strict=True))
    twins |= {"kl": "reverse_kl", "reverse_kl": "kl"}
    for name, twin in twins.items():
        # Two ways round the same sums; slopes near 0 cancel to an absolute 1e-13.
        np.testing.assert_allclose(there[name], back[twin], rtol=1e-10)
        np.testing.assert_allclose(
            there_slopes[name], -back_slopes[twin], rtol=1e-9, atol=1e-13
        )


@pytest.mark.parametrize(
    ("real", "fake"), [*SMOOTH_PAIRS, (Uniform(), Uniform(-1.0, 1.5))]
)
def test_every_slope_is_the_finite_difference_of_its_distance(real, fake):
    h = 1e-4
    _, slopes = values(real, fake, THETAS)
    # Five points: the error is h⁴ f⁗'/30, below 1e-8 of slopes of up to a few hundred.
    ahead, behind, far_ahead, far_behind = (
        values(real, fake, THETAS + step)[0] for step in (h, -h, 2 * h, -2 * h)
    )
    for name in DISTANCES:
        finite = np.isfinite(slopes[name])
        near = ahead[name][finite] - behind[name][finite]
        far = far_ahead[name][finite] - far_behind[name][finite]
        difference = (8.0 * near - far) / (12.0 * h)
        np.testing.assert_allclose(
            slopes[name][finite], difference, rtol=1e-6, atol=1e-8
        )


def test_a_mixture_of_one_part_is_that_normal_density():
    one, fake = Mixture((1.0,), (0.5,), (1.5,)), Normal(0.0, 0.4)
    for mixed, plain in zip(
        values(one, fake, THETAS), values(Normal(0.5, 1.5), fake, THETAS), strict=True
    ):
        for name in DISTANCES:  # quadrature and root search against closed forms
            np.testing.assert_allclose(mixed[name], plain[name], rtol=1e-10, atol=1e-14)


# -- Where floats run out --------------------------------------------------------------
@pytest.mark.parametrize(
    ("real", "fake"), [(Normal(), Normal()), (TWO, TWO), (TWO, Normal(0.0, 0.25))]
)
def test_densities_that_underflow_give_no_infinity(real, fake):
    assert np.all(real.pdf(np.array([90.0, 100.0])) == 0.0)
    for some in values(real, fake, [100.0, -100.0]):
        for name in DISTANCES:
            assert np.all(np.isfinite(some[name]))
    distances, _ = values(real, fake, [100.0])
    assert distances["jensen_shannon"][0] == LOG_2
    assert distances["total_variation"][0] == 1.0


def test_on_the_same_place_smooth_distances_are_zero_and_two_have_a_kink():
    for shape in (Normal(0.3, 2.0), TWO, THREE):
        distances, slopes = values(shape, shape, [0.0])
        for name in DISTANCES:
            assert distances[name][0] == 0.0
        for name in ("kl", "reverse_kl", "jensen_shannon"):
            assert slopes[name][0] == pytest.approx(0.0, abs=1e-13)
        for name in ("total_variation", "wasserstein"):
            assert np.isnan(slopes[name][0])


def test_a_mode_that_covers_a_mode_to_the_last_digit_leaves_total_variation_a_kink():
    # At theta = 6 the difference of the densities near 3 is exp(-72): no float has it.
    _, slopes = values(TWO, TWO, [5.99, 6.0, 6.01])
    before, at, after = slopes["total_variation"]
    assert np.isnan(at)
    assert before < -0.39
    assert after > 0.39


def test_no_theta_gives_no_distance():
    distances, slopes = values(TWO, Normal(), [])
    assert all(d.shape == (0,) for d in [*distances.values(), *slopes.values()])


# -- Refusals --------------------------------------------------------------------------
@pytest.mark.parametrize("name", DISTANCES)
@pytest.mark.parametrize("thetas", [1.0, [[1.0]], [math.nan], [0.0, math.inf]])
def test_thetas_must_be_a_list_of_finite_numbers(thetas, name):
    with pytest.raises(ValueError, match="thetas must be a list of finite numbers"):
        getattr(divergences, name)(Normal(), Normal(), thetas)


@pytest.mark.parametrize("name", DISTANCES)
@pytest.mark.parametrize(
    ("real", "fake", "names"),
    [
        (Normal(), Uniform(), "Normal with Uniform"),
        (Uniform(), TWO, "Uniform with Mixture"),
        (PointMass(), Normal(), "PointMass with Normal"),
        (PointMass(), Uniform(), "PointMass with Uniform"),
    ],
)
def test_distributions_of_different_kinds_are_not_paired(real, fake, names, name):
    with pytest.raises(TypeError, match=names):
        getattr(divergences, name)(real, fake, [0.0])


@pytest.mark.parametrize("theta", [1e-14, 1e-12, 1e-10, 1e-7, 1e-4])
def test_js_of_almost_equal_normals_is_an_eighth_of_the_distance_squared(theta):
    js = divergences.jensen_shannon(Normal(), Normal(), [theta]).value
    # The next term of the series is theta² smaller; 1e-9 is this module's promise.
    assert js[0] == pytest.approx(theta**2 / 8, rel=max(1e-9, theta**2))

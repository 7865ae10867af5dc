"""The fakes' distribution, read off G's curve, against closed forms, SciPy and POT."""

import math

import numpy as np
import ot
import pytest
from scipy import spatial, stats

from core.maths import pushforward
from core.maths.densities import Normal
from core.maths.divergences import jensen_shannon

N = 256
Z = pushforward.noise_grid(N)
EDGES = np.linspace(-9.05, 11.05, 202)
WIDTH = EDGES[1] - EDGES[0]
RNG = np.random.default_rng(3)


def masses(density) -> np.ndarray:
    return pushforward.masses_between(density.cdf(EDGES))


def test_the_noise_grid_holds_the_quantiles_of_the_normal_distribution():
    expected = stats.norm.ppf((np.arange(N) + 0.5) / N)
    np.testing.assert_allclose(Z, expected, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, 4.0), (-2.0, -1.0)])
def test_a_straight_generator_makes_a_normal_distribution(slope, shift):
    bell = stats.norm(shift, abs(slope))
    x = shift + abs(slope) * np.linspace(-5.0, 5.0, 301)
    apart = np.abs(pushforward.cdf(slope * Z + shift, x) - bell.cdf(x))
    # Both rise and meet at every node, so they are nowhere further apart than a piece.
    assert apart.max() <= 1 / N
    # A straight line over a piece of length h misses by h² / 8 times the pdf's slope:
    # at two deviations h = 1 / (256 · 0.054) and the slope is 0.108, hence 7e-5.
    assert apart[np.abs(x - shift) < 2 * abs(slope)].max() < 1e-4


def test_the_distribution_is_exact_at_the_nodes():
    middle = Z[1:-1]
    found = pushforward.cdf(3.0 * Z - 1.0, 3.0 * middle - 1.0)
    np.testing.assert_allclose(found, (np.arange(1, N - 1) + 0.5) / N, atol=1e-12)


@pytest.mark.parametrize(
    ("fold", "expected"),
    [
        (np.square, stats.chi2(1)),
        (np.abs, stats.halfnorm()),
        (lambda z: 2.0 - np.square(z), None),  # 2 - z² <= x where z² >= 2 - x
    ],
    ids=["square", "fold", "hill"],
)
def test_a_folded_generator_adds_up_both_of_its_branches(fold, expected):
    x = np.linspace(-4.0, 6.0, 401)
    exact = expected.cdf(x) if expected else stats.chi2(1).sf(2.0 - x)
    # A piece on either side of the fold, as above.
    assert np.abs(pushforward.cdf(fold(Z), x) - exact).max() <= 2 / N


def test_a_generator_that_has_collapsed_is_one_step():
    found = pushforward.cdf(np.full(N, 1.5), [1.4, 1.5 - 1e-9, 1.5 + 1e-9, 1.6])
    np.testing.assert_allclose(found, [0.0, 0.0, 1.0, 1.0], atol=1e-12)


def test_the_order_of_the_curve_does_not_matter():
    found = pushforward.bin_masses(-Z, EDGES)
    np.testing.assert_allclose(found, pushforward.bin_masses(Z, EDGES), atol=1e-14)


def test_the_masses_of_any_curve_add_up_to_one_and_none_is_negative():
    for scale in (0.01, 1.0, 30.0):
        found = pushforward.bin_masses(scale * RNG.normal(size=N), EDGES)
        assert found.shape == (len(EDGES) + 1,)
        assert found.sum() == pytest.approx(1.0, abs=1e-12)
        assert found.min() >= -1e-15


def test_mass_off_the_grid_is_counted_at_its_ends():
    found = pushforward.bin_masses(np.where(Z < 0.0, -50.0, 50.0), EDGES)
    # The jump between the two values is a piece of its own, spread over the grid.
    assert found[0] == pytest.approx(0.5, abs=1 / N)
    assert found[-1] == pytest.approx(0.5, abs=1 / N)


def test_every_run_is_read_by_itself():
    curves = np.stack([Z, 0.5 * Z + 4.0, Z**2]).reshape(3, 1, N)
    together = pushforward.cdf(curves, EDGES)
    assert together.shape == (3, 1, len(EDGES))
    for one, curve in zip(together[:, 0], curves[:, 0], strict=True):
        np.testing.assert_array_equal(one, pushforward.cdf(curve, EDGES))


# -- Jensen-Shannon --------------------------------------------------------------------
def some_masses(n: int) -> np.ndarray:
    found = RNG.dirichlet(np.full(n, 0.3))
    found[1:][RNG.random(n - 1) < 0.3] = 0.0
    return found / found.sum()


@pytest.mark.parametrize("n", [2, 5, 203])
def test_js_is_scipys_distance_squared(n):
    for _ in range(5):
        p, q = some_masses(n), some_masses(n)
        expected = spatial.distance.jensenshannon(p, q) ** 2
        assert pushforward.jensen_shannon(p, q) == pytest.approx(expected, abs=1e-13)


def test_js_is_nothing_for_equals_and_log_2_for_strangers():
    p, q = np.array([0.25, 0.75, 0.0]), np.array([0.0, 0.0, 1.0])
    assert pushforward.jensen_shannon(p, p) == 0.0
    assert pushforward.jensen_shannon(p, q) == pytest.approx(math.log(2.0), rel=1e-15)


STRAIGHT = [(1.0, 0.0), (0.5, 3.0), (0.5, 4.0), (0.8, 4.4), (-1.5, 2.0)]
REAL = Normal(4.0, 0.5)


@pytest.mark.parametrize(("slope", "shift"), STRAIGHT)
def test_js_of_bins_is_that_of_quadrature_less_what_a_bin_forgets(slope, shift):
    fake = Normal(shift, abs(slope))
    exact = jensen_shannon(REAL, fake, [0.0]).value[0]
    # Within a bin the logit t of D* varies by t' · width / √12, and the entropy of a
    # coin bends by D (1 - D): a bin forgets m D (1 - D) t'² width² / 24 nats.
    x = np.linspace(-12.0, 16.0, 40_001)
    p, q = REAL.pdf(x), fake.pdf(x)
    coin = p * q / np.maximum(p + q, 1e-300) / 2.0
    logit_slope = REAL.log_pdf_grad(x) - fake.log_pdf_grad(x)
    forgotten = np.trapezoid(coin * logit_slope**2, x) * WIDTH**2 / 24.0
    found = pushforward.jensen_shannon(masses(REAL), masses(fake))
    # The next order is (width / std)² / 10 or less of that; 1e-9 is quadrature's own.
    assert found - exact == pytest.approx(-forgotten, rel=1e-2, abs=1e-9)


@pytest.mark.parametrize(("slope", "shift"), STRAIGHT)
def test_js_of_a_straight_generator_is_that_of_its_normal_distribution(slope, shift):
    fake = masses(Normal(shift, abs(slope)))
    curve = pushforward.bin_masses(slope * Z + shift, EDGES)
    found, expected = (
        pushforward.jensen_shannon(masses(REAL), q) for q in (curve, fake)
    )
    # The curve ends in two pieces of 1/512 each whose fakes lie too far in; to move a
    # mass costs no more than log 2 times that mass.
    assert found == pytest.approx(expected, abs=math.log(2.0) / N)


# -- Wasserstein -----------------------------------------------------------------------
def test_wasserstein_is_scipys_and_pots():
    for _ in range(5):
        fakes, places = RNG.normal(1.0, 2.0, N), np.sort(RNG.normal(4.0, 0.5, N))
        found = pushforward.wasserstein(fakes, places)
        expected = stats.wasserstein_distance(fakes, places)
        assert found == pytest.approx(expected, rel=1e-12)
        assert found == pytest.approx(ot.wasserstein_1d(fakes, places), rel=1e-12)


@pytest.mark.parametrize("theta", [0.25, 4.0, -3.0])
def test_wasserstein_of_a_shift_is_the_shift(theta):
    assert pushforward.wasserstein(Z + theta, Z) == pytest.approx(abs(theta), rel=1e-12)


def test_wasserstein_of_a_wider_bell_is_the_mean_of_z_times_the_difference():
    # |2 z - z| has the mean √(2/π); the grid's own is that of its 256 places.
    found = pushforward.wasserstein(2.0 * Z, Z)
    assert found == pytest.approx(np.abs(Z).mean(), rel=1e-12)
    assert found == pytest.approx(math.sqrt(2.0 / math.pi), rel=3e-3)

"""The best critic and its relatives, against POT, SciPy, torch and differences."""

import itertools
from typing import Any

import numpy as np
import ot
import pytest
import torch
from scipy import integrate, optimize, stats

from core.maths import critic
from core.maths.densities import Normal

PAIRS = [
    (Normal(0.0, 1.0), Normal(3.0, 0.5)),
    (Normal(0.0, 1.0), Normal(0.0, 0.5)),
    (Normal(0.0, 1.0), Normal(-1.0, 1.0)),
    (Normal(0.0, 1.0), Normal(0.4, 0.5)),
    (Normal(2.0, 0.3), Normal(2.2, 1.7)),
    (Normal(6.0, 0.5), Normal(0.0, 1.0)),
]
NAMES = [f"{p.mean},{p.std} and {q.mean},{q.std}" for p, q in PAIRS]
each_pair = pytest.mark.parametrize(("real", "fake"), PAIRS, ids=NAMES)
X = np.linspace(-8.0, 12.0, 401) + 0.013  # on no kink


def theirs(density) -> Any:
    return stats.norm(density.mean, density.std)


def integral(function, low, high, turn):
    """By SciPy's Gauss rule, cut where the function has its kink."""
    ends = [low, turn, high] if low < turn < high else [low, high]
    return sum(
        integrate.fixed_quad(function, a, b, n=400)[0]
        for a, b in itertools.pairwise(ends)
    )


def mean_of(function, density, turn):
    low, high = density.mean - 10 * density.std, density.mean + 10 * density.std
    pdf = theirs(density).pdf
    return integral(lambda x: function(x) * pdf(x), low, high, turn)


def pots(here, there) -> float:
    """POT's Wasserstein-1 between two samples."""
    distance: Any = ot.wasserstein_1d(here, there)
    return float(distance)


def heights(real, fake):
    return lambda x: critic.best_critic(real, fake, x)


def quantiles(density, n=20_001):
    return theirs(density).ppf((np.arange(n) + 0.5) / n)


# -- Slope at most 1 -------------------------------------------------------------------
@each_pair
def test_what_the_best_critic_earns_is_the_wasserstein_distance_of_pot(real, fake):
    turn = critic.turning_point(real, fake)
    f = heights(real, fake)
    dual = mean_of(f, real, turn) - mean_of(f, fake, turn)
    assert critic.best_value(real, fake) == pytest.approx(dual, abs=1e-9)
    primal = pots(quantiles(real), quantiles(fake))
    # POT is given 20 001 quantiles: their outermost halves are cut off.
    assert critic.best_value(real, fake) == pytest.approx(primal, abs=5e-5)


@each_pair
def test_its_two_means_are_half_the_distance_above_and_below_zero(real, fake):
    turn, f = critic.turning_point(real, fake), heights(real, fake)
    half = 0.5 * critic.best_value(real, fake)
    assert mean_of(f, real, turn) == pytest.approx(half, abs=1e-9)
    assert mean_of(f, fake, turn) == pytest.approx(-half, abs=1e-9)


@each_pair
def test_its_slope_is_the_difference_quotient_of_its_height(real, fake):
    away = np.abs(X - critic.turning_point(real, fake)) > 1e-3
    step = 1e-4  # a piece of a straight line: only rounding is left
    quotient = (heights(real, fake)(X + step) - heights(real, fake)(X - step)) / 2e-4
    slope = critic.best_slope(real, fake, X)
    np.testing.assert_allclose(slope[away], quotient[away], atol=1e-9)


@each_pair
def test_its_slope_is_the_sign_of_the_difference_of_the_distributions(real, fake):
    gap = theirs(fake).cdf(X) - theirs(real).cdf(X)
    told = np.abs(gap) > 1e-13  # nearer to 0 rounding decides
    slope = critic.best_slope(real, fake, X)
    np.testing.assert_array_equal(slope[told], np.sign(gap[told]))


@each_pair
def test_the_mean_slope_on_the_fakes_is_minus_the_slope_of_pots_distance(real, fake):
    step, here, there = 1e-3, quantiles(real), quantiles(fake)
    up, down = pots(here, there + step), pots(here, there - step)
    # The difference quotient is right to step²; the quantiles to 5e-5.
    quotient = -(up - down) / (2 * step)
    assert critic.mean_slope(real, fake) == pytest.approx(quotient, abs=1e-4)


def test_between_equals_there_is_nothing_to_earn_and_nowhere_to_go():
    same = Normal(1.0, 2.0)
    assert critic.best_value(same, same) == 0.0
    assert critic.mean_slope(same, same) == 0.0
    np.testing.assert_array_equal(critic.best_critic(same, same, X), 0.0)


@each_pair
def test_any_other_curve_of_slope_at_most_1_earns_less(real, fake):
    rng = np.random.default_rng(0)
    x = np.linspace(-30.0, 30.0, 6001)
    p, q = theirs(real).pdf(x), theirs(fake).pdf(x)
    best = critic.best_value(real, fake)
    for _ in range(50):
        bends = np.repeat(rng.uniform(-1.0, 1.0, 60), 100)
        other = np.concatenate([[0.0], np.cumsum(bends) * (x[1] - x[0])])
        assert np.trapezoid(other * (p - q), x) < best


# -- The plan --------------------------------------------------------------------------
@each_pair
def test_a_fake_goes_to_the_same_quantile_of_the_real_data(real, fake):
    y = quantiles(fake, 99)
    np.testing.assert_allclose(
        critic.transported(real, fake, y), quantiles(real, 99), atol=1e-12
    )


@each_pair
def test_the_plan_is_that_of_pots_solver_on_samples(real, fake):
    there = quantiles(fake, 60)
    here = critic.transported(real, fake, there)
    shuffled = np.random.default_rng(1).permutation(60)
    cost = ot.dist(there[:, None], here[shuffled][:, None], metric="sqeuclidean")
    plan = ot.emd(np.full(60, 1 / 60), np.full(60, 1 / 60), cost)
    to = here[shuffled][np.argmax(plan, axis=1)]
    np.testing.assert_array_equal(to, here)
    # The squared cost has one best plan; by plain distance this one is best too.
    plain = ot.dist(there[:, None], here[:, None], metric="euclidean")
    least: Any = ot.emd2(np.full(60, 1 / 60), np.full(60, 1 / 60), plain)
    assert np.abs(there - here).mean() == pytest.approx(float(least), abs=1e-12)


# -- A gradient penalty ----------------------------------------------------------------
@each_pair
def test_the_points_between_have_the_density_that_scipy_integrates(real, fake):
    def at(x):
        return integrate.quad(
            lambda e: stats.norm.pdf(
                x,
                e * real.mean + (1 - e) * fake.mean,
                np.hypot(e * real.std, (1 - e) * fake.std),
            ),
            0.0, 1.0, epsabs=1e-13, limit=200,
        )[0]  # fmt: skip

    x = np.linspace(-3.0, 7.0, 21)
    np.testing.assert_allclose(
        critic.between_density(real, fake, x), [at(v) for v in x], atol=1e-11
    )


def resting(cost, side):
    """The lowest place of a cost between two slopes, by SciPy."""
    found: Any = optimize.minimize_scalar(
        cost, bounds=side, method="bounded", options={"xatol": 1e-9}
    )
    return found.x


@pytest.mark.parametrize("sides", [1, 2])
@each_pair
def test_the_penalised_slopes_are_where_scipy_finds_the_cost_lowest(real, fake, sides):
    weight, places = 10.0, np.array([-1.0, 0.3, 1.7, 2.9])
    checked = 0
    for x in places:
        gap = theirs(fake).cdf(x) - theirs(real).cdf(x)
        r = float(critic.between_density(real, fake, x))
        if r < 1e-6:  # nothing is there, and an optimiser sees nothing
            continue

        def cost(slope, gap=gap, r=r):
            over = abs(slope) - 1.0
            over = max(0.0, over) if sides == 1 else over
            return -slope * gap / r + weight * over**2

        right, wrong = (0.0, 50.0), (-50.0, 0.0)
        if gap < 0.0:
            right, wrong = wrong, right
        # A minimum is flat: its place is right to the root of the cost's rounding.
        mine = critic.penalised_slope(real, fake, x, weight)
        assert mine == pytest.approx(resting(cost, right), abs=1e-6)
        if sides == 2:  # the kink at 0 is a top between two valleys
            mine = critic.trapped_slope(real, fake, x, weight)
            assert mine == pytest.approx(resting(cost, wrong), abs=1e-6)
        checked += 1
    assert checked >= 2


@each_pair
def test_a_penalty_too_light_leaves_no_second_rest(real, fake):
    x = np.array([-1.0, 0.3, 1.7, 2.9])
    gap = theirs(fake).cdf(x) - theirs(real).cdf(x)
    for place, h in zip(x, gap, strict=True):
        r = float(critic.between_density(real, fake, place))
        if r < 1e-6 or h == 0.0:  # nothing is there
            continue
        weight = 0.4 * abs(h) / r  # below |h| / 2r, where the second rest ends
        wrong = (-5.0, 0.0) if h > 0.0 else (0.0, 5.0)
        lowest = resting(
            lambda s, h=h, r=r: -s * h / r + 0.4 * abs(h) / r * (abs(s) - 1.0) ** 2,
            wrong,
        )
        assert lowest == pytest.approx(0.0, abs=1e-6)
        assert critic.trapped_slope(real, fake, place, weight) == 0.0


def test_what_it_earns_is_the_same_seen_in_a_mirror():
    for real, fake in [PAIRS[0], (Normal(12.0, 2.0), Normal(0.0, 0.5))]:
        mirrored = Normal(-real.mean, real.std), Normal(-fake.mean, fake.std)
        mine = critic.penalised_value(real, fake, 0.1)
        # Its own error, about 1e-9: the nodes of the sum are others in the mirror.
        assert critic.penalised_value(*mirrored, 0.1) == pytest.approx(mine, rel=1e-8)


@each_pair
def test_what_it_earns_is_its_slope_times_the_difference_of_distributions(real, fake):
    turn = critic.turning_point(real, fake)
    low = min(real.mean - 8 * real.std, fake.mean - 8 * fake.std)
    high = max(real.mean + 8 * real.std, fake.mean + 8 * fake.std)

    def earned(x):
        gap = theirs(fake).cdf(x) - theirs(real).cdf(x)
        return critic.penalised_slope(real, fake, x, 10.0) * gap

    value = integral(earned, low, high, turn)
    mine = critic.penalised_value(real, fake, 10.0)
    assert mine == pytest.approx(value, rel=1e-6)
    assert mine > critic.best_value(real, fake)


@pytest.mark.parametrize("distance", [2.0, 4.0, 8.0])
def test_between_two_narrow_heaps_the_slope_is_1_and_distance_over_twice_the_weight(
    distance,
):
    real, fake = Normal(0.0, 0.1), Normal(distance, 0.1)
    gap = np.linspace(0.6, distance - 0.6, 9)
    slope = critic.penalised_slope(real, fake, gap, 10.0)
    # Heaps differ from points by (width / distance)², here 0.0025 at most.
    np.testing.assert_allclose(-slope, critic.gap_slope(distance, 10.0), rtol=2.5e-3)


def test_a_weight_that_is_not_positive_is_refused():
    with pytest.raises(ValueError, match="positive"):
        critic.penalised_slope(*PAIRS[0], X, 0.0)


# -- Clipped weights -------------------------------------------------------------------
def clipped(width, depth, activation):
    sizes = [1, *[width] * depth, 1]
    layers = []
    for fan_in, fan_out in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(fan_in, fan_out, dtype=torch.float64), activation]
    return torch.nn.Sequential(*layers[:-1])


def steepness(network, x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(network(x).sum(), x)[0].abs().max().item()


def test_a_clipped_relu_network_reaches_the_limit_and_no_other_exceeds_it():
    network = clipped(16, 2, torch.nn.ReLU())
    limit = critic.clipped_slope_limit(0.1, 16, 2, 1.0)
    x = torch.linspace(-5.0, 5.0, 101, dtype=torch.float64)[:, None]
    for weight in network.parameters():
        torch.nn.init.constant_(weight, 0.1)
    assert steepness(network, x) == pytest.approx(limit, rel=1e-12)
    rng = torch.Generator().manual_seed(0)
    for _ in range(30):
        for weight in network.parameters():
            torch.nn.init.uniform_(weight, -0.1, 0.1, generator=rng)
        assert steepness(network, x) < limit

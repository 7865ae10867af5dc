"""What five losses send to the generator: mpmath, torch, SciPy, sums and algebra."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 (torch's own name for it)
from scipy import optimize

from core.maths import divergences
from core.maths.densities import Normal, PointMass, Uniform
from core.maths.optimal import (
    LOSSES,
    generator_gradient,
    mean_generator_gradients,
    optimal_discriminator_logit,
    optimal_game,
)
from tests.maths.cases import NARROW, THREE, TWO, WIDE

X = np.linspace(-9.0, 9.0, 73)
STEP = 2.0**-8  # a power of 2, so that every node of a grid is exact
THETAS = np.array([-7.3, -1.9, -0.6, 0.13, 0.5, 1.3, 3.7, 10.0])
PAIRS = [
    (Normal(), Normal()),
    (Normal(0.5, 2.0), Normal(0.0, 0.5)),
    (TWO, TWO),
    (TWO, NARROW),
    (THREE, WIDE),
]


def torch_log_pdf(density, x):
    normal = torch.distributions.Normal
    if isinstance(density, Normal):
        return normal(density.mean, density.std).log_prob(x)
    logs = normal(torch.tensor(density.means), torch.tensor(density.stds)).log_prob(
        x[..., None]
    )
    return torch.logsumexp(logs + torch.tensor(density.weights).log(), dim=-1)


BY_TORCH = {
    "saturating": lambda logits: F.logsigmoid(-logits),
    "non-saturating": lambda logits: -F.logsigmoid(logits),
    "least-squares": lambda logits: 0.5 * (torch.sigmoid(logits) - 1.0) ** 2,
    "hinge": lambda logits: -torch.sign(logits),
}


@pytest.mark.parametrize("name", BY_TORCH)
@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_gradient_on_one_fake_is_that_of_autograd(real, fake, name):
    with_double = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        x = torch.tensor(X, requires_grad=True)
        logits = torch_log_pdf(real, x) - torch_log_pdf(fake, x)
        (grad,) = torch.autograd.grad(BY_TORCH[name](logits).sum(), x)
    finally:
        torch.set_default_dtype(with_double)
    mine = generator_gradient(name, real, fake, X)
    # Logits of up to 1000 round to 1e-13, which D takes over as a relative error;
    # torch's own 1 - sigmoid is right to an absolute 1e-16 times slopes of up to 100.
    np.testing.assert_allclose(mine, grad.numpy(), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_mean_gradient_is_the_mean_over_the_fakes(real, fake):
    x = np.arange(-60.0, 70.0, STEP)
    means = mean_generator_gradients(real, fake, THETAS)
    for k, theta in enumerate(THETAS):
        moved = fake.shifted(theta)
        mass = STEP * moved.pdf(x)
        for name in ("saturating", "non-saturating", "least-squares"):
            mean = np.sum(mass * generator_gradient(name, real, moved, x))
            assert means[name][k] == pytest.approx(mean, rel=1e-9, abs=1e-14)
        # A sum over steps of a sign is right to a few steps of mass.
        mean = np.sum(mass * generator_gradient("wasserstein", real, moved, x))
        assert means["wasserstein"][k] == pytest.approx(mean, abs=0.02)


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_the_hinge_mean_is_the_slope_of_the_expected_loss_of_a_fixed_d(real, fake):
    x = np.arange(-60.0, 70.0, STEP)
    means = mean_generator_gradients(real, fake, THETAS)
    for k, theta in enumerate(THETAS):
        score = np.sign(optimal_discriminator_logit(real, fake.shifted(theta), x))
        jumps = np.flatnonzero(np.diff(score))
        at = [
            optimize.brentq(
                lambda y, theta=theta: float(
                    optimal_discriminator_logit(real, fake.shifted(theta), y)
                ),
                x[j],
                x[j + 1],
                xtol=1e-14,
            )
            for j in jumps
        ]

        def expected(shift, score=score, jumps=jumps, at=at, theta=theta):
            cdf = fake.cdf(np.array([-math.inf, *at, math.inf]) - theta - shift)
            return -np.sum(np.diff(cdf) * np.r_[score[jumps], score[-1]])

        h = 1e-4
        slope = (expected(h) - expected(-h)) / (2 * h)
        # h² f'''/6 with f''' up to 1000 for the narrowest part.
        assert means["hinge"][k] == pytest.approx(slope, abs=5e-5)


def test_the_wasserstein_arrow_points_from_the_fakes_to_the_real_data():
    for theta in (-20.0, -1.0, 1.0, 20.0):
        each = generator_gradient("wasserstein", Normal(), Normal(theta), X)
        np.testing.assert_array_equal(each, np.sign(theta))
    # Equal means, a wider fake: both sides are called inwards.
    x = [-30.0, -1.0, 1.0, 30.0]
    each = generator_gradient("wasserstein", Normal(), Normal(0.0, 4.0), x)
    np.testing.assert_array_equal(each, [-1.0, -1.0, 1.0, 1.0])


def test_for_unit_normals_both_bce_pushes_add_up_to_the_distance():
    means = mean_generator_gradients(Normal(), Normal(), THETAS)
    np.testing.assert_allclose(means["saturating"] + means["non-saturating"], THETAS)
    game = optimal_game(Normal(), Normal(), THETAS)
    np.testing.assert_allclose(
        means["saturating"], THETAS * game.fake_probability, rtol=1e-12
    )


@pytest.mark.parametrize(("real", "fake"), PAIRS)
def test_four_means_are_the_slopes_of_divergences(real, fake):
    js = divergences.jensen_shannon(real, fake, THETAS).slope
    kl = divergences.reverse_kl(real, fake, THETAS).slope
    tv = divergences.total_variation(real, fake, THETAS).slope
    carried = divergences.wasserstein(real, fake, THETAS).slope
    means = mean_generator_gradients(real, fake, THETAS)
    for mean, slope in [
        (means["saturating"], 2.0 * js),
        (means["non-saturating"], kl - 2.0 * js),
        (means["hinge"], 2.0 * tv),
        (means["wasserstein"], carried),
    ]:
        np.testing.assert_allclose(mean, slope, rtol=1e-12)


# Of N(0, 1) and N(theta, 1), where the columns are
# theta, E[D*(fake)], J, saturating, non-saturating, least squares, hinge.
PUSHES = """
0.1 0.4988    -1.384     0.04988   0.05012 0.0125    0.7969
0.5 0.4705    -1.326     0.2353    0.2647  0.06193   0.7733
1   0.398     -1.163     0.398     0.602   0.1144    0.7041
1.5 0.3096    -0.944     0.4645    1.036   0.1433    0.6023
2   0.2248    -0.7126    0.4496    1.55    0.1457    0.4839
2.5 0.1534    -0.5029    0.3834    2.117   0.1285    0.3653
3   0.09862   -0.3327    0.2959    2.704   0.1015    0.259
4   0.0343    -0.1209    0.1372    3.863   0.04851   0.108
5   0.009476  -0.03441   0.04738   4.953   0.01705   0.03506
6   0.002076  -0.007698  0.01245   5.988   0.004529  0.008864
7   0.0003595 -0.001354  0.002516  6.997   0.0009218 0.001745
8   4.911e-05 -0.0001871 0.0003929 8       0.0001446 0.0002677
10  4.464e-07 -1.726e-06 4.464e-06 10      1.654e-06 2.973e-06
12  1.54e-09  -6.012e-09 1.848e-08 12      6.871e-09 1.215e-08
15  4.992e-14 -1.964e-13 7.488e-13 15      2.792e-13 4.869e-13
20  1.194e-23 -4.731e-23 2.388e-22 20      8.927e-23 1.539e-22
"""


@pytest.mark.parametrize("row", PUSHES.split("\n")[1:-1], ids=lambda r: r.split()[0])
def test_the_table_of_mean_gradients_is_reproduced(row):
    theta, *printed = (float(value) for value in row.split())
    game = optimal_game(Normal(), Normal(), [theta])
    means = mean_generator_gradients(Normal(), Normal(), [theta])
    mine = [
        game.fake_probability,
        game.value,
        means["saturating"],
        means["non-saturating"],
        means["least-squares"],
        means["hinge"],
    ]
    # Printed to four digits: half a unit of the fourth is 5e-4 of the number at most.
    np.testing.assert_allclose(np.ravel(mine), printed, rtol=5.01e-4)
    assert means["wasserstein"][0] == 1.0


def test_far_apart_the_pushes_follow_their_asymptotes():
    theta = 40.0
    means = mean_generator_gradients(Normal(), Normal(), [theta])
    fading = math.sqrt(math.pi / 2.0) * math.exp(-(theta**2) / 8.0)
    # The next term of the series is of order (pi / theta)² = 0.6 %.
    assert means["saturating"][0] == pytest.approx(fading, rel=1e-2, abs=0.0)
    assert means["least-squares"][0] == pytest.approx(3 / 8 * fading, rel=1e-2, abs=0.0)


@pytest.mark.parametrize("flat", [Uniform(), PointMass()])
def test_mean_gradients_are_refused_where_d_is_a_staircase(flat):
    with pytest.raises(TypeError, match="normal densities or mixtures"):
        mean_generator_gradients(flat, flat, [0.5])


def test_only_the_losses_that_are_asked_for_are_answered():
    pair = Normal(), Normal(0.0, 2.0)
    every = mean_generator_gradients(*pair, THETAS)
    assert tuple(every) == LOSSES
    for loss in LOSSES:
        (alone,) = mean_generator_gradients(*pair, THETAS, [loss]).items()
        assert alone[0] == loss
        np.testing.assert_array_equal(alone[1], every[loss])


def test_an_unknown_loss_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'perceptual'"):
        mean_generator_gradients(Normal(), Normal(), [1.0], ["perceptual"])
    with pytest.raises(ValueError, match="got 'perceptual'"):
        generator_gradient("perceptual", Normal(), Normal(), [1.0])

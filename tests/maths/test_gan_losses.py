"""The losses of both players against torch's autograd and against algebra."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812 (torch's own name for it)

from tests.maths import games

# From a certain "fake" to a certain "real", with the hinge's kinks and both zeros.
SCORES = np.array([-60.0, -8.5, -1.0, -0.25, -0.0, 0.0, 0.5, 1.0, 1.5, 8.5, 60.0])

GENERATOR = {
    "saturating": lambda s: F.logsigmoid(-s),
    "non_saturating": lambda s: -F.logsigmoid(s),
    "least_squares": lambda s: (
        0.5 * F.mse_loss(s, torch.ones_like(s), reduction="none")
    ),
    "hinge": lambda s: -s,
    "wasserstein": lambda s: -s,
}
DISCRIMINATOR = {
    "bce": (lambda s: -F.logsigmoid(s), lambda s: -F.logsigmoid(-s)),
    "least_squares": (
        lambda s: 0.5 * F.mse_loss(s, torch.ones_like(s), reduction="none"),
        lambda s: 0.5 * F.mse_loss(s, torch.zeros_like(s), reduction="none"),
    ),
    "hinge": (lambda s: F.relu(1.0 - s), lambda s: F.relu(1.0 + s)),
    "wasserstein": (lambda s: -s, lambda s: s),
}


def autograd(loss, scores):
    """Values of an element-wise torch loss, and its derivative by autograd."""
    leaf = torch.tensor(scores, dtype=torch.float64, requires_grad=True)
    values = loss(leaf)
    (grad,) = torch.autograd.grad(values.sum(), leaf)
    return values.detach().numpy(), grad.numpy()


def assert_equal_to_rounding(actual, expected):
    # Both sides are a few float64 operations, each right to one or two units of 2^-52;
    # relative, so that a tail of 1e-26 counts as much as a slope of 1.
    np.testing.assert_allclose(actual, expected, rtol=8 * 2.0**-52, atol=0.0)


@pytest.mark.parametrize("name", GENERATOR)
def test_a_generator_loss_and_its_slope_are_those_of_torch(name):
    values, grad = autograd(GENERATOR[name], SCORES)
    loss = getattr(games, f"{name}_generator_loss")(SCORES)
    slope = getattr(games, f"{name}_generator_grad")(SCORES)
    assert_equal_to_rounding(loss, values)
    assert_equal_to_rounding(slope, grad)


@pytest.mark.parametrize("name", DISCRIMINATOR)
def test_a_discriminator_loss_and_its_slopes_are_those_of_torch(name):
    real, fake = SCORES, SCORES[::2]
    losses = getattr(games, f"{name}_discriminator_loss")(real, fake)
    slopes = getattr(games, f"{name}_discriminator_grad")(real, fake)
    for term, loss, slope, scores in zip(
        DISCRIMINATOR[name], losses, slopes, (real, fake), strict=True
    ):
        values, grad = autograd(term, scores)
        assert_equal_to_rounding(loss, values)
        assert_equal_to_rounding(slope, grad)


def test_the_two_bce_generator_losses_add_up_to_minus_the_logit():
    # log(1 - D) + (-log D) = log((1 - D) / D).
    total = games.saturating_generator_loss(
        SCORES
    ) + games.non_saturating_generator_loss(SCORES)
    np.testing.assert_allclose(total, -SCORES, rtol=1e-15, atol=2.0**-52)


def test_the_slopes_of_the_two_bce_generators_add_up_to_minus_one():
    total = games.saturating_generator_grad(
        SCORES
    ) + games.non_saturating_generator_grad(SCORES)
    np.testing.assert_allclose(total, -1.0, rtol=2.0**-52)  # one rounded sum


def test_a_confidently_caught_fake_moves_only_the_non_saturating_generator():
    # D = 0.001: the saturating slope is D itself, the other one 1 - D.
    logit = np.log(0.001 / 0.999)
    assert games.saturating_generator_grad(logit) == pytest.approx(-0.001, rel=1e-14)
    assert games.non_saturating_generator_grad(logit) == pytest.approx(
        -0.999, rel=1e-14
    )


def test_at_an_undecided_discriminator_the_bce_game_costs_two_log_two():
    real, fake = games.bce_discriminator_loss(np.zeros(3), np.zeros(5))
    assert real.mean() + fake.mean() == pytest.approx(2 * np.log(2), rel=1e-15)


def test_the_least_squares_discriminator_is_at_rest_at_the_optimal_probability():
    # a (s - 1)²/2 + b s²/2 has its minimum where a (s - 1) + b s = 0: s = a / (a + b).
    p_data, p_g = 0.75, 0.25
    real, fake = games.least_squares_discriminator_grad(0.75, 0.75)
    assert p_data * real + p_g * fake == 0.0


def test_an_infinite_logit_is_a_certain_answer_not_a_nan():
    ends = np.array([-np.inf, np.inf])
    np.testing.assert_array_equal(games.saturating_generator_loss(ends), [0, -np.inf])
    np.testing.assert_array_equal(games.saturating_generator_grad(ends), [0, -1])
    np.testing.assert_array_equal(
        games.non_saturating_generator_loss(ends), [np.inf, 0]
    )
    np.testing.assert_array_equal(games.non_saturating_generator_grad(ends), [-1, 0])


@pytest.mark.parametrize("name", DISCRIMINATOR)
def test_results_never_share_memory_with_the_arguments(name):
    real, fake = SCORES.copy(), SCORES.copy()
    for kind in ("loss", "grad"):
        function = getattr(games, f"{name}_discriminator_{kind}")
        for result, given in zip(function(real, fake), (real, fake), strict=True):
            assert not np.shares_memory(result, given)


@pytest.mark.parametrize("kind", ["loss", "grad"])
def test_nan_is_refused_by_every_loss(kind):
    poisoned = [0.0, np.nan]
    for name in GENERATOR:
        with pytest.raises(ValueError, match="nan"):
            getattr(games, f"{name}_generator_{kind}")(poisoned)
    for name in DISCRIMINATOR:
        for pair in ((poisoned, 0.0), (0.0, poisoned)):
            with pytest.raises(ValueError, match="nan"):
                getattr(games, f"{name}_discriminator_{kind}")(*pair)

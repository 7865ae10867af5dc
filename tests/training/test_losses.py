"""Losses, penalties and their slopes, against ``core.maths``, torch and autograd."""

import math

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from tests.maths import games

GAMES = {loss.game.name: loss.game for loss in LOSSES.values()}
SCORES = torch.linspace(-20.0, 20.0, 81, dtype=torch.float64)
FAR = torch.tensor([-30.0, -8.5, -1.5, -0.25, 0.0, 0.5, 1.5, 8.5, 30.0])
# What its paper says of a loss, a game or a penalty, written by others or once more.
OURS = {name: name.removesuffix("-gp").replace("-", "_") for name in [*LOSSES, *GAMES]}
PAID = {  # with |D'| = s
    "none": lambda s: 0.0,
    "one-sided": lambda s: max(0.0, s - 1.0) ** 2,
    "two-sided": lambda s: (s - 1.0) ** 2,
    "zero-centred": lambda s: s**2,
    "r1": lambda s: s**2 / 2,  # of gamma / 2 E[D'(real)²] in the paper
}


def assert_equal_to_float32(found: Tensor, expected):
    expected = torch.as_tensor(expected, dtype=torch.float64)
    # Relative, so that a slope of 1e-13 counts as much as one of 1; a step or two of
    # exp and a division, each right to 6e-8 (exp to a few more at a score of 30).
    torch.testing.assert_close(found.double(), expected, rtol=4e-6, atol=0.0)


# -- The best D ------------------------------------------------------------------------
@pytest.mark.parametrize("share", [0.2, 0.7])
@pytest.mark.parametrize("game", [game for game in GAMES.values() if game.best])
def test_the_best_d_is_where_the_expected_loss_is_least(game, share):
    scores = torch.linspace(-3.0, 3.0, 6001, dtype=torch.float64)
    on_real, on_fake = game.value(scores, scores, 1.0)
    least = scores[(share * on_real + (1.0 - share) * on_fake).argmin()]
    # 1e-3: so far apart are the scores.
    assert game.best(share) == pytest.approx(game.output(least.numpy()), abs=1e-3)


# -- G's -------------------------------------------------------------------------------
@pytest.mark.parametrize("loss", LOSSES)
def test_gs_loss_and_its_slope_are_those_of_the_losses_module(loss):
    record, oracle = LOSSES[loss], f"{OURS[loss]}_generator"
    # A few operations of float64, each right to 1e-16, relative.
    expected = getattr(games, f"{oracle}_loss")(SCORES.numpy())
    np.testing.assert_allclose(record.value(SCORES), expected, rtol=1e-14)
    expected = getattr(games, f"{oracle}_grad")(FAR.numpy())
    assert_equal_to_float32(record.slope(FAR), expected)


@pytest.mark.parametrize("loss", LOSSES)
def test_gs_loss_of_one_score_is_its_loss(loss):
    for score in (-30.0, -1.0, 0.0, 0.5, 30.0):
        value = LOSSES[loss].value(torch.tensor(score, dtype=torch.float64))
        # torch's softplus is a straight line beyond 20: 2e-9 off.
        assert LOSSES[loss].at(score) == pytest.approx(
            value.item(), rel=1e-13, abs=3e-9
        )


@pytest.mark.parametrize("loss", LOSSES)
def test_gs_slope_is_autograds(loss):
    scores = SCORES.clone().requires_grad_()
    (slope,) = torch.autograd.grad(LOSSES[loss].value(scores).sum(), scores)
    torch.testing.assert_close(LOSSES[loss].slope(SCORES), slope, rtol=1e-14, atol=0)


# -- D's -------------------------------------------------------------------------------
@pytest.mark.parametrize("game", GAMES)
def test_ds_losses_and_their_slopes_are_those_of_the_losses_module(game):
    record, oracle = GAMES[game], f"{OURS[game]}_discriminator"
    expected = getattr(games, f"{oracle}_loss")(SCORES.numpy(), SCORES.numpy())
    for one, other in zip(record.value(SCORES, SCORES, 1.0), expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-14)
    expected = getattr(games, f"{oracle}_grad")(FAR.numpy(), FAR.numpy())
    for one, other in zip(record.slope(FAR, FAR, 1.0), expected, strict=True):
        assert_equal_to_float32(one, other)


@pytest.mark.parametrize("label", [1.0, 0.9])
@pytest.mark.parametrize("game", GAMES)
def test_ds_slopes_are_autograds(game, label):
    real, fake = SCORES.clone().requires_grad_(), SCORES.clone().requires_grad_()
    value = torch.add(*GAMES[game].value(real, fake, label)).sum()
    expected = torch.autograd.grad(value, [real, fake])
    for one, other in zip(
        GAMES[game].slope(SCORES, SCORES, label), expected, strict=True
    ):
        # 1e-16 of a label of 0.9, where D is about right.
        torch.testing.assert_close(one.double(), other, rtol=1e-14, atol=1e-15)


def test_label_smoothing_is_bce_with_that_label_and_only_on_reals():
    real, fake = GAMES["bce"].value(SCORES, SCORES, 0.9)
    label = torch.full_like(SCORES, 0.9)
    expected = F.binary_cross_entropy_with_logits(SCORES, label, reduction="none")
    torch.testing.assert_close(real, expected, rtol=1e-14, atol=1e-14)
    assert torch.equal(fake, GAMES["bce"].value(SCORES, SCORES, 1.0)[1])


def test_a_smoothed_label_moves_the_slope_on_reals_alone():
    real, fake = GAMES["bce"].slope(FAR, FAR, 0.9)
    # At rest where D(real) is the label.
    rest = torch.tensor([math.log(0.9 / 0.1)])
    assert GAMES["bce"].slope(rest, rest, 0.9)[0] == pytest.approx(0.0, abs=1e-7)
    assert_equal_to_float32(fake, games.bce_discriminator_grad(0.0, FAR.numpy())[1])
    torch.testing.assert_close(real, FAR.sigmoid() - 0.9, rtol=0, atol=2e-7)


@pytest.mark.parametrize("game", [name for name in GAMES if name != "bce"])
def test_only_the_bce_game_has_labels_to_smooth(game):
    for one, other in zip(
        GAMES[game].value(SCORES, SCORES, 0.9),
        GAMES[game].value(SCORES, SCORES, 1.0),
        strict=True,
    ):
        assert torch.equal(one, other)
    assert GAMES[game].smoothed is None


# -- Penalties -------------------------------------------------------------------------
@pytest.mark.parametrize("slope", [-2.5, -0.5, 0.0, 0.5, 2.5])
@pytest.mark.parametrize("kind", PENALTIES)
def test_a_penalty_is_what_its_paper_says_of_a_slope(kind, slope):
    found = PENALTIES[kind].value(torch.tensor([slope]))
    assert found == pytest.approx(PAID[kind](abs(slope)), rel=1e-6)


@pytest.mark.parametrize("kind", [name for name in PENALTIES if name != "none"])
def test_a_penaltys_slope_is_autograds(kind):
    slope = SCORES.clone().requires_grad_()
    (expected,) = torch.autograd.grad(PENALTIES[kind].value(slope).sum(), slope)
    assert torch.equal(PENALTIES[kind].slope(SCORES), expected)

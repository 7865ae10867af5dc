import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from core.maths.batch_loss import batch_shares, growth

REAL = [0.9, 0.8, 0.95, 0.85, 0.7]
FAKE = [0.1, 0.2, 0.15, 0.25, 0.3]
LABELS = [1.0] * 5 + [0.0] * 5


def test_the_worked_example_gives_0_1798_and_0_2271_and_0_4069():
    batch = batch_shares(REAL + FAKE, LABELS)
    assert f"{batch.mean_real:.4f}" == "0.1798"
    assert f"{batch.mean_fake:.4f}" == "0.2271"
    assert f"{batch.total:.4f}" == "0.4069"


def test_the_means_are_minus_the_mean_log_of_each_half():
    batch = batch_shares(REAL + FAKE, LABELS)
    real = -math.fsum(math.log(p) for p in REAL) / 5
    fake = -math.fsum(math.log1p(-p) for p in FAKE) / 5
    assert batch.mean_real == pytest.approx(real, rel=1e-15)  # a handful of roundings
    assert batch.mean_fake == pytest.approx(fake, rel=1e-15)


def test_the_plain_mean_is_half_of_the_total_only_if_the_halves_are_equally_large():
    equal = batch_shares(REAL + FAKE, LABELS)
    assert equal.mean == pytest.approx(equal.total / 2, rel=1e-15)
    unequal = batch_shares(REAL + FAKE[:1], LABELS[:6])
    assert abs(unequal.mean - unequal.total / 2) > 0.01


def test_the_order_of_the_samples_moves_no_share():
    mixed = np.random.default_rng(0).permutation(10)
    batch = batch_shares(REAL + FAKE, LABELS)
    moved = batch_shares(np.array(REAL + FAKE)[mixed], np.array(LABELS)[mixed])
    np.testing.assert_array_equal(moved.share, batch.share[mixed])
    np.testing.assert_array_equal(moved.grad_share, batch.grad_share[mixed])


batches = st.lists(
    st.tuples(st.floats(-15.0, 15.0), st.sampled_from([0.0, 0.1, 0.5, 0.9, 1.0])),
    min_size=1,
    max_size=12,
)


@given(batches)
@settings(max_examples=100, deadline=None, derandomize=True)
def test_shares_and_slopes_are_those_of_the_discriminator_loss_in_torch(rows):
    x = torch.tensor([r[0] for r in rows], dtype=torch.float64, requires_grad=True)
    y = torch.tensor([r[1] for r in rows], dtype=torch.float64)
    probs = torch.sigmoid(x)
    halves = [side for side in (y >= 0.5, y < 0.5) if side.any()]
    means = [functional.binary_cross_entropy(probs[s], y[s]) for s in halves]
    loss = torch.stack(means).sum()
    (slopes,) = torch.autograd.grad(loss, x)
    batch = batch_shares(probs.detach().numpy(), y.numpy())
    # torch goes through 1 / (1 - p), which at l = 15 has lost exp(15) * 2^-53 = 4e-10.
    np.testing.assert_allclose(batch.grad_share, slopes.numpy(), rtol=0, atol=1e-9)
    # Both take their logarithms of the same float p: a few roundings.
    assert batch.total == pytest.approx(loss.item(), rel=1e-14)
    assert batch.share.sum() == pytest.approx(batch.total, rel=1e-14)


def test_a_half_without_samples_has_no_mean_and_adds_nothing():
    only_real = batch_shares(REAL, np.ones(5))
    assert math.isnan(only_real.mean_fake)
    assert only_real.total == pytest.approx(only_real.mean_real, rel=1e-15)
    only_fake = batch_shares(FAKE, np.zeros(5))
    assert math.isnan(only_fake.mean_real)
    assert only_fake.total == pytest.approx(only_fake.mean_fake, rel=1e-15)


def test_one_certain_mistake_costs_the_whole_batch_but_pulls_no_harder_than_1():
    batch = batch_shares([0.0, 0.9, 0.1], [1.0, 1.0, 0.0])
    assert batch.total == batch.mean == batch.mean_real == math.inf
    assert batch.mean_fake == pytest.approx(-math.log(0.9), rel=1e-15)
    assert batch.grad_share[0] == -0.5  # -1 over a half of two


def test_an_empty_batch_is_refused():
    with pytest.raises(ValueError, match="at least one sample"):
        batch_shares([], [])


@pytest.mark.parametrize(
    ("probs", "labels"),
    [(0.5, 1.0), ([0.5, 0.5], 1.0), ([[0.5], [0.5]], [1.0, 0.0]), ([0.5], [1.0, 0.0])],
)
def test_predictions_without_exactly_one_label_each_are_refused(probs, labels):
    with pytest.raises(ValueError, match="one label per prediction"):
        batch_shares(probs, labels)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan])
def test_a_bad_value_in_a_batch_is_refused(bad):
    with pytest.raises(ValueError, match="probs must lie"):
        batch_shares([0.5, bad], [1.0, 0.0])
    with pytest.raises(ValueError, match="labels must lie"):
        batch_shares([0.5, 0.5], [1.0, bad])


def test_growth_agrees_with_torchs_sum_and_mean_reductions_and_their_autograd():
    rng = np.random.default_rng(0)
    logits, sizes = rng.normal(1.5, 1.0, 64), np.array([1, 2, 7, 64])
    grown = growth(logits, 1.0, sizes)
    for at, m in enumerate(sizes):
        for reduction, loss, grad in (
            ("sum", grown.loss_sum, grown.grad_sum),
            ("mean", grown.loss_mean, grown.grad_mean),
        ):
            bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
            batch = torch.tensor(logits[:m]) + bias
            cost = torch.nn.functional.binary_cross_entropy_with_logits(
                batch, torch.ones_like(batch), reduction=reduction
            )
            (slope,) = torch.autograd.grad(cost, bias)
            # 1e-12: sums of 64 doubles in another order.
            assert loss[at] == pytest.approx(cost.item(), rel=1e-12)
            assert grad[at] == pytest.approx(slope.item(), rel=1e-12)


@pytest.mark.parametrize("sizes", [[0], [65], [1.5], [-1, 3]])
def test_growth_refuses_sizes_that_the_batch_does_not_have(sizes):
    with pytest.raises(ValueError, match="whole numbers from 1 to 64"):
        growth(np.zeros(64), 1.0, sizes)

import math

import mpmath
import numpy as np
import pytest
import torch
from scipy import integrate, special, stats
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.maths.fixed_game import (
    discriminator_logit,
    draw_batch,
    exact_means,
    running_means,
    standard_error,
    term_spread,
)
from tests.maths.games import (
    bce_discriminator_loss,
    non_saturating_generator_loss,
    saturating_generator_loss,
)

LARGEST = 4096
# Some thousand numbers near 1 are summed; each sum may be off by sqrt(4096) roundings.
SUMMED = 64 * 2.0**-53
# Quadrature in 40 digits, so all the error is core's: a sum of 481 rounded terms.
QUADRATURE = 1e-14


def real_loss(x):  # -log D(x), written with D itself
    return -mpmath.log(1 / (1 + mpmath.exp(x - mpmath.mpf(1.5))))


def fake_loss(x):  # -log(1 - D(x))
    return -mpmath.log(1 - 1 / (1 + mpmath.exp(x - mpmath.mpf(1.5))))


def expected(function, mean):
    """E[function(x)] for x ~ N(mean, 1), in 40 digits."""
    cuts = [mean + k for k in (-14, -7, -3, 0, 3, 7, 14)]
    return mpmath.mpf(mpmath.quad(lambda x: function(x) * mpmath.npdf(x, mean), cuts))


def moments(loss, mean):
    """Mean and standard deviation of loss(x) for x ~ N(mean, 1)."""
    with mpmath.workdps(40):
        first = expected(loss, mean)
        variance = expected(lambda x: (loss(x) - first) ** 2, mean)
        return float(first), float(mpmath.sqrt(variance))


# -- Expectations ----------------------------------------------------------------------


def test_the_expectations_are_those_of_a_quadrature_in_40_digits():
    means, (real_spread, fake_spread) = exact_means(), term_spread()
    real, fake = moments(real_loss, 0), moments(fake_loss, 2)
    assert (means.real, real_spread) == pytest.approx(real, rel=QUADRATURE)
    assert (means.fake, fake_spread) == pytest.approx(fake, rel=QUADRATURE)
    flipped = moments(real_loss, 2)[0]
    assert means.flipped == pytest.approx(flipped, rel=QUADRATURE)


def test_scipys_adaptive_quadrature_agrees_on_the_value_of_the_game():
    def integrand(x):
        log_d, log_not_d = stats.logistic.logcdf([1.5 - x, x - 1.5])
        return stats.norm.pdf(x) * log_d + stats.norm.pdf(x, 2.0) * log_not_d

    value, _ = integrate.quad(integrand, -12.0, 14.0, epsabs=1e-13, epsrel=1e-13)
    assert exact_means().value == pytest.approx(value, abs=1e-12)  # what quad was asked


def test_flipping_the_label_of_a_fake_adds_its_logit_with_a_minus():
    # -log D = -log(1 - D) - logit, and the fakes' mean logit is 3/2 - 2.
    means = exact_means()
    assert means.flipped - means.fake == pytest.approx(0.5, rel=QUADRATURE)


def test_this_discriminator_is_not_the_best_and_the_best_does_better():
    # The best logit is log p_real - log p_fake = 2 - 2x.
    def integrand(x):
        log_d, log_not_d = stats.logistic.logcdf([2.0 - 2.0 * x, 2.0 * x - 2.0])
        return stats.norm.pdf(x) * log_d + stats.norm.pdf(x, 2.0) * log_not_d

    best, _ = integrate.quad(integrand, -12.0, 14.0)
    assert best == pytest.approx(-0.712633, abs=1e-6)  # 2 JS - 2 log 2 at distance 2
    assert exact_means().value < best - 0.1


# -- Batches ---------------------------------------------------------------------------


def test_a_batch_is_m_real_then_m_fake_samples_with_the_term_that_survives():
    batch = draw_batch(5, seed=3)
    np.testing.assert_array_equal(batch.labels, [1.0] * 5 + [0.0] * 5)
    # A few roundings, in whatever order.
    np.testing.assert_allclose(batch.probs, special.expit(1.5 - batch.x), rtol=1e-15)
    surviving = np.where(batch.labels == 1.0, batch.probs, 1.0 - batch.probs)
    # 1 - D is rounded, and D comes near 1 only to 0.97 in this batch.
    np.testing.assert_allclose(batch.losses, -np.log(surviving), rtol=1e-14)


def test_torch_gives_the_same_losses_to_the_same_batch():
    batch = draw_batch(LARGEST, seed=0)
    logits = torch.tensor(discriminator_logit(batch.x))
    target = F.binary_cross_entropy_with_logits(
        logits, torch.tensor(batch.labels), reduction="none"
    )
    # Torch's formula cancels where D is sure and right: its error is absolute.
    np.testing.assert_allclose(batch.losses, target.numpy(), rtol=1e-15, atol=1e-15)


def test_a_larger_batch_of_one_seed_begins_with_the_smaller_one():
    largest = draw_batch(LARGEST, seed=7)
    for m in (1, 2, 3, 16, 255, 4095):
        batch = draw_batch(m, seed=7)
        np.testing.assert_array_equal(batch.x[:m], largest.x[:m])
        np.testing.assert_array_equal(batch.x[m:], largest.x[LARGEST:][:m])
        np.testing.assert_array_equal(batch.losses[m:], largest.losses[LARGEST:][:m])


def test_a_seed_repeats_its_batch_and_another_seed_does_not():
    np.testing.assert_array_equal(draw_batch(16, 0).x, draw_batch(16, 0).x)
    assert not np.isin(draw_batch(16, 0).x, draw_batch(16, 1).x).any()


def test_the_samples_come_from_the_two_stated_normals():
    x = draw_batch(LARGEST, seed=0).x
    for half, mean in ((x[:LARGEST], 0.0), (x[LARGEST:], 2.0)):
        assert stats.kstest(half - mean, "norm").pvalue > 0.01
    assert abs(np.corrcoef(x[:LARGEST], x[LARGEST:])[0, 1]) < 3.0 / math.sqrt(LARGEST)


def test_drawing_leaves_numpys_global_generator_alone():
    before = str(np.random.get_state())  # noqa: NPY002 (the state to watch)
    draw_batch(16, 0)
    assert str(np.random.get_state()) == before  # noqa: NPY002


# -- Means of a batch ------------------------------------------------------------------


@pytest.mark.parametrize("m", [1, 2, 16, 1000, LARGEST])
def test_the_running_means_at_m_are_the_means_of_the_batch_of_m(m):
    running, batch = running_means(draw_batch(LARGEST, seed=5)), draw_batch(m, seed=5)
    real, fake = batch.losses[:m], batch.losses[m:]
    flipped = np.logaddexp(0.0, batch.x[m:] - 1.5)
    for ours, losses in (
        (running.real, real),
        (running.fake, fake),
        (running.flipped, flipped),
        (running.over_2m, batch.losses),
    ):
        assert ours.shape == (LARGEST,)
        assert ours[m - 1] == pytest.approx(math.fsum(losses) / losses.size, rel=SUMMED)


def test_the_losses_are_torchs_on_the_same_batch():
    m = 512
    batch = draw_batch(m, seed=2)
    means = running_means(batch)
    d = torch.sigmoid(torch.tensor(discriminator_logit(batch.x)))
    real, fake = d[:m], d[m:]
    labels = torch.tensor(batch.labels)
    for ours, theirs in (
        (means.value, real.log().mean() + (1 - fake).log().mean()),
        (means.over_2m, F.binary_cross_entropy(d, labels)),
        (
            means.discriminator_loss,
            F.binary_cross_entropy(real, torch.ones_like(real))
            + F.binary_cross_entropy(fake, torch.zeros_like(fake)),
        ),
        (means.saturating_loss, (1 - fake).log().mean()),
        (
            means.non_saturating_loss,
            F.binary_cross_entropy(fake, torch.ones_like(fake)),
        ),
    ):
        # Torch's D near 1 costs log(1 - D) some digits: 1e-16 / (1 - D), 1 - D > 1e-3.
        assert ours[-1] == pytest.approx(theirs.item(), rel=1e-13)


def test_the_losses_are_those_of_the_vanishing_gradient_page():
    m = 64
    batch = draw_batch(m, seed=4)
    logits = discriminator_logit(batch.x)
    real, fake = bce_discriminator_loss(logits[:m], logits[m:])
    means = running_means(batch)
    saturating = saturating_generator_loss(logits[m:]).mean()
    non_saturating = non_saturating_generator_loss(logits[m:]).mean()
    total = real.mean() + fake.mean()
    assert means.discriminator_loss[-1] == pytest.approx(total, rel=SUMMED)
    assert means.saturating_loss[-1] == pytest.approx(saturating, rel=SUMMED)
    assert means.non_saturating_loss[-1] == pytest.approx(non_saturating, rel=SUMMED)


def test_the_mean_over_2m_is_half_of_the_discriminators_loss_and_minus_half_of_v():
    means = exact_means()
    assert means.over_2m == means.discriminator_loss / 2.0 == -means.value / 2.0
    assert means.value < 0.0 < means.discriminator_loss
    assert means.saturating_loss < 0.0 < means.non_saturating_loss


# -- The band --------------------------------------------------------------------------


def test_the_band_falls_as_one_over_the_root_of_m():
    sizes = np.array([1, 4, 16, 4096])
    band = standard_error(sizes)
    np.testing.assert_allclose(band * np.sqrt(sizes), band[0], rtol=4e-16)
    real, fake = moments(real_loss, 0)[1], moments(fake_loss, 2)[1]
    assert band[0] == pytest.approx(math.sqrt(real**2 + fake**2), rel=QUADRATURE)


@pytest.mark.parametrize("m", [1, 16, 256])
def test_a_thousand_batches_spread_as_the_band_says(m):
    batches = [draw_batch(m, seed) for seed in range(1000)]
    losses = [running_means(batch).discriminator_loss[-1] for batch in batches]
    # A standard deviation from 1000 draws is known to 1/sqrt(2000) = 2.2 %, or a
    # little worse for the skewed terms at m = 1; a mean to the band / sqrt(1000).
    assert np.std(losses) == pytest.approx(float(standard_error(m)), rel=0.09)
    off = np.mean(losses) - exact_means().discriminator_loss
    assert abs(off) < 4.0 * standard_error(m) / math.sqrt(1000.0)


# -- Refusals --------------------------------------------------------------------------


def test_an_empty_batch_and_a_negative_seed_are_refused_by_value():
    with pytest.raises(ValueError, match="m >= 1, got 0"):
        draw_batch(0, 0)
    with pytest.raises(ValueError, match="seed must not be negative, got -1"):
        draw_batch(1, -1)
    with pytest.raises(ValueError, match=r"m >= 1, got 0\.5"):
        standard_error([16, 0.5])
    with pytest.raises(ValueError, match="m >= 1, got nan"):
        standard_error(math.nan)

"""What a snapshot shows of a run, against autograd, SciPy, POT and closed forms."""

import math
from dataclasses import replace

import numpy as np
import ot
import pytest
import torch
from scipy import stats

from core.gan.activations import ACTIVATIONS
from core.gan.config import Config
from core.gan.losses import LOSSES
from core.gan.targets import NAMES, quantiles
from core.maths import pushforward
from core.maths.densities import Normal
from core.maths.optimal import optimal_discriminator
from core.training.look import EDGES, NODES, X, best_discriminator, target_masses
from core.training.snapshot import ARROWS, losses, pushes, snapshot
from core.training.trainer import Trainer
from tests.training.autograd import torchs

LOG_2 = math.log(2.0)
WIDTH = EDGES[1] - EDGES[0]


def trained(*configs: Config, iterations: int = 20) -> Trainer:
    trainer = Trainer(*configs)
    trainer.advance(iterations)
    return trainer


def grid(runs: int = 1) -> torch.Tensor:
    return torch.tensor(X, dtype=torch.float32)[None, :, None].expand(runs, -1, 1)


def test_the_grid_lies_in_the_middle_of_its_bins():
    np.testing.assert_allclose(X, np.arange(-90, 111) / 10, atol=1e-12)
    np.testing.assert_allclose(np.diff(EDGES), 0.1, atol=1e-12)
    assert len(ARROWS) == 9
    assert 0 <= min(ARROWS) < max(ARROWS) < NODES


# -- It only looks ---------------------------------------------------------------------
def test_a_snapshot_touches_nothing():
    config = Config(target="two-modes", penalty="one-sided", instance_noise=1.0)
    trainer = Trainer(config, replace(config, loss="hinge"))
    trainer.advance(3)

    def everything():
        tensors = [trainer.g.flat, trainer.d.flat, trainer.g.grad, trainer.d.grad]
        tensors += [*trainer.draws.state(), *trainer.scores.values()]
        return [tensor.detach().clone() for tensor in tensors]

    before, torchs_own = everything(), torch.get_rng_state()
    snapshot(trainer)
    assert all(map(torch.equal, before, everything()))
    assert torch.equal(torch.get_rng_state(), torchs_own)


def test_a_run_that_is_watched_is_the_run_that_is_not():
    watched, alone = Trainer(Config()), Trainer(Config())
    for _ in range(5):
        snapshot(watched)
        watched.advance(1)
    alone.advance(5)
    assert torch.equal(watched.g.flat, alone.g.flat)
    assert torch.equal(watched.d.flat, alone.d.flat)


def test_an_old_snapshot_does_not_change_while_training_goes_on():
    trainer = trained(Config())
    seen = snapshot(trainer)
    fakes, scores = seen.fakes.copy(), seen.scores.copy()
    trainer.advance(3)
    np.testing.assert_array_equal(seen.fakes, fakes)
    np.testing.assert_array_equal(seen.scores, scores)


# -- The networks ----------------------------------------------------------------------
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_scores_and_slopes_are_ds_and_autograds(activation):
    trainer = trained(*(Config(activation=activation, seed=s) for s in (0, 1)))
    seen = snapshot(trainer)
    x = grid(2).clone().requires_grad_()
    d = [torchs(trainer.d, activation, run) for run in (0, 1)]
    scores = torch.stack([one(column) for one, column in zip(d, x, strict=True)])
    (slopes,) = torch.autograd.grad(scores.sum(), x)
    # Float32 through three layers: a few of the largest value's roundings of 6e-8.
    for found, expected in ((seen.scores, scores), (seen.slopes, slopes)):
        wanted = expected.detach()[..., 0].numpy()
        np.testing.assert_allclose(found, wanted, atol=1e-5 * np.abs(wanted).max())


def test_fakes_are_g_at_the_quantiles_of_its_noise():
    trainer = trained(Config(generator="plain"), Config(generator="plain", seed=1))
    z = torch.tensor(stats.norm.ppf((np.arange(NODES) + 0.5) / NODES))
    with torch.no_grad():
        expected = trainer.g(z.float()[None, :, None].expand(2, -1, 1))[..., 0]
    np.testing.assert_allclose(snapshot(trainer).fakes, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_arrows_are_autograds_gradient_of_the_stated_loss(loss):
    trainer = trained(Config(loss=loss))
    seen = snapshot(trainer)
    x = torch.tensor(seen.fakes[:, list(ARROWS)], dtype=torch.float32)[..., None]
    x.requires_grad_()
    scores = torchs(trainer.d, "silu", 0)(x)
    (grad,) = torch.autograd.grad(LOSSES[loss].value(scores).sum(), x)
    wanted = grad[..., 0].numpy()
    np.testing.assert_allclose(seen.pushes, wanted, atol=1e-5 * np.abs(wanted).max())


@pytest.mark.parametrize("loss", LOSSES)
def test_the_arrows_are_finite_differences_of_the_stated_loss(loss):
    trainer = trained(Config(loss=loss))
    places, step = torch.linspace(-2.0, 6.0, 33)[None, :, None], 0.02

    def cost(x):
        with torch.no_grad():
            return LOSSES[loss].value(trainer.d(x))[..., 0].double().numpy()

    found = pushes(trainer, places[..., 0].numpy())
    expected = (cost(places + step) - cost(places - step)) / (2 * step)
    # A float32 loss of about 1, right to 1e-7, over 0.04; and step² / 6 of the third
    # derivative, which is about 1.
    np.testing.assert_allclose(found, expected, atol=2e-4)
    assert np.abs(found).max() > 0.01


def test_arrows_of_runs_with_different_losses_are_each_runs_own():
    configs = [Config(loss=loss) for loss in LOSSES]
    trainer = trained(*configs, iterations=3)
    places = torch.linspace(-2.0, 6.0, 9)[None, :, None].expand(len(LOSSES), -1, 1)
    together = pushes(trainer, places[..., 0].numpy())
    for run, config in enumerate(configs):
        alone = pushes(trained(config, iterations=3), places[:1, :, 0].numpy())
        np.testing.assert_allclose(together[run], alone[0], atol=1e-5)


def test_gradient_norms_are_those_of_the_last_step_and_nan_before_it():
    trainer = Trainer(Config(seed=0), Config(seed=1))
    seen = snapshot(trainer)
    assert np.isnan([seen.norm_d, seen.norm_g]).all()
    trainer.advance(1)
    seen = snapshot(trainer)
    for network, norms in ((trainer.d, seen.norm_d), (trainer.g, seen.norm_g)):
        for run in (0, 1):
            pieces = torch.cat([grad[run].flatten() for grad in network.grads])
            assert norms[run] == pytest.approx(pieces.norm().item(), rel=1e-5)


# -- Distances -------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_w1_is_scipys_and_pots(name):
    config = Config(target=name, generator="plain")
    seen = snapshot(trained(config, replace(config, seed=1)))
    places = quantiles(config.density, NODES)
    for fakes, w1 in zip(seen.fakes, seen.w1, strict=True):
        assert w1 == pytest.approx(stats.wasserstein_distance(fakes, places), rel=1e-9)
        assert w1 == pytest.approx(ot.wasserstein_1d(fakes, places), rel=1e-9)


@pytest.mark.parametrize(("name", "distance"), [("normal", 4.0), ("far-normal", 6.0)])
def test_a_residual_generator_starts_as_far_away_as_the_targets_mean(name, distance):
    # N(0, 1) against N(m, 1/2): all quantiles differ in the same direction, mean by m.
    seen = snapshot(Trainer(Config(target=name)))
    assert seen.w1[0] == pytest.approx(distance, abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_target_masses_are_shares_of_the_distribution(name):
    density = Config(target=name).density
    found = target_masses(density)
    assert found.sum() == pytest.approx(1.0, abs=1e-12)
    np.testing.assert_allclose(np.cumsum(found)[:-1], density.cdf(EDGES), atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_the_density_of_the_fakes_adds_up_to_what_is_on_the_grid(name):
    seen = snapshot(trained(Config(target=name)))
    masses = pushforward.bin_masses(seen.fakes, EDGES)
    np.testing.assert_allclose(seen.density * WIDTH, masses[:, 1:-1], atol=1e-12)
    assert seen.density.shape == (1, len(X))


# -- Losses and the certificate --------------------------------------------------------
@pytest.mark.parametrize("loss", LOSSES)
def test_losses_are_what_endless_batches_would_show(loss):
    config = Config(loss=loss, real_label=0.9)
    trainer = trained(config)
    seen, n = snapshot(trainer), 100_000
    real, noise = trainer.draws.real(n), trainer.draws.noise(n)
    with torch.no_grad():
        fake = trainer.g(noise)
        on_real, on_fake = config.game.value(trainer.d(real), trainer.d(fake), 0.9)
        asked = LOSSES[loss].value(trainer.d(fake))
    spread = (on_real.var() + on_fake.var()).div(n).sqrt().item()
    # Five standard errors, and what bins of 0.1 and 256 fakes leave out.
    assert seen.loss_d[0] == pytest.approx(
        (on_real.mean() + on_fake.mean()).item(), abs=5 * spread + 2e-3
    )
    error = asked.std().item() / math.sqrt(n)
    assert seen.loss_g[0] == pytest.approx(asked.mean().item(), abs=5 * error + 2e-3)


@pytest.mark.parametrize("loss", ["saturating", "non-saturating"])
@pytest.mark.parametrize("name", NAMES)
def test_no_d_is_ever_better_than_the_certificate_allows(name, loss):
    trainer = Trainer(*(Config(target=name, loss=loss, seed=s) for s in range(4)))
    for _ in range(8):
        seen = snapshot(trainer)
        np.testing.assert_allclose(seen.least_d, 2 * LOG_2 - 2 * seen.js, rtol=1e-15)
        assert (seen.loss_d >= seen.least_d - 1e-12).all()
        trainer.advance(10)


@pytest.mark.parametrize("name", NAMES)
def test_the_best_d_reaches_the_certificate(name):
    trainer = trained(Config(target=name))
    seen = snapshot(trainer)
    p = target_masses(trainer.config.density)
    q = pushforward.bin_masses(seen.fakes, EDGES)
    with np.errstate(divide="ignore", invalid="ignore"):
        logits = np.log(p) - np.log(q)
    # Where one of them has no mass the best score is endless; 700 is as good.
    scores = np.clip(np.nan_to_num(logits), -700.0, 700.0)
    best, _ = losses(trainer, scores, p, q)
    assert best[0] == pytest.approx(seen.least_d[0], abs=1e-12)
    for nudge in (-0.1, 0.1):
        worse, _ = losses(trainer, scores + nudge, p, q)
        assert worse[0] > best[0]


def test_an_undecided_d_costs_two_log_2_and_its_g_log_2():
    trainer = Trainer(Config())
    with torch.no_grad():
        trainer.d.flat.zero_()
    seen = snapshot(trainer)
    assert seen.loss_d[0] == pytest.approx(2 * LOG_2, rel=1e-12)
    assert seen.loss_g[0] == pytest.approx(LOG_2, rel=1e-12)


# -- The best discriminator ------------------------------------------------------------
def test_the_best_discriminator_of_normals_is_the_closed_form():
    seen = snapshot(Trainer(Config()))
    found = best_discriminator(Config().density, seen.density[0])
    expected = optimal_discriminator(Normal(4.0, 0.5), Normal(), X)
    # The fakes are known as 256 pieces. At 2.5 deviations a piece is 0.2 wide, and over
    # half of it their density falls by a fifth: so much may the odds be wrong.
    there = (X > 0.95) & (X < 2.5)
    found, expected = found[there], expected[there]
    odds = found / (1.0 - found) / (expected / (1.0 - expected))
    np.testing.assert_allclose(odds, 1.0, atol=0.25)


@pytest.mark.parametrize("noise", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("label", [1.0, 0.9])
def test_with_noise_and_a_smoothed_label_the_best_discriminator_is_that_of_the_game(
    noise, label
):
    fakes = stats.norm.pdf(X, 0.0, 1.0)
    found = best_discriminator(Config().density, fakes, label=label, noise=noise)
    # Two normal densities, each wider by the noise: variances add.
    p = stats.norm.pdf(X, 4.0, math.hypot(0.5, noise))
    q = stats.norm.pdf(X, 0.0, math.hypot(1.0, noise))
    near = (X > -2.0) & (X < 6.0)
    # 2e-3: bins of 0.1 instead of a density.
    np.testing.assert_allclose(found[near], (label * p / (p + q))[near], atol=2e-3)


def test_the_best_discriminator_is_nowhere_where_nobody_has_mass():
    found = best_discriminator(Config(target="uniform").density, np.zeros(len(X)))
    inside = (X > 2.0) & (X < 6.0)
    assert (found[inside] == 1.0).all()
    assert np.isnan(found[(X < 1.9) | (X > 6.1)]).all()


@pytest.fixture(scope="module")
def converged():
    """D trained against fakes that stand still, N(3, 1), with falling steps."""
    config = Config(beta1=0.9, beta2=0.999, batch=1024)
    trainer = Trainer(config)
    with torch.no_grad():
        trainer.g.chain[-1].bias.fill_(3.0)
    for rate in (2e-2, 1e-2, 3e-3, 5e-4):
        trainer.change(replace(config, lr_d=rate))
        for _ in range(300):
            trainer.d_step()
    return snapshot(trainer)


def test_a_trained_discriminator_is_the_best_one_where_there_is_mass(converged):
    expected = optimal_discriminator(Normal(4.0, 0.5), Normal(3.0, 1.0), X)
    there = Normal(4.0, 0.5).pdf(X) + Normal(3.0, 1.0).pdf(X) > 0.05
    apart = np.abs(1.0 / (1.0 + np.exp(-converged.scores[0])) - expected)[there]
    # The last steps, small ones, saw 300,000 samples, of which some 1000 lie in a bin
    # at the rim: a share is known to 0.016 there, and to a third of that in the middle.
    assert apart.max() < 0.05
    assert apart.mean() < 0.01


def test_the_value_at_the_best_discriminator_is_two_js_less_two_log_2(converged):
    # What D misses by e costs e² / (2 D (1 - D)) a sample, 0.01² · 2 where it is near a
    # half and several times that where it is almost sure.
    assert -converged.loss_d[0] == pytest.approx(
        2.0 * converged.js[0] - 2.0 * LOG_2, abs=1e-3
    )


# -- What has exploded -----------------------------------------------------------------
@pytest.mark.parametrize("value", [math.nan, math.inf, 1e6])
@pytest.mark.parametrize("network", ["d", "g"])
def test_an_explosion_is_seen_and_nothing_is_raised(network, value):
    trainer = trained(Config())
    assert snapshot(trainer).sound
    with torch.no_grad():
        getattr(trainer, network).chain[-1].bias.fill_(value)
    assert not snapshot(trainer).sound

"""A discriminator that trains alone, against autograd, differences and D*."""

from typing import Any

import numpy as np
import pytest
import torch
from scipy import stats

from core.gan.config import Config
from core.maths.densities import Normal
from core.training.fixed_fakes import QUANTILES, train_alone
from core.training.trainer import Trainer

REAL, FAKE = Normal(0.0, 0.5), Normal(1.0, 1.0)
PLACES = np.linspace(-2.0, 3.0, 11)


def course(steps=(0, 20), **settings: Any) -> Any:
    trainer = Trainer(Config(**settings), Config(**{**settings, "seed": 1}))
    return trainer, train_alone(trainer, REAL, FAKE, PLACES, steps)


def network(trainer, run):
    """The discriminator of one run, as torch's own layers in float64."""
    layers = []
    for layer in trainer.d.chain:
        fan_out, fan_in = layer.weight.shape[1:]
        linear = torch.nn.Linear(fan_in, fan_out, dtype=torch.float64)
        linear.weight.data = layer.weight[run].double()
        linear.bias.data = layer.bias[run, :, 0].double()
        layers += [linear, torch.nn.SiLU()]
    return torch.nn.Sequential(*layers[:-1])


def test_a_snapshot_holds_scores_slopes_and_means_of_torchs_own_network():
    trainer, found = course(loss="wasserstein-gp")
    for run in range(2):
        same = network(trainer, run)
        x = torch.tensor(PLACES)[:, None].requires_grad_()
        scores = same(x)
        (slopes,) = torch.autograd.grad(scores.sum(), x)
        # float32 against float64
        assert found.scores[run, -1] == pytest.approx(
            scores.detach().numpy()[:, 0], abs=1e-5
        )
        assert found.slopes[run, -1] == pytest.approx(slopes.numpy()[:, 0], abs=1e-5)
        shares = (np.arange(QUANTILES) + 0.5) / QUANTILES
        for density, means in ((REAL, found.on_real), (FAKE, found.on_fake)):
            sample = stats.norm(density.mean, density.std).ppf(shares)
            mean = same(torch.tensor(sample)[:, None]).mean().item()
            assert means[run, -1] == pytest.approx(mean, abs=1e-5)


def test_the_same_configs_train_to_the_same_numbers():
    _, once = course(loss="wasserstein-gp")
    _, again = course(loss="wasserstein-gp")
    for one, other in zip(once, again, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_snapshot_on_the_way_changes_nothing():
    _, few = course(steps=(20,))
    _, many = course(steps=(0, 3, 7, 20))
    np.testing.assert_array_equal(few.scores[:, -1], many.scores[:, -1])


def test_the_weights_of_a_clipped_critic_stay_within_the_bound():
    trainer, _ = course(loss="wasserstein", clip=0.05)
    assert trainer.d.flat.detach().abs().max().item() <= np.float32(0.05)


def test_a_discriminator_comes_to_the_log_odds_of_real_and_fake():
    trainer = Trainer(Config(loss="saturating", lr_d=3e-3, batch=512))
    x = np.linspace(-0.8, 1.5, 7)  # where both have mass
    found = train_alone(trainer, REAL, FAKE, x, (1000,))
    frozen: Any = stats.norm
    p, q = (frozen(d.mean, d.std) for d in (REAL, FAKE))
    best = p.logpdf(x) - q.logpdf(x)
    # The batches' noise, at this learning rate.
    assert found.scores[0, -1] == pytest.approx(best, abs=0.3)

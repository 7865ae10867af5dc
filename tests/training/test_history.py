import numpy as np
import pytest
import torch
from scipy import integrate, special, stats
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.gan.config import Config
from core.training.bugs import BUGS
from core.training.history import record
from core.training.look import X
from tests.training.autograd import AutogradTrainer

VANISHING = Config(target="far-normal", loss="saturating", head_start=3, d_steps=2)


@pytest.mark.parametrize("config", [Config(seed=4), VANISHING], ids=str)
def test_the_log_has_torchs_losses_of_the_last_batches_of_each_iteration(config):
    seen = record(config, iterations=3, every=1)
    trainer = AutogradTrainer(config)
    for iteration in range(4):
        trainer.advance(1)
        real, fake, asked = (trainer.scores[of] for of in ("real", "fake", "for_g"))
        ones, bce = torch.ones_like(real), F.binary_cross_entropy_with_logits
        loss_d = bce(real, ones) + bce(fake, 0 * ones)
        saturating = config.loss == "saturating"
        loss_g = -bce(asked, 0 * ones) if saturating else bce(asked, ones)
        # 2e-5: hand-made gradients, in float32, against autograd's.
        assert seen.loss_d[iteration] == pytest.approx(loss_d.item(), rel=2e-5)
        assert seen.loss_g[iteration] == pytest.approx(loss_g.item(), rel=2e-5)


def test_it_is_looked_at_before_the_first_iteration_and_then_every_so_often():
    seen = record("sigmoid", iterations=40, every=20, seed=1)
    assert seen.iterations.tolist() == [0, 20, 40]
    assert len(seen.loss_d) == len(seen.loss_g) == 41
    assert len(seen.density) == len(seen.output) == len(seen.js) == len(seen.w1) == 3
    # A probability taken for a logit: D says from 1/2 to sigmoid(1).
    assert 0.5 <= seen.output.min() <= seen.output.max() <= 1 / (1 + np.exp(-1))


def test_at_the_start_of_a_default_run_the_fakes_are_n_0_1_and_4_away():
    seen = record(Config(), iterations=0, every=1)
    quantiles = stats.norm.ppf((np.arange(256) + 0.5) / 256)
    # float32 noise
    assert seen.fakes[0] == pytest.approx(quantiles, abs=1e-6)
    target = stats.norm.ppf((np.arange(256) + 0.5) / 256, 4, 0.5)
    assert seen.w1[0] == pytest.approx(stats.wasserstein_distance(quantiles, target))

    def lost(x):
        p, q = stats.norm.pdf(x, 4, 0.5), stats.norm.pdf(x)
        m = (p + q) / 2
        return (special.rel_entr(p, m) + special.rel_entr(q, m)) / 2

    exact = integrate.quad(lost, -8, 10, limit=200)[0]
    # 256 quantiles and bins of 0.1 stand for the densities.
    assert seen.js[0] == pytest.approx(exact, abs=2e-3)


def test_a_run_is_repeated_bit_for_bit_and_its_seed_counts():
    first, again = (record("moves-d", iterations=5, every=5, seed=2) for _ in range(2))
    other = record("moves-d", iterations=5, every=5, seed=3)
    assert (first.loss_d == again.loss_d).all()
    assert (first.fakes == again.fakes).all()
    assert (first.loss_d != other.loss_d).all()


def test_an_unknown_bug_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'typo'"):
        record("typo", iterations=1, every=1)


def test_a_critics_scores_are_shown_from_0_to_1_and_in_their_order():
    seen = record("same-sign", iterations=2, every=1, seed=1)
    assert seen.output.min(axis=1) == pytest.approx(0.0, abs=1e-12)
    assert seen.output.max(axis=1) == pytest.approx(1.0)
    loop = BUGS["same-sign"].loop(1)
    scores = loop.d(torch.tensor(X, dtype=torch.float32)[:, None]).flatten()
    span = scores.max() - scores.min()
    expected = ((scores - scores.min()) / span).detach().numpy()
    assert seen.output[0] == pytest.approx(expected, abs=1e-4)  # float32


def test_it_is_looked_at_every_tenth_from_minus_9_to_11():
    assert pytest.approx(np.arange(-90, 111) / 10.0) == X

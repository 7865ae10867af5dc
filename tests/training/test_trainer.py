"""The training loop: what a step does, what it leaves alone, and that it repeats."""

import contextlib
import math
import threading
from dataclasses import replace

import pytest
import torch
from scipy import stats

from core.gan.config import Config
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from core.gan.targets import NAMES, parts, target
from core.training.optimisers import step
from core.training.sampling import samples
from core.training.trainer import Trainer
from tests.training.autograd import penalty, torchs


def weights(trainer: Trainer) -> torch.Tensor:
    return torch.cat([trainer.g.flat, trainer.d.flat]).detach().clone()


def row(trainer: Trainer, run: int) -> torch.Tensor:
    both = [*trainer.g.weights, *trainer.d.weights]
    return torch.cat([weight[run].flatten() for weight in both]).detach()


# -- The penalty -----------------------------------------------------------------------
@pytest.mark.parametrize("kind", [name for name in PENALTIES if name != "none"])
def test_the_penalty_is_that_of_ds_finite_differences(kind):
    config = Config(penalty=kind, penalty_weight=7.0, loss="hinge", generator="plain")
    trainer = Trainer(config)
    with torch.no_grad():
        trainer.d.flat.mul_(3.0)  # slopes on both sides of 1
    real, fake = trainer.draws.real(256), trainer.draws.noise(256)
    before = trainer.draws.between[0].get_state()
    x = trainer.penalty_points(real, fake)
    trainer.draws.between[0].set_state(before)
    with torch.no_grad():
        slopes = (trainer.d(x + 0.01) - trainer.d(x - 0.01)) / 0.02
    # A float32 score of about 5, right to 5e-7, over a step of 0.02.
    expected = 7.0 * PENALTIES[kind].value(slopes).mean().item()
    found = penalty(torchs(trainer.d, "silu", 0), x.view(-1, 1), config)
    assert found.item() == pytest.approx(expected, rel=1e-3)
    assert expected > 0.01


def test_r1_looks_at_reals_and_the_others_between_real_and_fake():
    real, fake = torch.full((1, 500, 1), 4.0), torch.zeros(1, 500, 1)
    at_reals = Trainer(Config(penalty="r1", batch=500)).penalty_points(real, fake)
    assert torch.equal(at_reals, real)
    between = Trainer(Config(penalty="zero-centred", batch=500)).penalty_points(
        real, fake
    )
    # Kolmogorov-Smirnov: drawn evenly along the way.
    shares = between.flatten().numpy() / 4.0
    assert stats.kstest(shares, "uniform").pvalue > 0.01


def test_the_penaltys_weight_multiplies_its_gradient():
    grads = []
    for weight in (0.0, 1.0, 3.0):
        trainer = Trainer(Config(penalty="r1", penalty_weight=weight))
        trainer.d_gradients(trainer.draws.real(256), trainer.draws.noise(256))
        grads.append(trainer.d.grad.clone())
    none, once, thrice = grads
    assert (once - none).abs().max() > 1e-3
    torch.testing.assert_close(thrice - none, 3 * (once - none), rtol=1e-3, atol=1e-6)


# -- Steps -----------------------------------------------------------------------------
@pytest.mark.parametrize("loss", LOSSES)
def test_a_step_of_one_network_leaves_the_other_and_its_gradient_alone(loss):
    trainer = Trainer(Config(loss=loss, generator="plain"))
    trainer.advance(1)
    for take, moved, still in (
        (trainer.d_step, trainer.d, trainer.g),
        (trainer.g_step, trainer.g, trainer.d),
    ):
        before = moved.flat.clone(), still.flat.clone(), still.grad.clone()
        take()
        assert not torch.equal(moved.flat, before[0])
        assert torch.equal(still.flat, before[1])
        assert torch.equal(still.grad, before[2])


def test_gradients_are_of_one_step_and_never_pile_up():
    trainer = Trainer(Config())
    real, fake = trainer.draws.real(256), trainer.draws.noise(256)
    found = []
    for _ in range(2):
        trainer.d_gradients(real, fake)
        trainer.g_gradients(fake)
        found.append((trainer.d.grad.clone(), trainer.g.grad.clone()))
    assert torch.equal(found[0][0], found[1][0])
    assert torch.equal(found[0][1], found[1][1])


def test_d_steps_down_its_loss_and_g_down_its_own():
    config = Config(lr_d=0.02, lr_g=0.02, optimiser_d="sgd", optimiser_g="sgd")
    trainer = Trainer(config)
    real, fake = trainer.draws.real(256), trainer.draws.noise(256)
    losses_d, losses_g = [], []
    for _ in range(2):
        on_real, on_fake = trainer.d(real), trainer.d(trainer.g(fake))
        terms = torch.add(*config.game.value(on_real, on_fake, 1.0))
        losses_d.append(terms.mean().item())
        trainer.d_gradients(real, trainer.g(fake).detach())
        step(trainer.d, trainer.optimiser_d)
    for _ in range(2):
        asked = trainer.d(trainer.g(fake))
        losses_g.append(config.objective.value(asked).mean().item())
        trainer.g_gradients(fake)
        step(trainer.g, trainer.optimiser_g)
    assert losses_d[1] < losses_d[0]
    assert losses_g[1] < losses_g[0]


def test_a_head_start_is_made_once_and_before_the_first_iteration():
    ahead = Trainer(Config(head_start=7))
    ahead.advance(0)
    by_steps = Trainer(Config())
    for _ in range(7):
        by_steps.d_step()
    assert torch.equal(weights(ahead), weights(by_steps))
    assert (ahead.iterations, ahead.ahead) == (0, 7)
    ahead.advance(2)
    by_steps.advance(2)
    assert torch.equal(weights(ahead), weights(by_steps))


def test_an_iteration_is_ds_steps_then_gs():
    trainer, seen = Trainer(Config(d_steps=3, g_steps=2)), []
    trainer.d_step = lambda: seen.append("D")
    trainer.g_step = lambda: seen.append("G")
    trainer.advance(2)
    assert "".join(seen) == "DDDGG" * 2
    assert trainer.iterations == 2


def test_clipping_bounds_every_weight_of_a_wasserstein_critic_alone():
    config = Config(clip=0.05)
    trainer = Trainer(*(replace(config, loss=loss) for loss in LOSSES))
    trainer.advance(2)
    for run, loss in enumerate(LOSSES):
        top = max(weight[run].abs().max().item() for weight in trainer.d.weights)
        assert (top <= 0.05 + 1e-9) == (loss == "wasserstein")
    alone = Trainer(replace(config, loss="wasserstein"))
    alone.advance(2)
    assert alone.d.flat.abs().max() <= 0.05 + 1e-9


def test_instance_noise_falls_in_a_straight_line_to_nothing():
    config = Config(instance_noise=3.0, noise_until=100)
    assert [config.noise_at(k) for k in (0, 50, 99, 100, 5000)] == pytest.approx(
        [3.0, 1.5, 0.03, 0.0, 0.0]
    )


def test_instance_noise_is_on_all_that_d_sees():
    trainer = Trainer(Config(instance_noise=2.0, batch=4096))
    trainer.d_step()
    trainer.g_step()
    (real, fake), (for_g,) = trainer.both_through_d.x, trainer.through_d.x
    # Variances add up; the standard error of a deviation from 4096 draws is 1.1 %.
    assert real.std().item() == pytest.approx(math.hypot(0.5, 2.0), rel=0.05)
    assert fake.std().item() == pytest.approx(math.hypot(1.0, 2.0), rel=0.05)
    assert for_g.std().item() == pytest.approx(math.hypot(1.0, 2.0), rel=0.05)


def test_without_instance_noise_nothing_is_drawn_for_it():
    quiet, over = Trainer(Config()), Trainer(Config(instance_noise=1.0, noise_until=1))
    over.iterations = 1
    quiet.d_step()
    over.d_step()
    assert torch.equal(weights(quiet), weights(over))


# -- Chance ----------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_samples_follow_the_target(name):
    density = target(name)
    drawn = samples(parts(density), 20_000, [torch.Generator().manual_seed(5)])
    assert drawn.shape == (1, 20_000, 1)
    # Kolmogorov-Smirnov: of correct samplers one in a hundred would fail; seed 5 is
    # fixed, so that it is always the same.
    assert stats.kstest(drawn.flatten().double().numpy(), density.cdf).pvalue > 0.01


def test_noise_is_standard_normal():
    drawn = Trainer(Config()).draws.noise(20_000).flatten().double().numpy()
    assert stats.kstest(drawn, "norm").pvalue > 0.01


@contextlib.contextmanager
def another_trains():
    """Meanwhile another thread trains too, and reseeds torch's own generator."""
    stop = threading.Event()

    def other():
        rival = Trainer(Config(seed=99))
        while not stop.is_set():
            torch.manual_seed(0)
            rival.advance(1)

    thread = threading.Thread(target=other)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


REPEATED = {
    "healthy": Config(seed=7),
    "mixture, noise": Config(target="two-modes", instance_noise=1.0, seed=8),
    "penalty": Config(loss="wasserstein-gp", target="drawn", generator="plain"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_a_run_repeats_bit_for_bit_whatever_other_threads_do(name):
    quiet = Trainer(REPEATED[name])
    quiet.advance(15)
    busy = Trainer(REPEATED[name])
    with another_trains():
        for _ in range(15):
            torch.manual_seed(1)
            busy.advance(1)
    assert torch.equal(weights(quiet), weights(busy))


def test_another_seed_is_another_run():
    one, other = Trainer(Config(seed=1)), Trainer(Config(seed=2))
    assert not torch.equal(weights(one), weights(other))


def test_changes_made_at_the_same_moment_give_the_same_run():
    later = Config(loss="hinge", lr_g=5e-3, penalty="r1", d_steps=2, batch=64)
    found = []
    for _ in range(2):
        trainer = Trainer(Config())
        trainer.advance(5)
        trainer.change(later)
        trainer.advance(5)
        assert trainer.config == later
        found.append(weights(trainer))
    assert torch.equal(*found)


@pytest.mark.parametrize("name", REPEATED)
@pytest.mark.parametrize("optimiser", ["adam", "sgd"])
def test_after_going_back_the_run_repeats_bit_for_bit(name, optimiser):
    config = replace(REPEATED[name], optimiser_d=optimiser, head_start=3)
    trainer = Trainer(config, replace(config, seed=9))
    trainer.advance(4)
    state = trainer.state()
    trainer.advance(6)
    first = weights(trainer)
    for _ in range(2):  # the state itself must survive being gone back to
        trainer.restore(state)
        assert trainer.iterations == 4
        trainer.advance(6)
        assert torch.equal(weights(trainer), first)
    fresh = Trainer(config, replace(config, seed=9))  # as after a restart
    fresh.restore(state)
    fresh.advance(6)
    assert torch.equal(weights(fresh), first)


def test_going_back_keeps_the_learning_rate_that_is_set_now():
    trainer = Trainer(Config())
    state = trainer.state()
    trainer.change(Config(lr_d=0.0, lr_g=0.0))
    trainer.restore(state)
    before = weights(trainer)
    trainer.advance(3)
    assert torch.equal(weights(trainer), before)


def test_a_changed_learning_rate_holds_from_the_next_step_on():
    trainer = Trainer(Config(optimiser_g="sgd"))
    trainer.advance(3)
    for rate in (1e-3, 2e-2):
        trainer.change(Config(optimiser_g="sgd", lr_g=rate))
        before = trainer.g.flat.clone()
        trainer.g_step()
        moved = before - trainer.g.flat
        torch.testing.assert_close(moved, rate * trainer.g.grad, rtol=1e-3, atol=2e-7)


# -- Several runs ----------------------------------------------------------------------
@pytest.mark.parametrize("name", REPEATED)
def test_a_run_beside_seven_others_is_the_run_alone(name):
    config = REPEATED[name]
    together = Trainer(*(replace(config, seed=seed) for seed in range(8)))
    alone = Trainer(replace(config, seed=5))
    assert torch.equal(row(together, 5), row(alone, 0))
    for trainer in (together, alone):
        trainer.advance(15)
    # Products of other shapes round otherwise, which Adam may turn into a small part
    # of its steps of 1e-3; fifteen of them.
    assert (row(together, 5) - row(alone, 0)).abs().max() < 1e-4


@pytest.mark.parametrize("penalty", PENALTIES)
def test_a_loss_beside_other_losses_is_the_run_alone(penalty):
    # With penalty "none" only one of them looks at D's slope, and draws places for it.
    configs = [Config(loss=loss, penalty=penalty, seed=3) for loss in LOSSES]
    together = Trainer(*configs)
    together.advance(6)
    for run, config in enumerate(configs):
        alone = Trainer(config)
        alone.advance(6)
        assert (row(together, run) - row(alone, 0)).abs().max() < 1e-4


def test_two_losses_from_one_seed_start_alike_and_see_the_same_draws():
    trainer = Trainer(Config(target="two-modes"), Config("two-modes", loss="hinge"))
    assert torch.equal(row(trainer, 0), row(trainer, 1))
    trainer.advance(3)
    assert not torch.equal(row(trainer, 0), row(trainer, 1))
    for draws in (trainer.draws.real(256), trainer.draws.noise(256)):
        assert torch.equal(draws[0], draws[1])


def test_a_run_that_explodes_takes_no_other_with_it():
    trainer = Trainer(Config(loss="wasserstein-gp"), Config(loss="hinge"))
    alone = Trainer(Config(loss="hinge"))
    with torch.no_grad():
        trainer.d.chain[0].weight[0] = float("nan")
    trainer.advance(4)
    alone.advance(4)
    assert row(trainer, 0).isnan().any()
    assert (row(trainer, 1) - row(alone, 0)).abs().max() < 1e-4


def test_runs_side_by_side_may_differ_in_loss_and_seed_alone():
    with pytest.raises(ValueError, match="loss and seed alone"):
        Trainer(Config(), Config(lr_d=0.1))
    with pytest.raises(ValueError, match="loss and seed alone"):
        Trainer()


def test_a_change_reaches_the_loss_only_if_all_share_one():
    shared = Trainer(Config(), Config(seed=1))
    shared.change(Config(loss="hinge", seed=4))
    assert [config.loss for config in shared.configs] == ["hinge", "hinge"]
    assert [config.seed for config in shared.configs] == [0, 1]
    apart = Trainer(Config(), Config(loss="hinge"))
    apart.change(Config(loss="least-squares", d_steps=4))
    assert [config.loss for config in apart.configs] == ["non-saturating", "hinge"]
    assert apart.config.d_steps == 4


def test_the_losses_told_are_those_of_the_first_of_several_runs():
    runs = [Config(seed=3, batch=16), Config(seed=5, batch=16)]
    found = [Trainer(*configs).iteration() for configs in (runs, runs[:1], runs[1:])]
    assert found[0] == pytest.approx(found[1], rel=1e-5)  # float32, other sums
    assert found[0] != pytest.approx(found[2], rel=1e-3)

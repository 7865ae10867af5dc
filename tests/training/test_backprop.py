"""Gradients derived by hand against autograd's, and against finite differences."""

import pytest
import torch
from torch import Tensor

from core.gan.activations import ACTIVATIONS
from core.gan.config import GENERATORS, Config
from core.gan.losses import LOSSES
from core.gan.penalties import PENALTIES
from core.training import trainer as training
from core.training.backprop import with_slope
from core.training.trainer import Trainer
from tests.training.autograd import MODULES, AutogradTrainer

# A float32 is right to 6e-8. A gradient is a sum over 512 terms of either sign through
# three layers, and a few of its largest entry's roundings are lost: 1e-5 of that entry.
ROUNDING = 1e-5


def twins(*configs: Config) -> tuple[AutogradTrainer, Trainer]:
    """By autograd and by hand, a little trained; D has slopes on both sides of 1."""
    autograd, by_hand = AutogradTrainer(*configs), Trainer(*configs)
    autograd.advance(2)
    with torch.no_grad():
        autograd.d.flat.mul_(5.0)
    by_hand.restore(autograd.state())
    return autograd, by_hand


def assert_close(found: Tensor, expected: Tensor, within: float = ROUNDING):
    assert expected.abs().max() > 0
    assert (found - expected).abs().max() <= within * expected.abs().max()


def assert_same_gradients(*configs: Config):
    autograd, by_hand = twins(*configs)
    # A tenth of the reals far out, so that slopes on both sides of every kink count.
    real = 3.0 * autograd.draws.noise(configs[0].batch)
    noise = autograd.draws.noise(configs[0].batch)
    by_hand.draws.restore(autograd.draws.state())
    for trainer in (autograd, by_hand):
        trainer.d_gradients(real, trainer.g(noise).detach())
        trainer.g_gradients(noise)
    assert_close(by_hand.d.grad, autograd.d.grad)
    assert_close(by_hand.g.grad, autograd.g.grad)


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_with_every_activation_has_autograds_gradients(loss, activation):
    assert_same_gradients(Config(loss=loss, activation=activation))


@pytest.mark.parametrize("generator", GENERATORS)
@pytest.mark.parametrize(("depth", "width"), [(1, 1), (1, 32), (2, 5), (4, 16)])
def test_every_shape_of_network_has_autograds_gradients(generator, depth, width):
    shape = {"depth_d": depth, "depth_g": depth, "width_d": width, "width_g": width}
    assert_same_gradients(Config(generator=generator, **shape))


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("penalty", [name for name in PENALTIES if name != "none"])
def test_every_penalty_has_autograds_gradient(penalty, activation):
    config = Config(penalty=penalty, activation=activation, penalty_weight=30.0)
    assert_same_gradients(config)
    autograd, _ = twins(config)
    _, slopes = with_slope(autograd.d, 3.0 * autograd.draws.noise(256))
    assert slopes.abs().min() < 1.0 < slopes.abs().max()


@pytest.mark.parametrize("penalty", PENALTIES)
def test_runs_with_different_losses_have_autograds_gradients(penalty):
    assert_same_gradients(*(Config(loss=loss, penalty=penalty) for loss in LOSSES))


def test_smoothing_and_instance_noise_leave_autograds_gradients():
    assert_same_gradients(Config(real_label=0.8, instance_noise=1.0))


HARD = {
    "as it is": Config(),
    "far off, saturating": Config(target="far-normal", loss="saturating"),
    "SGD": Config(optimiser_g="sgd", optimiser_d="sgd", lr_d=0.05, lr_g=0.05),
    "plain, two modes, noise": Config(
        target="two-modes", generator="plain", instance_noise=3.0, noise_until=30
    ),
    "clipped": Config(loss="wasserstein", d_steps=3, head_start=5),
    "one-sided": Config(loss="wasserstein-gp", target="far-normal", d_steps=3),
    "R1, tanh, momentum": Config(
        penalty="r1", activation="tanh", beta1=0.5, beta2=0.999, lr_d=2e-3, lr_g=2e-3
    ),
    "bounded, G more often": Config(generator="bounded", g_steps=3),
}


@pytest.mark.parametrize("name", HARD)
def test_after_forty_iterations_the_runs_are_still_the_same(name):
    autograd, by_hand = AutogradTrainer(HARD[name]), Trainer(HARD[name])
    before = autograd.d.flat.detach().clone(), autograd.g.flat.detach().clone()
    for trainer in (autograd, by_hand):
        trainer.advance(40)
    for network, start in zip("dg", before, strict=True):
        one = getattr(autograd, network).flat
        # Each step may move a weight that hardly matters by a rounding of its gradient
        # more or less: 1e-4 next to the 0.04 that forty steps of 1e-3 can reach.
        assert (one - getattr(by_hand, network).flat).abs().max() < 1e-4
        assert (one - start).abs().max() > 4e-4 or name == "far off, saturating"


@pytest.mark.parametrize("betas", [(0.0, 0.9), (0.5, 0.999)])
def test_the_trainers_step_is_torchs_adam_bit_for_bit(betas, monkeypatch):
    config = Config(beta1=betas[0], beta2=betas[1])
    by_hand, reference = Trainer(config), Trainer(config)
    by_hand.advance(10)
    monkeypatch.setattr(training, "step", lambda _, optimiser: optimiser.step())
    reference.advance(10)
    assert torch.equal(by_hand.d.flat, reference.d.flat)
    assert torch.equal(by_hand.g.flat, reference.g.flat)


# -- Activations -----------------------------------------------------------------------
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_activations_slope_and_curvature_are_autograds(activation):
    a = torch.linspace(-9.0, 9.0, 60, dtype=torch.float64).requires_grad_()
    value = MODULES[activation]()(a)
    (first,) = torch.autograd.grad(value.sum(), a, create_graph=True)
    h, slope = ACTIVATIONS[activation].with_slope(a.detach())
    assert_close(h, value, within=1e-15)
    assert_close(slope, first, within=1e-15)
    if first.requires_grad:  # not so for piecewise straight ones
        (second,) = torch.autograd.grad(first.sum(), a)
    else:
        second = torch.zeros_like(a)
    assert (
        ACTIVATIONS[activation].curvature(a) - second
    ).abs().max() <= 1e-12  # of at most 1


@pytest.mark.parametrize("activation", ["silu", "tanh"])
def test_a_networks_slope_is_its_finite_difference(activation):
    trainer = Trainer(Config(activation=activation, generator="plain", seed=3))
    d = trainer.d
    x = torch.linspace(-3.0, 7.0, 41)[None, :, None]
    step = 0.02
    values, slope = with_slope(d, x)
    assert_close(values, d(x))
    found = (d(x + step) - d(x - step)) / (2 * step)
    # Rounding 6e-8 over 0.04 and a third derivative of about 1 times step squared / 6.
    torch.testing.assert_close(slope, found, rtol=0, atol=1e-4)

"""The two networks against torch's own layers."""

import itertools

import pytest
import torch
from scipy import stats
from torch import nn

from core.gan.activations import ACTIVATIONS
from core.gan.config import GENERATORS, Config
from core.training.networks import Discriminator, Generator, Network
from core.training.sampling import Draws

MODULES = {
    "silu": nn.SiLU,
    "relu": nn.ReLU,
    "leaky-relu": lambda: nn.LeakyReLU(0.2),
    "tanh": nn.Tanh,
}
X = torch.linspace(-6.0, 6.0, 49)[:, None]


def rngs(*seeds: int) -> list[torch.Generator]:
    return Draws([Config(seed=seed) for seed in seeds]).rngs


def torchs(width: int, depth: int, activation: str, seed: int) -> nn.Sequential:
    """The same network as torch's own layers, drawn as torch draws."""
    sizes = itertools.pairwise([1, *[width] * depth, 1])
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        layers = [(nn.Linear(*two), MODULES[activation]()) for two in sizes]
    return nn.Sequential(*[*itertools.chain(*layers)][:-1])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize(("width", "depth"), [(32, 2), (1, 1), (7, 3), (40, 1)])
def test_every_run_is_torchs_network_of_its_seed(width, depth, activation):
    network = Network(width, depth, activation, rngs(3, 11, 42))
    found = network(X.expand(3, *X.shape))
    for run, seed in enumerate((3, 11, 42)):
        expected = torchs(width, depth, activation, seed)(X)
        # Sums of up to 40 products, each rounded to 6e-8.
        torch.testing.assert_close(found[run], expected, rtol=1e-5, atol=2e-6)


def test_the_weights_have_as_many_numbers_as_torchs():
    network = Network(32, 2, "silu", rngs(0))
    expected = sum(w.numel() for w in torchs(32, 2, "silu", 0).parameters())
    assert network.flat.numel() == expected == (32 + 32) + (32 * 32 + 32) + (32 + 1)


def test_weights_are_drawn_evenly_within_their_bounds():
    network = Network(200, 2, "silu", rngs(5))
    middle = network.chain[1].weight.flatten().double().numpy()
    bound = 200**-0.5
    shares = (middle / bound + 1.0) / 2.0
    assert stats.kstest(shares, "uniform").pvalue > 0.01


def test_layers_hold_views_of_one_tensor_and_of_one_gradient():
    network = Network(5, 2, "tanh", rngs(0, 1))
    network.flat.zero_()
    network.grad.fill_(1.0)
    assert network.flat.grad is network.grad
    for layer in network.chain:
        for view in (layer.weight, layer.transposed, layer.bias):
            assert (view == 0.0).all()
        assert (layer.grad == 1.0).all()


def test_networks_of_one_run_share_nothing():
    draws = Draws([Config()])
    d, g = Discriminator(Config(), draws.rngs), Generator(Config(), draws.rngs)
    before = g.flat.clone()
    with torch.no_grad():
        d.flat.fill_(1.0)
    assert torch.equal(g.flat, before)


@pytest.mark.parametrize("seed", range(3))
def test_a_residual_generator_starts_as_the_noise_itself(seed):
    g = Generator(Config(seed=seed), rngs(seed))
    z = torch.randn(1, 100, 1, generator=rngs(9)[0])
    assert torch.equal(g(z), z)


def test_a_plain_generator_is_the_network_and_a_bounded_one_bends_it():
    z = X[None]
    plain = Generator(Config(generator="plain"), rngs(4))
    bounded = Generator(Config(generator="bounded"), rngs(4))
    residual = Generator(Config(generator="residual"), rngs(4))
    with torch.no_grad():
        for g in (plain, bounded, residual):
            g.flat.copy_(40.0 * plain.flat if g is plain else plain.flat)
    net = torchs(32, 2, "silu", 4)
    with torch.no_grad():
        for weight in net.parameters():
            weight *= 40.0
        expected = net(X)[None]
    # Products of three layers, each 40 times as large: relative to the largest.
    scale = expected.abs().max().item()
    torch.testing.assert_close(plain(z), expected, rtol=1e-4, atol=1e-6 * scale)
    assert scale > 100.0
    assert torch.equal(bounded(z), 4.0 * torch.tanh(plain(z) / 4.0))
    assert torch.equal(residual(z), z + plain(z))
    assert bounded(z).abs().max() <= 4.0


def test_every_generator_and_activation_of_the_config_can_be_built():
    for generator, activation in itertools.product(GENERATORS, ACTIVATIONS):
        config = Config(generator=generator, activation=activation)
        assert Generator(config, rngs(0))(X[None]).shape == (1, *X.shape)

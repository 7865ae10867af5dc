"""The training loop of one config as a script to take away: plain PyTorch, no more.

``script`` returns only the lines that the config needs. From the same seed it starts
from the same weights and draws the same samples, in the same order, as
``core.training.trainer``; so it trains the same run, up to the rounding of float32.
"""

import textwrap

from core.gan import script_steps, script_target
from core.gan.activations import ACTIVATIONS
from core.gan.config import Config, changes


def script(config: Config, iterations: int) -> str:
    """The script that trains this config; it prints ten times on its way.

    Raises:
        ValueError: if there is not even one iteration.
    """
    if iterations < 1:
        raise ValueError(f"iterations must be at least 1, got {iterations}")
    blocks = [
        _head(config, iterations),
        _networks(config),
        script_target.samples(config),
        script_target.distance(config),
        script_steps.penalty(config),
        script_steps.d_step(config),
        script_steps.g_step(config),
        _loop(config),
    ]
    return "\n\n\n".join(block for block in blocks if block) + "\n"


def _head(config: Config, iterations: int) -> str:
    other = ", ".join(f"{name} {value}" for name, value in changes(config).items())
    about = f"A GAN in one dimension: {other or 'the healthy one'}."
    softplus = ""
    if "softplus" in config.game.code + config.objective.code:
        softplus = "from torch.nn.functional import softplus\n"
    between = (
        "\nbetween = torch.Generator().manual_seed(1_000_000 + SEED)  # for the penalty"
        if script_steps.mixes(config)
        else ""
    )
    return f'''"""{textwrap.fill(about, 80)}"""

import torch
from torch import nn
{softplus}
SEED, ITERATIONS, BATCH = {config.seed}, {iterations}, {config.batch}
EVERY = {max(1, iterations // 10)}  # iterations from one line of the log to the next
torch.set_num_threads(1)  # for networks this small, two are slower
rng = torch.Generator().manual_seed(SEED){between}'''


def _networks(config: Config) -> str:
    generate = {
        "residual": '''
nn.init.zeros_(g[-1].weight)  # so that fakes start as the noise itself
nn.init.zeros_(g[-1].bias)


def generate(z):
    """The fakes that noise becomes."""
    return z + g(z)''',
        "bounded": '''


def generate(z):
    """The fakes that noise becomes, never further out than 4."""
    return 4 * torch.tanh(g(z) / 4)''',
        "plain": "\ngenerate = g",
    }
    return f'''def network(width, depth):
    """From one number to one number; drawn as nn.Linear draws, but repeatably."""
    sizes, layers = [1, *[width] * depth, 1], []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        layer, bound = nn.Linear(fan_in, fan_out), fan_in**-0.5
        nn.init.uniform_(layer.weight, -bound, bound, generator=rng)
        nn.init.uniform_(layer.bias, -bound, bound, generator=rng)
        layers += [layer, {ACTIVATIONS[config.activation].code}]
    return nn.Sequential(*layers[:-1])


g = network({config.width_g}, {config.depth_g})
d = network({config.width_d}, {config.depth_d})
optimiser_g = {_optimiser(config, "g")}
optimiser_d = {_optimiser(config, "d")}{generate[config.generator]}'''


def _optimiser(config: Config, player: str) -> str:
    rate = getattr(config, f"lr_{player}")
    if getattr(config, f"optimiser_{player}") == "sgd":
        return f"torch.optim.SGD({player}.parameters(), lr={rate})"
    betas = f"betas=({float(config.beta1)}, {float(config.beta2)})"
    return f"torch.optim.Adam({player}.parameters(), lr={rate}, {betas})"


def _loop(config: Config) -> str:
    noisy, call = config.instance_noise, script_steps.std(config)
    lines = []
    if config.head_start:
        lines += [f"for _ in range({config.head_start}):  # D's head start"]
        lines += [f"    d_step({noisy or ''})"]
    lines += ["for iteration in range(ITERATIONS):"]
    if noisy:
        left = f"max(0.0, 1.0 - iteration / {config.noise_until})"
        lines += [f"    std = {noisy} * {left}"]
    lines += _times(config.d_steps, f"loss_d = d_step({call})")
    lines += _times(config.g_steps, f"loss_g = g_step({call})")
    return (
        "\n".join(lines)
        + """
    if (iteration + 1) % EVERY == 0:
        losses = f"loss D {loss_d:8.5f}  loss G {loss_g:8.5f}"
        print(f"{iteration + 1:6d}  {losses}  W1 {wasserstein():8.5f}")"""
    )


def _times(times: int, line: str) -> list[str]:
    if times == 1:
        return [f"    {line}"]
    return [f"    for _ in range({times}):", f"        {line}"]

"""The lines of ``core.gan.script`` that depend on the target: its samples, and W1."""

from core.gan.config import Config
from core.gan.targets import parts


def samples(config: Config) -> str:
    """Functions that draw noise, real samples and, if D has to see it, more noise."""
    of = parts(config.density)
    place = "noise()" if of.bell else "(torch.rand(BATCH, 1, generator=rng) - 0.5)"
    place = f"{of.widths[0]} * {place}"
    if len(of.weights) == 1:
        tables, real = "", f"return {of.centres[0]} + {place}"
    else:
        tables = _tables(config)
        real = f"""place = {place}
    part = weights.multinomial(BATCH, replacement=True, generator=rng)
    return centres[part, None] + place"""
    add_noise = '''


def add_noise(x, std):
    """What D sees of x: with instance noise, as long as there is any."""
    return x + std * noise() if std else x'''
    return f'''{tables}def noise():
    """A batch of z."""
    return torch.randn(BATCH, 1, generator=rng)


def real_samples():
    """A batch of the target."""
    {real}{add_noise if config.instance_noise else ""}'''


def _tables(config: Config) -> str:
    """Weights and centres of the target's parts."""
    of = parts(config.density)
    if config.target == "drawn":
        return f'''heights = "{config.drawing}"
weights = torch.tensor([float(height) for height in heights])
weights /= weights.sum()
centres = torch.linspace({of.centres[0]}, {of.centres[-1]}, {len(of.centres)})


'''
    return f"""weights = torch.tensor({list(of.weights)})
centres = torch.tensor({list(of.centres)})


"""


def distance(config: Config) -> str:
    """A function for Wasserstein-1, measured as in ``core.training.look``."""
    of, width = parts(config.density), parts(config.density).widths[0]
    if len(of.weights) == 1:
        noise = "z_grid" if of.bell else "(shares - 0.5)"
        wanted = f"wanted = {of.centres[0]} + {width} * {noise}"
    else:
        step = f"(x[:, None] - centres) / {width}"
        below = (
            f"torch.special.ndtr({step})" if of.bell else f"({step} + 0.5).clamp(0, 1)"
        )
        wanted = f"""x = torch.linspace(-8, 8, 100_001, dtype=torch.float64)
below = (weights * {below}).sum(1)
wanted = x[torch.searchsorted(below, shares)]"""
    return f'''# Quantiles of the noise, and the target's.
shares = (torch.arange(256, dtype=torch.float64) + 0.5) / 256
z_grid = torch.special.ndtri(shares)
{wanted}


def wasserstein():
    """Mean distance of the sorted fakes from the target's quantiles."""
    with torch.no_grad():
        fakes = generate(z_grid.float()[:, None])[:, 0]
    return (fakes.sort().values - wanted).abs().mean().item()'''

"""PyTorch for the page "What does the best discriminator know?"."""

from collections.abc import Callable


def envelope(
    theta: float, scale: float, family: str, print: Callable[..., None]
) -> None:
    """The slope of J, with D* following the fakes and with D* held still."""
    import torch
    from torch.distributions import Categorical, MixtureSameFamily, Normal
    from torch.nn.functional import logsigmoid

    # One mode in the middle, or two.
    modes = {"normal": [0.0], "mixture": [-2.0, 2.0]}[family]
    modes = torch.tensor(modes, dtype=torch.float64)
    equally = Categorical(probs=torch.ones_like(modes))

    def log_density(x, middle, width):
        bells = Normal(middle + width * modes, width * torch.ones_like(modes))
        return MixtureSameFamily(equally, bells).log_prob(x)

    x = torch.linspace(-60, 70, 2_601, dtype=torch.float64, requires_grad=True)
    middle = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    log_real, log_fake = log_density(x, 0.0, 1.0), log_density(x, middle, scale)
    real, fake = log_real.exp(), log_fake.exp()
    logit = log_real - log_fake  # of D*, which moves with the fakes

    def value(logit):
        earned = real * logsigmoid(logit) + fake * logsigmoid(-logit)
        return torch.trapezoid(earned, x)

    (slope,) = torch.autograd.grad(logit.sum(), x, retain_graph=True)
    (follows,) = torch.autograd.grad(value(logit), middle, retain_graph=True)
    (held,) = torch.autograd.grad(value(logit.detach()), middle)
    print("J                      ", value(logit).item())
    print("its slope, D* follows  ", follows.item())
    print("its slope, D* held     ", held.item())

    # The same from what each fake sees, and the two factors by themselves.
    sure = torch.sigmoid(logit)
    print("mean of D*·(−slope)    ", torch.trapezoid(-fake * sure * slope, x).item())
    print("mean of D*             ", torch.trapezoid(fake * sure, x).item())
    print("mean of −slope         ", torch.trapezoid(-fake * slope, x).item())


def blocks(theta: float, scale: float, print: Callable[..., None]) -> None:
    """J between two blocks, and what autograd finds at the fakes."""
    import torch

    # 100,000 samples, evenly spread, of real data (−2 to 2) and of the fakes.
    even = (torch.arange(100_000, dtype=torch.float64) + 0.5) / 50_000 - 1
    middle = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    real, fake = 2 * even, middle + 2 * scale * even

    def best(x):
        """D*, from the densities 1/4 and 1/(4 scale) where they reach."""
        a = torch.where(x.abs() <= 2, 1 / 4, 0.0)
        b = torch.where((x - middle).abs() <= 2 * scale, 1 / (4 * scale), 0.0)
        return a / (a + b)

    on_real, on_fake = best(real), best(fake)
    value = on_real.log().mean() + (1 - on_fake).log().mean()
    print("J                              ", round(value.item(), 4))
    print("mean of D* on the fakes        ", round(on_fake.mean().item(), 4))
    # Comparisons have no slope: nothing leads from D* back to the fakes.
    print("does D* send them a gradient?  ", on_fake.requires_grad)

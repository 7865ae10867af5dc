"""PyTorch for the page "What if D were not a judge?"."""

from collections.abc import Callable


def two_losses(theta: float, print: Callable[..., None]) -> None:
    """The losses of the best critic and the best D, and their pushes on the fakes."""
    import torch
    from torch.distributions import Normal
    from torch.nn.functional import softplus

    # 100,000 real samples and fakes at their quantiles: no luck of the draw.
    z = torch.special.ndtri((torch.arange(1e5, dtype=torch.float64) + 0.5) / 1e5)
    real = 0.5 * z
    shift = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    fake = shift + z

    def f(x):
        """The best critic: slope 1 to the left of -theta, -1 to the right."""
        return -(x + theta).abs()

    critic_loss = f(fake).mean() - f(real).mean()
    print("critic's loss     ", critic_loss.item())
    print("−W1, by sorting   ", -(fake.sort()[0] - real.sort()[0]).abs().mean().item())
    (push,) = torch.autograd.grad(-f(fake).mean(), shift, retain_graph=True)
    print("push on the fakes ", push.item())
    print("G's loss          ", -f(fake).mean().item())
    print("G's loss, f + 5   ", -(f(fake) + 5).mean().item(), "and the same push")

    def logit(x):
        """The best discriminator, held fixed."""
        one = torch.ones_like(x)
        best = Normal(0 * one, 0.5 * one).log_prob(x)
        return best - Normal(theta * one, one).log_prob(x)

    d_loss = softplus(-logit(real)).mean() + softplus(logit(fake)).mean()
    (push,) = torch.autograd.grad(-softplus(logit(fake)).mean(), shift)
    print("D's loss          ", d_loss.item())
    print("push, log(1 − D)  ", push.item())


def signs(
    theta: float,
    label_real: int,
    label_fake: int,
    label_generator: int,
    print: Callable[..., None],
) -> None:
    """Where G's step takes the fakes, by the labels in the three means."""
    import torch

    torch.manual_seed(0)
    real, z = 0.5 * torch.randn(4000), torch.randn(4000)
    shift = torch.tensor(theta, requires_grad=True)

    # The critic has a single weight, kept within ±1: f(x) = weight · x.
    weight = torch.zeros((), requires_grad=True)
    fake = (shift + z).detach()

    def critic_loss():
        return (weight * (label_real * real + label_fake * fake)).mean()

    for _ in range(100):
        (slope,) = torch.autograd.grad(critic_loss(), weight)
        with torch.no_grad():
            weight.sub_(0.1 * slope).clamp_(-1, 1)
    print("critic's loss", critic_loss().item(), " weight", weight.item())

    g_loss = label_generator * (weight * (shift + z)).mean()
    (slope,) = torch.autograd.grad(g_loss, shift)
    moved = shift.item() - 0.1 * slope.item()
    print("fakes from", shift.item(), "to", moved)
    print("nearer" if abs(moved) < abs(shift.item()) else "further away")


def penalties(theta: float, constraint: str, print: Callable[..., None]) -> None:
    """A critic trained on fixed fakes under the chosen constraint."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    critic = nn.Sequential(
        nn.Linear(1, 32), nn.SiLU(), nn.Linear(32, 32), nn.SiLU(), nn.Linear(32, 1)
    )
    optimiser = torch.optim.Adam(critic.parameters(), lr=1e-3, betas=(0.0, 0.9))

    def penalty(real, fake):
        mix = torch.rand(len(real), 1)
        x = (mix * real + (1 - mix) * fake).requires_grad_()
        (slope,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
        # Not the root of a sum of squares: that has no slope at 0, hence nan.
        steep = torch.linalg.vector_norm(slope, dim=1) - 1
        if constraint == "one-sided-penalty":
            steep = steep.relu()
        return 10 * steep.square().mean()

    for step in range(201):
        real, fake = 0.5 * torch.randn(128, 1), theta + torch.randn(128, 1)
        loss = critic(fake).mean() - critic(real).mean()
        if step % 50 == 0:
            print(f"step {step:3}   critic's loss {loss.item():9.4f}")
        if "penalty" in constraint:
            loss = loss + penalty(real, fake)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if constraint == "clipping":
            for weight in critic.parameters():
                weight.data.clamp_(-0.1, 0.1)

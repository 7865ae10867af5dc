"""PyTorch for the page "What still reaches the generator?"."""

from collections.abc import Callable


def mean_push(theta: float, loss: str, print: Callable[..., None]) -> None:
    """The gradient of the chosen loss on 4000 fakes, by autograd."""
    import torch
    from torch.nn.functional import softplus

    # 4000 fakes at the quantiles of N(theta, 1): no luck of the draw.
    quantiles = (torch.arange(4000, dtype=torch.float64) + 0.5) / 4000
    fakes = (theta + torch.special.ndtri(quantiles)).requires_grad_()

    # The best discriminator against N(0, 1), log p_r - log p_g, held fixed.
    logits = theta**2 / 2 - theta * fakes
    losses = {
        "saturating": -softplus(logits),  # log(1 - D)
        "non-saturating": softplus(-logits),  # -log D
        "least-squares": (torch.sigmoid(logits) - 1) ** 2 / 2,
        "hinge": -torch.sign(logits),
        "wasserstein": fakes,  # -f(x) with the critic f(x) = -x
    }
    (gradient,) = torch.autograd.grad(losses[loss].sum(), fakes)
    print("mean gradient   ", gradient.mean().item())
    print("the nearest fake", gradient[0].item())
    print("the median fake ", gradient[2000].item())

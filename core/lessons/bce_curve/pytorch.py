"""PyTorch for the page "What does a wrong guess cost?"."""

from collections.abc import Callable


def cost_and_slopes(p: float, y: float, print: Callable[..., None]) -> None:
    """One guess: its cost and the slopes that autograd finds."""
    import torch
    from torch.nn import functional

    prob = torch.tensor(p, dtype=torch.float64, requires_grad=True)
    label = torch.tensor(y, dtype=torch.float64)

    cost = functional.binary_cross_entropy(prob, label)
    (slope,) = torch.autograd.grad(cost, prob)
    print("cost              ", cost.item())
    print("slope in p        ", slope.item())

    # The same guess as a logit: what a discriminator should return.
    logit = torch.logit(prob.detach()).requires_grad_()
    cost = functional.binary_cross_entropy_with_logits(logit, label)
    (slope,) = torch.autograd.grad(cost, logit)
    print("slope in the logit", slope.item())

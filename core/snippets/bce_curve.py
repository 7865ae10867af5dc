"""PyTorch for the page "What does a wrong guess cost?"."""

from collections.abc import Callable


def cost_and_slopes(p: float, y: float, print: Callable[..., None]) -> None:
    """One guess: its cost and the slopes that autograd finds."""
    import torch
    from torch.nn import functional

    prob = torch.tensor(p, dtype=torch.float64, requires_grad=True)
    label = torch.tensor(y, dtype=torch.float64)

    loss = functional.binary_cross_entropy(prob, label)
    loss.backward()
    print("cost            ", loss.item())
    print("slope in p      ", prob.grad.item())

    # The same guess as a logit: what a discriminator should return.
    logit = torch.logit(prob.detach()).requires_grad_()
    functional.binary_cross_entropy_with_logits(logit, label).backward()
    print("slope in the logit", logit.grad.item())

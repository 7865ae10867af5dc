"""PyTorch for the page "How can a slope of −1000 vanish?"."""

from collections.abc import Callable


def chain_rule(p: float, loss: str, print: Callable[..., None]) -> None:
    """The three slopes of one fake sample, by autograd."""
    import torch

    losses = {
        "non-saturating": lambda d: -torch.log(d),
        "saturating": lambda d: torch.log(1 - d),
        "squared-error": lambda d: (d - 1) ** 2,
    }
    logit = torch.tensor(p, dtype=torch.float64).logit().requires_grad_()
    prob = torch.sigmoid(logit)
    cost = losses[loss](prob)

    (in_p,) = torch.autograd.grad(cost, prob, retain_graph=True)
    (factor,) = torch.autograd.grad(prob, logit, retain_graph=True)
    (in_logit,) = torch.autograd.grad(cost, logit)
    print("dL/dp           ", in_p.item())
    print("dp/dlogit       ", factor.item())
    print("their product   ", (in_p * factor).item())
    print("dL/dlogit       ", in_logit.item())

"""Two cures for a probability that rounds to 1, as people write them, asked of PyTorch.

Both are of a fake sample (label 0), whose exact loss is log(1 + exp(l)) nats and whose
exact slope in the logit l is sigmoid(l).

Reference: PyTorch documentation, "Automatic Mixed Precision package" ("Prefer
binary_cross_entropy_with_logits over binary_cross_entropy").
"""

import torch
from torch import nn


def float_after_sigmoid(logit: float) -> tuple[float, float, float]:
    """A float16 logit through a sigmoid, ``float()`` and ``BCELoss``.

    Returns:
        The probability, the loss in nats, and its slope in the logit by autograd.
    """
    x = torch.tensor(logit, dtype=torch.float16, requires_grad=True)
    p = torch.sigmoid(x)
    loss = nn.BCELoss()(p.float(), torch.tensor(0.0))
    (slope,) = torch.autograd.grad(loss, x)
    return p.item(), loss.item(), slope.item()


def epsilon_slope(logit: float, epsilon: float) -> float:
    """The slope of -log(1 - p + epsilon) in the logit, by autograd in float32."""
    x = torch.tensor(logit, requires_grad=True)
    loss = -torch.log(1 - torch.sigmoid(x) + epsilon)
    return torch.autograd.grad(loss, x)[0].item()

"""What autograd finds for one fake sample."""

import numpy as np
import torch

LOSSES = {
    "non-saturating": lambda p: -torch.log(p),
    "saturating": lambda p: torch.log(1 - p),
    "squared-error": lambda p: (1 - p) ** 2,
}


def slopes(loss: str, probs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """dL/dp, dp/dℓ and dL/dℓ at these probabilities."""
    logits = torch.tensor(probs, dtype=torch.float64).logit().requires_grad_()
    p = torch.sigmoid(logits)
    in_p, in_logit = torch.autograd.grad(
        LOSSES[loss](p).sum(), (p, logits), retain_graph=True
    )
    (factor,) = torch.autograd.grad(p.sum(), logits)
    return in_p.numpy(), factor.numpy(), in_logit.numpy()


def slopes_at(loss: str, p: float) -> list[float]:
    """The same three at one probability."""
    return [float(slope) for slope in slopes(loss, p)]

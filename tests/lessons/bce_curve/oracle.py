"""PyTorch's binary cross-entropy, and the worked example's ten guesses."""

import numpy as np
import torch
from torch.nn import functional

REAL, FAKE = [0.9, 0.8, 0.95, 0.85, 0.7], [0.1, 0.2, 0.15, 0.25, 0.3]


def torch_bce(probs, label: float) -> tuple[np.ndarray, np.ndarray]:
    """Cost and slope in p of each guess."""
    p = torch.tensor(probs, dtype=torch.float64, requires_grad=True)
    y = torch.full_like(p, label, requires_grad=False)
    cost = functional.binary_cross_entropy(p, y, reduction="none")
    (slope,) = torch.autograd.grad(cost.sum(), p)
    return cost.detach().numpy(), slope.numpy()

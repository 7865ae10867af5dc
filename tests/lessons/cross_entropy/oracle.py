"""Entropy, KL and BCE by SciPy and torch; the small batch of four."""

from typing import Any

import numpy as np
import torch
from scipy import special
from torch.nn import functional

NATS = {"bits": np.log(2.0), "nats": 1.0}  # nats in one of the unit
PROBS = torch.tensor([0.9, 0.6, 0.2, 0.7], dtype=torch.float64)
REAL = torch.tensor([1.0, 1.0, 0.0, 0.0], dtype=torch.float64)
LABELS = {"hard": REAL, "soft": REAL * 0.8 + 0.1}


def entropy(q: Any) -> Any:
    """H(q) in nats."""
    return special.entr(q) + special.entr(1.0 - np.asarray(q))


def kl(q: Any, p: Any) -> Any:
    """KL(q‖p) in nats."""
    return special.rel_entr(q, p) + special.rel_entr(1.0 - q, 1.0 - p)


def torch_bce(p: Any, q: float) -> np.ndarray:
    """The cost of each belief under one truth, in nats."""
    probs = torch.tensor(p, dtype=torch.float64)
    label = torch.full_like(probs, q)
    return functional.binary_cross_entropy(probs, label, reduction="none").numpy()


def losses(labels: str) -> np.ndarray:
    """The costs of the four samples, in nats."""
    y = LABELS[labels]
    return functional.binary_cross_entropy(PROBS, y, reduction="none").numpy()


def floors(labels: str) -> np.ndarray:
    """The entropies of the four labels, in nats."""
    y = LABELS[labels]
    return (torch.special.entr(y) + torch.special.entr(1 - y)).numpy()

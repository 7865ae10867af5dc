"""A reference page's own example, run in any precision of PyTorch."""

import numpy as np
import torch
from torch import nn

from core.maths.bce import bce_with_logits


def snippet(dtype: torch.dtype) -> dict[str, float | bool]:
    """Logits 12 and -15 with labels 1 and 0, run live.

    Four mean losses that should be one number ("by hand" is the page's own formula,
    ``max(l, 0) - l y + log(1 + exp(-|l|))``), and whether ``torch.allclose`` takes the
    first two for the same.
    """
    logits = torch.tensor([12.0, -15.0], dtype=dtype)
    labels = torch.tensor([1.0, 0.0], dtype=dtype)
    from_probs = nn.BCELoss()(torch.sigmoid(logits), labels)
    from_logits = nn.BCEWithLogitsLoss()(logits, labels)
    log_term = torch.log(1 + torch.exp(-logits.abs()))
    by_hand = (logits.clamp(min=0) - logits * labels + log_term).mean()
    by_softplus = nn.functional.softplus((1 - 2 * labels) * logits).mean()
    return {
        "BCELoss": from_probs.item(),
        "BCEWithLogitsLoss": from_logits.item(),
        "by hand": by_hand.item(),
        "softplus": by_softplus.item(),
        "allclose": torch.allclose(from_probs, from_logits),
    }


def exact() -> float:
    """Exact mean loss of ``snippet`` in nats, by ``core.maths.bce``."""
    return float(np.mean(bce_with_logits([12.0, -15.0], [1.0, 0.0])))

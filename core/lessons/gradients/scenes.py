"""The figure of "How can a slope of −1000 vanish?", computed."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.gradients import figures
from core.maths import bce, gan_losses, sliders
from core.maths.bce import Floats

# What the generator wants is y = 1. Each: slope in p, and slope in the logit.
LOSSES = ("non-saturating", "saturating", "squared-error")


def slopes(loss: str, logits: Floats) -> tuple[Floats, Floats]:
    """The loss's slope in p and in the logit, at these logits of D on a fake sample.

    Raises:
        ValueError: if there is no loss of that name.
    """
    match loss:
        case "non-saturating":  # L = -log p
            in_p = bce.bce_grad_probs(bce.sigmoid(logits), 1.0)
            return in_p, gan_losses.non_saturating_generator_grad(logits)
        case "saturating":  # L = log(1 - p), the fake side of BCE with its sign turned
            in_p = -bce.bce_grad_probs(bce.sigmoid(logits), 0.0)
            return in_p, gan_losses.saturating_generator_grad(logits)
        case "squared-error":  # L = (1 - p)²
            in_p = bce.squared_error_grad_probs(bce.sigmoid(logits), 1.0)
            return in_p, bce.squared_error_with_logits_grad(logits, 1.0)
    raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")


def chain(loss: str) -> go.Figure:
    """dL/dp, dp/dℓ and dL/dℓ of one fake sample, for p = 0.001 to 0.999."""
    grid, at = sliders.curve_logits(), bce.logit(sliders.PROBABILITIES)
    sizes = {}
    for name in LOSSES:
        in_p, in_logit = slopes(name, grid)
        sizes[name] = {"p": np.abs(in_p), "logit": np.abs(in_logit)}
    in_p, in_logit = slopes(loss, at)
    places = {
        "p": sliders.PROBABILITIES,
        "logit": at,
        "dL/dp": in_p,
        "dp/dlogit": bce.sigmoid_grad(at),
        "dL/dlogit": in_logit,
    }
    return figures.chain(
        grid,
        sliders.curve_probs(),
        sizes,
        bce.sigmoid_grad(grid),
        loss,
        sliders.names(sliders.PROBABILITIES),
        places,
    )

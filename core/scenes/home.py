"""The small pictures of the front page, computed like the large ones."""

import numpy as np

from core import bce, gan_losses, grids
from core.figures.sketch import Line, sketch
from core.figures.theme import FAKE, READER, REAL


def bce_curve() -> str:
    """The two costs of a guess against p."""
    p = np.linspace(0.005, 0.995, 120)
    lines = [Line(bce.bce(p, 1.0), REAL), Line(bce.bce(p, 0.0), FAKE)]
    return sketch(lines, -0.1, 4.0)


def gradients() -> str:
    """Two slopes in the logit, and the sigmoid's own."""
    logits = grids.curve_logits(120)
    lines = [
        Line(-gan_losses.non_saturating_generator_grad(logits), FAKE),
        Line(-gan_losses.saturating_generator_grad(logits), FAKE, "7 5"),
        Line(bce.sigmoid_grad(logits), READER),
    ]
    return sketch(lines, -0.05, 1.05)


SKETCHES = {"bce_curve": bce_curve, "gradients": gradients}

"""What the players of a GAN minimise, element by element, for autograd.

The losses are those of ``core.maths.gan_losses``, with the references given there;
scores are logits in the games that speak of probabilities. ``Config.game`` names a
game, ``Config.loss`` a generator's loss, ``Config.penalises`` a penalty on D's slope.

References for the penalties: I. Gulrajani et al., "Improved Training of Wasserstein
GANs" (2017), the two-sided one; H. Petzka et al., "On the regularization of Wasserstein
GANs" (2018), the one-sided one; L. Mescheder et al., "Which Training Methods for GANs
do actually Converge?" (2018), R1 and the zero-centred one. T. Salimans et al.,
"Improved Techniques for Training GANs" (2016), for a real's label below 1.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn.functional import softplus

Pair = tuple[Tensor, Tensor]  # terms of real samples, terms of fakes


def bce(real: Tensor, fake: Tensor, label: float) -> Pair:
    """``-log D(real)`` and ``-log(1 - D(fake))``; a real's label may be less than 1."""
    on_real = softplus(-real)
    if label != 1.0:
        on_real = label * on_real + (1.0 - label) * softplus(real)
    return on_real, softplus(fake)


GAMES: dict[str, Callable[[Tensor, Tensor, float], Pair]] = {
    "bce": bce,
    "least-squares": lambda real, fake, _: ((real - 1) ** 2 / 2, fake**2 / 2),
    "hinge": lambda real, fake, _: (torch.relu(1 - real), torch.relu(1 + fake)),
    "wasserstein": lambda real, fake, _: (-real, fake),
}
GENERATOR_LOSSES: dict[str, Callable[[Tensor], Tensor]] = {
    "saturating": lambda fake: -softplus(fake),  # log(1 - D)
    "non-saturating": lambda fake: softplus(-fake),  # -log D
    "least-squares": lambda fake: (fake - 1) ** 2 / 2,
    "hinge": lambda fake: -fake,
    "wasserstein": lambda fake: -fake,
    "wasserstein-gp": lambda fake: -fake,
}
# How far D's slope is from what the penalty asks for.
PENALTIES: dict[str, Callable[[Tensor], Tensor]] = {
    "none": torch.zeros_like,
    "one-sided": lambda slope: torch.relu(slope.abs() - 1) ** 2,
    "two-sided": lambda slope: (slope.abs() - 1) ** 2,
    "zero-centred": lambda slope: slope**2,
    "r1": lambda slope: slope**2 / 2,
}

"""The numbers that the course's texts quote, computed: name to text.

A text says ``%(slope_tiny)s`` instead of -1000, so that no number is typed in. Each
page has its module; ``tests/facts`` checks each number against an independent source.
"""

from core.facts import (
    bce_curve,
    cross_entropy,
    divergences,
    gradients,
    loss_curves,
    minimax,
    numerical_stability,
    optimal_discriminator,
    vanishing_gradients,
)


class _Facts(dict[str, str]):
    """The facts; those that PyTorch must be asked for are found when one is quoted."""

    def __missing__(self, name: str) -> str:
        return numerical_stability.measured()[name]


FACTS: dict[str, str] = _Facts(
    {
        **bce_curve.FACTS,
        **cross_entropy.FACTS,
        **gradients.FACTS,
        **numerical_stability.FACTS,
        **minimax.FACTS,
        **optimal_discriminator.FACTS,
        **divergences.FACTS,
        **vanishing_gradients.FACTS,
        **loss_curves.FACTS,
    }
)

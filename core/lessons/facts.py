"""The numbers that the course's texts quote, computed: name to text.

A text says ``%(slope_tiny)s`` instead of -1000, so that no number is typed in. Each
lesson has its module; its tests check each number against an independent source.
"""

from core.lessons.bce_curve import facts as bce_curve
from core.lessons.cross_entropy import facts as cross_entropy
from core.lessons.dirac_gan import facts as dirac_gan
from core.lessons.divergences import facts as divergences
from core.lessons.gradients import facts as gradients
from core.lessons.loss_curves import facts as loss_curves
from core.lessons.minimax import facts as minimax
from core.lessons.numerical_stability import facts as numerical_stability
from core.lessons.optimal_discriminator import facts as optimal_discriminator
from core.lessons.vanishing_gradients import facts as vanishing_gradients


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
        **dirac_gan.FACTS,
        **loss_curves.FACTS,
    }
)

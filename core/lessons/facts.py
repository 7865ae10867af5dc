"""The numbers that a lesson's texts quote, by lesson: name to text.

A text says ``%(slope_tiny)s`` instead of -1000, so that no number is typed in. Each
lesson has its own module ``facts``; where it quotes a number of another lesson, it
imports that by name. Its tests check each number against an independent source.
"""

from collections.abc import Mapping

from core.lessons.bce_curve import facts as bce_curve
from core.lessons.cross_entropy import facts as cross_entropy
from core.lessons.dirac_gan import facts as dirac_gan
from core.lessons.divergences import facts as divergences
from core.lessons.gradients import facts as gradients
from core.lessons.live_gan import facts as live_gan
from core.lessons.loss_curves import facts as loss_curves
from core.lessons.minimax import facts as minimax
from core.lessons.numerical_stability import facts as numerical_stability
from core.lessons.optimal_discriminator import facts as optimal_discriminator
from core.lessons.vanishing_gradients import facts as vanishing_gradients
from core.lessons.wasserstein_critic import facts as wasserstein_critic
from core.lessons.your_log import facts as your_log

# numerical_stability asks PyTorch for most of its numbers, so only when it is asked.
_KNOWN: dict[str, Mapping[str, str]] = {
    "bce_curve": bce_curve.FACTS,
    "cross_entropy": cross_entropy.FACTS,
    "dirac_gan": dirac_gan.FACTS,
    "divergences": divergences.FACTS,
    "gradients": gradients.FACTS,
    "live_gan": live_gan.FACTS,
    "loss_curves": loss_curves.FACTS,
    "minimax": minimax.FACTS,
    "optimal_discriminator": optimal_discriminator.FACTS,
    "vanishing_gradients": vanishing_gradients.FACTS,
    "wasserstein_critic": wasserstein_critic.FACTS,
    "your_log": your_log.FACTS,
}


def of_lesson(stem: str) -> Mapping[str, str]:
    """All numbers of one lesson; none for a lesson whose texts quote none."""
    if stem == "numerical_stability":
        return numerical_stability.everything()
    return _KNOWN.get(stem, {})

"""Numbers quoted by "How does BCE become the GAN's loss?"."""

import numpy as np

from core.maths import fixed_game, gan_losses
from core.maths.densities import Normal
from core.plotting.theme import said

_EXACT = fixed_game.exact_means()
_BAND_16, _BAND_64 = fixed_game.standard_error([16, 64])
_NARROW = float(np.exp(Normal(0.0, 0.1).log_pdf(0.0)))

FACTS: dict[str, str] = {
    "game_loss": said(_EXACT.discriminator_loss),
    "game_half": said(_EXACT.over_2m),
    "game_value": said(_EXACT.value),
    "game_saturating": said(_EXACT.saturating_loss),
    "game_flipped": said(_EXACT.non_saturating_loss),
    "game_band_16": said(_BAND_16),
    "game_band_64": said(_BAND_64),
    "game_narrow_density": said(_NARROW),
    "game_narrow_rest": said(1.0 - _NARROW),
    "game_times": said(
        gan_losses.non_saturating_generator_grad(np.log(0.001 / 0.999))
        / gan_losses.saturating_generator_grad(np.log(0.001 / 0.999))
    ),
}

"""Numbers quoted by "How does BCE become the GAN's loss?"."""

import numpy as np

from core.maths import fixed_game, gan_losses
from core.maths.densities import Normal
from core.plotting.theme import format_number

_EXACT = fixed_game.exact_means()
_BAND_16, _BAND_64 = fixed_game.standard_error([16, 64])
_NARROW = float(np.exp(Normal(0.0, 0.1).log_pdf(0.0)))

FACTS: dict[str, str] = {
    "game_loss": format_number(_EXACT.discriminator_loss),
    "game_half": format_number(_EXACT.over_2m),
    "game_value": format_number(_EXACT.value),
    "game_saturating": format_number(_EXACT.saturating_loss),
    "game_flipped": format_number(_EXACT.non_saturating_loss),
    "game_band_16": format_number(_BAND_16),
    "game_band_64": format_number(_BAND_64),
    "game_narrow_density": format_number(_NARROW),
    "game_narrow_rest": format_number(1.0 - _NARROW),
    "game_times": format_number(
        gan_losses.non_saturating_generator_grad(np.log(0.001 / 0.999))
        / gan_losses.saturating_generator_grad(np.log(0.001 / 0.999))
    ),
}

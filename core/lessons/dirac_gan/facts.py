"""Numbers quoted by "Why does it go round in circles?", all at learning rate 0.1."""

from core.maths.dirac import METHODS, instance_noise
from core.maths.dirac_eigenvalues import spectral_radius
from core.plotting.theme import format_number

_LR = 0.1
_NOISE = instance_noise(1.0).slopes
assert _NOISE is not None


def _radius(method: str, update: str, momentum: float = 0.0) -> float:
    return spectral_radius(METHODS[method], update, _LR, momentum)


def _share(radius: float) -> str:
    return format_number(100.0 * (1.0 - radius), 3)


FACTS: dict[str, str] = {
    "dirac_minimax_radius": format_number(_radius("minimax", "simultaneous"), 5),
    "dirac_wgan_radius": format_number(_radius("wgan", "simultaneous"), 5),
    "dirac_r1_share": _share(_radius("r1", "alternating")),
    "dirac_ahead_share": _share(_radius("extragradient", "simultaneous")),
    "dirac_ns_circle": format_number((2.0 * _LR) ** 0.5),
    "dirac_noise_gamma": format_number(-_NOISE[1][1]),
    "dirac_half_radius": format_number(_radius("minimax", "alternating", 0.5), 5),
    "dirac_nine_radius": format_number(_radius("minimax", "alternating", 0.9), 5),
    "dirac_back_radius": format_number(_radius("minimax", "alternating", -0.5), 5),
    "dirac_r1_half_radius": format_number(_radius("r1", "alternating", 0.5), 5),
    "dirac_r1_nine_radius": format_number(_radius("r1", "alternating", 0.9), 5),
}

"""Numbers quoted by "Where does the formula come from?"."""

import numpy as np

from core.lessons.bce_curve import facts as bce_curve
from core.maths import bce, information
from core.plotting.theme import format_number

_BELIEFS = [0.9, 0.6, 0.2, 0.7]
_SOFT, _HARD = [0.9, 0.9, 0.1, 0.1], [1.0, 1.0, 0.0, 0.0]


def _bits(nats: object, digits: int = 4) -> str:
    return format_number(float(information.bits(np.asarray(nats))), digits)


FACTS: dict[str, str] = {
    "log2": bce_curve.FACTS["log2"],
    "xent_nat": _bits(1.0),
    # A fair coin, and three real samples in four.
    "xent_even": _bits(information.entropy([0.5, 0.5])),
    "xent_three": _bits(information.entropy([0.75, 0.25])),
    "xent_three_nats": format_number(float(information.entropy([0.75, 0.25]))),
    "xent_three_real": _bits(information.surprise(0.75)),
    "xent_three_fake": _bits(information.surprise(0.25)),
    "xent_three_even": _bits(bce.bce(0.5, 0.75)),
    "xent_three_kl": _bits(information.binary_kl(0.75, 0.5)),
    "xent_three_swapped": _bits(information.binary_kl(0.5, 0.75)),
    # Beliefs that nearly rule fakes out, or real samples.
    "xent_three_sure": _bits(bce.bce(0.999, 0.75)),
    "xent_three_tiny": _bits(information.binary_kl(0.75, 0.001)),
    "xent_three_swapped_tiny": _bits(information.binary_kl(0.001, 0.75)),
    # A hard label.
    "xent_hard_swapped": _bits(information.binary_kl(0.5, 1.0)),
    # The batch of four.
    "xent_batch_hard": _bits(np.mean(bce.bce(_BELIEFS, _HARD))),
    "xent_batch_hard_floor": _bits(np.mean(bce.entropy_floor(_HARD))),
    "xent_batch_soft": _bits(np.mean(bce.bce(_BELIEFS, _SOFT))),
    "xent_batch_soft_floor": _bits(np.mean(bce.entropy_floor(_SOFT))),
    "xent_batch_soft_kl": _bits(np.mean(information.binary_kl(_SOFT, _BELIEFS))),
}

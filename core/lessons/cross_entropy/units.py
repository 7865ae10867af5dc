"""Bits and nats: all costs are computed in nats and shown in the reader's unit."""

import numpy as np
import numpy.typing as npt

from core.maths import information
from core.maths.bce import Floats

UNITS = ("bits", "nats")
LOGARITHMS = {"bits": r"\log_2", "nats": r"\log"}


def in_unit(unit: str, nats: npt.ArrayLike) -> Floats:
    """Nats in the unit that the reader chose.

    Raises:
        ValueError: if the unit is neither bits nor nats.
    """
    if unit not in UNITS:
        raise ValueError(f"unit must be bits or nats, got {unit!r}")
    return information.bits(nats) if unit == "bits" else np.asarray(nats, np.float64)

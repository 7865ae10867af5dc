"""Numbers quoted by "Watch one train"."""

from core.lessons.bce_curve import facts as bce_curve

FACTS: dict[str, str] = {"two_log2": bce_curve.FACTS["two_log2"]}

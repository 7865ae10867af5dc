"""Logs made of curves in closed form, and what is found in them."""

import numpy as np

from core.diagnosis import Finding, diagnose, parse

N = 120
RNG = np.random.default_rng(11)
NOISE = 0.01 * RNG.standard_normal((2, N))
BCE = "bce-non-saturating"


def softplus(x):
    return np.logaddexp(0.0, x)


def text(**columns) -> str:
    whole = {name: np.broadcast_to(values, N) for name, values in columns.items()}
    rows = zip(*whole.values(), strict=True)
    return "".join(
        "; ".join(
            f"{name}: {value:.6f}" for name, value in zip(whole, row, strict=True)
        )
        + "\n"
        for row in rows
    )


def found(log: str, loss: str = BCE, reduction: str = "sum", **labels) -> list[Finding]:
    return diagnose(parse(log), loss, reduction, **labels)


def names(log: str, loss: str = BCE, reduction: str = "sum", **labels) -> list[str]:
    return [finding.name for finding in found(log, loss, reduction, **labels)]


def pair(d: float, g: float) -> str:
    """Two flat curves with a little noise, less where it would change the sign."""
    return text(D=d + NOISE[0], G=g + min(1.0, 10.0 * abs(g)) * NOISE[1])

r"""The levels of each loss: chance, floor and ceiling, and what D being right costs.

With D = ½ everywhere (or, for labels ``a`` of reals and ``b`` of fakes and equal
distributions, the best D = (a + b) / 2), natural logarithms:

    loss                    real half    fake half    G
    ----------------------  -----------  -----------  -----------
    BCE, G: -log D          log 2        log 2        log 2
    BCE, G: log(1 - D)      log 2        log 2        -log 2
    least squares, 0 and 1  1/4          1/4          1/4
    the same, halved        1/8          1/8          1/8
    hinge                   1            1            0
    Wasserstein             0            0            (any)

References: those of ``core.gan.losses``; for labels, T. Salimans et al., "Improved
Techniques for Training GANs" (2016).
"""

from typing import NamedTuple

import numpy as np

LOSSES: dict[str, str] = {
    "bce-non-saturating": "BCE, G minimises −log D",
    "bce-saturating": "BCE, G minimises log(1 − D)",
    "least-squares": "least squares",
    "least-squares-halved": "least squares with ½ before the squares",
    "hinge": "hinge",
    "wasserstein": "Wasserstein",
    "unknown": "not sure",
}
REDUCTIONS: dict[str, str] = {
    "sum": "the sum of its halves",
    "mean": "the mean of its halves",
    "half": "one half alone",
    "unknown": "not sure",
}
_ALIASES = {
    "non-saturating": "bce-non-saturating",
    "bce": "bce-non-saturating",
    "saturating": "bce-saturating",
    "lsgan": "least-squares",
    "wasserstein-gp": "wasserstein",
    "wgan": "wasserstein",
}


# What a library gives at most: -log of the smallest probability that it knows.
CAPS: tuple[tuple[float, str], ...] = (
    (100.0, "PyTorch's BCELoss, whose logarithm stops at -100"),
    (-np.log(1e-12), "an epsilon of 1e-12 inside the logarithm"),
    (-np.log(1e-10), "an epsilon of 1e-10 inside the logarithm"),
    (-np.log(1e-8), "an epsilon of 1e-8 inside the logarithm"),
    (-np.log(1e-7), "Keras, which clips p to [1e-7, 1 - 1e-7], or an epsilon of 1e-7"),
    (-np.log(2.0**-23), "Keras, which clips p: 1 - 1e-7 is 1 - 2^-23 in float32"),
    (-0.5 * (np.log(1e-7) + np.log(2.0**-23)), "Keras with two softmax outputs"),
    (15.4249, "Keras, which clips p to 1e-7 twice (-log 2e-7)"),
    (15.3332, "Keras, which clips p, in older versions"),
    (15.2492, "Keras, which clips p, in older versions"),
    (-np.log(1e-6), "an epsilon of 1e-6 inside the logarithm"),
    (-np.log(1e-5), "an epsilon of 1e-5 inside the logarithm"),
)


class Level(NamedTuple):
    """One level: of which loss, what it is, and where.

    Attributes:
        of: "d", "d_real", "d_fake" or "g".
        name: "chance", "floor", "ceiling" or "D perfect".
        value: in the loss's own units, nats for BCE.
        says: what it means, in words.
    """

    of: str
    name: str
    value: float
    says: str


def checked(loss: str, reduction: str) -> tuple[str, str]:
    """The names, aliases resolved.

    Raises:
        ValueError: if there is no such loss or reduction.
    """
    loss = _ALIASES.get(loss, loss)
    if loss not in LOSSES:
        raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")
    if reduction not in REDUCTIONS:
        known = ", ".join(REDUCTIONS)
        raise ValueError(f"reduction must be one of {known}, got {reduction!r}")
    return loss, reduction


def levels(
    loss: str, reduction: str, real_label: float = 1.0, fake_label: float = 0.0
) -> tuple[Level, ...]:
    """The levels of D's loss, its halves and G's loss; none if the loss is unknown.

    Args:
        loss: a name of ``LOSSES``.
        reduction: a name of ``REDUCTIONS``; "unknown" leaves D's own levels out.
        real_label: the reals' label, 1 unless it is softened; for BCE.
        fake_label: the fakes' label, 0 unless it is softened; for BCE.

    Raises:
        ValueError: if a name is unknown or a label outside [0, 1].
    """
    loss, reduction = checked(loss, reduction)
    if not (0.0 <= real_label <= 1.0 and 0.0 <= fake_label <= 1.0):
        raise ValueError("labels must lie in [0, 1]")
    if loss == "unknown":
        return ()
    real, fake, of_g = chance(loss, real_label, fake_label)
    found = []
    if (scale := SCALES.get(reduction)) is not None and reduction != "half":
        total = scale * (real + fake)
        found.append(Level("d", "chance", total, "D cannot tell real from fake"))
    elif reduction == "half":
        found.append(Level("d", "chance", real, "D cannot tell real from fake"))
    found.append(Level("d_real", "chance", real, "D cannot tell real from fake"))
    found.append(Level("d_fake", "chance", fake, "D cannot tell real from fake"))
    if of_g is not None:
        found.append(Level("g", "chance", of_g, "D cannot tell real from fake"))
    return (*found, *_limits(loss, reduction, real_label, fake_label))


SCALES = {"sum": 1.0, "mean": 0.5, "half": 0.5}


def chance(
    loss: str, real_label: float = 1.0, fake_label: float = 0.0
) -> tuple[float, float, float | None]:
    """Real half, fake half and G's loss where real and fake are alike, D at its best.

    The last is None where G's loss has no level of its own.
    """
    d = 0.5 * (real_label + fake_label)
    if loss.startswith("bce"):
        real, fake = cross_entropy(real_label, d), cross_entropy(fake_label, d)
        with np.errstate(divide="ignore"):
            of_g = -np.log(d) if loss == "bce-non-saturating" else np.log1p(-d)
        return real, fake, float(of_g)
    return {
        "least-squares": (0.25, 0.25, 0.25),
        "least-squares-halved": (0.125, 0.125, 0.125),
        "hinge": (1.0, 1.0, 0.0),
        "wasserstein": (0.0, 0.0, None),
    }[loss]


def cross_entropy(label: float, prob: float) -> float:
    """``-label log(prob) - (1 - label) log(1 - prob)`` in nats, ``0 log 0 = 0``."""
    with np.errstate(divide="ignore"):
        on, off = -np.log(prob), -np.log1p(-prob)
    return float(
        (label * on if label else 0.0) + ((1 - label) * off if label < 1 else 0)
    )


def floor(loss: str, real_label: float = 1.0, fake_label: float = 0.0) -> float | None:
    """The least that the sum of D's halves can be; None if there is no least."""
    if loss.startswith("bce"):
        return cross_entropy(real_label, real_label) + cross_entropy(
            fake_label, fake_label
        )
    return None if loss == "wasserstein" else 0.0


def _limits(loss: str, reduction: str, real: float, fake: float) -> list[Level]:
    found = []
    least = floor(loss, real, fake)
    scale = SCALES.get(reduction)
    if least is not None and scale is not None:
        says = "D is sure of every sample, and right"
        if real < 1.0 or fake > 0.0:
            says = "D says the label of every sample: no D can go below"
        found.append(Level("d", "floor", scale * least, says))
    if loss == "bce-non-saturating":
        found.append(Level("g", "floor", 0.0, "D takes every fake for real"))
    elif loss == "bce-saturating":
        found.append(Level("g", "ceiling", 0.0, "D is sure of every fake: slope 0"))
    elif loss.startswith("least-squares"):
        perfect = 0.5 if loss.endswith("halved") else 1.0
        found.append(Level("g", "floor", 0.0, "D gives every fake the label of a real"))
        found.append(Level("g", "D perfect", perfect, "D gives every fake a 0"))
    return found

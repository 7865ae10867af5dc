r"""What D's loss and G's loss of the same fakes can be together.

With s D's logit (or score) of a fake, elementwise and so for means over any batch:

    BCE, -log D        L_fake = E softplus(s), L_G = E softplus(-s). Both are convex in
                       s and softplus(s) = -log(1 - exp(-softplus(-s))), so by Jensen
                       L_fake >= -log(1 - exp(-L_G)): exp(-L_fake) + exp(-L_G) <= 1.
    BCE, log(1 - D)    L_fake = -L_G.
    least squares      L_fake = E s², L_G = E (1 - s)²: by the triangle inequality
                       sqrt(L_fake) + sqrt(L_G) >= 1.

D's loss, as the sum of its halves, is at least the fake half. If G's loss is taken
after D's step, or over other fakes, a single line may break the bound: it is a fact of
one D and one batch.
"""

import numpy as np

from core.diagnosis.log import Floats


def least_d(loss: str, of_g: Floats) -> Floats | None:
    """The least that the fake half can be beside G's loss; None if nothing is known."""
    g = np.asarray(of_g, dtype=np.float64)
    with np.errstate(all="ignore"):
        if loss == "bce-non-saturating":
            return np.where(g > 0, -np.log(-np.expm1(-np.maximum(g, 1e-300))), np.inf)
        if loss == "bce-saturating":
            return -g
        if loss == "least-squares":
            return np.square(np.maximum(0.0, 1.0 - np.sqrt(np.maximum(g, 0.0))))
        if loss == "least-squares-halved":
            root = np.sqrt(np.maximum(2.0 * g, 0.0))
            return 0.5 * np.square(np.maximum(0.0, 1.0 - root))
    return None


def broken(loss: str, of_d: Floats, of_g: Floats, slack: float = 0.0) -> Floats | None:
    """Where D's loss, as a sum, is below the least by more than a share of it."""
    least = least_d(loss, of_g)
    if least is None:
        return None
    return np.where(of_d < least * (1.0 - slack) - 1e-12, 1.0, 0.0)


def probability(loss: float) -> float:
    """The geometric mean of the probability that D gives to the right answer."""
    return float(np.exp(-loss / 2.0))

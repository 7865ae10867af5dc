"""The eigenvalues of a step of the smallest GAN, where it ought to come to rest.

Near the equilibrium a step multiplies what is left by a matrix J, made of the field's
derivative A there. With w the pair (theta, psi), h the learning rate, beta the
momentum, and P the identity of which only a player's own row is kept,

    at once        J = I + h A
    in turns       J = (I + h P_theta A) (I + h P_psi A)
    looking ahead  A becomes A (I + h A)
    momentum       each factor acts on (w, velocity):

                       [ I + h P A          beta h P ]
                       [ P A      I - P  +    beta P ]

Reference: L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do
actually Converge?", ICML 2018, sections 2 and 3 (without momentum).
"""

import numpy as np
import numpy.typing as npt

from core.maths.bce import Floats
from core.maths.dirac import Method


def update_matrix(
    method: Method, update: str, lr: float, momentum: float = 0.0
) -> Floats:
    """What a step multiplies small (theta, psi) by, or with momentum (w, velocity).

    Returns:
        A matrix of 2 x 2, with momentum of 4 x 4.

    Raises:
        KeyError: if ``update`` is neither ``simultaneous`` nor ``alternating``.
        ValueError: if the field has a kink at the equilibrium.
    """
    if method.slopes is None:
        raise ValueError("the field has a kink at the equilibrium, and no derivative")
    slopes = np.array(method.slopes, dtype=np.float64)
    if method.looks_ahead:
        slopes = slopes @ (np.eye(2) + lr * slopes)
    turns = {
        "simultaneous": [np.eye(2)],
        "alternating": [np.diag([0.0, 1.0]), np.diag([1.0, 0.0])],  # D, then G
    }[update]
    whole = np.eye(4 if momentum else 2)
    for own in turns:
        whole = _turn(own, slopes, lr, momentum) @ whole
    return whole


def eigenvalues(
    method: Method, update: str, lr: float, momentum: float = 0.0
) -> npt.NDArray[np.complex128]:
    """Of ``update_matrix``: two, with momentum four; at a kink of the field, none."""
    if method.slopes is None:
        return np.empty(0, dtype=np.complex128)
    matrix = update_matrix(method, update, lr, momentum)
    return np.linalg.eigvals(matrix).astype(np.complex128)


def spectral_radius(
    method: Method, update: str, lr: float, momentum: float = 0.0
) -> float:
    """The largest absolute eigenvalue, nan if there is none.

    Close by and in the long run, a step multiplies the distance by it.
    """
    found = eigenvalues(method, update, lr, momentum)
    return float(np.abs(found).max()) if found.size else float("nan")


def _turn(own: Floats, slopes: Floats, lr: float, momentum: float) -> Floats:
    """The matrix of one turn, in which those players step whose rows ``own`` keeps."""
    pull = own @ slopes
    if not momentum:
        return np.eye(2) + lr * pull
    rest = np.eye(2) - own
    return np.block(
        [
            [np.eye(2) + lr * pull, lr * momentum * own],
            [pull, rest + momentum * own],
        ]
    )

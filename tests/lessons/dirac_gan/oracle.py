"""The runs of the page, step by step in plain Python, each after autograd."""

import math

from tests.maths.dirac_losses import LOSSES, asked


def walked(setting, start, steps):
    """Places (theta, psi) of every step, each player following autograd."""
    method, update, lr, momentum = setting
    (theta, psi), (g, d) = start, (0.0, 0.0)
    places = [start]
    bound = 1.0 if method == "wgan-clip" else math.inf

    def pulls(theta, psi):
        found = asked(LOSSES[method], theta, psi)[1]
        if method != "extragradient":
            return found
        return asked(LOSSES[method], theta + lr * found[0], psi + lr * found[1])[1]

    for _ in range(steps):
        to_theta, to_psi = pulls(theta, psi)
        d = momentum * d + to_psi
        moved = min(bound, max(-bound, psi + lr * d))
        if update == "alternating":
            to_theta, _ = pulls(theta, moved)
        g = momentum * g + to_theta
        theta, psi = theta + lr * g, moved
        places.append((theta, psi))
    return places

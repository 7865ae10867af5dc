r"""What "Why does it go round in circles?" writes as formulas, with the numbers.

D(x) = sigmoid(psi x), the real point at 0, the fake at theta; v is the field.
"""

import numpy as np

from core.lessons.dirac_gan.runs import Setting
from core.maths.dirac import METHODS
from core.maths.dirac_eigenvalues import spectral_radius, update_matrix
from core.maths.dirac_steps import direction
from core.plotting.theme import latex_number

G = r"\log(1 - D(\theta))"
D = r"-\log D(0) - \log(1 - D(\theta))"
NOISY_D = r"-\mathbb{E}[\log D(\varepsilon) + \log(1 - D(\theta + \varepsilon))]"
LOSSES = {
    "minimax": (G, D),
    "non-saturating": (r"-\log D(\theta)", D),
    "wgan": (r"-\psi\theta", r"\psi\theta"),
    "wgan-clip": (r"-\psi\theta", r"\psi\theta, \quad |\psi| \le 1"),
    "wgan-gp": (r"-\psi\theta", r"\psi\theta + \tfrac{1}{2} (|\psi| - 1)^2"),
    "instance-noise": (
        r"\mathbb{E}[\log(1 - D(\theta + \varepsilon))]",
        rf"{NOISY_D}, \quad \varepsilon \sim N(0, 1)",
    ),
    "r1": (G, rf"{D} + \tfrac{{1}}{{4}} \psi^2"),
    "consensus": (
        rf"{G} + \tfrac{{1}}{{2}} |v_0|^2",
        rf"{D} + \tfrac{{1}}{{2}} |v_0|^2, \quad v_0 \text{{ that of minimax}}",
    ),
    "extragradient": (G, D),
}
PLAIN = (
    r"\left(-\frac{\partial L_G}{\partial\theta}, -\frac{\partial L_D}{\partial\psi}"
    r"\right)"
)
KINK = r"\text{no } J \text{: the field has a kink at } \psi = 0"


def lines(setting: Setting, theta: float, psi: float) -> tuple[str, ...]:
    """Losses, the field at a point, and what a step near the equilibrium multiplies by.

    Raises:
        KeyError: if there is no such method or update.
    """
    method = METHODS[setting.method]
    loss_g, loss_d = LOSSES[setting.method]
    pull = direction(method, np.asarray(theta), np.asarray(psi), setting.lr)
    numbers = ", ".join(latex_number(value) for value in pull)
    looking = r" \text{ a step ahead}" if method.looks_ahead else ""
    found = (
        rf"L_G = {loss_g}",
        rf"L_D = {loss_d}",
        rf"v(\theta, \psi) = {PLAIN}{looking}",
        rf"v({theta:g}, {psi:g}) = ({numbers})",
    )
    if method.slopes is None:
        return *found, KINK
    matrix = update_matrix(method, setting.update, setting.lr, setting.momentum)
    digits = 3 if setting.momentum else 4  # four columns have to fit
    written = [[latex_number(value, digits) for value in row] for row in matrix]
    rows = r" \\ ".join(" & ".join(row) for row in written)
    radius = spectral_radius(method, setting.update, setting.lr, setting.momentum)
    largest = rf"\max |\lambda| = {latex_number(radius, 5)}"
    return *found, rf"J = \begin{{pmatrix}} {rows} \end{{pmatrix}}", largest

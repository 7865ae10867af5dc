r"""The smallest GAN: one real point, one fake point, a straight discriminator.

    real samples       all at 0
    fake samples       all at theta, the generator's one parameter
    discriminator      logit psi * x, so D(x) = sigmoid(psi x), and 1 means real
    equilibrium        (theta, psi) = (0, 0): the fake is real, and D knows nothing

Every method is the pair of losses that its players minimise, and a field: where each
player wants to go, (-dL_G/dtheta, -dL_D/dpsi). With s = theta psi and D = sigmoid(s),

    method            L_G, the generator's       L_D, the discriminator's
    minimax           -softplus(s)               log 2 + softplus(s)
    non-saturating    softplus(-s)               log 2 + softplus(s)
    wgan              -s                         s
    wgan-clip         -s                         s, and |psi| <= c after each step
    wgan-gp           -s                         s + gamma/2 (|psi| - target)^2
    instance-noise    minimax with N(0, std^2) added to real and fake samples alike
    r1                -softplus(s)               log 2 + softplus(s) + gamma/2 psi^2
    consensus         both of minimax's plus gamma/2 |v|^2, with v minimax's own field
    extragradient     minimax; a step follows the field at where a step would lead

Conventions: fields and losses take and give float64 of one shape; losses are in nats,
a critic's has no unit. The paper's D is large on *fakes*: its psi is minus ours.

Reference: L. Mescheder, A. Geiger and S. Nowozin, "Which Training Methods for GANs do
actually Converge?", ICML 2018, sections 2 and 3. Consensus optimisation:
L. Mescheder, S. Nowozin and A. Geiger, "The Numerics of GANs", NeurIPS 2017.
Extragradient: G. Gidel et al., "A Variational Inequality Perspective on Generative
Adversarial Networks", ICLR 2019.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.maths.bce import Floats, softplus

Pair = tuple[Floats, Floats]

LOG_2 = float(np.log(2.0))
NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(60)
WEIGHTS = (
    _WEIGHTS / _WEIGHTS.sum()
)  # E[f(N(0, 1))] is about the sum of WEIGHTS f(NODES)


@dataclass(frozen=True)
class Method:
    """One way to train the two players.

    Attributes:
        field: of ``(theta, psi)``, the two directions of descent.
        losses: of ``(theta, psi)``, what the generator and D minimise.
        slopes: the field's derivative at the equilibrium, rows theta and psi; None
            where the field has a kink.
        bound: clips psi to [-bound, bound] after each of its steps.
        looks_ahead: whether a step takes the field at where a plain step would lead.
    """

    field: Callable[[Floats, Floats], Pair]
    losses: Callable[[Floats, Floats], Pair]
    slopes: tuple[tuple[float, float], tuple[float, float]] | None
    bound: float = np.inf
    looks_ahead: bool = False


def sigmoid(logits: Floats) -> Floats:
    """``core.maths.bce``'s, without its checks: a long run asks a million times."""
    return np.exp(-np.logaddexp(0.0, -logits))


def minimax() -> Method:
    """The game as it is written: both players on one value, with opposite signs."""

    def field(theta: Floats, psi: Floats) -> Pair:
        d = sigmoid(theta * psi)
        return psi * d, -theta * d

    def losses(theta: Floats, psi: Floats) -> Pair:
        cost = softplus(theta * psi)
        return -cost, LOG_2 + cost

    return Method(field, losses, ((0.0, 0.5), (-0.5, 0.0)))


def non_saturating() -> Method:
    """The generator minimises ``-log D`` instead: a pull of 1 - D in place of D."""

    def field(theta: Floats, psi: Floats) -> Pair:
        s = theta * psi
        return psi * sigmoid(-s), -theta * sigmoid(s)

    def losses(theta: Floats, psi: Floats) -> Pair:
        s = theta * psi
        return softplus(-s), LOG_2 + softplus(s)

    return Method(field, losses, ((0.0, 0.5), (-0.5, 0.0)))


def wasserstein(bound: float = np.inf) -> Method:
    """A critic ``psi x`` without a sigmoid; ``bound`` clips its weight."""

    def losses(theta: Floats, psi: Floats) -> Pair:
        return -theta * psi, theta * psi

    return Method(lambda theta, psi: (psi, -theta), losses, ((0, 1), (-1, 0)), bound)


def gradient_penalty(gamma: float = 1.0, target: float = 1.0) -> Method:
    """A critic that pays ``gamma/2 (|psi| - target)^2`` for its slope, on both sides.

    At psi = 0 the penalty has a kink; the field there takes its middle value, 0.
    """

    def field(theta: Floats, psi: Floats) -> Pair:
        return psi, -theta - gamma * (np.abs(psi) - target) * np.sign(psi)

    def losses(theta: Floats, psi: Floats) -> Pair:
        s = theta * psi
        return -s, s + 0.5 * gamma * (np.abs(psi) - target) ** 2

    return Method(field, losses, None)


def instance_noise(std: float = 1.0) -> Method:
    """Minimax with noise of that standard deviation on all samples, in expectation.

    Gauss-Hermite quadrature with 60 nodes: no draw, so no arrow trembles.
    """
    noise = std * NODES

    def field(theta: Floats, psi: Floats) -> Pair:
        theta, psi = theta[..., None], psi[..., None]
        doubt = WEIGHTS * sigmoid(-psi * noise)  # 1 - D on real samples
        trust = WEIGHTS * sigmoid(psi * (theta + noise))  # D on fakes
        pull = (psi * trust).sum(-1)
        return pull, (noise * doubt - (theta + noise) * trust).sum(-1)

    def losses(theta: Floats, psi: Floats) -> Pair:
        theta, psi = theta[..., None], psi[..., None]
        real = (WEIGHTS * softplus(-psi * noise)).sum(-1)
        fake = (WEIGHTS * softplus(psi * (theta + noise))).sum(-1)
        return -fake, real + fake

    return Method(field, losses, ((0.0, 0.5), (-0.5, -0.5 * std**2)))


def r1(gamma: float = 0.5) -> Method:
    """Minimax, and D pays ``gamma/2`` times its squared slope at the real point."""
    plain = minimax()

    def field(theta: Floats, psi: Floats) -> Pair:
        to_theta, to_psi = plain.field(theta, psi)
        return to_theta, to_psi - gamma * psi

    def losses(theta: Floats, psi: Floats) -> Pair:
        generator, discriminator = plain.losses(theta, psi)
        return generator, discriminator + 0.5 * gamma * psi**2

    return Method(field, losses, ((0.0, 0.5), (-0.5, -gamma)))


def consensus(gamma: float = 1.0) -> Method:
    """Minimax, and both players also pay for how fast they move: gamma/2 |v|^2.

    |v|^2 = (theta^2 + psi^2) D^2. Its slope has two terms; the authors' public code
    halves the second, which changes nothing at the equilibrium and much far from it.
    """
    plain = minimax()

    def field(theta: Floats, psi: Floats) -> Pair:
        to_theta, to_psi = plain.field(theta, psi)
        d = sigmoid(theta * psi)
        steeper = (theta**2 + psi**2) * d**2 * sigmoid(-theta * psi)
        return (
            to_theta - gamma * (theta * d**2 + psi * steeper),
            to_psi - gamma * (psi * d**2 + theta * steeper),
        )

    def losses(theta: Floats, psi: Floats) -> Pair:
        generator, discriminator = plain.losses(theta, psi)
        cost = 0.5 * gamma * (theta**2 + psi**2) * sigmoid(theta * psi) ** 2
        return generator + cost, discriminator + cost

    drag = -0.25 * gamma
    return Method(field, losses, ((drag, 0.5), (-0.5, drag)))


METHODS: dict[str, Method] = {
    "minimax": minimax(),
    "non-saturating": non_saturating(),
    "wgan": wasserstein(),
    "wgan-clip": wasserstein(bound=1.0),
    "wgan-gp": gradient_penalty(),
    "instance-noise": instance_noise(),
    "r1": r1(),
    "consensus": consensus(),
    "extragradient": replace(minimax(), looks_ahead=True),
}

"""The losses of the Dirac-GAN, written in torch as the papers write them."""

import math

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

NODES, WEIGHTS = map(torch.tensor, np.polynomial.hermite.hermgauss(60))
WEIGHTS = WEIGHTS / math.sqrt(math.pi)


def bce(logits, label):
    target = torch.full_like(logits, label)
    return F.binary_cross_entropy_with_logits(logits, target, reduction="none")


def noisy(value, std):
    """E[value(n)] for n ~ N(0, std^2), by the quadrature whose weight is e^(-n^2)."""
    return (WEIGHTS * value(math.sqrt(2.0) * std * NODES)).sum()


def game(theta, psi):
    """What G and D pay in the game as it is written."""
    real, fake = bce(0.0 * psi, 1.0), bce(theta * psi, 0.0)
    return -fake, real + fake


def critic(theta, psi):
    return -psi * theta, psi * theta - psi * 0.0


def slope(psi):
    """Of D's logit at the real point, as a training loop asks for it."""
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    (found,) = torch.autograd.grad(psi * x, x, create_graph=True)
    return found


def speed(theta, psi, gamma=1.0):
    """Half the squared length of both players' gradients, by autograd."""
    generator, discriminator = game(theta, psi)
    (to_theta,) = torch.autograd.grad(generator, theta, create_graph=True)
    (to_psi,) = torch.autograd.grad(discriminator, psi, create_graph=True)
    return gamma / 2 * (to_theta**2 + to_psi**2)


def with_noise(theta, psi, std=1.0):
    real = noisy(lambda n: bce(psi * n, 1.0), std)
    fake = noisy(lambda n: bce(psi * (theta + n), 0.0), std)
    return -fake, real + fake


def with_r1(theta, psi, gamma=0.5):
    generator, discriminator = game(theta, psi)
    return generator, discriminator + gamma / 2 * slope(psi) ** 2


def with_penalty(theta, psi, gamma=1.0, target=1.0):
    generator, discriminator = critic(theta, psi)
    return generator, discriminator + gamma / 2 * (slope(psi).abs() - target) ** 2


def with_consensus(theta, psi, gamma=1.0):
    generator, discriminator = game(theta, psi)
    return generator + speed(theta, psi, gamma), discriminator + speed(
        theta, psi, gamma
    )


def flipped(theta, psi):
    return bce(theta * psi, 1.0), game(theta, psi)[1]


LOSSES = {
    "minimax": game,
    "non-saturating": flipped,
    "wgan": critic,
    "wgan-clip": critic,
    "wgan-gp": with_penalty,
    "instance-noise": with_noise,
    "r1": with_r1,
    "consensus": with_consensus,
    "extragradient": game,
}


def asked(losses, theta, psi):
    """Both losses at one place, and minus each player's own gradient."""
    players = [
        torch.tensor(value, dtype=torch.float64, requires_grad=True)
        for value in (theta, psi)
    ]
    values = losses(*players)
    pulls = [
        -torch.autograd.grad(loss, player, retain_graph=True)[0].item()
        for loss, player in zip(values, players, strict=True)
    ]
    return [value.item() for value in values], pulls

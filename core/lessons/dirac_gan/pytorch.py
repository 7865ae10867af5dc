"""PyTorch for the page "Why does it go round in circles?"."""

from collections.abc import Callable


def walk(
    method: str,
    update: str,
    lr: float,
    momentum: float,
    start: str,
    print: Callable[..., None],
) -> None:
    """A hundred steps of the smallest GAN, whatever the method."""
    import math

    import numpy
    import torch
    from torch.nn import functional

    bce = functional.binary_cross_entropy_with_logits
    ones = torch.ones((), dtype=torch.float64)
    z, weights = map(torch.tensor, numpy.polynomial.hermite_e.hermegauss(60))
    noise = z if method == "instance-noise" else torch.zeros(1, dtype=torch.float64)
    weights = weights / weights.sum() if method == "instance-noise" else ones

    def losses(theta, psi):
        """What G and D minimise: real at 0, fake at theta, D's logit psi x."""
        if method.startswith("wgan"):
            loss_g, loss_d = -psi * theta, psi * theta
        else:
            real, fake = psi * noise, psi * (theta + noise)
            loss_d = (weights * bce(real, ones.expand_as(real), reduction="none")).sum()
            cost = (weights * bce(fake, 0 * fake.detach(), reduction="none")).sum()
            loss_d, loss_g = loss_d + cost, -cost
        if method == "non-saturating":
            loss_g = bce(psi * theta, ones)
        if method == "wgan-gp":
            loss_d = loss_d + 0.5 * (psi.abs() - 1) ** 2
        if method == "r1":
            loss_d = loss_d + 0.5 / 2 * psi**2
        if method == "consensus":
            v_g = torch.autograd.grad(loss_g, theta, create_graph=True)[0]
            v_d = torch.autograd.grad(loss_d, psi, create_graph=True)[0]
            price = 0.5 * (v_g**2 + v_d**2)
            loss_g, loss_d = loss_g + price, loss_d + price
        return loss_g, loss_d

    def pulls(theta, psi):
        """Minus each player's own gradient."""
        theta, psi = (value.clone().requires_grad_() for value in (theta, psi))
        loss_g, loss_d = losses(theta, psi)
        to_theta = torch.autograd.grad(loss_g, theta, retain_graph=True)[0]
        return -to_theta, -torch.autograd.grad(loss_d, psi)[0]

    def direction(theta, psi):
        to_theta, to_psi = pulls(theta, psi)
        if method == "extragradient":  # the gradient at where a step would lead
            return pulls(theta + lr * to_theta, psi + lr * to_psi)
        return to_theta, to_psi

    theta, psi = (float(text) * ones for text in start.split(","))
    g_speed, d_speed = 0 * ones, 0 * ones
    bound = 1 if method == "wgan-clip" else math.inf
    for step in range(101):
        if step % 20 == 0:
            distance = math.hypot(theta, psi)
            print(
                f"{step:3}  theta {theta:8.4f}  psi {psi:8.4f}  distance {distance:.4f}"
            )
        to_theta, to_psi = direction(theta, psi)
        d_speed = momentum * d_speed + to_psi
        psi = (psi + lr * d_speed).clamp(-bound, bound)
        if update == "alternating":  # G sees the new D
            to_theta, _ = direction(theta, psi)
        g_speed = momentum * g_speed + to_theta
        theta = theta + lr * g_speed

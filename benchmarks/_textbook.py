"""The GAN loop that tutorials teach, to compare with."""

import torch
from torch import nn


def network() -> nn.Sequential:
    """One number in, one number out."""
    return nn.Sequential(
        nn.Linear(1, 32), nn.SiLU(), nn.Linear(32, 32), nn.SiLU(), nn.Linear(32, 1)
    )


class Loop:
    """Two networks, two optimisers, and what is done with them."""

    def __init__(self):
        self.g, self.d = network(), network()
        self.loss = nn.BCEWithLogitsLoss()
        betas = 0.0, 0.9
        self.adam_g = torch.optim.Adam(self.g.parameters(), lr=1e-3, betas=betas)
        self.adam_d = torch.optim.Adam(self.d.parameters(), lr=1e-3, betas=betas)

    def train(self, iterations: int) -> None:
        """A step of D, then one of G, and both losses read, as often as asked."""
        g, d, loss = self.g, self.d, self.loss
        for _ in range(iterations):
            real = 4.0 + 0.5 * torch.randn(256, 1)
            fake = g(torch.randn(256, 1))
            self.adam_d.zero_grad()
            on_real, on_fake = d(real), d(fake.detach())
            loss_d = loss(on_real, torch.ones_like(on_real))
            loss_d = loss_d + loss(on_fake, torch.zeros_like(on_fake))
            loss_d.backward()
            self.adam_d.step()
            self.adam_g.zero_grad()
            asked = d(g(torch.randn(256, 1)))
            loss_g = loss(asked, torch.ones_like(asked))
            loss_g.backward()
            self.adam_g.step()
            loss_d.item()
            loss_g.item()

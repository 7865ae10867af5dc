"""A GAN in one dimension: the training loop, by autograd.

The generator turns noise z ~ N(0, 1) into fakes G(z); the discriminator gives every x a
score, and D = sigmoid(score) in the games that speak of probabilities. One iteration is
``d_steps`` steps of D, then ``g_steps`` of G, each on a fresh batch.

Several runs train in one loop: every tensor has a leading axis of runs, every loss is
averaged over its batch and *summed* over runs, so that no gradient mixes two of them.
Shapes are (runs, batch, 1). All randomness of a run comes from its own generators,
seeded by its config: same config, same history, same run, whatever else happens.

References: I. Goodfellow et al., "Generative Adversarial Nets" (2014), algorithm 1;
C. K. Sonderby et al., "Amortised MAP Inference for Image Super-resolution" (2017),
instance noise. Those for losses and penalties are in ``core.training.losses``.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from core.gan.config import Config, common
from core.training.losses import GAMES, GENERATOR_LOSSES, PENALTIES
from core.training.networks import Discriminator, Generator, Network, keep_memory
from core.training.sampling import Draws

Runs = int | slice  # one run, or all of them


class Trainer:
    """Runs that train side by side; their configs may differ in loss and seed.

    Raises:
        ValueError: if the configs differ in anything else.
    """

    def __init__(self, *configs: Config):
        keep_memory()
        self.configs = configs
        self.config = common(configs)
        self.draws = Draws(configs)
        self.g = Generator(self.config, self.draws.rngs)
        self.d = Discriminator(self.config, self.draws.rngs)
        self.optimiser_g = self._optimiser(self.g, "g")
        self.optimiser_d = self._optimiser(self.d, "d")
        self.iteration = 0
        self.ahead = 0  # head start steps of D made so far
        self.scores: dict[str, Tensor] = {}  # of the last step of each player

    def advance(self, iterations: int) -> None:
        """The loop: D's steps, then G's; D's head start before the first of them."""
        while self.ahead < self.config.head_start:
            self.d_step()
            self.ahead += 1
        for _ in range(iterations):
            for _ in range(self.config.d_steps):
                self.d_step()
            for _ in range(self.config.g_steps):
                self.g_step()
            self.iteration += 1

    def d_step(self) -> None:
        """D steps down its loss; the fakes are data to it, hence no gradient for G."""
        real = self.blur(self.draws.real(self.config.batch))
        with torch.no_grad():
            fake = self.blur(self.g(self.draws.noise(self.config.batch)))
        self.d_gradients(real, fake)
        self.move(self.d, self.optimiser_d)
        self.clip()

    def g_step(self) -> None:
        """G steps down its loss, which reaches it through D; D stays as it is."""
        self.g_gradients(self.draws.noise(self.config.batch))
        self.move(self.g, self.optimiser_g)

    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """Autograd's gradient of D's loss and penalty, left in ``.grad``."""
        scores = self.d(torch.cat([real, fake], dim=1))
        on_real, on_fake = scores.chunk(2, dim=1)
        losses = self.each_run(
            lambda run, c: torch.add(
                *GAMES[c.game](on_real[run], on_fake[run], c.real_label)
            )
        )
        total = losses.mean((1, 2)).sum()
        if self.penalised:
            total = total + self.penalty(real, fake)
        self.d.grad.zero_()
        total.backward(inputs=self.d.weights)
        self.scores |= {"real": on_real.detach(), "fake": on_fake.detach()}

    def g_gradients(self, noise: Tensor) -> None:
        """Autograd's gradient of G's loss, left in ``.grad``."""
        scores = self.d(self.blur(self.g(noise)))
        losses = self.each_run(lambda run, c: GENERATOR_LOSSES[c.loss](scores[run]))
        self.g.grad.zero_()
        losses.mean((1, 2)).sum().backward(inputs=self.g.weights)
        self.scores["asked"] = scores.detach()

    def move(self, network: Network, optimiser: torch.optim.Optimizer) -> None:
        """One step of a network against its gradient."""
        optimiser.step()

    def clip(self) -> None:
        """Keeps the weights of every critic within bounds whose loss wants that."""
        clipped = [run for run, config in enumerate(self.configs) if config.clips]
        bound = self.config.clip
        if len(clipped) == len(self.configs):
            self.d.flat.data.clamp_(-bound, bound)
            return
        for run in clipped:
            for weight in self.d.weights:
                weight.data[run].clamp_(-bound, bound)

    def blur(self, x: Tensor) -> Tensor:
        """What D sees of ``x``: with the instance noise of this iteration."""
        std = self.config.noise_at(self.iteration)
        return x + std * self.draws.noise(self.config.batch) if std else x

    # -- The penalty on D's slope ------------------------------------------------------
    @property
    def penalised(self) -> bool:
        """Whether any run has one."""
        return any(config.penalises != "none" for config in self.configs)

    def penalty(self, real: Tensor, fake: Tensor) -> Tensor:
        """Every run's penalty, weighted and added up."""
        x = self.places(real, fake).requires_grad_()
        (slope,) = torch.autograd.grad(self.d(x).sum(), x, create_graph=True)
        missed = self.each_run(lambda run, c: PENALTIES[c.penalises](slope[run]))
        return self.config.penalty_weight * missed.mean((1, 2)).sum()

    def places(self, real: Tensor, fake: Tensor) -> Tensor:
        """Where the slope is looked at: at the reals, or between them and the fakes."""
        x = real.clone()
        for run, config in enumerate(self.configs):
            if config.penalises not in ("none", "r1"):
                mix = torch.rand(len(x[run]), 1, generator=self.draws.between[run])
                x[run] = mix * real[run] + (1 - mix) * fake[run]
        return x

    # -- Small print -------------------------------------------------------------------
    def each_run(self, of: Callable[[Runs, Config], Tensor]) -> Tensor:
        """Something that depends on the loss: for all runs at once if they share it."""
        if len({config.loss for config in self.configs}) == 1:
            return of(slice(None), self.config)
        return torch.stack([of(run, config) for run, config in enumerate(self.configs)])

    def state(self) -> dict[str, Any]:
        """A copy of everything that changes, to go back to."""
        parts = self.g, self.d, self.optimiser_g, self.optimiser_d
        return copy.deepcopy(
            {
                "parts": [part.state_dict() for part in parts],
                "rngs": self.draws.state(),
                "counts": (self.iteration, self.ahead),
            }
        )

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state; learning rates stay as they are now."""
        state = copy.deepcopy(state)
        parts = self.g, self.d, self.optimiser_g, self.optimiser_d
        for part, kept in zip(parts, state["parts"], strict=True):
            part.load_state_dict(kept)
        self.draws.restore(state["rngs"])
        self.iteration, self.ahead = state["counts"]
        self.change(self.config)

    def change(self, config: Config) -> None:
        """Takes over what may change during a run, for every run alike.

        The loss is taken over too if all runs share one.
        """
        shared = len({each.loss for each in self.configs}) == 1
        self.configs = tuple(
            replace(each.with_live(config), loss=config.loss if shared else each.loss)
            for each in self.configs
        )
        self.config = common(self.configs)
        self.optimiser_d.param_groups[0]["lr"] = config.lr_d
        self.optimiser_g.param_groups[0]["lr"] = config.lr_g

    def _optimiser(self, network: Network, player: str) -> torch.optim.Optimizer:
        rate = getattr(self.config, f"lr_{player}")
        if getattr(self.config, f"optimiser_{player}") == "sgd":
            return torch.optim.SGD([network.flat], lr=rate)
        betas = self.config.beta1, self.config.beta2
        return torch.optim.Adam([network.flat], lr=rate, betas=betas, fused=True)

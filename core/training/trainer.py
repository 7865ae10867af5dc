"""A GAN in one dimension: the training loop, its gradients derived by hand.

The generator turns noise z ~ N(0, 1) into fakes G(z); the discriminator gives every x a
score, and D = sigmoid(score) in the games that speak of probabilities. One iteration is
``d_steps`` steps of D, then ``g_steps`` of G, each on a fresh batch.

A GAN's loss enters backpropagation in two places only: the slope of D's loss on its
scores (``d_gradients``), and the slope of G's loss on the scores of the fakes
(``g_gradients``). Everything else is the chain rule through a network, the same for
every loss (``core.training.backprop``). Autograd records a graph to find this out anew
at each step, which for networks this small costs more than the arithmetic; the tests
hold every gradient to autograd's.

Several runs train in one loop: every tensor has a leading axis of runs, every loss is
averaged over its batch and *summed* over runs, so that no gradient mixes two of them.
Shapes are (runs, batch, 1). All randomness of a run comes from its own generators,
seeded by its config: same config, same history, same run, whatever else happens.

References: I. Goodfellow et al., "Generative Adversarial Nets" (2014), algorithm 1;
C. K. Sonderby et al., "Amortised MAP Inference for Image Super-resolution" (2017),
instance noise. Those for losses and penalties are in ``core.gan``.
"""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from core.gan.config import Config, common
from core.gan.penalties import NONE
from core.training.backprop import backward, forward, product
from core.training.gradient_penalty import add_penalty
from core.training.networks import Discriminator, Generator, keep_memory
from core.training.optimisers import optimiser, step
from core.training.sampling import Draws

Runs = int | slice  # one run, or all of them


class Trainer:
    """Runs that train side by side; their configs may differ in loss and seed.

    Attributes:
        configs: one for each run; ``config`` is what they share.
        iterations, ahead: how many are done; steps of D's head start.
        scores: of the last batches, (runs, batch, 1): ``real`` and ``fake`` in D's
            step, ``for_g`` those of the fakes in G's.

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
        self.optimiser_g = optimiser(self.g, self.config, "g")
        self.optimiser_d = optimiser(self.d, self.config, "d")
        self.iterations = 0
        self.ahead = 0
        self.scores: dict[str, Tensor] = {}

    # -- The loop ----------------------------------------------------------------------
    def advance(self, iterations: int) -> None:
        """D's steps, then G's, as often; D's head start before the first of them."""
        while self.ahead < self.config.head_start:
            self.d_step()
            self.ahead += 1
        for _ in range(iterations):
            for _ in range(self.config.d_steps):
                self.d_step()
            for _ in range(self.config.g_steps):
                self.g_step()
            self.iterations += 1

    def iteration(self) -> tuple[float, float]:
        """One iteration; L_D and L_G of the first run's last batches, in nats."""
        self.advance(1)
        first, scores = self.config, self.scores
        pair = first.game.value(scores["real"][0], scores["fake"][0], first.real_label)
        on_g = first.objective.value(scores["for_g"][0])
        return sum(terms.mean().item() for terms in pair), on_g.mean().item()

    def d_step(self) -> None:
        """D steps down its loss; the fakes are data to it, hence no gradient for G."""
        real = self.add_instance_noise(self.draws.real(self.config.batch))
        with torch.no_grad():
            fake = self.g(self.draws.noise(self.config.batch))
        self.d_gradients(real, self.add_instance_noise(fake))
        step(self.d, self.optimiser_d)
        self.d.clip([c.clips for c in self.configs], self.config.clip)

    def g_step(self) -> None:
        """G steps down its loss, which reaches it through D; D stays as it is."""
        self.g_gradients(self.draws.noise(self.config.batch))
        step(self.g, self.optimiser_g)

    # -- Gradients: where the loss comes in --------------------------------------------
    @torch.no_grad()
    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """The gradient of D's loss and penalty, left in ``.grad``."""
        activation, batch = self.config.activation, self.config.batch
        scores, tape = forward(self.d, activation, torch.cat([real, fake], dim=1))
        on_real, on_fake = scores.chunk(2, dim=1)
        slopes = self.each_run(
            lambda run, c: torch.cat(
                c.game.slope(on_real[run], on_fake[run], c.real_label), dim=-2
            )
        )
        backward(self.d, tape, slopes / batch, keep=True)
        if any(config.gradient_penalty is not NONE for config in self.configs):
            weight = self.config.penalty_weight / batch
            add_penalty(
                self.d,
                activation,
                self.penalty_points(real, fake),
                lambda slope: (
                    weight
                    * self.each_run(lambda run, c: c.gradient_penalty.slope(slope[run]))
                ),
            )
        self.scores |= {"real": on_real, "fake": on_fake}

    @torch.no_grad()
    def g_gradients(self, noise: Tensor) -> None:
        """The gradient of G's loss, left in ``.grad``."""
        activation, batch = self.config.activation, self.config.batch
        made, g_tape = forward(self.g, activation, noise)
        fake = self.g.finish(noise, made)
        seen = self.add_instance_noise(fake)
        scores, d_tape = forward(self.d, activation, seen)
        slopes = self.each_run(lambda run, c: c.objective.slope(scores[run]))
        grad = backward(self.d, d_tape, slopes / batch)
        grad = product(grad, self.d.chain[0].weight.mT)  # at the fakes
        if self.g.kind == "bounded":  # slope of 4 tanh(x / 4)
            grad = grad * (1 - (fake / 4.0) ** 2)
        backward(self.g, g_tape, grad, keep=True)
        self.scores["for_g"] = scores

    def add_instance_noise(self, x: Tensor) -> Tensor:
        """What D sees of ``x``: with the instance noise of this iteration."""
        std = self.config.noise_at(self.iterations)
        return x + std * self.draws.noise(self.config.batch) if std else x

    def penalty_points(self, real: Tensor, fake: Tensor) -> Tensor:
        """Where D's slope is penalised: at the reals, or between them and the fakes."""
        x = real.clone()
        for run, config in enumerate(self.configs):
            penalty = config.gradient_penalty
            if penalty is not NONE and not penalty.at_reals:
                mix = torch.rand(len(x[run]), 1, generator=self.draws.between[run])
                x[run] = mix * real[run] + (1 - mix) * fake[run]
        return x

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
                "counts": (self.iterations, self.ahead),
            }
        )

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state; learning rates stay as they are now."""
        state = copy.deepcopy(state)
        parts = self.g, self.d, self.optimiser_g, self.optimiser_d
        for part, kept in zip(parts, state["parts"], strict=True):
            part.load_state_dict(kept)
        self.draws.restore(state["rngs"])
        self.iterations, self.ahead = state["counts"]
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

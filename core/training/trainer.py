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
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from core.gan.config import Config, common
from core.gan.penalties import NONE
from core.training.backprop import Pass
from core.training.gradient_penalty import add_penalty
from core.training.networks import Discriminator, Generator, keep_memory
from core.training.optimisers import optimiser, step
from core.training.sampling import Draws


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
        self.passes()
        self.optimiser_g = optimiser(self.g, self.config, "g")
        self.optimiser_d = optimiser(self.d, self.config, "d")
        self.parts = self.g, self.d, self.optimiser_g, self.optimiser_d
        self.iterations = self.ahead = 0
        self.scores: dict[str, Tensor] = {}

    def passes(self) -> None:
        """Memory for batches: through G, through D, and of both kinds through D."""
        batch = self.config.batch
        self.through_g, self.through_d = Pass(self.g, batch), Pass(self.d, batch)
        self.both_through_d = Pass(self.d, batch, batch)

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

    @torch.inference_mode()
    def d_step(self) -> None:
        """D steps down its loss; the fakes are data to it, hence no gradient for G."""
        real = self.add_instance_noise(self.draws.real(self.config.batch))
        fake = self.fakes(self.draws.noise(self.config.batch))
        self.d_gradients(real, self.add_instance_noise(fake))
        step(self.d, self.optimiser_d)
        self.d.clip([c.clips for c in self.configs], self.config.clip)

    @torch.inference_mode()
    def g_step(self) -> None:
        """G steps down its loss, which reaches it through D; D stays as it is."""
        self.g_gradients(self.draws.noise(self.config.batch))
        step(self.g, self.optimiser_g)

    # -- Gradients: where the loss comes in --------------------------------------------
    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """The gradient of D's loss and penalty, left in ``.grad``."""
        scores = self.both_through_d.forward(real, fake)
        slopes = self.each_run(lambda c, *of: c.game.slope(*of, c.real_label), *scores)
        self.both_through_d.to_weights(*slopes)
        if any(config.gradient_penalty is not NONE for config in self.configs):

            def pull(slope: Tensor) -> Tensor:
                (out,) = self.each_run(
                    lambda c, s: (c.gradient_penalty.slope(s),), slope
                )
                return out * (self.config.penalty_weight / real.shape[1])

            add_penalty(self.d, self.penalty_points(real, fake), pull)
        self.scores["real"], self.scores["fake"] = scores

    def g_gradients(self, noise: Tensor) -> None:
        """The gradient of G's loss, left in ``.grad``."""
        fake = self.fakes(noise)
        seen = self.add_instance_noise(fake)
        scores = self.through_d.forward(seen)
        slopes = self.each_run(lambda c, of: (c.objective.slope(of),), *scores)
        grad = self.through_d.to_input(*slopes)
        if self.g.kind == "bounded":  # slope of 4 tanh(x / 4)
            grad = grad * (1 - (fake / 4.0) ** 2)
        self.through_g.to_weights(grad)
        (self.scores["for_g"],) = scores

    def fakes(self, noise: Tensor) -> Tensor:
        """What G makes of noise, ready for a way back."""
        return self.g.finish(noise, *self.through_g.forward(noise))

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

    def each_run(
        self, what: Callable[..., Sequence[Tensor]], *of: Tensor
    ) -> Sequence[Tensor]:
        """What depends on the loss: for all runs at once if they share it."""
        if len({config.loss for config in self.configs}) == 1:
            return what(self.config, *of)
        runs = [what(c, *each) for c, *each in zip(self.configs, *of, strict=True)]
        return [torch.stack(one) for one in zip(*runs, strict=True)]

    def state(self) -> dict[str, Any]:
        """A copy of everything that changes, to go back to."""
        return copy.deepcopy(
            {
                "parts": [part.state_dict() for part in self.parts],
                "rngs": self.draws.state(),
                "counts": (self.iterations, self.ahead),
            }
        )

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state; learning rates stay as they are now."""
        state = copy.deepcopy(state)
        for part, kept in zip(self.parts, state["parts"], strict=True):
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
        batch, self.config = self.config.batch, common(self.configs)
        if batch != self.config.batch:
            self.passes()
        self.optimiser_d.param_groups[0]["lr"] = config.lr_d
        self.optimiser_g.param_groups[0]["lr"] = config.lr_g

"""A GAN in one dimension: the losses of its two players, and the training loop.

The generator turns noise z ~ N(0, 1) into fakes G(z); the discriminator gives every x a
score, and D = sigmoid(score) in the games that speak of probabilities. One iteration is
``d_steps`` steps of D, then ``g_steps`` of G, each on a fresh batch.

Several runs train in one loop: every tensor has a leading axis of runs, every loss is
averaged over its batch and *summed* over runs, so that no gradient mixes two of them.
Shapes are (runs, batch, 1). All randomness of a run comes from its own generator,
seeded by its config: same config, same history, same run, whatever else happens.

The losses are those of ``core.gan_losses``, with the references given there.

References for the rest: I. Gulrajani et al., "Improved Training of Wasserstein GANs"
(2017), the two-sided penalty; H. Petzka et al., "On the regularization of Wasserstein
GANs" (2018), the one-sided one; L. Mescheder et al., "Which Training Methods for GANs
do actually Converge?" (2018), R1 and the zero-centred one; C. K. Sonderby et al.,
"Amortised MAP Inference for Image Super-resolution" (2017), instance noise; T. Salimans
et al., "Improved Techniques for Training GANs" (2016), one-sided label smoothing.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import softplus

from core.gan_config import Config
from core.gan_networks import Discriminator, Generator
from core.targets import Parts, parts

# -- What they minimise, element by element --------------------------------------------
Pair = tuple[Tensor, Tensor]  # terms of real samples, terms of fakes
Runs = int | slice  # one run, or all of them


def bce(real: Tensor, fake: Tensor, label: float) -> Pair:
    """``-log D(real)`` and ``-log(1 - D(fake))``; a real's label may be less than 1."""
    on_real = label * softplus(-real) + (1.0 - label) * softplus(real)
    return on_real, softplus(fake)


GAMES: dict[str, Callable[[Tensor, Tensor, float], Pair]] = {
    "bce": bce,
    "least-squares": lambda real, fake, _: ((real - 1) ** 2 / 2, fake**2 / 2),
    "hinge": lambda real, fake, _: (torch.relu(1 - real), torch.relu(1 + fake)),
    "wasserstein": lambda real, fake, _: (-real, fake),
}
GENERATOR_LOSSES: dict[str, Callable[[Tensor], Tensor]] = {
    "saturating": lambda fake: -softplus(fake),  # log(1 - D)
    "non-saturating": lambda fake: softplus(-fake),  # -log D
    "least-squares": lambda fake: (fake - 1) ** 2 / 2,
    "hinge": lambda fake: -fake,
    "wasserstein": lambda fake: -fake,
    "wasserstein-gp": lambda fake: -fake,
}


def penalty(d: Discriminator, kind: str, real: Tensor, fake: Tensor, mix: Tensor):
    """How far D's slope is from what the penalty asks for, element by element."""
    x = real if kind == "r1" else mix * real + (1 - mix) * fake
    x = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    match kind:
        case "one-sided":
            return torch.relu(slope.abs() - 1) ** 2
        case "two-sided":
            return (slope.abs() - 1) ** 2
        case "zero-centred":
            return slope**2
    return slope**2 / 2  # r1


# -- The training loop -----------------------------------------------------------------
class Trainer:
    """Runs that train side by side; their configs may differ in loss and seed.

    Raises:
        ValueError: if the configs differ in anything else.
    """

    def __init__(self, *configs: Config):
        self.configs = configs
        self.config = common(configs)
        self.target = parts(self.config.density)
        self.rngs = [torch.Generator().manual_seed(config.seed) for config in configs]
        self.g = Generator(self.config, self.rngs)
        self.d = Discriminator(self.config, self.rngs)
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
        real = self.draw_real()
        with torch.no_grad():
            fake = self.g(self.draw_noise())
        self.blur(real, fake)
        self.d_gradients(real, fake)
        self.optimiser_d.step()
        for run, config in enumerate(self.configs):
            if config.clips:
                for weight in self.d.parameters():
                    weight.data[run].clamp_(-config.clip, config.clip)

    def g_step(self) -> None:
        """G steps down its loss, which reaches it through D; D stays as it is."""
        self.g_gradients(self.draw_noise())
        self.optimiser_g.step()

    def d_gradients(self, real: Tensor, fake: Tensor) -> None:
        """Autograd's gradient of D's loss and penalty, left in ``.grad``."""
        scores = self.d(torch.cat([real, fake], dim=1))
        on_real, on_fake = scores.chunk(2, dim=1)
        losses = self.each_run(
            lambda run, c: torch.add(
                *GAMES[c.game](on_real[run], on_fake[run], c.real_label)
            )
        )
        total = losses.mean((1, 2)).sum() + self.penalties(real, fake)
        self.optimiser_d.zero_grad()
        total.backward()
        self.scores |= {"real": on_real.detach(), "fake": on_fake.detach()}

    def g_gradients(self, noise: Tensor) -> None:
        """Autograd's gradient of G's loss, left in ``.grad``."""
        self.d.requires_grad_(False)
        scores = self.d(self.g(noise))
        losses = self.each_run(lambda run, c: GENERATOR_LOSSES[c.loss](scores[run]))
        self.optimiser_g.zero_grad()
        losses.mean((1, 2)).sum().backward()
        self.d.requires_grad_(True)
        self.scores["asked"] = scores.detach()

    def penalties(self, real: Tensor, fake: Tensor) -> Tensor:
        """Every run's penalty on D's slope, weighted and added up."""
        kinds = [config.penalises for config in self.configs]
        total = torch.zeros(())
        if set(kinds) == {"none"}:
            return total
        mix = self.draws(lambda rng: torch.rand(len(real[0]), 1, generator=rng))
        for kind in set(kinds) - {"none"}:
            missed = penalty(self.d, kind, real, fake, mix).mean((1, 2))
            mine = torch.tensor([float(other == kind) for other in kinds])
            total = total + self.config.penalty_weight * (mine * missed).sum()
        return total

    # -- Draws, one generator for each run ---------------------------------------------
    def draws(self, draw: Callable[[torch.Generator], Tensor]) -> Tensor:
        """One draw for each run, stacked."""
        first, *others = [draw(rng) for rng in self.rngs]
        return torch.stack([first, *others]) if others else first[None]

    def draw_noise(self) -> Tensor:
        """A batch of z for every run."""
        shape = (self.config.batch, 1)
        return self.draws(lambda rng: torch.randn(shape, generator=rng))

    def draw_real(self) -> Tensor:
        """A batch of real samples for every run."""
        return self.draws(lambda rng: samples(self.target, self.config.batch, rng))

    def blur(self, *batches: Tensor) -> None:
        """Adds the instance noise of this iteration, if there is any."""
        if std := self.config.noise_at(self.iteration):
            for batch in batches:
                batch += std * self.draw_noise()

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
                "rngs": [rng.get_state() for rng in self.rngs],
                "counts": (self.iteration, self.ahead),
            }
        )

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back to a state; learning rates stay as they are now."""
        state = copy.deepcopy(state)
        parts = self.g, self.d, self.optimiser_g, self.optimiser_d
        for part, kept in zip(parts, state["parts"], strict=True):
            part.load_state_dict(kept)
        for rng, kept in zip(self.rngs, state["rngs"], strict=True):
            rng.set_state(kept)
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
        for optimiser, rate in (
            (self.optimiser_d, config.lr_d),
            (self.optimiser_g, config.lr_g),
        ):
            optimiser.param_groups[0]["lr"] = rate

    def _optimiser(self, network: nn.Module, player: str) -> torch.optim.Optimizer:
        rate = getattr(self.config, f"lr_{player}")
        if getattr(self.config, f"optimiser_{player}") == "sgd":
            return torch.optim.SGD(network.parameters(), lr=rate)
        betas = self.config.beta1, self.config.beta2
        return torch.optim.Adam(network.parameters(), lr=rate, betas=betas, fused=True)


def common(configs: Sequence[Config]) -> Config:
    """What the runs share, as the first of them.

    Raises:
        ValueError: if there is none, or they differ in more than loss and seed.
    """
    alike = {replace(config, loss="hinge", seed=0) for config in configs}
    if len(alike) != 1:
        raise ValueError("runs side by side may differ in loss and seed alone")
    return configs[0]


def samples(of: Parts, n: int, rng: torch.Generator) -> Tensor:
    """Real samples: first a part of the target, then a place in it."""
    draw = torch.randn if of.bell else torch.rand
    noise = draw((n, 1), generator=rng) - (0.0 if of.bell else 0.5)
    if len(of.weights) == 1:
        return of.centres[0] + of.widths[0] * noise
    weights = torch.tensor(of.weights)
    part = torch.multinomial(weights, n, replacement=True, generator=rng)
    return torch.tensor(of.centres)[part, None] + of.widths[0] * noise

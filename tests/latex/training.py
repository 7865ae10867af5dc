"""Names in the formulas of the chapter "Training"."""

import re
from typing import Any

import numpy as np
import torch
from scipy import stats

from core.gan.config import Config
from core.maths import bce, critic, pushforward
from core.maths.densities import Normal
from core.maths.divergences import jensen_shannon
from core.maths.optimal import optimal_game
from tests.latex.meaning import Meaning, State
from tests.latex.printing import Printed
from tests.maths import games


def bound(rng: np.random.Generator) -> dict[str, Any]:
    """D's loss for many discriminators, the best one among them, and JS."""
    p, q = rng.dirichlet(np.ones(30)), rng.dirichlet(np.ones(30))
    logits = np.vstack([np.log(p / q), rng.normal(0.0, 2.0, (20, 30))])
    on_real, on_fake = games.bce_discriminator_loss(logits, logits)
    return {
        "L_D": on_real @ p + on_fake @ q,
        r"\mathrm{JS}": pushforward.jensen_shannon(p, q),
    }


def loss_curves(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    read = re.match(r"L_D \\;\\le\\; ([\d.]+):", printed.tex)
    if not read:
        return Meaning(bound(rng))
    loss = float(read[1])
    return Meaning({"L_D": loss, r"\mathrm{JS}": max(0.0, np.log(2.0) - 0.5 * loss)})


def live_gan(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    if r"\ge" in printed.tex:
        return Meaning(bound(rng))
    told = re.findall(r"With the (\S+) loss:", printed.before)
    config = Config(
        loss=told[-1] if told else state["gan_loss"],
        penalty=state["gan_penalty"],
        penalty_weight=float(state["gan_weight"]),
        real_label=float(state["gan_label"]),
    )
    a, b, c = rng.normal(size=3)
    names: dict[str, Any] = {
        "x": rng.normal(size=40),
        "z": rng.normal(size=40),
        r"\hat x": rng.normal(size=40),
        "G": lambda z: 1.5 * z + a,
        "s": lambda x: 2.0 * np.sin(x + b) + c * x,
        "s'": lambda x: 2.0 * np.cos(x + b) + c,
        "D": lambda x: bce.sigmoid(2.0 * np.sin(x + b) + c * x),
        r"\mathbb{E}": np.mean,
    }
    scores = [names["s"](v) for v in (names["x"], names["G"](names["z"]))]
    on_real, on_fake = map(torch.tensor, scores)
    terms = config.game.value(on_real, on_fake, config.real_label)
    paid = config.gradient_penalty
    slopes = names["s'"](names["x" if paid.at_reals else r"\hat x"])
    loss = sum(term.mean().item() for term in terms)
    more = config.penalty_weight * paid.value(torch.tensor(slopes)).mean().item()
    asked = config.objective.value(on_fake).mean().item()
    names |= {"L_D": loss, "L_G": asked, r"\text{D minimises}": loss + more}
    return Meaning(names)


def wasserstein_critic(
    state: State, printed: Printed, rng: np.random.Generator
) -> Meaning:
    theta = float(state["wc_distance"])
    a, b = rng.normal(size=2)
    names: dict[str, Any] = {
        "f": lambda x: np.sin(a * x) + b * x,
        r"\mathrm{real}": rng.normal(size=40),
        r"\mathrm{fake}": rng.normal(size=30),
        r"\mathbb{E}": np.mean,
    }
    on_real, on_fake = (
        torch.tensor(names["f"](names[who]))
        for who in (r"\mathrm{real}", r"\mathrm{fake}")
    )
    terms = Config(loss="wasserstein").game.value(on_real, on_fake, 1.0)
    # ∫ |P - Q|, on a grid whose ends hold all of the mass.
    x = np.linspace(-16.0, 16.0, 64_001)
    real, fake = Normal(0.0, 0.5), Normal(theta, 1.0)
    heights = critic.best_critic(real, fake, x) * (fake.pdf(x) - real.pdf(x))
    apart = np.abs(stats.norm.cdf(x, 0.0, 0.5) - stats.norm.cdf(x, theta, 1.0))
    w1 = np.trapezoid(apart, x)
    js = jensen_shannon(real, Normal(), [theta]).value[0]
    names |= {
        r"L_{\mathrm{critic}}": sum(term.mean().item() for term in terms),
        r"\min_{|f'| \le 1} L_{\mathrm{critic}}": np.trapezoid(heights, x),
        "W_1": w1,
        r"\min_D L_D": -optimal_game(real, Normal(), [theta]).value[0],
        r"\mathrm{JS}": js,
    }
    return Meaning(names)

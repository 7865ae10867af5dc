"""The small pictures of the front page, computed like the large figures."""

import numpy as np

from core.maths import bce, critic, fixed_game, gan_losses, sliders
from core.maths.densities import Normal, Uniform
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, orbit
from core.maths.divergences import jensen_shannon, total_variation, wasserstein
from core.maths.optimal import mean_generator_gradients, optimal_game
from core.maths.optimal import optimal_discriminator as optimal_discriminator_of
from core.plotting.sketch import Line, sketch
from core.plotting.theme import DISCRIMINATOR, FAKE, READER, REAL


def bce_curve() -> str:
    """The two costs of a guess against p."""
    p = np.linspace(0.005, 0.995, 120)
    lines = [Line(bce.bce(p, 1.0), REAL), Line(bce.bce(p, 0.0), FAKE)]
    return sketch(lines, -0.1, 4.0)


def cross_entropy() -> str:
    """The arch of entropies, and the line of one belief that touches it."""
    q = np.linspace(0.0, 1.0, 120)
    lines = [Line(bce.entropy_floor(q), READER), Line(bce.bce(0.3, q), DISCRIMINATOR)]
    return sketch(lines, -0.03, 1.3)


def gradients() -> str:
    """Two slopes in the logit, and the sigmoid's own."""
    logits = sliders.curve_logits(120)
    lines = [
        Line(-gan_losses.non_saturating_generator_grad(logits), FAKE),
        Line(-gan_losses.saturating_generator_grad(logits), FAKE, "7 5"),
        Line(bce.sigmoid_grad(logits), READER),
    ]
    return sketch(lines, -0.05, 1.05)


def numerical_stability() -> str:
    """The slope for a fake: exact, and by way of a probability in float32."""
    logits = np.linspace(-10.0, 40.0, 120)
    exact = bce.bce_with_logits_grad(logits, 0.0)
    p = bce.sigmoid(logits).astype(np.float32)  # exactly 1 from 16.64 on
    by_chain_rule = p * (p * (1 - p)) / np.maximum(p * (1 - p), np.float32(1e-12))
    lines = [Line(exact, READER, "7 5"), Line(by_chain_rule, DISCRIMINATOR)]
    return sketch(lines, -0.1, 1.2)


def settling() -> str:
    """A batch's mean loss, wandering inside the band that narrows around the truth."""
    sizes = np.unique(np.geomspace(1, 4096, 160).round().astype(int))
    batch = fixed_game.draw_batch(4096, 0)
    mean = fixed_game.running_means(batch).discriminator_loss[sizes - 1]
    exact, error = (
        fixed_game.exact_means().discriminator_loss,
        fixed_game.standard_error,
    )
    grid = np.geomspace(1.0, 4096.0, 120)
    lines = [
        Line(exact + error(grid), READER, "7 5"),
        Line(exact - error(grid), READER, "7 5"),
        Line(np.interp(np.log(grid), np.log(sizes), mean), DISCRIMINATOR),
    ]
    return sketch(lines, 0.3, 1.4)


def optimal_discriminator() -> str:
    """J of two bell curves, flat at both ends, and its slope."""
    game = optimal_game(Normal(), Normal(), np.linspace(0.0, 8.0, 80))
    lines = [Line(game.value, DISCRIMINATOR), Line(game.slope, FAKE, "7 5")]
    return sketch(lines, -1.5, 0.6)


def divergences() -> str:
    """JS, total variation and Wasserstein-1 of two blocks, to both sides."""
    block = Uniform(-0.5, 0.5)
    pair = block, block, np.linspace(-3.0, 3.0, 121)
    lines = [
        Line(jensen_shannon(*pair).value, DISCRIMINATOR, "7 5"),
        Line(total_variation(*pair).value, DISCRIMINATOR, "2 4"),
        Line(wasserstein(*pair).value, DISCRIMINATOR),
    ]
    return sketch(lines, -0.1, 3.0)


def vanishing_gradients() -> str:
    """The mean gradients of three losses against the distance."""
    losses = "non-saturating", "saturating", "wasserstein"
    thetas = np.linspace(0.05, 3.0, 80)
    pushes = mean_generator_gradients(Normal(), Normal(), thetas, losses)
    lines = [
        Line(pushes["non-saturating"], FAKE),
        Line(pushes["saturating"], FAKE, "7 5"),
        Line(pushes["wasserstein"], FAKE, "2 4"),
    ]
    return sketch(lines, -0.1, 3.0)


def wasserstein_critic() -> str:
    """The best D, flat where the fakes are, and the best critic, which slopes there."""
    x = np.linspace(-3.0, 6.0, 120)
    real, fake = Normal(0.0, 0.5), Normal(3.0, 1.0)
    lines = [
        Line(optimal_discriminator_of(real, fake, x), DISCRIMINATOR, "7 5"),
        Line(0.5 + 0.2 * critic.best_critic(real, fake, x), DISCRIMINATOR),
    ]
    return sketch(lines, -0.6, 1.5)


def live_gan() -> str:
    """A density to imitate, the fakes' density on its way there, and the best D."""
    x = np.linspace(-2.0, 6.0, 120)
    real, fake = Normal(3.2, 0.7), Normal(1.2, 1.0)
    best = 0.6 * optimal_discriminator_of(real, fake, x)
    lines = [
        Line(real.pdf(x), REAL),
        Line(fake.pdf(x), FAKE),
        Line(best, DISCRIMINATOR),
    ]
    return sketch(lines, -0.03, 0.65)


def loss_curves() -> str:
    """The least that D's loss can be against the distance, and 2 log 2."""
    game = optimal_game(Normal(), Normal(), np.linspace(0.0, 6.0, 80))
    lines = [
        Line(np.full(2, 2.0 * np.log(2.0)), READER, "2 4"),
        Line(-game.value, DISCRIMINATOR),
    ]
    return sketch(lines, -0.05, 1.5)


def your_log() -> str:
    """The least that the fakes can cost D against G's loss, and chance."""
    loss_g = np.linspace(0.02, 3.0, 120)
    lines = [
        Line(np.full(2, np.log(2.0)), READER, "2 4"),
        Line(loss_g, FAKE),
        Line(bce.bce(np.exp(-loss_g), 0.0), DISCRIMINATOR),
    ]
    return sketch(lines, -0.1, 3.2)


def dirac_gan() -> str:
    """Where the smallest GAN's fake is over the steps: to and fro, and home."""
    begin = np.array(1.0), np.array(-1.0)
    step = UPDATES["alternating"]
    lines = [
        Line(orbit(METHODS[name], step, *begin, 0.2, 160).theta, color)
        for name, color in (("minimax", FAKE), ("r1", REAL))
    ]
    return sketch(lines, -1.7, 1.7)


SKETCHES = {
    "bce_curve": bce_curve,
    "cross_entropy": cross_entropy,
    "gradients": gradients,
    "numerical_stability": numerical_stability,
    "minimax": settling,
    "optimal_discriminator": optimal_discriminator,
    "divergences": divergences,
    "vanishing_gradients": vanishing_gradients,
    "wasserstein_critic": wasserstein_critic,
    "live_gan": live_gan,
    "loss_curves": loss_curves,
    "your_log": your_log,
    "dirac_gan": dirac_gan,
}

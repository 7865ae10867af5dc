"""What "Watch one train" says of its settings: what to notice, and what is minimised.

The formulas are those of ``core.training.losses``, with the logit or score s and D =
σ(s).
"""

from collections.abc import Sequence

from core.gan.config import Config
from core.lessons.live_gan.scenes import bounded

ON_D = {
    "bce": r"\mathbb{E}[-\log D(x)] + \mathbb{E}[-\log(1 - D(G(z)))]",
    "least-squares": r"\tfrac12 \mathbb{E}[(s(x) - 1)^2]"
    r" + \tfrac12 \mathbb{E}[s(G(z))^2]",
    "hinge": r"\mathbb{E}[\max(0, 1 - s(x))] + \mathbb{E}[\max(0, 1 + s(G(z)))]",
    "wasserstein": r"-\mathbb{E}[s(x)] + \mathbb{E}[s(G(z))]",
}
SMOOTHED = (
    r"\mathbb{{E}}[-{0:g} \log D(x) - {1:.4g} \log(1 - D(x))]"
    r" + \mathbb{{E}}[-\log(1 - D(G(z)))]"
)
ON_G = {
    "saturating": r"\mathbb{E}[\log(1 - D(G(z)))]",
    "non-saturating": r"\mathbb{E}[-\log D(G(z))]",
    "least-squares": r"\tfrac12 \mathbb{E}[(s(G(z)) - 1)^2]",
    "hinge": r"-\mathbb{E}[s(G(z))]",
    "wasserstein": r"-\mathbb{E}[s(G(z))]",
    "wasserstein-gp": r"-\mathbb{E}[s(G(z))]",
}
# Where the slope is looked at: at a real sample x, or at x̂ between it and a fake.
PENALTY = {
    "one-sided": r"{0:g}\,\mathbb{{E}}[\max(0, |s'(\hat x)| - 1)^2]",
    "two-sided": r"{0:g}\,\mathbb{{E}}[(|s'(\hat x)| - 1)^2]",
    "zero-centred": r"{0:g}\,\mathbb{{E}}[s'(\hat x)^2]",
    "r1": r"\tfrac{{{0:g}}}{{2}}\,\mathbb{{E}}[s'(x)^2]",
}


def notice(config: Config) -> str:
    """What there is to see in the figure, beside what it always shows."""
    if bounded(config):
        gap = (
            "The shaded gap lies between D's loss and the least that any D could have "
            "now, 2 log 2 − 2 JS: it is what D has yet to learn."
        )
    elif config.game == "bce":
        gap = (
            f"Real samples are labelled {config.real_label:g}, so D's loss is another "
            "one, and 2 log 2 − 2 JS is no bound for it: no gap is shaded."
        )
    else:
        gap = (
            "D's output is a score and no probability: log 2 says nothing about its "
            "loss, and no gap is shaded."
        )
    return (
        f"**What to notice.** {gap} Losses do not say how good the fakes are; "
        "Wasserstein-1 and JS do. And an arrow is the gradient of *G's loss* on that "
        "fake, through D."
    )


def formulas(config: Config) -> list[str]:
    """D's loss, what is added to it, G's loss, and the bound where it holds; LaTeX."""
    on_d = ON_D[config.game]
    if config.game == "bce" and not bounded(config):
        on_d = SMOOTHED.format(config.real_label, 1.0 - config.real_label)
    lines = [rf"L_D = {on_d}"]
    if config.penalises != "none":
        penalty = PENALTY[config.penalises].format(config.penalty_weight)
        lines.append(rf"\text{{D minimises}}\quad L_D + {penalty}")
    lines.append(rf"L_G = {ON_G[config.loss]}")
    if bounded(config):
        lines.append(r"L_D \;\ge\; 2 \log 2 - 2\,\mathrm{JS}")
    return lines


def minimised(configs: Sequence[Config]) -> str:
    """The formulas of every loss that trains here."""
    told = {config.loss: config for config in configs}
    parts = []
    for loss, config in told.items():
        if len(told) > 1:
            parts.append(f"With the {loss} loss:")
        parts += [f"$${line}$$" for line in formulas(config)]
    if any(map(bounded, configs)):
        parts.append(
            "The bound is reached by the best D alone, the dotted curve, and the gap "
            "is what D has yet to learn."
        )
    parts.append(
        "The losses drawn are those of the whole distributions: a training log has "
        "the same ones on a batch, with its noise."
    )
    return "\n\n".join(parts)

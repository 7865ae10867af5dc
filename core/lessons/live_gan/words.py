"""What "Watch one train" says of its settings: what to notice, and what is minimised.

The formulas are those of ``core.gan.losses``, with the logit or score s and D = σ(s).
"""

from collections.abc import Sequence

from core.gan.config import Config
from core.gan.games import BCE
from core.gan.penalties import NONE


def notice(config: Config) -> str:
    """What there is to see in the figure, beside what it always shows."""
    if config.bounded:
        gap = (
            "The shaded gap lies between D's loss and the least that any D could have "
            "now, 2 log 2 − 2 JS: it is what D has yet to learn."
        )
    elif config.game is BCE:
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
    game, penalty, label = config.game, config.gradient_penalty, config.real_label
    on_d = game.formula
    if game.smoothed and label != 1.0:
        on_d = game.smoothed[1].format(label, 1.0 - label)
    lines = [rf"L_D = {on_d}"]
    if penalty is not NONE:
        paid = penalty.formula.format(config.penalty_weight)
        lines.append(rf"\text{{D minimises}}\quad L_D + {paid}")
    lines.append(rf"L_G = {config.objective.formula}")
    if config.bounded:
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
    if any(config.bounded for config in configs):
        parts.append(
            "The bound is reached by the best D alone, the dotted curve, and the gap "
            "is what D has yet to learn."
        )
    parts.append(
        "The losses drawn are those of the whole distributions: a training log has "
        "the same ones on a batch, with its noise."
    )
    return "\n\n".join(parts)

"""What "Watch one train" says of its settings: what to notice, and what is minimised.

The formulas are those of ``core.gan.losses``, with the logit or score s and D = σ(s).
"""

from collections.abc import Sequence

from core.gan.config import Config
from core.gan.games import BCE
from core.gan.penalties import NONE


def notice(configs: Sequence[Config]) -> str:
    """What there is to see in the figure, of what is drawn in it."""
    config, count = configs[0], len(configs)
    losses = {each.loss for each in configs}
    parts = []
    if count == 1 and config.bounded:
        parts.append(
            "The shaded gap lies between D's loss and the least that any D could have "
            "now, 2 log 2 − 2 JS: it is what D has yet to learn."
        )
    elif count == 1 and config.game is BCE:
        why = (
            f"Real samples are labelled {config.real_label:g}"
            if config.real_label != 1.0
            else "D sees everything through instance noise"
        )
        parts.append(f"{why}, so 2 log 2 − 2 JS is no bound for D's loss.")
    elif count == 1:
        parts.append("D's output is a score and no probability.")
    if losses & {"wasserstein", "wasserstein-gp"}:
        parts.append(
            "A critic's loss, turned round, follows Wasserstein-1 as long as its slope "
            "is held; G's loss has a level that means nothing."
        )
    if losses - {"wasserstein", "wasserstein-gp"}:
        parts.append(
            "Losses do not say how good the fakes are; Wasserstein-1 "
            + ("and JS do." if count == 1 else "does.")
        )
    if count < 3:
        parts.append(
            "An arrow leads against the gradient of *G's loss* on that fake, through "
            "D; where none is seen, it is shorter than the dot."
        )
    else:
        parts.append("Eight seeds: a thin line each, from eight other beginnings.")
    return " ".join(parts)


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
    if len(configs) == 1 and configs[0].bounded:
        parts.append(
            "The bound is reached by the best D alone, the dotted curve, and the gap "
            "is what D has yet to learn."
        )
    seen = " and without the instance noise" if configs[0].instance_noise else ""
    parts.append(
        f"The losses drawn are those of the whole distributions{seen}: a training log "
        "has them on a batch, with its luck."
    )
    return "\n\n".join(parts)

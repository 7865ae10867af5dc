"""The lines of ``core.gan.script`` that depend on the game: penalty and steps."""

from core.gan.config import Config
from core.gan.games import Game
from core.gan.penalties import NONE, Penalty


def mixes(config: Config) -> bool:
    """Whether a penalty looks between reals and fakes."""
    penalty = config.gradient_penalty
    return penalty is not NONE and not penalty.at_reals


def penalty(config: Config) -> str:
    """A function for the penalty; nothing if there is none."""
    penalty = config.gradient_penalty
    if penalty is NONE:
        return ""
    points = """mix = torch.rand(BATCH, 1, generator=between)
    x = (mix * real + (1 - mix) * fake).requires_grad_()"""
    if penalty.at_reals:
        points = "x = real.clone().requires_grad_()"
    return f'''def penalty({_batches(penalty)}):
    """On D's slope, which has to be differentiated once more."""
    {points}
    (slope,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return {config.penalty_weight} * ({penalty.code}).mean()'''


def d_step(config: Config) -> str:
    """A step of D."""
    penalty = config.gradient_penalty
    lines = [f"loss = ({_terms(config.game, config.real_label)}).mean()"]
    if penalty is not NONE:
        lines.append(f"loss = loss + penalty({_batches(penalty)})")
    lines += ["optimiser_d.zero_grad()", "loss.backward()", "optimiser_d.step()"]
    if config.clips:
        bounds = f"{-config.clip}, {config.clip}"
        lines += ["with torch.no_grad():", "    for weight in d.parameters():"]
        lines += [f"        weight.clamp_({bounds})"]
    body = "\n    ".join(lines)
    real, fake = (
        _seen_by_d(config, "real_samples()"),
        _seen_by_d(config, "generate(noise())"),
    )
    return f'''def d_step({std(config)}):
    """D steps down its loss; to it the fakes are data."""
    real = {real}
    with torch.no_grad():
        fake = {fake}
    on_real, on_fake = d(real), d(fake)
    {body}
    return loss.item()'''


def g_step(config: Config) -> str:
    """A step of G."""
    return f'''def g_step({std(config)}):
    """G steps down its loss, which reaches it through D."""
    scores_for_g = d({_seen_by_d(config, "generate(noise())")})
    loss = {config.objective.code}
    optimiser_g.zero_grad()
    loss.backward()
    optimiser_g.step()
    return loss.item()'''


def std(config: Config) -> str:
    """What the steps are given: the width of the instance noise, if there is any."""
    return "std" if config.instance_noise else ""


def _terms(game: Game, label: float) -> str:
    if game.smoothed and label != 1.0:
        return game.smoothed[0].format(label, 1.0 - label)
    return game.code


def _batches(penalty: Penalty) -> str:
    return "real" if penalty.at_reals else "real, fake"


def _seen_by_d(config: Config, what: str) -> str:
    return f"add_noise({what}, std)" if config.instance_noise else what

"""The lines of ``core.gan.script`` that depend on the game: penalty and steps."""

from core.gan.config import Config

_G_LOSSES = {
    "saturating": "-softplus(asked).mean()  # log(1 - D)",
    "non-saturating": "softplus(-asked).mean()  # -log D",
    "least-squares": "((asked - 1) ** 2 / 2).mean()",
    "hinge": "-asked.mean()",
    "wasserstein": "-asked.mean()",
    "wasserstein-gp": "-asked.mean()",
}
_D_LOSSES = {
    "least-squares": "(on_real - 1) ** 2 / 2 + on_fake**2 / 2",
    "hinge": "torch.relu(1 - on_real) + torch.relu(1 + on_fake)",
    "wasserstein": "on_fake - on_real",
}
_PENALTIES = {
    "one-sided": "torch.relu(slope.abs() - 1) ** 2",
    "two-sided": "(slope.abs() - 1) ** 2",
    "zero-centred": "slope**2",
    "r1": "slope**2 / 2",
}


def penalty(config: Config) -> str:
    """A function for the penalty; nothing if there is none."""
    kind = config.penalises
    if kind == "none":
        return ""
    places = """mix = torch.rand(BATCH, 1, generator=between)
    x = (mix * real + (1 - mix) * fake).requires_grad_()"""
    if kind == "r1":
        places = "x = real.clone().requires_grad_()"
    given = "real" if kind == "r1" else "real, fake"
    return f'''def penalty({given}):
    """On D's slope, which has to be differentiated once more."""
    {places}
    (slope,) = torch.autograd.grad(d(x).sum(), x, create_graph=True)
    return {config.penalty_weight} * ({_PENALTIES[kind]}).mean()'''


def d_step(config: Config) -> str:
    """A step of D."""
    kind, label = config.penalises, config.real_label
    losses = _D_LOSSES.get(config.game, "softplus(-on_real) + softplus(on_fake)")
    if config.game == "bce" and label != 1.0:
        losses = f"{label} * softplus(-on_real) + {1 - label:.6g} * softplus(on_real)"
        losses += " + softplus(on_fake)"
    lines = [f"loss = ({losses}).mean()"]
    if kind != "none":
        given = "real" if kind == "r1" else "real, fake"
        lines.append(f"loss = loss + penalty({given})")
    lines += ["optimiser_d.zero_grad()", "loss.backward()", "optimiser_d.step()"]
    if config.clips:
        bounds = f"{-config.clip}, {config.clip}"
        lines += ["with torch.no_grad():", "    for weight in d.parameters():"]
        lines += [f"        weight.clamp_({bounds})"]
    body = "\n    ".join(lines)
    real, fake = (
        _blurred(config, "real_samples()"),
        _blurred(config, "generate(noise())"),
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
    asked = d({_blurred(config, "generate(noise())")})
    loss = {_G_LOSSES[config.loss]}
    optimiser_g.zero_grad()
    loss.backward()
    optimiser_g.step()
    return loss.item()'''


def std(config: Config) -> str:
    """What the steps are given: the width of the instance noise, if there is any."""
    return "std" if config.instance_noise else ""


def _blurred(config: Config, what: str) -> str:
    return f"blur({what}, std)" if config.instance_noise else what

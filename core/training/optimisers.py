"""How the weights of a network move against their gradient: Adam or plain steps."""

import torch

from core.gan.config import Config
from core.training.networks import Network


def optimiser(network: Network, config: Config, player: str) -> torch.optim.Optimizer:
    """The optimiser that a config wants for a player, ``d`` or ``g``."""
    rate = getattr(config, f"lr_{player}")
    if getattr(config, f"optimiser_{player}") == "sgd":
        return torch.optim.SGD([network.flat], lr=rate)
    betas = config.beta1, config.beta2
    return torch.optim.Adam([network.flat], lr=rate, betas=betas, fused=True)


def step(network: Network, optimiser: torch.optim.Optimizer) -> None:
    """The optimiser's step; of Adam's only the arithmetic, without the ceremony.

    The kernel is the one that ``optimiser.step()`` calls, the state its own.
    """
    weights, (group,) = network.flat, optimiser.param_groups
    state = optimiser.state[weights]
    if "exp_avg" not in state:  # SGD, or Adam's first step
        optimiser.step()
        return
    torch._fused_adam_(  # pyright: ignore[reportPrivateImportUsage]
        [weights],
        [network.grad],
        [state["exp_avg"]],
        [state["exp_avg_sq"]],
        [],
        [state["step"].add_(1)],
        lr=group["lr"],
        beta1=group["betas"][0],
        beta2=group["betas"][1],
        weight_decay=0.0,
        eps=group["eps"],
        amsgrad=False,
        maximize=False,
    )

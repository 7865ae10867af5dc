"""Which run of real networks is nearest to a setting of the smallest GAN, and back."""

from core.gan import settings
from core.gan.config import Config
from core.lessons.dirac_gan.runs import MOMENTA, Setting

# Methods that the live page does not train have their plain loss there.
NEAREST = {
    "minimax": {"loss": "saturating"},
    "non-saturating": {"loss": "non-saturating"},
    "wgan": {"loss": "wasserstein", "clip": 1.0},
    "wgan-clip": {"loss": "wasserstein"},
    "wgan-gp": {"loss": "wasserstein-gp", "penalty": "two-sided"},
    "instance-noise": {"loss": "saturating", "instance_noise": 1.0},
    "r1": {"loss": "saturating", "penalty": "r1", "penalty_weight": 1.0},
    "consensus": {"loss": "saturating"},
    "extragradient": {"loss": "saturating"},
}


def nearest(setting: Setting) -> dict[str, str]:
    """The live page's parameters: same loss and cure, Adam's beta1 the momentum."""
    config = Config(**NEAREST[setting.method], beta1=max(0.0, setting.momentum))
    return settings.link(config)


METHODS = {
    "saturating": "minimax",
    "non-saturating": "non-saturating",
    "wasserstein": "wgan-clip",
    "wasserstein-gp": "wgan-gp",
}


def smallest(config: Config) -> dict[str, str]:
    """This page's parameters for a live run; none for a loss that it does not have."""
    if config.loss not in METHODS:
        return {}
    method = METHODS[config.loss]
    if config.penalty == "r1" and config.game.name == "bce":
        method = "r1"
    elif config.instance_noise and config.loss == "saturating":
        method = "instance-noise"
    found = {"dirac_method": method}
    if config.beta1 and config.beta1 in MOMENTA:
        found["dirac_momentum"] = f"{config.beta1:g}"
    return found

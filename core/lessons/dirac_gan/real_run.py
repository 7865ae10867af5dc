"""Which run of real networks is nearest to a setting of the smallest GAN."""

from core.gan import settings
from core.gan.config import Config
from core.lessons.dirac_gan.runs import Setting

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

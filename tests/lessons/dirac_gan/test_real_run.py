import pytest

from core.gan import settings
from core.gan.config import Config
from core.lessons.dirac_gan.real_run import NEAREST, nearest
from core.lessons.dirac_gan.runs import MOMENTA, Setting
from core.maths.dirac import METHODS


def opened(method: str, momentum: float) -> Config:
    """What the live page makes of the link."""
    values = settings.values(Config()) | nearest(
        Setting(method, "alternating", 0.1, momentum)
    )
    return settings.config(values, 0, Config().drawing)


def test_every_method_has_a_run():
    assert list(NEAREST) == list(METHODS)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("momentum", MOMENTA)
def test_the_links_values_are_ones_that_the_live_page_offers(method, momentum):
    offered = {one.key: one.options for one in settings.SETTINGS.values()}
    link = nearest(Setting(method, "alternating", 0.1, momentum))
    assert all(value in offered[key] for key, value in link.items())
    assert opened(method, momentum).beta1 == max(0.0, momentum)


def test_the_cures_are_the_methods_own():
    assert opened("r1", 0.0).penalty == "r1"
    assert opened("instance-noise", 0.0).instance_noise == 1.0
    assert opened("wgan-clip", 0.0).clips
    assert opened("wgan-gp", 0.0).gradient_penalty.name == "two-sided"
    assert opened("non-saturating", 0.0).loss == "non-saturating"

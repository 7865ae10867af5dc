"""The picture of the two networks has the numbers of the run that is drawn."""

import dataclasses

import numpy as np
import pytest
import torch

from core.gan import targets
from core.gan.config import Config
from core.gan.losses import LOSSES
from core.lessons.live_gan import networks
from core.lessons.live_gan.live_figure import PHASES
from core.training.snapshot import snapshot
from core.training.trainer import Trainer


@pytest.mark.parametrize("loss", LOSSES)
def test_what_goes_through_is_what_the_networks_say_of_many_samples(loss):
    config = Config(loss=loss, target="two-modes", seed=3)
    trainer = Trainer(config)
    trainer.advance(40)
    told = networks.through(config, snapshot(trainer))
    rng = torch.Generator().manual_seed(0)
    z = torch.randn(1, 200_000, 1, generator=rng)
    quantiles = targets.quantiles(config.density, 200_000)
    real = torch.tensor(quantiles, dtype=torch.float32)[None, :, None]
    with torch.no_grad():
        fakes = trainer.g(z)
        scores = {
            "on_fake": trainer.d(fakes),
            "on_real": trainer.d(real),
        }
    assert float(told["fake"].replace("−", "-")) == pytest.approx(
        float(fakes.mean()), abs=0.02
    )
    for name, said in scores.items():
        is_bce = LOSSES[loss].game.name == "bce"
        mean = float(said.sigmoid().mean() if is_bce else said.mean())
        # Bins of 0.1 against samples: their luck and the curve within a bin.
        assert float(told[name].replace("−", "-")) == pytest.approx(
            mean, abs=0.01 + 0.01 * abs(mean)
        )


def test_the_layers_are_those_of_the_networks_and_the_mean_is_the_targets():
    config = Config(width_d=8, depth_d=3, width_g=16, depth_g=1)
    drawn = networks.drawn([config])
    assert drawn is not None
    trainer = Trainer(config)
    for name, network in (("g", trainer.g), ("d", trainer.d)):
        shapes = [layer.weight.shape[1:] for layer in network.chain]
        assert drawn[name] == [shapes[0][1], *(out for out, _ in shapes)]
    assert float(drawn["real"]) == pytest.approx(4.0)
    assert networks.drawn([config, config]) is None


def test_every_sub_step_lights_parts_that_there_are():
    parts = {"noise", "g", "fake", "real", "d", "output", "loss_d", "loss_g"}
    assert len(networks.LIT) == len(PHASES)
    assert set().union(*(lit["parts"] for lit in networks.LIT)) == parts


def test_what_lies_out_of_sight_has_no_mean():
    trainer = Trainer(Config())
    seen = snapshot(trainer)
    away = np.zeros_like(seen.density)
    told = networks.through(Config(), dataclasses.replace(seen, density=away))
    assert told["on_fake"] == "none in sight"

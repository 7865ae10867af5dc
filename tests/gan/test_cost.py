"""What an iteration costs is counted as PyTorch counts it, and held within bounds."""

from dataclasses import replace

import pytest
from torch.utils.flop_counter import FlopCounterMode

from core.gan import cost
from core.gan.config import Config
from core.gan.presets import PRESETS
from core.lessons.live_gan.runs import side_by_side
from core.training.trainer import Trainer

WIDE = Config(width_d=128, width_g=128, depth_d=4, depth_g=4)
GREEDY = replace(WIDE, batch=1024, d_steps=10, g_steps=10)


@pytest.mark.parametrize(
    "configs",
    [
        [WIDE],
        [replace(WIDE, d_steps=3)],
        [replace(WIDE, g_steps=3, width_g=64)],
        [replace(WIDE, penalty="r1", batch=64)],
        side_by_side(WIDE, many=True),
    ],
)
def test_the_count_is_near_what_pytorch_does(configs):
    trainer = Trainer(*configs)
    with FlopCounterMode(display=False) as counter:
        trainer.advance(1)
    # PyTorch counts two for a multiplication with its addition, of matrices only.
    assert cost.multiply_adds(configs) == pytest.approx(
        counter.get_total_flops() / 2, rel=0.3
    )


def test_no_recipe_is_too_much():
    for preset in PRESETS:
        configs = side_by_side(preset.config, many=True)
        assert cost.affordable(configs) == (configs, "")


def test_what_is_too_much_gets_a_smaller_batch_and_a_sentence_with_both_numbers():
    configs = side_by_side(GREEDY, many=True)
    less, told = cost.affordable(configs)
    assert cost.multiply_adds(less) <= cost.MOST < cost.multiply_adds(configs)
    assert [replace(config, batch=1024) for config in less] == configs
    assert 2 * cost.multiply_adds(less) > cost.MOST  # no smaller than it must be
    assert "1024" in told
    assert f" {less[0].batch} " in told

"""How much work a configuration is, and what keeps it within a reader's share.

A server trains for several readers in turns and can stop between two iterations only.
So one iteration must not be too much work, whatever a link asks for.

A network of depth k and width w, from one number to one number, has about
``2 w + (k - 1) w**2`` weights. A batch forward is one multiplication and addition for
each weight and sample; backward, one for the gradient at the inputs and one for that of
the weights. A step of D takes G forward and D forward and backward, on real samples and
fakes, and about as much again for a penalty on D's slope; a step of G takes both
forward, both backward, but D's weights have no gradient.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.gan.config import Config
from core.gan.penalties import NONE

MOST = 2_000_000_000  # in one iteration: 0.1 to 0.2 s on one core
LEAST_BATCH = 2


def multiply_adds(configs: Sequence[Config]) -> int:
    """Multiplications with an addition in one iteration of runs side by side."""
    return sum(map(_of_run, configs))


def affordable(configs: Sequence[Config]) -> tuple[list[Config], str]:
    """The same runs with a batch small enough, and what was done, in one sentence."""
    most, batch = MOST, configs[0].batch
    if multiply_adds(configs) <= most:
        return list(configs), ""
    while multiply_adds(configs) > most and configs[0].batch > LEAST_BATCH:
        half = configs[0].batch // 2
        configs = [replace(config, batch=half) for config in configs]
    return list(configs), (
        f"With a batch of {batch}, one iteration would take more work than a reader's "
        f"share of this server. It is {configs[0].batch} here; narrower networks, "
        f"fewer steps or a single run leave it at {batch}."
    )


def _of_run(config: Config) -> int:
    d = _weights(config.width_d, config.depth_d)
    g = _weights(config.width_g, config.depth_g)
    penalty = 1 if config.gradient_penalty is NONE else 2
    of_d = config.d_steps * (g + 2 * 3 * d * penalty)
    of_g = config.g_steps * (3 * g + 2 * d)
    return config.batch * (of_d + of_g)


def _weights(width: int, depth: int) -> int:
    return 2 * width + (depth - 1) * width**2

"""Our own runs, as two curves: the one place that knows the trainer's history."""

import functools
from dataclasses import replace

import numpy as np

from core.gan.config import Config
from core.gan.presets import BY_NAME
from core.training.history import record

Curves = tuple[np.ndarray, np.ndarray]


@functools.cache
def bug(name: str, seed: int, iterations: int = 400) -> Curves:
    """L_D and L_G of a run with a bug."""
    run = record(name, seed=seed, iterations=iterations, every=iterations)
    return run.loss_d, run.loss_g


@functools.cache
def healthy(loss: str, seed: int) -> Curves:
    """L_D and L_G of a run without one."""
    run = record(Config(loss=loss, seed=seed), iterations=800, every=800)
    return run.loss_d, run.loss_g


@functools.cache
def preset(name: str, seed: int) -> Curves:
    """L_D and L_G of a preset."""
    run = record(replace(BY_NAME[name].config, seed=seed), iterations=800, every=800)
    return run.loss_d, run.loss_g


def text(curves: Curves) -> str:
    """A log of a run."""
    pairs = enumerate(zip(*curves, strict=True))
    return "".join(f"step {i} d_loss: {d:.5f} g_loss: {g:.5f}\n" for i, (d, g) in pairs)

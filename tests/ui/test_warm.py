"""Garbage is collected on a schedule of the app's own, not after every script run."""

import gc
import tomllib
import weakref
from pathlib import Path

import pytest

from core.ui import warm

ROOT = Path(__file__).parents[2]


class Node:
    """Something that can hold itself."""

    def __init__(self):
        self.me = self


@pytest.fixture
def no_other_collector():
    gc.disable()
    yield
    gc.enable()


def clock(monkeypatch: pytest.MonkeyPatch, during_collection: float) -> list[float]:
    """A clock that only collections and sleeping move; every sleep is noted."""
    slept: list[float] = []
    collecting = [0.0]
    collect = gc.collect

    def collect_all(generation: int = 2) -> int:
        collecting[0] += during_collection if generation == 2 else 0.0
        return collect(generation)

    monkeypatch.setattr(warm.gc, "collect", collect_all)
    monkeypatch.setattr(warm.time, "sleep", slept.append)
    now = lambda: collecting[0] + sum(slept)  # noqa: E731
    monkeypatch.setattr(warm.time, "perf_counter", now)
    return slept


def test_streamlit_does_not_collect_after_every_run():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["runner"]["postScriptGC"] is False


def test_a_cycle_that_nobody_holds_goes_within_one_turn(
    monkeypatch, no_other_collector
):
    clock(monkeypatch, 0.0)
    old = Node()
    gc.collect()  # it survives, and is old now
    watched = weakref.ref(old)
    del old
    warm.collect()
    assert watched() is None


@pytest.mark.parametrize("during", [0.0, 0.1, 3.0])
def test_collecting_everything_takes_a_fiftieth_of_the_time_at_most(
    monkeypatch, during
):
    slept = clock(monkeypatch, during)
    warm.collect()
    assert sum(slept) >= max(warm.ALL, during / warm.SHARE) - 1e-6  # rounding
    assert set(slept) == {warm.YOUNG}

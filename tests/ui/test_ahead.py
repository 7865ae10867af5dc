"""What readers will ask for next is made before they do, and is what they would get."""

import importlib.util
from types import ModuleType
from typing import Any

import pytest

from core.ui import ahead, explorable
from tests.pages.opening import opened


@pytest.fixture
def later(monkeypatch) -> ModuleType:
    """Nothing noted yet; a copy, for the app's own thread may be at work as well."""
    spec = importlib.util.spec_from_file_location("ahead_copy", ahead.__file__)
    assert spec
    assert spec.loader
    copy: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    monkeypatch.setattr(explorable, "later", copy)
    explorable.drawn.cache_clear()  # pages note once in a process
    return copy


def test_calls_are_made_once_in_their_order_and_for_so_long_only(later):
    made: list[int] = []
    later.note([lambda n=n: made.append(n) for n in range(3)])
    later.make(0.0)
    assert made == []
    later.make(60.0)
    later.make(60.0)
    assert made == [0, 1, 2]


def test_one_that_fails_is_told_to_the_log_and_stops_no_other(later, caplog):
    made: list[int] = []
    later.note([lambda: made.append(1 // 0), lambda: made.append(2)])
    later.make(60.0)
    assert made == [2]
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    ("stem", "key", "positions"),
    [
        ("bce_curve", "bce_y", ["0", "0.13", "0.5", "0.99", "1"]),
        ("cross_entropy", "xent_q", ["0", "0.13", "0.5", "0.99", "1"]),
        ("optimal_discriminator", "opt_scale", ["0.25", "0.841", "1", "4"]),
    ],
)
def test_what_a_slider_among_the_choices_asks_for_lies_ready(
    stem, key, positions, later, monkeypatch
):
    drawn: list[str] = []
    own = explorable.once

    def once(figure: Any, code: str = "") -> explorable.Drawn:
        drawn.append(code)
        return own(figure, code)

    opened(stem)
    later.make(600.0)
    monkeypatch.setattr(explorable, "once", once)
    for position in positions:
        assert not opened(stem, **{key: position}).exception
    names = {code.split("(")[0].split()[-1] for code in drawn}
    assert names <= {"by_hand"}  # which the slider under the figure asks for, too

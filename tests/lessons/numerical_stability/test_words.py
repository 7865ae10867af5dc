"""What is said at each position, against torch and 60 digits."""

import re

import numpy as np
import pytest
import torch

from core.lessons.numerical_stability import breaks, tables, words
from core.plotting.theme import format_number
from tests.lessons.numerical_stability.asking import (
    EVERY,
    ROWS,
    asked,
    broken,
    drawn,
    exactly,
)

AT = range(0, breaks.POSITIONS.size, 3)


def short(number):
    return "NaN" if np.isnan(number) else format_number(number)


def told(text):
    """From a notice: the ways said to be right, within what part; the others' pairs."""
    found = re.search(r"Within ([\d.]+) % of both: (.*?)\.(?: |$)", text)
    good, part = set(), 0.0
    if found:
        names = found[2].replace(" and ", ", ").split(", ")
        good = set(ROWS) if names == ["all four"] else set(names)
        part = float(found[1]) / 100
    pairs = re.findall(r"<b>(\w+)</b>: (\S+) and ([^;\s]+?)(?=;|\. )", text)
    return good, part, {name: (value, slope) for name, value, slope in pairs}


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_every_notice_says_what_torch_returns_there(dtype, label):
    notices = drawn(dtype, label).layout.meta["notices"]
    answers = {way: asked(dtype, way, label, breaks.POSITIONS) for way in ROWS}
    few = max(5e-4, 2.0 * torch.finfo(getattr(torch, dtype)).eps)  # roundings
    for at in AT:
        right = exactly(label, breaks.POSITIONS[at])
        assert f"exact loss is {format_number(right[0])}," in notices[at]
        assert f"its slope {format_number(right[1])}." in notices[at]
        good, part, pairs = told(notices[at])
        assert good | set(pairs) == set(ROWS)
        assert not good & set(pairs)
        for way in ROWS:
            both = answers[way][0][at], answers[way][1][at]
            off = [abs(a - b) / abs(b) for a, b in zip(both, right, strict=True)]
            if way in good:
                assert max(off) <= part
            else:
                assert pairs[way] == (short(both[0]), short(both[1]))
                assert not all(each <= few for each in off)


VERDICTS = {
    "the mistake teaches nothing": lambda bce, right, _: bce == 0 and abs(right) > 0.5,
    "not finite": lambda bce, *_: not np.isfinite(bce),
    "more than half": lambda bce, right, _: abs(bce) < abs(right) / 2 > 0.25,
    "The naive formula meets log 0": lambda _, __, naive: np.isnan(naive),
    "the slope still says so": lambda bce, right, _: abs(bce) >= abs(right) / 2 > 0.25,
    "The guess is right": lambda _, right, __: abs(right) < 0.5,
    "it does not matter": lambda bce, right, naive: np.allclose(
        [bce, naive], right, rtol=0.016
    ),
}


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_every_verdict_is_true_where_it_is_given(dtype, label):
    notices = drawn(dtype, label).layout.meta["notices"]
    _, bce = asked(dtype, "BCELoss", label, breaks.POSITIONS)
    _, naive = asked(dtype, "naive", label, breaks.POSITIONS)
    for at in AT:
        (name,) = [name for name in VERDICTS if name in notices[at]]
        right = exactly(label, breaks.POSITIONS[at])[1]
        assert VERDICTS[name](bce[at], right, naive[at]), (breaks.POSITIONS[at], name)


def test_each_verdict_is_given_somewhere():
    every = " ".join(
        text for state in EVERY for text in drawn(*state).layout.meta["notices"]
    )
    assert all(name in every for name in VERDICTS)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_list_of_first_breaks_is_that_of_the_search(dtype, label):
    text = words.first_breaks(dtype, label, breaks.ways(dtype, label))
    for way, where in broken(dtype, label).items():
        if where.startswith("no "):
            assert f"{way} and" in text or f"and {way}: nowhere" in text
        else:
            assert f"- {way}: {where}" in text
    assert ("fake" in text) == (label == 0)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_which_way_loses_the_digits_of_a_small_loss_is_said_truly(dtype, label):
    text = words.digits(dtype, label)
    loses = "BCELoss" if label else "BCEWithLogitsLoss"
    assert f"`{loses}` loses its digits" in text
    far = 40.0 if label else -40.0  # judged rightly, with 4e-18 nats
    assert "as a part of the exact number? At 1 nothing is left of it" in text
    assert asked(dtype, loses, label, [far] * 64)[0][0] == 0.0
    value = asked("float32", "softplus", label, [far] * 64)[0][0]
    assert value == pytest.approx(exactly(label, far)[0], rel=1e-6)
    assert ("peak" in text) == (dtype == "float64")
    assert f"Softplus keeps them, until no number of {dtype} is so small." in text
    info = torch.finfo(getattr(torch, dtype))
    end = -np.log(info.smallest_normal) - np.log(info.eps)  # below all subnormal ones
    near, beyond = (far / 40.0 * x for x in (end - 2.0, end + 2.0))
    assert asked(dtype, "softplus", label, [near] * 64)[0].min() > 0.0
    assert not asked(dtype, "softplus", label, [beyond] * 64)[0].any()


@pytest.mark.parametrize("dtype", breaks.ROUNDING)
def test_the_example_is_told_as_this_precision_has_it(dtype):
    close, second = tables.in_example(dtype)
    text = words.example(dtype, close, second)
    assert close == (dtype == "float64")
    assert f"it prints {close}." in text
    assert second == asked(dtype, "BCEWithLogitsLoss", 0, [-15.0])[0][0]
    if dtype == "float64":
        left, right = (format_number(x, 9) for x in (second, exactly(0, -15)[0]))
        assert f"leaves {left} where {right} is exact" in text
    else:
        assert "leaves nothing" in text
    for label, logit in ((1, 12), (0, -15)):
        assert format_number(exactly(label, logit)[0]) in text

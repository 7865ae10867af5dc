from typing import Any

import mpmath
import numpy as np
import pytest
import torch

from core.lessons.numerical_stability import breaks, figures, tables
from core.plotting.theme import format_number
from core.ui.packing import pack
from tests.lessons.numerical_stability.asking import (
    DTYPES,
    EVERY,
    ROWS,
    asked,
    drawn,
    exactly,
    lines,
)

# -- Positions -------------------------------------------------------------------------


def test_the_slider_goes_from_minus_120_to_120_in_plain_decimals():
    names = [frame.name for frame in drawn("float32", 0).frames]
    values = [float(name) for name in names]
    assert (values[0], values[-1]) == (-120.0, 120.0)
    assert values == sorted(values)
    assert np.diff(values).max() <= 1.0
    assert {"17", "-37", "12", "-15", "0", "16.5", "8.5"} <= set(names)
    assert not any("e" in name or name == "-0" for name in names)
    for presets in figures.PRESETS.values():
        assert set(presets.values()) <= set(names)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_holds_every_position_exactly(dtype):
    rounded = torch.tensor(breaks.POSITIONS).to(getattr(torch, dtype)).double()
    np.testing.assert_array_equal(rounded.numpy(), breaks.POSITIONS)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_cursor_of_each_frame_stands_at_its_position_in_both_panels(dtype, label):
    figure = drawn(dtype, label)
    for frame in figure.frames[::40]:
        assert len(frame.data) == 2
        for index, moved in zip(frame.traces, frame.data, strict=True):
            assert figure.data[index].name == "your logit"
            assert list(moved.x) == 3 * [float(frame.name)]


@pytest.mark.parametrize("label", [0, 1])
def test_the_presets_are_right_and_wrong_as_they_say(label):
    for title, name in figures.PRESETS[label].items():
        probability = 1 / (1 + mpmath.exp(-float(name)))
        right = (probability > 0.5) == (label == 1)
        assert right == title.endswith("right")


# -- What PyTorch returns --------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_readouts_are_the_gradients_that_torch_returns(dtype, label):
    readouts = drawn(dtype, label).layout.meta["readouts"]
    assert [title.removeprefix("dL/dℓ: ") for title in readouts] == list(ROWS)
    for way, texts in zip(ROWS, readouts.values(), strict=True):
        _, gradient = asked(dtype, way, label, breaks.POSITIONS)
        assert list(texts) == [format_number(slope) for slope in gradient]


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_curves_are_what_torch_returns_infinities_and_nan_included(dtype, label):
    for way in ROWS:
        loss, slope = lines(drawn(dtype, label), way)
        value, gradient = asked(dtype, way, label, breaks.GRID)
        np.testing.assert_array_equal(loss.y, value)
        np.testing.assert_array_equal(slope.y, gradient)


@pytest.mark.parametrize("label", [0, 1])
def test_the_rows_lie_below_the_curves_and_each_carries_its_name(label):
    figure = drawn("float32", label)
    for end, ends in (("", [0, 120]), ("2", [label * -1, 1 - label])):
        axis = figure.layout[f"yaxis{end}"]
        rows = axis.tickvals[: len(ROWS)]
        assert list(rows) == sorted(rows, reverse=True)
        assert axis.range[0] < rows[-1] < rows[0] < min(ends) < max(ends)
        assert max(ends) < axis.range[1]
    assert figure.layout.yaxis.ticktext[: len(ROWS)] == ROWS
    alone = figure.layout.meta["narrow"]["yaxis2.ticktext"]
    assert tuple(alone[: len(ROWS)]) == ROWS
    assert tuple(alone[len(ROWS) :]) == figure.layout.yaxis2.ticktext[len(ROWS) :]


def test_every_curve_is_told_apart_by_its_line():
    both: list[Any] = [drawn("float32", 0), figures.errors("float32", 0)]
    for figure in both:
        for axis in ("y", "y2"):
            traces = [
                trace
                for trace in figure.data
                if trace.yaxis == axis and trace.hoverinfo != "skip"
            ]
            names = [trace.name for trace in traces]
            assert len(set(names)) == len(names)
            looks = {(trace.line.width, trace.line.dash) for trace in traces}
            assert len(looks) == len(traces)


@pytest.mark.parametrize("label", [0, 1])
def test_the_grey_bands_are_the_exact_loss_and_gradient(label):
    bands = lines(drawn("float32", label), "exact")
    assert len(bands) == 2
    for at in range(0, breaks.GRID.size, 60):
        expected = exactly(label, bands[0].x[at])
        for panel, band in enumerate(bands):
            # Rounding only; exp(-120) makes that of its argument 120 times worse.
            assert band.y[at] == pytest.approx(expected[panel], rel=1e-14)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_table_is_what_torch_returns_beside_the_exact_numbers(dtype, label):
    for logit in (-120.0, -37.0, -12.0, 0.5, 17.0, 120.0):
        table = tables.point(tables.answers(dtype, label, logit))
        assert table["way"] == ["exact", *ROWS]
        expected = [exactly(label, logit)]
        for way in ROWS:  # at all positions, the loop that torch takes for the figure
            value, gradient = asked(dtype, way, label, breaks.POSITIONS)
            at = list(breaks.POSITIONS).index(logit)
            expected.append((value[at], gradient[at]))
        assert table["loss, nats"] == [format_number(value, 6) for value, _ in expected]
        assert table["gradient"] == [format_number(slope, 6) for _, slope in expected]


# -- What travels ----------------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_figures_are_small_enough_to_travel(dtype, label):
    assert len(pack(drawn(dtype, label))) < 700_000
    assert len(pack(figures.errors(dtype, label))) < 700_000


def test_a_screen_reader_hears_the_exact_gradient_and_all_four():
    figure = drawn("float32", 0)
    at = [frame.name for frame in figure.frames].index("17")
    assert figure.layout.meta["sentences"][at] == (
        "At logit 17 the gradient should be 1. naive: not a number. BCELoss: 0. "
        "BCEWithLogitsLoss: 1. softplus: 1."
    )

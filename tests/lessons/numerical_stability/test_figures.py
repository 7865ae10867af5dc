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
def test_the_cursor_of_each_frame_stands_at_its_position_in_all_panels(dtype, label):
    figure = drawn(dtype, label)
    for frame in figure.frames[::40]:
        assert len(frame.data) == 2 * len(ROWS)
        for index, moved in zip(frame.traces, frame.data, strict=True):
            assert figure.data[index].name.startswith("your logit")
            assert list(moved.x) == 2 * [float(frame.name)]


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
    curves = lines(drawn(dtype, label), "what PyTorch returns")
    for row, way in enumerate(ROWS):
        value, gradient = asked(dtype, way, label, breaks.GRID)
        np.testing.assert_array_equal(curves[2 * row].y, value)
        np.testing.assert_array_equal(curves[2 * row + 1].y, gradient)


def test_each_way_has_its_row_with_the_loss_on_the_left_and_its_title_above():
    figure = drawn("float32", 0)
    for name in ("exact", "what PyTorch returns", "your logit"):
        panels = [(trace.xaxis, trace.yaxis) for trace in lines(figure, name)]
        ends = ["", *map(str, range(2, 2 * len(ROWS) + 1))]
        assert panels == [(f"x{end}", f"y{end}") for end in ends]
    notes = {note.text.split("</b>")[0]: note for note in figure.layout.annotations}
    for row, way in enumerate(ROWS):
        left, right = (f"axis{2 * row + 1}", f"axis{2 * row + 2}")
        ends = figure.layout["x" + left].domain[1], figure.layout["x" + right].domain[0]
        assert ends[0] < ends[1]
        assert figure.layout["y" + left].domain == figure.layout["y" + right].domain
        assert notes[f"<b>{way}"].y == figure.layout["y" + left].domain[1]


def test_every_curve_is_told_apart_by_name():
    both: list[Any] = [drawn("float32", 0), figures.errors("float32", 0)]
    for figure in both:
        names = [trace.name for trace in figure.data]
        assert len(set(names)) == len(names)
        assert any(name.endswith(": BCELoss, gradient") for name in names)
        in_legend = [trace.name for trace in figure.data if trace.showlegend]
        assert not any(":" in name for name in in_legend)


@pytest.mark.parametrize("label", [0, 1])
def test_the_grey_bands_are_the_exact_loss_and_gradient(label):
    bands = lines(drawn("float32", label), "exact")
    assert len(bands) == 2 * len(ROWS)
    for at in range(0, breaks.GRID.size, 60):
        expected = exactly(label, bands[0].x[at])
        for panel, band in enumerate(bands):
            # Rounding only; exp(-120) makes that of its argument 120 times worse.
            assert band.y[at] == pytest.approx(expected[panel % 2], rel=1e-14)


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

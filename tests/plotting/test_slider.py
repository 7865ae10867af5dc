import copy
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core.plotting import theme
from core.plotting.slider import Scrubbable
from core.plotting.theme import curve, dot


def two_places() -> Any:
    figure = Scrubbable(
        [curve(np.arange(3.0), np.zeros(3), "line", theme.REAL), dot("you")]
    )
    heights = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    moving = {0: {"y": heights}, 1: {"x": np.array([1.0, 2.0])}}
    readouts = {"height": np.array([0.25, -4.0])}
    return figure.scrub(
        ["0", "1"], moving, label="t", readouts=readouts,
        sentences=["Low.", "High."], handles=[1],
    )  # fmt: skip


def test_a_frame_holds_what_moves_and_nothing_else():
    figure = two_places()
    frames = list(figure.frames)
    assert [frame.name for frame in frames] == ["0", "1"]
    for frame, line, x in zip(frames, ([0, 1, 2], [3, 4, 5]), (1, 2), strict=True):
        assert tuple(frame.traces) == (0, 1)
        moved_line, moved_dot = frame.data
        np.testing.assert_array_equal(moved_line.y, line)
        np.testing.assert_array_equal(moved_dot.x, [x])
        assert moved_line.x is None
        assert moved_dot.y is None


@pytest.mark.parametrize("points", [1, 300])
def test_a_moving_row_is_rounded_to_float32(points):
    heights = np.random.default_rng(0).normal(size=(2, points))
    line = curve(np.arange(points), heights[0], "line", theme.REAL)
    figure: Any = Scrubbable(line).scrub(
        ["0", "1"], {0: {"y": heights}}, label="t",
        readouts={"a": np.zeros(2)}, sentences=["", ""],
    )  # fmt: skip
    for frame, row in zip(figure.frames, heights.astype(np.float32), strict=True):
        moved: Any = frame.data[0].y
        np.testing.assert_array_equal(np.array(moved, dtype=np.float64), row)
        assert moved.dtype == np.float32


def test_the_readouts_and_sentences_go_with_the_positions():
    layout: Any = two_places().layout
    meta = layout.meta
    assert meta["readouts"] == {"height": ["0.25", "−4"]}
    assert meta["sentences"] == ["Low.", "High."]
    assert meta["handles"] == [1]
    assert "places" not in meta  # all equally far apart


def test_in_a_notebook_plotlys_own_slider_has_the_same_positions():
    whole = go.Figure(two_places().to_dict())  # what show() and to_html() go through
    layout: Any = whole.layout
    (slider,) = layout.sliders
    assert [step.label for step in slider.steps] == ["0", "1"]
    assert [step.args[0] for step in slider.steps] == [("0",), ("1",)]
    assert [frame.name for frame in whole.frames] == ["0", "1"]
    white: Any = go.Figure(layout={"template": "plotly_white"}).layout
    assert layout.template == white.template


def test_frames_are_made_once_and_can_be_replaced():
    figure = two_places()
    first = figure.frames
    assert all(a is b for a, b in zip(first, figure.frames, strict=True))
    figure.frames = []
    assert figure.frames == ()
    assert figure.to_dict()["layout"]["sliders"]


def test_a_copy_is_whole_and_shares_no_frame():
    figure = two_places()
    copied = copy.deepcopy(figure)
    assert copied == figure
    copied.frames[0].data[0].y = [9.0, 9.0, 9.0]
    np.testing.assert_array_equal(figure.frames[0].data[0].y, [0.0, 1.0, 2.0])


def test_the_rows_of_a_position_are_what_its_frame_holds():
    figure = two_places()
    for position, frame in enumerate(figure.frames):
        rows = figure.rows(position)
        assert tuple(rows) == tuple(frame.traces)
        for row, moved in zip(rows.values(), frame.data, strict=True):
            assert {"type", *row} == set(moved.to_plotly_json())
            for name, values in row.items():
                np.testing.assert_array_equal(moved[name], values)


def test_a_row_too_many_is_refused_with_the_count():
    figure = Scrubbable(dot("you"))
    with pytest.raises(ValueError, match=r"2 positions, but rows for \[2, 3\]"):
        figure.scrub(
            ["0", "1"], {0: {"x": np.zeros(3)}}, label="t",
            readouts={"a": np.zeros(2)}, sentences=["", ""],
        )  # fmt: skip

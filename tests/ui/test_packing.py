import json
import struct
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core.plotting.slider import Scrubbable
from core.plotting.theme import REAL, add, curve
from core.ui.packing import message, pack


def unpacked(data: bytes, start: int = 0) -> tuple[Any, int]:
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + length
    return json.loads(data[start + 4 : end]), end


def figure_in(data: bytes, start: int = 0) -> Any:
    """The figure as the browser reads it: arrays back in their places."""
    header, rest = unpacked(data, start)
    assert rest % 4 == start % 4, "float32 must stay aligned"
    numbers = np.frombuffer(data[rest:], dtype="<f4")

    def filled(value: Any) -> Any:
        if isinstance(value, dict):
            if "$" in value:
                offset, length = value["$"]
                return numbers[offset : offset + length]
            return {key: filled(entry) for key, entry in value.items()}
        return [filled(entry) for entry in value] if isinstance(value, list) else value

    return filled(header)


FIGURE = go.Figure(
    go.Scatter(x=np.arange(5.0), y=np.array([0.1, np.nan, np.inf, -np.inf, 1e-30])),
    layout={
        "title": "“ℓ”",
        "height": 300,
        "meta": {"handles": [0], "texts": ["a", "b"]},
    },
)
NAMES = ("0", "0.25", "-3")


def moving() -> Scrubbable:
    """A line that is level at three heights, with a word beside it."""
    figure = Scrubbable(layout={"height": 300})
    line = add(figure, curve(np.arange(5.0), np.arange(5.0), "line", REAL))
    heights = np.array([float(name) for name in NAMES])
    words = [["low"], ["middle"], ["high"]]
    return figure.scrub(
        NAMES, {line: {"y": np.tile(heights, (5, 1)).T, "text": words}}, label="t",
        readouts={}, sentences=NAMES,
    )  # fmt: skip


def test_what_is_packed_is_unpacked_as_float32():
    figure = figure_in(pack(FIGURE))
    (trace,) = figure["data"]
    np.testing.assert_array_equal(trace["x"], np.arange(5, dtype=np.float32))
    expected = np.array([0.1, np.nan, np.inf, -np.inf, 1e-30], dtype=np.float32)
    np.testing.assert_array_equal(trace["y"], expected)
    assert figure["names"] == []
    assert figure["moving"] == {}


def test_what_moves_has_a_row_for_each_position():
    data = pack(moving())
    figure, (_, rest) = figure_in(data), unpacked(data)
    numbers = np.frombuffer(data[rest:], dtype="<f4")
    assert figure["names"] == list(NAMES)
    (moves,) = figure["moving"].values()
    assert moves["text"] == [["low"], ["middle"], ["high"]]
    begin, long = moves["y"]["begin"], moves["y"]["long"]
    for at, name in enumerate(NAMES):
        row = numbers[begin + at * long : begin + (at + 1) * long]
        np.testing.assert_array_equal(row, [float(name)] * 5)
    np.testing.assert_array_equal(figure["data"][0]["y"], [0.0] * 5)  # at the first


@pytest.mark.parametrize("checked", [False, True])
def test_a_figure_travels_alike_before_and_after_plotly_has_looked_at_it(checked):
    figure: Any = moving()
    if checked:
        assert figure.data[0].name == "line"
    sent, other = figure_in(pack(figure)), figure_in(pack(moving()))
    for key in ("name", "mode", "line"):
        assert sent["data"][0][key] == other["data"][0][key]
    np.testing.assert_array_equal(sent["data"][0]["y"], other["data"][0]["y"])
    assert sent["moving"] == other["moving"]
    assert sent["layout"]["legend"] == other["layout"]["legend"]


def test_the_layout_travels_without_what_only_a_notebook_needs():
    layout = figure_in(pack(FIGURE))["layout"]
    assert layout["title"] == {"text": "“ℓ”"}
    assert layout["meta"] == {"handles": [0], "texts": ["a", "b"]}
    noted = go.Figure(FIGURE).update_layout(sliders=[{"active": 0}], updatemenus=[{}])
    assert figure_in(pack(noted))["layout"].keys() == layout.keys()


def test_a_message_is_options_in_front_of_an_unchanged_figure():
    packed = pack(FIGURE)
    for options in ({"key": "a"}, {"key": "abc", "alt": "ℓ"}, {"key": "ab"}):
        data = message(options, packed)
        assert data.endswith(packed)
        given, rest = unpacked(data)
        assert given == options
        assert rest % 4 == 0
        assert figure_in(data, rest)["layout"]["height"] == 300


@pytest.mark.parametrize("kind", ["i1", "i4", "u1", "f4", "f8"])
def test_every_kind_of_number_travels(kind):
    figure = go.Figure(go.Bar(y=np.arange(4, dtype=kind)))
    sent = figure_in(pack(figure))["data"][0]["y"]
    np.testing.assert_array_equal(sent, [0.0, 1.0, 2.0, 3.0])


def test_a_table_of_numbers_keeps_its_rows():
    figure = go.Figure(go.Heatmap(z=np.arange(6.0).reshape(2, 3)))
    rows = figure_in(pack(figure))["data"][0]["z"]
    np.testing.assert_array_equal(rows, [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])


def test_words_as_coordinates_stay_words():
    figure = go.Figure(go.Bar(x=np.array(["real 1", "fake 2"]), y=[1, 2]))
    assert figure_in(pack(figure))["data"][0]["x"] == ["real 1", "fake 2"]


def test_frames_take_four_bytes_a_number():
    numbers = 200 * 301
    figure = Scrubbable()
    line = add(figure, curve(np.zeros(301), np.zeros(301), "line", REAL))
    names = [str(i) for i in range(200)]
    figure.scrub(
        names, {line: {"y": np.zeros((200, 301))}}, label="t", readouts={},
        sentences=names,
    )  # fmt: skip
    # Of each frame there is its name besides, and what is said of it.
    assert len(pack(figure)) < 4 * (numbers + 2 * 301) + 200 * 20 + 1000

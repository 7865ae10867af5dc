import json
import struct
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

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
    frames=[
        {"name": name, "traces": [0], "data": [{"y": np.full(5, float(name))}]}
        for name in ("0", "0.25", "-3")
    ],
)


def test_what_is_packed_is_unpacked_as_float32():
    figure = figure_in(pack(FIGURE))
    (trace,) = figure["data"]
    np.testing.assert_array_equal(trace["x"], np.arange(5, dtype=np.float32))
    expected = np.array([0.1, np.nan, np.inf, -np.inf, 1e-30], dtype=np.float32)
    np.testing.assert_array_equal(trace["y"], expected)
    assert [frame["name"] for frame in figure["frames"]] == ["0", "0.25", "-3"]
    for frame in figure["frames"]:
        np.testing.assert_array_equal(frame["data"][0]["y"], [float(frame["name"])] * 5)


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
    frames = [
        {"name": str(i), "traces": [0], "data": [{"y": np.zeros(301)}]}
        for i in range(200)
    ]
    figure = go.Figure(go.Scatter(y=np.zeros(301)), frames=frames)
    # A frame's own names and brackets stay below a hundred bytes.
    assert len(pack(figure)) < 4 * (numbers + 301) + 200 * 100 + 1000

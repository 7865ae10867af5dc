import itertools
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core.figures import theme
from core.figures.theme import curve, dot, panels, said, scrub

ENDS = {"light": "#FFFFFF", "dark": "#11151A"}  # both backgrounds, config.toml


def luminance(color: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8) / 255.0
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(a: str, b: str) -> float:
    low, high = sorted([luminance(a), luminance(b)])
    return (high + 0.05) / (low + 0.05)


ROLES = ["REAL", "FAKE", "DISCRIMINATOR", "READER"]


@pytest.mark.parametrize("background", ENDS)
@pytest.mark.parametrize("role", ROLES)
def test_every_colour_stands_out_three_to_one_on_both_backgrounds(role, background):
    # WCAG 2.2, 1.4.11: three to one for parts of graphics.
    assert contrast(getattr(theme, role), ENDS[background]) >= 3.0


def test_no_two_roles_share_a_colour():
    colours = [getattr(theme, role) for role in ROLES]
    assert all(a != b for a, b in itertools.combinations(colours, 2))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-1000.0, "−1000"),
        (0.5, "0.5"),
        (1 / 3, "0.3333"),
        (2 / 3, "0.6667"),
        (99999.9, "100000"),
        (12345.6, "12350"),
        (123456.0, "1.235e5"),
        (1e-4, "0.0001"),
        (0.00001234, "1.234e-5"),
        (-1e-9, "−1e-9"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "not a number"),
    ],
)
def test_a_number_is_said_in_four_digits_without_needless_zeros(value, text):
    assert said(value) == text.replace("e-", "e−")


@pytest.mark.parametrize("digits", [3, 4, 5])
def test_what_is_said_is_the_number_to_that_many_digits(digits):
    for value in np.random.default_rng(0).normal(size=200) * 10.0 ** np.arange(
        -50, 50, 0.5
    ):
        heard = float(said(value, digits).replace("−", "-"))
        # Half a unit of the last digit shown, of a mantissa between 1 and 10.
        assert heard == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits))


def two_places() -> Any:
    figure = go.Figure(
        [curve(np.arange(3.0), np.zeros(3), "line", theme.REAL), dot("you")]
    )
    heights = np.array([[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    moving = {0: {"y": heights}, 1: {"x": np.array([1.0, 2.0])}}
    readouts = {"height": np.array([0.25, -4.0])}
    return scrub(
        figure, ["0", "1"], moving, label="t", readouts=readouts,
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


@pytest.mark.parametrize("points", [1, 16, 17, 300])
def test_a_moving_row_is_rounded_to_float32_whether_short_or_long(points):
    heights = np.random.default_rng(0).normal(size=(2, points))
    figure: Any = scrub(
        go.Figure(curve(np.arange(points), heights[0], "line", theme.REAL)),
        ["0", "1"], {0: {"y": heights}}, label="t",
        readouts={"a": np.zeros(2)}, sentences=["", ""],
    )  # fmt: skip
    for frame, row in zip(figure.frames, heights.astype(np.float32), strict=True):
        moved: Any = frame.data[0].y
        np.testing.assert_array_equal(np.array(moved, dtype=np.float64), row)
        assert getattr(moved, "dtype", None) in (None, np.float32)


def test_the_readouts_and_sentences_go_with_the_positions():
    layout: Any = two_places().layout
    meta = layout.meta
    assert meta["readouts"] == {"height": ["0.25", "−4"]}
    assert meta["sentences"] == ["Low.", "High."]
    assert meta["handles"] == [1]


def test_in_a_notebook_plotlys_own_slider_has_the_same_positions():
    layout: Any = two_places().layout
    (slider,) = layout.sliders
    assert [step.label for step in slider.steps] == ["0", "1"]
    assert [step.args[0] for step in slider.steps] == [("0",), ("1",)]


def test_a_row_too_many_is_refused_with_the_count():
    figure = go.Figure(dot("you"))
    with pytest.raises(ValueError, match=r"2 positions, but rows for \[2, 3\]"):
        scrub(
            figure, ["0", "1"], {0: {"x": np.zeros(3)}}, label="t",
            readouts={"a": np.zeros(2)}, sentences=["", ""],
        )  # fmt: skip


@pytest.mark.parametrize("count", [2, 3])
def test_panels_stand_side_by_side_and_where_it_is_narrow_on_top_of_each_other(count):
    layout = panels(count, 400)
    names = ["xaxis", "xaxis2", "xaxis3"][:count]
    wide = [layout[name]["domain"] for name in names]
    assert wide[0][0] == 0.0
    assert wide[-1][1] == pytest.approx(1.0)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(wide))
    narrow = layout["meta"]["narrow"]
    ys = [narrow[f"{name.replace('x', 'y', 1)}.domain"] for name in names]
    assert all(narrow[f"{name}.domain"] == [0.0, 1.0] for name in names)
    assert all(above[0] > below[1] for above, below in itertools.pairwise(ys))
    assert ys[-1][0] == 0.0


def test_panels_that_share_an_axis_stay_side_by_side():
    assert panels(3, 400, stack=False)["meta"]["narrow"] == {}

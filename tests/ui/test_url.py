import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ui.url import position

NAMES = ("-2", "-0.5", "0", "0.001", "0.1", "12")
PROPERTY = settings(max_examples=300, deadline=None, derandomize=True)


def asked(*values: str) -> tuple[str, str | None]:
    return position("demo_t", values, NAMES, "0.1")


def test_no_parameter_is_the_default_without_a_word():
    assert asked() == ("0.1", None)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_position_is_that_position(name):
    assert asked(name) == (name, None)


@pytest.mark.parametrize(
    ("text", "name"), [("0.10", "0.1"), ("12.", "12"), ("-.5", "-0.5"), ("00", "0")]
)
def test_another_way_to_write_a_position_is_that_position(text, name):
    assert asked(text) == (name, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [("0.05", "0.001"), ("0.051", "0.1"), ("11.9", "12"), ("-1", "-0.5")],
)
def test_between_two_positions_the_nearer_one_is_shown_and_said(text, name):
    at, note = asked(text)
    assert at == name
    assert note is not None
    assert "nearer one" in note
    assert "`demo_t`" in note


BAD = [
    "", " ", "seven", "nan", "NaN", "inf", "-inf", "Infinity", "1e-3", "1E1", "0_1",
    "+1", "--1", "1-", ".", "-", "1.2.3", "0x1", "١", "1,5", " 1", "1\n", "-2.0001",
    "12.0001", "9" * 2000, "0." + "0" * 2000 + "1", "<script>", "$1$", "*1*", "\x00",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_number_in_range_gives_the_default_and_one_line(text):
    at, note = asked(text)
    assert at == "0.1"
    assert note is not None
    assert "from -2 to 12" in note
    assert "\n" not in note


@pytest.mark.parametrize("text", ["<script>", "[a](b)", "`x`", "$x$"])
def test_a_bad_value_is_never_repeated_to_the_reader(text):
    _, note = asked(text)
    assert note is not None
    assert text not in note


@pytest.mark.parametrize("pair", [("0", "12"), ("0", "0"), ("", ""), ("x", "0")])
def test_a_parameter_given_twice_gives_the_default_and_one_line(pair):
    at, note = asked(*pair)
    assert at == "0.1"
    assert note is not None


@given(st.text(max_size=60))
@PROPERTY
def test_no_text_whatever_breaks_it(text):
    at, _ = asked(text)
    assert at in NAMES


@given(st.floats(-2.0, 12.0))
@PROPERTY
def test_every_plain_decimal_in_range_gets_the_nearest_position(value):
    text = f"{value:.6f}"
    at, _ = asked(text)
    best = min(abs(float(name) - float(text)) for name in NAMES)
    assert math.isclose(abs(float(at) - float(text)), best)


PLANE = ("1,-1", "1,0", "1.5,-1", "-2,0.5")


def of_plane(*values: str) -> tuple[str, str | None]:
    return position("demo_p", values, PLANE, "1,-1")


@pytest.mark.parametrize("name", PLANE)
def test_the_name_of_a_point_is_that_point(name):
    assert of_plane(name) == (name, None)


@pytest.mark.parametrize(
    ("text", "name"), [("1.0,-1.0", "1,-1"), ("-2,.5", "-2,0.5"), ("01,0", "1,0")]
)
def test_another_way_to_write_a_point_is_that_point(text, name):
    assert of_plane(text) == (name, None)


@pytest.mark.parametrize(
    ("text", "name"), [("1.2,-1", "1,-1"), ("1.3,-1", "1.5,-1"), ("-2,-2", "-2,0.5")]
)
def test_between_points_the_nearest_one_is_shown_and_said(text, name):
    at, note = of_plane(text)
    assert at == name
    assert note is not None
    assert "nearer one" in note


@pytest.mark.parametrize(
    "text", [*BAD[:-1], "1", "1,", ",1", ",", "1,2,3", "1;2", "1, 0", "nan,0", "1,9"]
)
def test_what_is_no_point_in_range_gives_the_default_and_one_line(text):
    at, note = of_plane(text)
    assert at == "1,-1"
    assert note is not None
    assert "two numbers" in note
    assert "\n" not in note


@given(st.text(alphabet="0123456789.,-", max_size=12))
@PROPERTY
def test_no_text_breaks_a_figure_of_points(text):
    assert of_plane(text)[0] in PLANE

import itertools
import tomllib
from pathlib import Path

import numpy as np
import pytest

from core.plotting import theme
from core.plotting.theme import format_number, latex_number, pale, panels

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


CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"


def grey(color: str) -> str:
    """What CSS makes of a colour by grayscale(1): sRGB itself is weighted."""
    parts = np.frombuffer(bytes.fromhex(color[1:]), dtype=np.uint8)
    return "#" + f"{round(float(parts @ [0.2126, 0.7152, 0.0722])):02X}" * 3


@pytest.mark.parametrize("scheme", ENDS)
def test_words_can_be_read_in_their_colour_and_in_the_grey_of_a_tour(scheme):
    held = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"][scheme]
    grounds = [held["backgroundColor"], held["secondaryBackgroundColor"]]
    words = [held[name] for name in held if name.endswith("TextColor")]
    words += [held[name] for name in ("textColor", "primaryColor", "linkColor")]
    assert len(words) > 5
    for word, ground in itertools.product(words, grounds):
        # WCAG 2.2, 1.4.3: 4.5 to one for text. axe does not look at filters.
        assert contrast(word, ground) >= 4.5
        assert contrast(grey(word), grey(ground)) >= 4.5


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
    assert format_number(value) == text.replace("e-", "e−")


@pytest.mark.parametrize("digits", [3, 4, 5])
def test_what_is_said_is_the_number_to_that_many_digits(digits):
    for value in np.random.default_rng(0).normal(size=200) * 10.0 ** np.arange(
        -50, 50, 0.5
    ):
        heard = float(format_number(value, digits).replace("−", "-"))
        # Half a unit of the last digit shown, of a mantissa between 1 and 10.
        assert heard == pytest.approx(value, rel=0.5 * 10.0 ** (1 - digits))


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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (-1000.0, "-1000"),
        (-1.998e-6, r"-1.998 \cdot 10^{-6}"),
        (123456.0, r"1.235 \cdot 10^{5}"),
        (float("-inf"), r"-\infty"),
        (float("nan"), r"\text{not a number}"),
    ],
)
def test_in_a_formula_a_number_has_a_power_of_ten_and_an_infinity_sign(value, text):
    assert latex_number(value) == text


def test_a_pale_colour_is_the_colour_itself_seen_through():
    assert pale("#D55E00", 0.3) == "rgba(213, 94, 0, 0.3)"

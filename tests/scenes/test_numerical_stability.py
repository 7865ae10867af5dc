import functools

import mpmath
import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.figures.theme import said
from core.scenes import numerical_stability as scenes
from core.ui.packing import pack

DTYPES = ("float16", "bfloat16", "float32", "float64")
EVERY = [(dtype, label) for dtype in DTYPES for label in (0, 1)]
ROWS = ("naive", "BCELoss", "BCEWithLogitsLoss", "softplus")


def asked(dtype, way, label, logits):
    """Loss and slope from torch's functional forms and ``backward``, as float64."""
    x = torch.tensor(logits).to(getattr(torch, dtype)).requires_grad_()
    y = torch.full_like(x, label, requires_grad=False)
    match way:
        case "naive":
            p = x.sigmoid()
            value = -(y * p.log() + (1 - y) * (1 - p).log())
        case "BCELoss":
            value = F.binary_cross_entropy(x.sigmoid(), y, reduction="none")
        case "BCEWithLogitsLoss":
            value = F.binary_cross_entropy_with_logits(x, y, reduction="none")
        case "softplus":
            value = F.softplus(-x if label else x)
    value.backward(torch.ones_like(value))
    assert x.grad is not None
    return value.detach().double().numpy(), x.grad.double().numpy()


def exactly(label, logit):
    """Loss and slope to 60 digits."""
    with mpmath.workdps(60):
        away = mpmath.mpf(-logit if label else logit)  # from the label
        slope = 1 / (1 + mpmath.exp(-away))
        return float(mpmath.log1p(mpmath.exp(away))), float(-slope if label else slope)


@functools.cache
def drawn(dtype, label):
    return scenes.ways(dtype, label)


def lines(figure, name):
    """The traces of that name: loss and gradient of the first row, of the second, …"""
    return [trace for trace in figure.data if trace.name == name]


def titles(figure):
    rows = [note.text for note in figure.layout.annotations if "<b>" in note.text]
    return dict(row.replace("<b>", "").split("</b>: ") for row in rows)


# -- Positions -------------------------------------------------------------------------


def test_the_slider_goes_from_minus_120_to_120_in_plain_decimals():
    names = [frame.name for frame in drawn("float32", 0).frames]
    values = [float(name) for name in names]
    assert (values[0], values[-1]) == (-120.0, 120.0)
    assert values == sorted(values)
    assert np.diff(values).max() <= 1.0
    assert {"17", "-37", "12", "-15", "0", "16.5", "8.5"} <= set(names)
    assert not any("e" in name or name == "-0" for name in names)
    for presets in scenes.PRESETS.values():
        assert set(presets.values()) <= set(names)


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_holds_every_position_exactly(dtype):
    rounded = torch.tensor(scenes.POSITIONS).to(getattr(torch, dtype)).double()
    np.testing.assert_array_equal(rounded.numpy(), scenes.POSITIONS)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_cursor_of_each_frame_stands_at_its_position_in_all_panels(dtype, label):
    figure = drawn(dtype, label)
    for frame in figure.frames[::40]:
        assert len(frame.data) == 2 * len(ROWS)
        for index, moved in zip(frame.traces, frame.data, strict=True):
            assert figure.data[index].name == "your logit"
            assert list(moved.x) == 2 * [float(frame.name)]


# -- What PyTorch returns --------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_readouts_are_the_gradients_that_torch_returns(dtype, label):
    readouts = drawn(dtype, label).layout.meta["readouts"]
    assert [title.removeprefix("dL/dℓ: ") for title in readouts] == list(ROWS)
    for way, texts in zip(ROWS, readouts.values(), strict=True):
        _, gradient = asked(dtype, way, label, scenes.POSITIONS)
        assert list(texts) == [said(slope) for slope in gradient]


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_curves_are_what_torch_returns_infinities_and_nan_included(dtype, label):
    curves = lines(drawn(dtype, label), "what PyTorch returns")
    for row, way in enumerate(ROWS):
        value, gradient = asked(dtype, way, label, scenes.GRID)
        np.testing.assert_array_equal(curves[2 * row].y, value)
        np.testing.assert_array_equal(curves[2 * row + 1].y, gradient)


@pytest.mark.parametrize("label", [0, 1])
def test_the_grey_bands_are_the_exact_loss_and_gradient(label):
    bands = lines(drawn("float32", label), "exact")
    assert len(bands) == 2 * len(ROWS)
    for at in range(0, scenes.GRID.size, 60):
        expected = exactly(label, bands[0].x[at])
        for panel, band in enumerate(bands):
            # Rounding only; exp(-120) makes that of its argument 120 times worse.
            assert band.y[at] == pytest.approx(expected[panel % 2], rel=1e-14)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_table_is_what_torch_returns_beside_the_exact_numbers(dtype, label):
    for logit in (-120.0, -37.0, -12.0, 0.5, 17.0, 120.0):
        table = scenes.table(scenes.answers(dtype, label, logit))
        assert table["way"] == ["exact", *ROWS]
        expected = [exactly(label, logit)]
        for way in ROWS:  # at all positions, the loop that torch takes for the figure
            value, gradient = asked(dtype, way, label, scenes.POSITIONS)
            at = list(scenes.POSITIONS).index(logit)
            expected.append((value[at], gradient[at]))
        assert table["loss, nats"] == [said(value, 6) for value, _ in expected]
        assert table["gradient"] == [said(slope, 6) for _, slope in expected]


# -- Where it breaks -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "label", "way", "told"),
    [
        ("float32", 0, "naive", "∞ and NaN from 16.64"),
        ("float32", 0, "BCELoss", "gradient 0 from 16.64"),
        ("float32", 1, "naive", "NaN from 16.64, ∞ from −88.72"),
        (
            "float32",
            1,
            "BCELoss",
            "gradient <½ from −28.32, gradient 0 from −88.72",
        ),
        ("bfloat16", 0, "BCELoss", "gradient 0 from 6.25"),
        ("float16", 0, "BCELoss", "NaN from 8.32"),
        ("float16", 1, "BCELoss", "NaN from 8.32, ∞ from −11.09"),
        ("float64", 0, "BCELoss", "gradient <½ from 28.32, gradient 0 from 36.74"),
        ("float64", 1, "BCELoss", "gradient <½ from −28.32"),
    ],
)
def test_each_row_says_where_it_breaks_first(dtype, label, way, told):
    assert titles(drawn(dtype, label))[way] == told
    # The words against torch: the symptom at the logit, none half a step towards 0.
    for part in told.split(", "):
        signs, _, text = part.rpartition(" from ")
        first = float(text.replace("−", "-"))
        step = 1e-3 * first  # more than the four digits in the text leave open
        for sign in signs.removeprefix("gradient ").split(" and "):
            assert shows(sign, dtype, way, label, first + step)
            assert not shows(sign, dtype, way, label, first - 4 * step)


def shows(sign, dtype, way, label, logit):
    value, gradient = (array[0] for array in asked(dtype, way, label, [logit] * 64))
    match sign:
        case "0":
            return gradient == 0.0
        case "<½":
            return abs(gradient) < 0.5
        case "∞":
            return np.isinf(value) or np.isinf(gradient)
        case "NaN":
            return np.isnan(value) or np.isnan(gradient)
    raise AssertionError(sign)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
@pytest.mark.parametrize("way", ["BCEWithLogitsLoss", "softplus"])
def test_what_is_given_the_logit_never_breaks(dtype, label, way):
    assert titles(drawn(dtype, label))[way] == "no 0, no ∞, no NaN"
    value, gradient = asked(dtype, way, label, scenes.GRID)
    exact = np.array([exactly(label, x) for x in scenes.GRID])
    # A rounding of each, and for 16 bits of the logit that is subtracted again.
    unit = 4 * torch.finfo(getattr(torch, dtype)).eps
    np.testing.assert_allclose(value, exact[:, 0], rtol=unit, atol=16 * unit)
    np.testing.assert_allclose(gradient, exact[:, 1], rtol=unit, atol=unit)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_a_stretch_is_shaded_exactly_where_torch_gives_nothing_useful(dtype, label):
    figure = drawn(dtype, label)
    shaded = [np.zeros(scenes.GRID.size, dtype=bool) for _ in range(2 * len(ROWS))]
    for shape in figure.layout.shapes:
        if shape.type == "rect":
            panel = int(shape.xref.removeprefix("x") or 1) - 1
            inside = (scenes.GRID >= shape.x0) & (scenes.GRID <= shape.x1)
            assert not shaded[panel][inside].any()
            shaded[panel] |= inside
    exact = np.array([exactly(label, x)[1] for x in scenes.GRID])
    for row, way in enumerate(ROWS):
        value, gradient = asked(dtype, way, label, scenes.GRID)
        np.testing.assert_array_equal(shaded[2 * row], ~np.isfinite(value))
        lost = (np.abs(exact) > 0.5) & (np.abs(gradient) < 0.5 * np.abs(exact))
        np.testing.assert_array_equal(
            shaded[2 * row + 1], ~np.isfinite(gradient) | lost
        )


def test_the_dotted_lines_stand_between_a_good_number_and_a_broken_one():
    figure = drawn("float32", 0)
    firsts = [shape.x0 for shape in figure.layout.shapes if shape.type == "line"]
    assert len(firsts) == 3  # naive in both panels, BCELoss in the gradient's
    assert len(set(firsts)) == 1
    before = np.nextafter(np.float32(firsts[0]), np.float32(0.0))
    # Only at the first does 1 - sigmoid round to 0.
    assert torch.sigmoid(torch.full((64,), firsts[0]))[0] == 1.0
    assert torch.sigmoid(torch.full((64,), float(before)))[0] < 1.0


def test_a_precision_that_torch_refuses_is_said_so():
    figure = scenes.ways("float8_e4m3fn", 0)
    assert set(titles(figure).values()) == {"PyTorch refuses this precision"}
    assert lines(figure, "what PyTorch returns") == []
    found = scenes.answers("float8_e4m3fn", 0, 17.0)
    assert found["exact"].value == pytest.approx(exactly(0, 17.0)[0], rel=1e-15)
    for way in ROWS:
        assert "not implemented for 'Float8_e4m3fn'" in found[way].refusal
        assert found[way].refusal in scenes.table(found)["gradient"]


# -- Errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
def test_rounding_once_is_half_a_unit_in_the_last_place(dtype):
    assert scenes.ROUNDING[dtype] == torch.finfo(getattr(torch, dtype)).eps / 2
    band = lines(scenes.errors(dtype, 0), "a number rounded once")[0]
    assert set(band.y) == {scenes.ROUNDING[dtype]}


@pytest.mark.parametrize(("dtype", "label"), [("float32", 0), ("float64", 1)])
def test_an_error_is_the_worst_one_near_its_logit(dtype, label):
    curves = lines(scenes.errors(dtype, label), "error of what PyTorch returns")
    nearby = scenes.GRID[:, None] + np.linspace(-0.125, 0.125, 17)
    for row, way in enumerate(ROWS):
        answers = asked(dtype, way, label, nearby)
        for column, answer in enumerate(answers):
            for at in range(0, scenes.GRID.size, 120):
                rounded = torch.tensor(nearby[at]).to(getattr(torch, dtype)).tolist()
                exact = np.array([exactly(label, x)[column] for x in rounded])
                worst = np.max(np.abs(answer[at] - exact) / np.abs(exact))
                # The exact numbers are right to a rounding or two of float64, and
                # exp(-120) makes that of its argument 120 times worse.
                np.testing.assert_allclose(
                    curves[2 * row + column].y[at], worst, rtol=1e-6, atol=3e-14
                )


def test_bceloss_loses_the_digits_of_a_real_sample_and_the_logits_way_of_a_fake_one():
    for label, loses, right in ((1, "BCELoss", 17.0), (0, "BCEWithLogitsLoss", -17.0)):
        figure = scenes.errors("float32", label)
        curves = lines(figure, "error of what PyTorch returns")
        at = list(scenes.GRID).index(right)
        for row, way in enumerate(ROWS[1:], start=1):
            few = curves[2 * row].y[at]
            assert few == 1.0 if way == loses else few < 1e-6


# -- What travels ----------------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_the_figures_are_small_enough_to_travel(dtype, label):
    assert len(pack(drawn(dtype, label))) < 700_000
    assert len(pack(scenes.errors(dtype, label))) < 700_000


def test_a_screen_reader_hears_the_exact_gradient_and_all_four():
    figure = drawn("float32", 0)
    at = [frame.name for frame in figure.frames].index("17")
    assert figure.layout.meta["sentences"][at] == (
        "At logit 17 the gradient should be 1. naive: not a number. BCELoss: 0. "
        "BCEWithLogitsLoss: 1. softplus: 1."
    )


@pytest.mark.parametrize(
    ("number", "latex"),
    [
        (17.0, "17"),
        (-0.5, "-0.5"),
        (-8.5e-5, r"-8.5 \cdot 10^{-5}"),
        (np.inf, r"\infty"),
        (-np.inf, r"-\infty"),
        (np.nan, r"\text{not a number}"),
    ],
)
def test_a_number_becomes_latex(number, latex):
    assert scenes.tex(number) == latex

import numpy as np
import pytest
import torch

from core.lessons.numerical_stability import breaks, figures, tables
from tests.lessons.numerical_stability.asking import (
    DTYPES,
    EVERY,
    ROWS,
    asked,
    broken,
    drawn,
    exactly,
    lines,
)

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
            "gradient under half from −28.32, 0 from −88.72",
        ),
        ("bfloat16", 0, "BCELoss", "gradient 0 from 6.25"),
        ("float16", 0, "BCELoss", "NaN from 8.32"),
        ("float16", 1, "BCELoss", "NaN from 8.32, ∞ from −11.09"),
        ("float64", 0, "BCELoss", "gradient under half from 28.32, 0 from 36.74"),
        ("float64", 1, "BCELoss", "gradient under half from −28.32"),
    ],
)
def test_each_row_says_where_it_breaks_first(dtype, label, way, told):
    assert broken(dtype, label)[way] == told
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
        case "under half":
            return abs(gradient) < 0.5
        case "∞":
            return np.isinf(value) or np.isinf(gradient)
        case "NaN":
            return np.isnan(value) or np.isnan(gradient)
    raise AssertionError(sign)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
@pytest.mark.parametrize("way", ["BCEWithLogitsLoss", "softplus"])
def test_what_is_given_the_logit_never_breaks(dtype, label, way):
    assert broken(dtype, label)[way] == "no 0, no ∞, no NaN"
    value, gradient = asked(dtype, way, label, breaks.GRID)
    exact = np.array([exactly(label, x) for x in breaks.GRID])
    # A few roundings, and one of a small logit that is subtracted again. Beyond 20
    # torch's softplus returns the logit itself, too small by exp(-20).
    unit, short_cut = 4 * torch.finfo(getattr(torch, dtype)).eps, np.exp(-20.0)
    np.testing.assert_allclose(
        value, exact[:, 0], rtol=unit, atol=16 * unit + short_cut
    )
    np.testing.assert_allclose(gradient, exact[:, 1], rtol=unit, atol=unit + short_cut)


@pytest.mark.parametrize(("dtype", "label"), EVERY)
def test_a_stretch_is_shaded_exactly_where_torch_gives_nothing_useful(dtype, label):
    figure = drawn(dtype, label)
    shaded = {}
    for end in ("", "2"):
        axis = figure.layout[f"yaxis{end}"]
        blocks = [
            shape
            for shape in figure.layout.shapes
            if shape.type == "rect" and shape.yref == f"y{end}"
        ]
        for row, way in enumerate(ROWS):  # the first ticks are those of the rows
            inside = np.zeros(breaks.GRID.size, dtype=bool)
            for shape in blocks:
                if shape.y0 < axis.tickvals[row] < shape.y1:
                    grid = breaks.GRID
                    here = (grid >= shape.x0) & (grid <= shape.x1)
                    assert not inside[here].any()
                    inside |= here
            shaded[way, end] = inside
    exact = np.array([exactly(label, x)[1] for x in breaks.GRID])
    for way in ROWS:
        value, gradient = asked(dtype, way, label, breaks.GRID)
        np.testing.assert_array_equal(shaded[way, ""], ~np.isfinite(value))
        lost = (np.abs(exact) > 0.5) & (np.abs(gradient) < 0.5 * np.abs(exact))
        np.testing.assert_array_equal(shaded[way, "2"], ~np.isfinite(gradient) | lost)


def test_the_marks_stand_between_a_good_number_and_a_broken_one():
    figure = drawn("float32", 0)
    firsts = [one.x0 for one in figure.layout.shapes if one.x0 == one.x1]
    assert len(firsts) == 3  # naive in both panels, BCELoss in the gradient's
    assert len(set(firsts)) == 1
    before = np.nextafter(np.float32(firsts[0]), np.float32(0.0))
    # Only at the first does 1 - sigmoid round to 0.
    assert torch.sigmoid(torch.full((64,), firsts[0]))[0] == 1.0
    assert torch.sigmoid(torch.full((64,), float(before)))[0] < 1.0


def test_a_precision_that_torch_refuses_is_said_so():
    figure = figures.ways("float8_e4m3fn", 0)
    told = set(broken("float8_e4m3fn", 0).values())
    assert told == {"PyTorch refuses this precision"}
    assert lines(figure, "BCELoss") == []
    found = tables.answers("float8_e4m3fn", 0, 17.0)
    assert found["exact"].value == pytest.approx(exactly(0, 17.0)[0], rel=1e-15)
    for way in ROWS:
        assert "not implemented for 'Float8_e4m3fn'" in found[way].refusal
        assert found[way].refusal in tables.point(found)["gradient"]


# -- Errors ----------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", DTYPES)
def test_rounding_once_is_half_a_unit_in_the_last_place(dtype):
    assert breaks.ROUNDING[dtype] == torch.finfo(getattr(torch, dtype)).eps / 2
    band = lines(figures.errors(dtype, 0), "rounded once")[0]
    assert set(band.y) == {breaks.ROUNDING[dtype]}


@pytest.mark.parametrize(("dtype", "label"), [("float32", 0), ("float64", 1)])
def test_an_error_is_the_worst_one_near_its_logit(dtype, label):
    figure = figures.errors(dtype, label)
    centres = np.linspace(-120.0, 120.0, 241)
    nearby = centres[:, None] + np.linspace(-0.5, 0.5, 65)
    for way in ROWS:
        curves = lines(figure, way)
        answers = asked(dtype, way, label, nearby)
        for column, answer in enumerate(answers):
            for at in range(0, centres.size, 40):
                rounded = torch.tensor(nearby[at]).to(getattr(torch, dtype)).tolist()
                exact = np.array([exactly(label, x)[column] for x in rounded])
                worst = np.max(np.abs(answer[at] - exact) / np.abs(exact))
                # The exact numbers are right to a rounding or two of float64, and
                # exp(-120) makes that of its argument 120 times worse.
                np.testing.assert_allclose(
                    curves[column].y[at], worst, rtol=1e-6, atol=3e-14
                )


def test_bceloss_loses_the_digits_of_a_real_sample_and_the_logits_way_of_a_fake_one():
    for label, loses, right in ((1, "BCELoss", 17.0), (0, "BCEWithLogitsLoss", -17.0)):
        figure = figures.errors("float32", label)
        for way in ROWS[1:]:
            (loss, _) = lines(figure, way)
            few = loss.y[list(loss.x).index(right)]
            assert few == 1.0 if way == loses else few < 1e-6

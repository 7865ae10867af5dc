from typing import Any

import numpy as np
import pytest

from core.lessons.gradients import figures
from core.ui import packing
from tests.lessons.gradients.oracle import LOSSES, slopes, slopes_at

PLACES = ["0.001", "0.01", "0.5", "0.9", "0.999"]


def moved(figure: Any, name: str) -> list[Any]:
    """What a frame puts in place of the traces that move."""
    (frame,) = (frame for frame in figure.frames if frame.name == name)
    return [(figure.data[i], t) for i, t in zip(frame.traces, frame.data, strict=True)]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


@pytest.fixture(scope="module", params=figures.LOSSES)
def drawn(request) -> tuple[str, Any]:
    return request.param, figures.chain(request.param)


def test_the_positions_are_those_of_the_url(drawn):
    names = [frame.name for frame in drawn[1].frames]
    assert (names[0], names[-1]) == ("0.001", "0.999")
    assert set(PLACES) <= set(names)
    assert [float(name) for name in names] == sorted({float(name) for name in names})


def test_the_curves_are_the_sizes_that_autograd_finds(drawn):
    figure = drawn[1]
    for name in LOSSES:
        left, right = (trace for trace in figure.data if trace.name == name)
        in_p, _, in_logit = slopes(name, left.x)
        # 1e-9: 1 - p near 1 and its logit lose digits in torch.
        np.testing.assert_allclose(left.y, np.abs(in_p), rtol=1e-9)
        np.testing.assert_allclose(right.y, np.abs(in_logit), rtol=1e-9)
        np.testing.assert_allclose(right.x, np.log(left.x / (1 - left.x)), atol=1e-12)
    (factor,) = (trace for trace in figure.data if "sigmoid" in trace.name)
    p = 1 / (1 + np.exp(-factor.x))
    np.testing.assert_allclose(factor.y, p * (1 - p), rtol=1e-9)


@pytest.mark.parametrize("name", PLACES)
def test_the_dots_stand_at_the_three_slopes_and_the_stems_end_there(drawn, name):
    loss, figure = drawn
    p = float(name)
    place = [p, np.log(p / (1 - p)), np.log(p / (1 - p))]
    sizes = np.abs(slopes_at(loss, p))
    traces = moved(figure, name)
    dots = [trace for old, trace in traces if old.name == "your point"]
    stems = [trace for old, trace in traces if old.name == "stem"]
    # Frames are float32.
    assert [dot.x[0] for dot in dots] == pytest.approx(place, rel=1e-6, abs=1e-6)
    assert [dot.y[0] for dot in dots] == pytest.approx(sizes, rel=1e-6)
    for stem, dot in zip(stems, dots, strict=True):
        assert tuple(stem.x) == (dot.x[0], dot.x[0])
        assert tuple(stem.y) == (1.0, dot.y[0])


def test_the_stems_of_the_two_factors_add_up_to_the_third(drawn):
    for frame in drawn[1].frames:
        ends = [trace.y[-1] for trace in frame.data if len(trace.y) == 2]
        one, two, product = np.log10(ends)
        assert one + two == pytest.approx(product, abs=2e-6)  # float32


@pytest.mark.parametrize("name", PLACES)
def test_the_readouts_are_autograds_numbers_to_four_digits(drawn, name):
    loss, figure = drawn
    at = [frame.name for frame in figure.frames].index(name)
    shown = [number(texts[at]) for texts in figure.layout.meta["readouts"].values()]
    exact = slopes_at(loss, float(name))
    # Half a unit in the fourth digit.
    assert shown == pytest.approx(exact, rel=5.1e-4)
    assert name in figure.layout.meta["sentences"][at]


def test_nothing_leaves_the_axes(drawn):
    figure = drawn[1]
    low, high = figure.layout.yaxis.range
    for frame in figure.frames:
        for trace in frame.data:
            assert low < np.log10(trace.y).min()
            assert np.log10(trace.y).max() < high


def test_the_figure_travels_light(drawn):
    assert len(packing.pack(drawn[1])) < 700_000


def test_an_unknown_loss_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'hinge'"):
        figures.slopes("hinge", np.zeros(1))

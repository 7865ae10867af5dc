from typing import Any

import numpy as np
import pytest
import torch
from scipy import special
from torch.nn import functional

from core.lessons.bce_curve import batch, figures
from core.lessons.bce_curve.soft_labels import soft_labels
from core.ui import packing
from tests.lessons.bce_curve.oracle import torch_bce

LABELS = [0.0, 0.3, 0.9, 1.0]
GUESSES = ["0.001", "0.1", "0.5", "0.99", "0.999"]


def same_in_float32(shown, exact) -> None:
    np.testing.assert_allclose(shown, exact, rtol=1e-6, atol=1e-6)


def curves(figure: Any, name: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == name]


def moved(figure: Any, position: str, name: str) -> list[Any]:
    """What a frame puts in place of the traces of that name, panel by panel."""
    (frame,) = (frame for frame in figure.frames if frame.name == position)
    traces = zip(frame.traces, frame.data, strict=True)
    return [trace for index, trace in traces if figure.data[index].name == name]


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def readouts(figure: Any, position: str) -> dict[str, float]:
    at = [frame.name for frame in figure.frames].index(position)
    every = figure.layout.meta["readouts"].items()
    return {title: number(texts[at]) for title, texts in every}


# -- One guess -------------------------------------------------------------------------


@pytest.fixture(scope="module", params=LABELS)
def costs(request) -> tuple[float, Any]:
    return request.param, figures.costs(request.param)


def test_the_curves_of_both_panels_are_pytorchs_costs(costs):
    label, figure = costs
    for panel, curve in enumerate(curves(figure, "BCE")):
        p = special.expit(curve.x) if panel else curve.x
        expected, _ = torch_bce(p, label)
        # 1e-9: near p = 1 the logit's probability loses digits.
        np.testing.assert_allclose(curve.y, expected, rtol=1e-9)
        (real, fake) = (
            curves(figure, name)[panel].y
            for name in ("−y·log p", "−(1 − y)·log(1 − p)")
        )
        np.testing.assert_allclose(real + fake, expected, rtol=1e-9)
        np.testing.assert_allclose(real, label * -np.log(p), rtol=1e-9)
        squared = curves(figure, "squared error")[panel].y
        np.testing.assert_allclose(squared, (p - label) ** 2, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("guess", GUESSES)
def test_the_dot_lies_on_the_curve_and_the_readouts_are_pytorchs(costs, guess):
    label, figure = costs
    p = float(guess)
    (cost,), (slope,) = torch_bce([p], label)
    left, right = moved(figure, guess, "your guess")
    np.testing.assert_allclose([left.x[0], left.y[0]], [p, cost])
    same_in_float32([right.x[0], right.y[0]], [special.logit(p), cost])
    shown = readouts(figure, guess)
    # Half a unit in the fourth digit.
    assert shown["BCE, nats"] == pytest.approx(cost, rel=5.1e-4, abs=1e-12)
    assert shown["slope in p"] == pytest.approx(slope, rel=5.1e-4, abs=1e-12)
    assert shown["squared error"] == pytest.approx((p - label) ** 2, rel=5.1e-4)
    assert shown["0–1 loss"] == float((p >= 0.5) != (label >= 0.5))


def test_chance_is_marked_at_log_2_and_at_twice_log_2(costs):
    heights = [shape.y0 for shape in costs[1].layout.shapes]
    assert heights == pytest.approx([special.entr(0.5) * 2, special.entr(0.5) * 4])


def test_the_guesses_are_those_of_the_url(costs):
    names = [frame.name for frame in costs[1].frames]
    assert (names[0], names[-1]) == ("0.001", "0.999")
    assert "0.1" in names


@pytest.mark.parametrize("label", LABELS)
def test_the_notice_has_the_costs_of_its_position(label):
    figure: Any = figures.costs(label)
    shown = figure.layout.meta
    for name, text in zip(figure.names, shown["notices"], strict=True):
        at = figure.names.index(name)
        cost = shown["readouts"]["BCE, nats"][at]
        squared = shown["readouts"]["squared error"][at]
        assert f"At p = {name} BCE charges {cost} nats" in text
        assert f"squared error {squared}. " in text
        assert ("nearly straight" in text) == (
            label in (0.0, 1.0) and abs(float(name) - label) > 0.9
        )
        # What is called straight is: the slope in the logit is within 10 % of ±1.
        if "nearly straight" in text:
            assert abs(special.expit(special.logit(float(name))) - label) > 0.9


# -- Sum or mean -----------------------------------------------------------------------


@pytest.mark.parametrize("size", ["1", "16", "1024", "4096"])
def test_sum_and_mean_of_a_growing_batch_are_pytorchs_for_its_first_samples(size):
    figure = figures.growth()
    m = int(size)
    samples = np.random.default_rng(0).normal(1.5, 1.0, 4096)[:m]
    bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
    logits = torch.tensor(samples) + bias  # a slope that all samples share
    ones = torch.ones(m, dtype=torch.float64)
    expected = {}
    for way in ("sum", "mean"):
        loss = functional.binary_cross_entropy_with_logits(logits, ones, reduction=way)
        (slope,) = torch.autograd.grad(loss, bias, retain_graph=True)
        expected[way] = (loss.item(), abs(slope.item()))
    shown = readouts(figure, size)
    for title, value in {
        "sum of losses, nats": expected["sum"][0],
        "mean loss, nats": expected["mean"][0],
        "gradient of the sum": expected["sum"][1],
        "gradient of the mean": expected["mean"][1],
    }.items():
        assert shown[title] == pytest.approx(value, rel=5.1e-4)
    heights = [dot.y[0] for dot in moved(figure, size, "your batch")]
    order = [*(expected[way][0] for way in ("sum", "mean"))]
    order += [expected[way][1] for way in ("sum", "mean")]
    np.testing.assert_allclose(heights, order, rtol=1e-6)


# -- The table -------------------------------------------------------------------------


def test_only_rows_with_a_truth_and_a_guess_from_0_to_1_are_scored():
    table = {
        "truth": ["real", None, "fake", "real", "fake", "forged", "real"],
        "p": [0.9, 0.5, None, 1.5, 0.0, 0.5, float("nan")],
    }
    rows, probs, labels = batch.complete_rows(table)
    assert (rows, probs, labels) == (("real 1", "fake 5"), (0.9, 0.0), (1.0, 0.0))
    assert batch.complete_rows({"truth": [], "p": []}) == ((), (), ())


def test_the_bars_are_the_parts_of_the_total_in_the_tables_order():
    figure: Any = batch.shares(
        ["real 1", "fake 2", "real 3"], [0.1, 0.2, 0.3], [1, 0, 1]
    )
    bars = {bar.name: (list(bar.x), list(bar.y)) for bar in figure.data}
    assert bars["real"] == (["real 1", "real 3"], [0.1, 0.3])
    assert bars["fake"] == (["fake 2"], [0.2])
    order = figure.layout.xaxis.categoryarray
    assert list(order) == ["real 1", "fake 2", "real 3"]


@pytest.mark.parametrize(
    "figure", [figures.costs(0.3), soft_labels(0.1), figures.growth()]
)
def test_each_figure_travels_light(figure):
    assert len(packing.pack(figure)) < 700_000

from typing import Any

import numpy as np
import pytest
import torch
from scipy import optimize

from core.lessons.minimax import figures, words
from core.plotting.theme import format_number
from core.ui import packing
from tests.lessons.minimax import test_facts as facts

# What a trapezoid sum and a product of float64 may differ by.
ROUNDING = 1e-12


def pairs(m: int, seed: int) -> tuple[torch.Tensor, torch.Tensor]:
    """D's logits on m real samples of N(0, 1) and m fakes z + 2, drawn anew."""
    drawn = np.random.default_rng(seed).standard_normal((m, 2))
    return torch.tensor(1.5 - drawn[:, 0]), torch.tensor(1.5 - (drawn[:, 1] + 2.0))


def torch_loss(m: int, seed: int) -> float:
    """-V of a batch by torch's own log-sigmoid."""
    real, fake = pairs(m, seed)
    log_sigmoid = torch.nn.functional.logsigmoid
    return -(log_sigmoid(real).mean() + log_sigmoid(-fake).mean()).item()


EXACT, SPREAD = float(facts.REAL + facts.FAKE), float(facts.SPREAD)


@pytest.fixture(scope="module")
def figure():
    return figures.estimates(3)


def moved(figure, m: int) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """What the position of m draws: trace name to its points."""
    frame = next(frame for frame in figure.frames if frame.name == str(m))
    points = {}
    for index, data in zip(frame.traces, frame.data, strict=True):
        trace = figure.data[index]
        x = trace.x if data.x is None else data.x
        points[trace.name] = np.asarray(x), np.asarray(data.y)
    return points


def curve(figure, name: str) -> tuple[np.ndarray, np.ndarray]:
    trace = next(trace for trace in figure.data if trace.name == name)
    return np.asarray(trace.x), np.asarray(trace.y)


def test_the_slider_goes_from_1_to_4096_by_powers_of_two_and_the_middle_between():
    drawn: Any = figures.estimates(0)
    names = [frame.name for frame in drawn.frames]
    assert names[:9] == ["1", "2", "3", "4", "6", "8", "12", "16", "24"]
    assert names[-3:] == ["2048", "3072", "4096"]


@pytest.mark.parametrize("m", [1, 2, 3, 16, 96, 1024, 4096])
def test_the_readers_dot_is_torchs_loss_on_the_same_batch(figure, m):
    [x], [y] = moved(figure, m)["your batch"]
    assert x == m
    # Frames travel as float32.
    assert y == pytest.approx(torch_loss(m, 3), rel=1e-6)
    at = list(figures.SIZES).index(m)
    shown = figure.layout.meta["readouts"]["your batch, nats"][at]
    assert shown == format_number(torch_loss(m, 3))


def test_the_growing_batch_passes_through_torchs_losses_of_all_sizes(figure):
    x, y = curve(figure, "one batch as it grows")
    for m in (1, 2, 16, 96, 4096):
        assert y[x == m] == pytest.approx(torch_loss(m, 3), rel=ROUNDING)


def test_the_dashed_line_is_the_integral_and_not_a_larger_sample(figure):
    _, heights = curve(figure, "exact")
    assert heights == pytest.approx(EXACT, rel=ROUNDING)
    assert set(figure.layout.meta["readouts"]["exact, nats"]) == {format_number(EXACT)}


def test_the_band_is_one_standard_deviation_of_the_mean_and_falls_as_root_m(figure):
    sizes, foot = curve(figure, "exact ± s/√m")
    assert foot == pytest.approx(EXACT - SPREAD / np.sqrt(sizes), rel=ROUNDING)
    _, top = curve(figure, "top of the band")
    assert top == pytest.approx(EXACT + SPREAD / np.sqrt(sizes), rel=ROUNDING)
    shown = figure.layout.meta["readouts"]["band s/√m, ± nats"]
    assert shown == [format_number(SPREAD / m**0.5) for m in figures.SIZES]


@pytest.mark.parametrize("m", [1, 16, 4096])
def test_the_other_batches_are_torchs_too_and_those_inside_the_band_are_counted(
    figure, m
):
    losses = [torch_loss(m, seed) for seed in range(10000, 10050)]
    _, heights = moved(figure, m)["50 other batches"]
    assert heights == pytest.approx(losses, rel=1e-6)  # float32
    inside = sum(abs(loss - EXACT) <= SPREAD / m**0.5 for loss in losses)
    at = list(figures.SIZES).index(m)
    assert figure.layout.meta["readouts"]["of 50 others inside"][at] == str(inside)
    edges = [moved(figure, m)[f"{end} of the band"][1] for end in ("top", "foot")]
    assert edges[0] == pytest.approx(EXACT + SPREAD / m**0.5, rel=1e-6)
    assert edges[1] == pytest.approx(EXACT - SPREAD / m**0.5, rel=1e-6)


def test_from_a_few_pairs_on_about_two_in_three_lie_inside_as_the_page_says():
    drawn: Any = figures.estimates(0)
    counts = drawn.layout.meta["readouts"]["of 50 others inside"]
    few = list(figures.SIZES).index(2)
    share = np.array(counts[few:], dtype=float) / 50.0
    # 0.683 for a normal mean; 50 coins of that kind spread by 0.066, so three of it.
    assert np.all(np.abs(share - 0.683) < 3 * 0.066)


def test_no_seed_of_the_reader_is_one_of_the_others():
    low, high = figures.SEEDS
    assert not set(range(low, high + 1)) & set(figures.OTHERS)


@pytest.mark.parametrize("seed", [0, 3, 6711, 9999])
def test_nothing_that_moves_leaves_the_axes(seed):
    drawn: Any = figures.estimates(seed)
    low, high = drawn.layout.yaxis.range
    for m in figures.SIZES:
        for _, heights in moved(drawn, m).values():
            assert low < heights.min() <= heights.max() < high


def test_the_figure_is_small_enough_to_travel(figure):
    assert len(packing.pack(figure)) < 700_000


# -- Value and loss --------------------------------------------------------------------


def shifted_loss(threshold: float, m: int, seed: int) -> float:
    real, fake = pairs(m, seed)
    real, fake = real - 1.5 + threshold, fake - 1.5 + threshold
    log_sigmoid = torch.nn.functional.logsigmoid
    return -(log_sigmoid(real).mean() + log_sigmoid(-fake).mean()).item()


@pytest.mark.parametrize(("m", "seed"), [(1, 0), (16, 5), (4096, 9999)])
def test_value_and_loss_are_torchs_with_opposite_signs_and_the_half_is_half(m, seed):
    drawn = figures.value_and_loss(m, seed)
    thresholds, loss = curve(drawn, "loss −V, D descends")
    for at in (0, 20, 48, 84):
        expected = shifted_loss(thresholds[at], m, seed)
        assert loss[at] == pytest.approx(expected, rel=ROUNDING)
    np.testing.assert_array_equal(curve(drawn, "value V, D climbs")[1], -loss)
    np.testing.assert_array_equal(curve(drawn, "mean over 2m, −V/2")[1], loss / 2.0)


@pytest.mark.parametrize(("m", "seed"), [(1, 0), (16, 5), (4096, 9999)])
def test_hill_and_valley_turn_at_the_threshold_that_scipy_finds(m, seed):
    found: Any = optimize.minimize_scalar(
        shifted_loss, bounds=(-2.5, 4.5), args=(m, seed), method="bounded"
    )
    places, heights = curve(figures.value_and_loss(m, seed), "best threshold")
    assert places == pytest.approx(found.x, abs=0.01)  # the step of the finer grid
    # A minimum is flat: 0.01 beside it the loss is off by 0.01²/2 times slope's slope.
    assert heights == pytest.approx(found.fun * np.array([-1.0, 1.0, 0.5]), abs=1e-4)


def test_the_generators_losses_are_torchs_log_sigmoids():
    drawn = figures.generator_losses()
    logits, steep = curve(drawn, "−log D, non-saturating")
    flat = curve(drawn, "log(1 − D), saturating")[1]
    x = torch.tensor(logits)
    assert steep == pytest.approx((-x.sigmoid().log()).numpy(), rel=1e-12)
    # 1 - D loses three digits where D is 0.001 or 0.999.
    assert flat == pytest.approx((1 - x.sigmoid()).log().numpy(), rel=1e-10)


# -- Tables ----------------------------------------------------------------------------


@pytest.mark.parametrize(("m", "seed"), [(1, 7), (16, 0), (4096, 2)])
def test_the_table_of_signs_says_torchs_numbers(m, seed):
    table = words.signs(m, seed)
    loss = torch_loss(m, seed)
    assert table["value *V*"][-2:] == [format_number(-loss), format_number(-EXACT)]
    assert table["loss −*V*"][-2:] == [format_number(loss), format_number(EXACT)]


@pytest.mark.parametrize(("m", "seed"), [(1, 7), (16, 0), (4096, 2)])
def test_the_table_of_generators_says_what_autograd_finds(m, seed):
    table = words.generators(m, seed)
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    exact = {0: float(facts.FAKE), 1: float(facts.FLIPPED)}
    for column, label, sign in (("saturating", 0, -1), ("non-saturating", 1, 1)):
        logits = pairs(m, seed)[1].requires_grad_()
        loss = sign * bce(logits, torch.full_like(logits, float(label)))
        (slopes,) = torch.autograd.grad(loss, logits)
        numbers = loss.item(), sign * exact[label], slopes.sum().item()
        assert table[column][2:] == [format_number(number) for number in numbers]

"""The figures of one belief and of one truth, against SciPy and torch."""

from typing import Any

import numpy as np
import pytest

from core.lessons.cross_entropy import belief, truth
from tests.lessons.cross_entropy.oracle import NATS, entropy, kl, torch_bce

STATES = [(0.75, "bits"), (0.5, "nats"), (0.9, "bits"), (0.0, "nats"), (1.0, "bits")]
BELIEFS = ["0.001", "0.07", "0.5", "0.75", "0.999"]


def close(shown: Any, exact: Any) -> None:
    """Frames are float32, with seven digits."""
    np.testing.assert_allclose(shown, exact, rtol=3e-7, atol=1e-7)


def traces(figure: Any, name: str, position: str) -> list[tuple[np.ndarray, ...]]:
    """x and y of the traces of that name at a position of the slider, in order."""
    (frame,) = (frame for frame in figure.frames if frame.name == position)
    moved = dict(zip(frame.traces, frame.data, strict=True))
    found = []
    for index, trace in enumerate(figure.data):
        if trace.name == name:
            new = moved.get(index)
            x = trace.x if new is None or new.x is None else new.x
            y = trace.y if new is None or new.y is None else new.y
            found.append((np.asarray(x), np.asarray(y)))
    return found


def readouts(figure: Any, position: str) -> list[str]:
    at = [frame.name for frame in figure.frames].index(position)
    return [texts[at] for texts in figure.layout.meta["readouts"].values()]


def rounded(value: float) -> str:
    return "∞" if np.isinf(value) else f"{float(f'{value:.3e}'):.10g}"


# -- One belief ------------------------------------------------------------------------


@pytest.fixture(scope="module", params=STATES, ids=str)
def state(request: pytest.FixtureRequest) -> tuple[float, float, Any]:
    """The truth, the unit in nats, and the figure."""
    q, unit = request.param
    return q, NATS[unit], belief.figure(q, unit)


@pytest.mark.parametrize("name", BELIEFS)
def test_the_bar_is_entropy_below_and_kl_above_up_to_torchs_bce(state, name):
    q, size, figure = state
    p = float(name)
    (x, floor), (_, stem) = traces(figure, "H(q), the floor", name)
    close(x, q)
    close(floor, [0.0, entropy(q) / size])
    close(stem, floor)
    for _, rest in traces(figure, "KL(q‖p), the rest", name):
        close(rest, [entropy(q) / size, torch_bce([p], q)[0] / size])
        close(rest[1] - rest[0], kl(q, p) / size)


@pytest.mark.parametrize("name", BELIEFS)
def test_the_line_runs_from_surprise_to_surprise_and_touches_the_arch_at_p(state, name):
    q, size, figure = state
    p = float(name)
    ((x, ends),) = traces(figure, "H(q, p), their sum", name)
    close(x, [0.0, 1.0])
    close(ends, [-np.log1p(-p) / size, -np.log(p) / size])
    ((_, real),) = traces(figure, "surprise, if real", name)
    ((_, fake),) = traces(figure, "surprise, if fake", name)
    close([fake[0], real[0]], ends)
    close(np.interp(q, x, ends), torch_bce([p], q)[0] / size)
    (grid, arch), (_, level) = traces(figure, "H(q)", name)
    close(arch, entropy(grid) / size)
    close(level, entropy(q) / size)
    line = np.interp(grid, x, ends.astype(float))
    assert (line - arch > -1e-6).all()  # Gibbs; float32 may round the touch away
    (dot, _) = traces(figure, "your belief", name)
    close(dot[0], p)
    close(dot[1], np.interp(p, x, ends))
    close(dot[1], entropy(p) / size)


def test_the_bowl_is_torchs_bce_of_every_belief_and_never_below_its_floor(state):
    q, size, figure = state
    ((p, cost),) = traces(figure, "H(q, p)", "0.5")
    np.testing.assert_allclose(cost, torch_bce(p, q) / size, rtol=1e-13)
    assert (cost >= entropy(q) / size).all()
    assert p[0] == pytest.approx(0.001)
    assert p[-1] == pytest.approx(0.999)


@pytest.mark.parametrize("name", BELIEFS)
def test_the_dot_is_on_the_bowl_and_its_arrow_stays_inside_the_frame(state, name):
    q, size, figure = state
    (_, (x, y)) = traces(figure, "your belief", name)
    exact = torch_bce([float(name)], q) / size
    close(x, float(name))
    close(y, exact)
    ((x, arrow),) = traces(figure, "goes on above", name)
    top = figure.layout.yaxis.range[1]
    assert top == pytest.approx(3.5 * np.log(2.0) / size)
    close(x, float(name))
    close(arrow, min(exact[0], 0.965 * top))
    assert figure.layout.yaxis2.range == figure.layout.yaxis.range


@pytest.mark.parametrize("name", BELIEFS)
def test_the_numbers_are_entropy_kl_their_sum_and_the_other_kl(state, name):
    q, size, figure = state
    p = float(name)
    exact = entropy(q), kl(q, p), torch_bce([p], q)[0], kl(p, q)
    assert readouts(figure, name) == [rounded(value / size) for value in exact]
    at = [frame.name for frame in figure.frames].index(name)
    heard = figure.layout.meta["sentences"][at]
    for value in exact[:3]:
        assert rounded(value / size) in heard


def test_the_other_kl_is_infinite_for_hard_labels_and_only_for_them(state):
    q, _, figure = state
    *_, other = figure.layout.meta["readouts"].values()
    assert {text == "∞" for text in other} == {q in (0.0, 1.0)}


# -- One truth -------------------------------------------------------------------------


@pytest.fixture(scope="module", params=list(NATS))
def moved_truth(request: pytest.FixtureRequest) -> tuple[float, Any]:
    return NATS[request.param], truth.figure(request.param)


@pytest.mark.parametrize("name", ["0.01", "0.25", "0.5", "0.75", "0.9", "0.99"])
def test_two_blocks_have_the_area_of_one_as_high_as_the_entropy(moved_truth, name):
    size, figure = moved_truth
    q = float(name)
    ((left, high),) = traces(figure, "real: share × surprise", name)
    ((right, low),) = traces(figure, "fake: share × surprise", name)
    close(left, [0.0, q])
    close(right, [q, 1.0])
    close([*high, *low], np.repeat([-np.log(q), -np.log1p(-q)], 2) / size)
    area = (left[1] - left[0]) * high[0] + (right[1] - right[0]) * low[0]
    # Differences of float32 positions lose a digit.
    assert area == pytest.approx(entropy(q) / size, rel=2e-6)
    ((_, level),) = traces(figure, "blocks levelled out", name)
    close(level, entropy(q) / size)
    (((x, y)),) = traces(figure, "your truth", name)
    close([x[0], y[0]], [q, entropy(q) / size])
    real, fake, mean = readouts(figure, name)
    assert real == rounded(-np.log(q) / size)
    assert fake == rounded(-np.log1p(-q) / size)
    assert mean == rounded(entropy(q) / size)


@pytest.mark.parametrize(("name", "never"), [("0", 0), ("1", 1)])
def test_what_never_happens_is_infinitely_surprising_and_adds_nothing(
    moved_truth, name, never
):
    _, figure = moved_truth
    kinds = ("real", "fake")[:: -1 if never else 1]
    for kind, width, height in zip(kinds, (0.0, 1.0), (np.inf, 0.0), strict=True):
        ((x, y),) = traces(figure, f"{kind}: share × surprise", name)
        assert x[1] - x[0] == width
        assert list(y) == [height, height]
    surprises = ["∞", "0"][:: -1 if never else 1]
    assert readouts(figure, name) == [*surprises, "0"]


def test_the_surprise_curves_and_the_arch_are_scipys(moved_truth):
    size, figure = moved_truth
    for name, height in (
        ("−log q, real", lambda q: -np.log(q)),
        ("−log(1 − q), fake", lambda q: -np.log1p(-q)),
        ("H(q), the mean", entropy),
    ):
        ((q, y),) = traces(figure, name, "0.5")
        # 1e-9: near q = 1 the grid's own rounding is felt in 1 - q.
        np.testing.assert_allclose(y, height(q) / size, rtol=1e-9)


@pytest.mark.parametrize("name", ["0", "0.01", "0.5", "0.75", "0.97", "1"])
def test_both_divergences_are_scipys_and_meet_where_belief_is_truth(moved_truth, name):
    size, figure = moved_truth
    q = float(name)
    ((p, bce_way),) = traces(figure, "KL(q‖p), as in BCE", name)
    ((_, swapped),) = traces(figure, "KL(p‖q), swapped", name)
    close(bce_way, kl(q, p) / size)
    close(swapped, kl(p, q) / size)
    assert np.isinf(swapped).all() == (q in (0.0, 1.0))
    assert (bce_way >= 0.0).all()
    assert (swapped >= 0.0).all()
    ((marks, arrows),) = traces(figure, "swapped, or beyond the frame", name)
    top = figure.layout.yaxis2.range[1]
    close(arrows, np.minimum(kl(marks, q) / size, 0.965 * top))
    assert (arrows < top).all()
    (((x, y)),) = traces(figure, "p = q", name)
    close([x[0], y[0]], [q, 0.0])


def test_the_picture_is_the_same_in_bits_and_in_nats():
    bits: Any = belief.figure(0.75, "bits")
    nats: Any = belief.figure(0.75, "nats")
    height = bits.layout.yaxis.range[1] / nats.layout.yaxis.range[1]
    assert height == pytest.approx(1.0 / np.log(2.0), rel=1e-15)
    for one, other in zip(bits.data, nats.data, strict=True):
        close(one.y, np.asarray(other.y) * height)

"""The four steps to BCE, against torch."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from core.lessons.cross_entropy import small_batch, steps
from core.ui import packing
from tests.lessons.cross_entropy.oracle import (
    LABELS,
    NATS,
    PROBS,
    REAL,
    floors,
    losses,
)


def boxes(figure: Any, name: str, position: str) -> tuple[np.ndarray, np.ndarray]:
    """Widths and heights of the lit boxes of that name."""
    (frame,) = (frame for frame in figure.frames if frame.name == position)
    moved = dict(zip(frame.traces, frame.data, strict=True))
    (index,) = (i for i in moved if figure.data[i].name == name)
    x = np.asarray(moved[index].x).reshape(-1, 4)
    y = moved[index].y if moved[index].y is not None else figure.data[index].y
    y = np.asarray(y).reshape(-1, 4)
    assert (y[:, 0] == 0.0).all()
    assert (y[:, 1] == y[:, 2]).all()
    return x[:, 2] - x[:, 1], y[:, 1]


@pytest.fixture(scope="module", params=[(a, b) for a in LABELS for b in NATS], ids=str)
def state(request: pytest.FixtureRequest) -> tuple[str, str, Any]:
    return (*request.param, steps.figure(*request.param))


def close(shown: Any, exact: Any) -> None:
    """Frames are float32; differences of positions lose a digit of seven."""
    np.testing.assert_allclose(shown, exact, rtol=3e-6, atol=3e-7)


def test_step_1_lights_the_labels_as_distributions_and_no_cost(state):
    labels, _, figure = state
    (wide, real), (_, fake) = (
        boxes(figure, f"label, {k}", "1") for k in ("real", "fake")
    )
    close(real, LABELS[labels])
    close(real + fake, np.ones(4))
    assert (wide > 0.3).all()
    assert not boxes(figure, "KL(y‖p)", "1")[0].any()


@pytest.mark.parametrize("position", ["2", "2.4", "3"])
def test_from_step_2_to_3_the_costs_are_torchs_losses_and_no_label_is_lit(
    state, position
):
    labels, unit, figure = state
    assert not boxes(figure, "label, real", position)[0].any()
    wide, whole = boxes(figure, "KL(y‖p)", position)
    close(whole, losses(labels) / NATS[unit])
    close(boxes(figure, "H(y)", position)[1], floors(labels) / NATS[unit])
    assert np.ptp(wide) < 1e-6
    assert (wide < 0.1).all() == (position == "2")


@pytest.mark.parametrize("position", ["3", "3.3", "3.7", "4"])
def test_from_step_3_to_4_the_area_is_the_batchs_loss_in_torch(state, position):
    labels, unit, figure = state
    for name, each in (("KL(y‖p)", losses), ("H(y)", floors)):
        wide, high = boxes(figure, name, position)
        close(wide, 0.25)
        close(wide @ high, each(labels).mean() / NATS[unit])
    mean = functional.binary_cross_entropy(PROBS, LABELS[labels]).item() / NATS[unit]
    if position == "4":
        close(boxes(figure, "KL(y‖p)", "4")[1], mean)
    (line,) = (trace for trace in figure.data if trace.name == "BCE, the sum")
    close(line.y, mean)
    (frame,) = (frame for frame in figure.frames if frame.name == position)
    drawn = frame.data[frame.traces.index(list(figure.data).index(line))].x
    close(drawn, [0.0, float(position) - 3.0])


def test_what_is_dim_has_the_heights_of_what_will_be_lit(state):
    labels, unit, figure = state
    for name, exact in (
        ("label, real", LABELS[labels].numpy()),
        ("label, fake", 1.0 - LABELS[labels].numpy()),
        ("KL(y‖p)", losses(labels) / NATS[unit]),
        ("H(y)", floors(labels) / NATS[unit]),
    ):
        dim = next(trace for trace in figure.data if trace.name == name)
        close(np.asarray(dim.y).reshape(-1, 4)[:, 1], exact)
    (belief,) = (t for t in figure.data if t.name == "belief: p, 1 − p")
    close(np.asarray(belief.y).reshape(-1, 2), torch.stack([PROBS, 1 - PROBS], 1))


def torch_kl(labels: str) -> float:
    belief, label = (torch.stack([y, 1 - y], 1) for y in (PROBS, LABELS[labels]))
    return functional.kl_div(belief.log(), label, reduction="batchmean").item()


@pytest.mark.parametrize("labels", LABELS)
def test_a_label_costs_its_own_entropy_and_torchs_kl(labels):
    found = small_batch.batch(labels, "nats")
    assert found.kl.mean() == pytest.approx(torch_kl(labels), rel=1e-13)
    assert found.whole == pytest.approx(found.floor + found.kl, rel=1e-14)
    assert found.floor.any() == (labels == "soft")


def test_only_for_hard_labels_bce_is_called_the_kl():
    hard, soft = (small_batch.verdict(labels, "nats") for labels in ("hard", "soft"))
    mean = functional.binary_cross_entropy(PROBS, REAL).item()
    assert f"**is** the KL divergence, {mean:.4f} nats" in hard
    whole, floor = losses("soft").mean(), floors("soft").mean()
    assert (
        f"**not** the KL divergence: {whole:.4f} = {floor:.4f} + {torch_kl('soft'):.4f}"
        in soft
    )


@pytest.mark.parametrize("unit", NATS)
@pytest.mark.parametrize("labels", LABELS)
def test_the_four_lines_hold_torchs_numbers(labels, unit):
    numbers = [
        [float(found) for found in re.findall(r"(?<![\d_])\d+\.?\d*", text)]
        for _, line in small_batch.lines(labels, unit)
        for text in [line.split("$: $")[-1].split("=")[-1]]
    ]
    each = losses(labels) / NATS[unit]
    pairs = torch.stack([LABELS[labels], 1 - LABELS[labels]], 1)
    # Three digits are shown of each sample, four of the mean.
    assert numbers[0] == pytest.approx(pairs.flatten().tolist())
    assert numbers[1] == pytest.approx(each, rel=6e-3)
    assert numbers[2] == pytest.approx(each / 4, rel=6e-3)
    assert numbers[3] == pytest.approx([each.mean()], rel=6e-4)
    assert [says[:5] for says, _ in small_batch.lines(labels, unit)] == [
        f"**{n}**" for n in (1, 2, 3, 4)
    ]


def test_the_positions_run_from_1_to_4_and_the_nearest_step_is_said(state):
    _, _, figure = state
    names = [frame.name for frame in figure.frames]
    assert names == [f"{1 + i / 10:g}" for i in range(31)]
    heard = figure.layout.meta["sentences"]
    assert [heard[names.index(name)][:7] for name in ("1", "1.4", "3", "3.6", "4")] == [
        "Step 1.", "Step 1.", "Step 3.", "Step 4.", "Step 4.",
    ]  # fmt: skip


def test_the_figure_is_small_enough_to_travel(state):
    assert len(packing.pack(state[2])) < 700_000

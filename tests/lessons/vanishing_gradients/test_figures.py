from typing import Any

import mpmath
import numpy as np
import pytest
import torch

from core.lessons.vanishing_gradients import figures
from core.maths.optimal import LOSSES
from core.ui import packing
from tests.lessons.vanishing_gradients.test_facts import over_fakes


def torch_gradients(loss: str, theta: float, places: np.ndarray) -> np.ndarray:
    """Autograd through torch's own losses and log-densities."""
    x = torch.tensor(places, dtype=torch.float64, requires_grad=True)
    one = torch.tensor(1.0, dtype=torch.float64)
    normals = (torch.distributions.Normal(middle * one, one) for middle in (0, theta))
    real, fake = normals
    logits = real.log_prob(x) - fake.log_prob(x)
    losses = {
        "saturating": torch.nn.functional.logsigmoid(-logits),
        "non-saturating": -torch.nn.functional.logsigmoid(logits),
        "least-squares": 0.5 * (torch.sigmoid(logits) - 1.0) ** 2,
        "hinge": -torch.sign(logits),
        "wasserstein": x,
    }
    (gradient,) = torch.autograd.grad(losses[loss].sum(), x)
    return gradient.numpy()


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("theta", [0.5, 2.0, 6.0, 10.0])
def test_the_arrows_are_autograds_gradient_of_the_stated_loss(loss, theta):
    expected = torch_gradients(loss, theta, theta + figures.FAKES)
    # 1e-9: torch subtracts two log-densities, which costs digits far out.
    assert figures.arrows(loss, theta) == pytest.approx(expected, rel=1e-9, abs=1e-15)


# The mean gradient of each loss at a distance; the hinge's is 2 dTV/dθ.
MEANS = {
    "saturating": lambda theta: theta * over_fakes(theta, lambda d: d),
    "non-saturating": lambda theta: theta * over_fakes(theta, lambda d: 1 - d),
    "least-squares": lambda theta: (
        theta * over_fakes(theta, lambda d: d * (1 - d) ** 2)
    ),
    "hinge": lambda theta: 2 * float(mpmath.npdf(theta / 2)),
    "wasserstein": lambda _: 1.0,
}


@pytest.mark.parametrize("loss", LOSSES)
def test_the_mean_gradients_are_the_integrals_and_at_a_kink_there_is_none(loss):
    drawn: Any = figures.push(loss)
    lines = [trace for trace in drawn.data if trace.name == loss]
    assert len(lines) == 2  # one linear, one logarithmic
    for theta in (1, 6, 10):
        for line in lines:
            assert line.y[10 * theta] == pytest.approx(MEANS[loss](theta), rel=1e-9)
        assert figures.mean(loss, theta) == lines[0].y[10 * theta]
    assert np.isnan(figures.mean(loss, 0.0)) == (loss in ("hinge", "wasserstein"))


@pytest.mark.parametrize("loss", LOSSES)
def test_the_frames_hold_the_fakes_their_arrows_and_the_mean_of_their_position(loss):
    figure: Any = figures.push(loss)
    names = [frame.name for frame in figure.frames]
    assert (names[0], names[60], names[-1]) == ("0", "6", "10")
    frame = figure.frames[60]
    drawn = dict(zip(frame.traces, frame.data, strict=True))
    by_name = {figure.data[index].name: trace for index, trace in drawn.items()}
    fakes = np.array(by_name["seven fakes, each with its gradient"].x)
    tips = np.array(by_name["where the gradient sends it"].x)
    assert fakes - tips == pytest.approx(
        torch_gradients(loss, 6.0, 6.0 + figures.FAKES), rel=1e-5, abs=2e-6
    )  # float32 on the way to the browser
    assert by_name["your distance"].x == pytest.approx([6.0])
    # A page's figure travels once, and stays under 700 kB.
    assert len(packing.pack(figure)) < 700_000


def test_an_unknown_loss_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'perceptual'"):
        figures.arrows("perceptual", 1.0)

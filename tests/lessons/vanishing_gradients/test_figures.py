import mpmath
import numpy as np
import pytest
import torch

from core.lessons.vanishing_gradients import scenes
from core.ui import packing


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


@pytest.mark.parametrize("loss", scenes.LOSSES)
@pytest.mark.parametrize("theta", [0.5, 2.0, 6.0, 10.0])
def test_the_arrows_are_autograds_gradient_of_the_stated_loss(loss, theta):
    expected = torch_gradients(loss, theta, theta + scenes.FAKES)
    # 1e-9: torch subtracts two log-densities, which costs digits far out.
    assert scenes.arrows(loss, theta) == pytest.approx(expected, rel=1e-9, abs=1e-15)


def mean_of_d(theta: float) -> float:
    """E[D*] over the fakes, by high-precision quadrature."""
    density = lambda x: mpmath.npdf(x, theta, 1)  # noqa: E731
    best = lambda x: 1 / (1 + mpmath.exp(theta * x - mpmath.mpf(theta) ** 2 / 2))  # noqa: E731
    around = [theta - 14, theta / 2, theta, theta + 12]
    return float(str(mpmath.quad(lambda x: density(x) * best(x), around)))


@pytest.mark.parametrize("theta", [1.0, 6.0, 10.0])
def test_saturating_and_non_saturating_means_are_theta_times_e_of_d_and_the_rest(theta):
    sure = mean_of_d(theta)
    assert scenes.mean("saturating", theta) == pytest.approx(
        float(theta * sure), rel=1e-9
    )
    assert scenes.mean("non-saturating", theta) == pytest.approx(
        float(theta * (1 - sure)), rel=1e-9
    )


def test_the_wasserstein_mean_is_one_at_every_distance_but_the_kink():
    pushes = scenes.means(scenes.THETAS)["wasserstein"]
    assert np.isnan(pushes[0])
    assert pushes[1:] == pytest.approx(1.0, abs=1e-12)


def test_the_hinge_mean_is_twice_the_normal_density_at_half_the_distance():
    thetas = scenes.THETAS[1:]
    expected = [2 * float(mpmath.npdf(theta / 2)) for theta in thetas]
    assert scenes.means(thetas)["hinge"] == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("loss", scenes.LOSSES)
def test_the_frames_hold_the_fakes_their_arrows_and_the_mean_of_their_position(loss):
    figure = scenes.push(loss)
    names = [frame.name for frame in figure.frames]
    assert (names[0], names[60], names[-1]) == ("0", "6", "10")
    frame = figure.frames[60]
    drawn = dict(zip(frame.traces, frame.data, strict=True))
    by_name = {figure.data[index].name: trace for index, trace in drawn.items()}
    fakes = np.array(by_name["seven fakes, each with its gradient"].x)
    tips = np.array(by_name["where the gradient sends it"].x)
    assert fakes - tips == pytest.approx(
        torch_gradients(loss, 6.0, 6.0 + scenes.FAKES), rel=1e-5, abs=2e-6
    )  # float32 on the way to the browser
    assert by_name["your distance"].x == pytest.approx([6.0])
    # A page's figure travels once, and stays under 700 kB.
    assert len(packing.pack(figure)) < 700_000


def test_an_unknown_loss_is_refused_by_name():
    with pytest.raises(ValueError, match="got 'perceptual'"):
        scenes.arrows("perceptual", 1.0)

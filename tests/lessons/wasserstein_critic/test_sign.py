"""Labels, signs and steps, against autograd and POT."""

from typing import Any

import numpy as np
import ot
import pytest
import torch

from core.lessons.wasserstein_critic import sign, sign_figures
from core.maths.densities import Normal
from core.ui import packing

Z = torch.special.ndtri((torch.arange(20_000, dtype=torch.float64) + 0.5) / 20_000)
RIGHT = ["minus-plus-minus", "plus-minus-plus"]
WRONG = ["minus-plus-plus", "plus-minus-minus"]


def best_for(labels, theta):
    """Of f* and -f*, the one whose labelled loss is lower, as torch functions."""
    candidates = [lambda x: -(x + theta).abs(), lambda x: (x + theta).abs()]

    def loss(f):
        return labels.real * f(0.5 * Z).mean() + labels.fake * f(theta + Z).mean()

    return min(candidates, key=lambda f: loss(f).item()), loss


@pytest.mark.parametrize("name", RIGHT + WRONG)
@pytest.mark.parametrize("theta", [-2.0, 0.3, 4.0])
def test_the_push_is_autograds_gradient_of_the_labelled_mean(name, theta):
    labels = sign.PAIRINGS[name]
    f, _ = best_for(labels, theta)
    shift = torch.tensor(theta, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(labels.generator * f(shift + Z).mean(), shift)
    # 20 000 quantiles: the share beyond the peak is right to 1e-4.
    assert sign.push(labels, theta) == pytest.approx(slope.item(), abs=2e-4)


@pytest.mark.parametrize("name", RIGHT + WRONG)
def test_the_critic_drawn_is_the_one_that_lowers_its_own_loss(name):
    labels = sign.PAIRINGS[name]
    f, loss = best_for(labels, 4.0)
    x = np.linspace(-6.0, 9.0, 31)
    mine = sign.heights(labels, Normal(4.0, 1.0), x)
    theirs = f(torch.tensor(x)).numpy()
    assert np.diff(mine) == pytest.approx(np.diff(theirs), abs=1e-12)
    assert loss(f).item() == pytest.approx(sign.walk(labels).critic_losses[0], abs=1e-3)


@pytest.mark.parametrize("name", RIGHT)
def test_both_right_pairings_bring_the_fakes_home(name):
    walk = sign.walk(sign.PAIRINGS[name])
    assert sign.PAIRINGS[name].right
    assert walk.thetas[0] == 4.0
    assert abs(walk.thetas[-1]) < 1e-3
    assert np.all(np.diff(walk.critic_losses) >= -1e-12)


@pytest.mark.parametrize("name", WRONG)
def test_both_wrong_ones_lose_them_and_the_critics_loss_falls(name):
    walk = sign.walk(sign.PAIRINGS[name])
    assert not sign.PAIRINGS[name].right
    assert walk.thetas[-1] == pytest.approx(4.0 + 30 * 0.25, abs=1e-9)
    assert np.all(np.diff(walk.critic_losses) < 0.0)


@pytest.mark.parametrize("name", RIGHT + WRONG)
def test_the_losses_are_pots_distance_and_the_labelled_mean_of_the_fakes(name):
    labels = sign.PAIRINGS[name]
    walk = sign.walk(labels)
    for step in (0, 10, 30):
        theta = walk.thetas[step]
        distance: Any = ot.wasserstein_1d((0.5 * Z).numpy(), (theta + Z).numpy())
        assert walk.critic_losses[step] == pytest.approx(-distance, abs=1e-4)
        f, _ = best_for(labels, theta)
        centred = 0.5 * (f(0.5 * Z).mean() + f(theta + Z).mean())
        loss = labels.generator * (f(theta + Z).mean() - centred).item()
        assert walk.generator_losses[step] == pytest.approx(loss, abs=1e-4)


@pytest.mark.parametrize("name", RIGHT + WRONG)
def test_the_figure_has_a_position_for_every_step_and_says_how_it_goes(name):
    figure: Any = sign_figures.pairing(name)
    assert len(figure.names) == sign.STEPS + 1
    texts = figure.layout.meta["sentences"]
    home = "come home" if name in RIGHT else "the fakes leave"
    assert home in texts[-1]
    shown = figure.layout.meta["readouts"]
    plain, higher = (
        float(shown[title][7].replace("−", "-"))
        for title in ("G's loss", "G's loss with f + 5")
    )
    label = sign.PAIRINGS[name].generator
    assert higher - plain == pytest.approx(5.0 * label, abs=1e-3)
    assert len(packing.pack(figure)) < 500_000


def test_labels_are_written_with_their_signs():
    assert str(sign.PAIRINGS["plus-minus-plus"]) == "real +1, fake −1, G +1"

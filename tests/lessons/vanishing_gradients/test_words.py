"""The notice says of each position what its arrows are, for every loss."""

import re
from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats
from scipy.special import expit

from core.lessons.vanishing_gradients import figures
from core.maths.optimal import LOSSES

STATES = [(loss, theta) for loss in LOSSES for theta in (0.0, 0.5, 2.0, 4.0, 6.0, 10.0)]


def said(loss, theta):
    shown: Any = figures.push(loss)
    return shown.layout.meta["notices"][shown.names.index(f"{theta:g}")]


@pytest.mark.parametrize(("loss", "theta"), STATES)
def test_what_is_said_of_the_arrows_can_be_seen(loss, theta):
    text, longest = said(loss, theta), np.nanmax(np.abs(figures.arrows(loss, theta)))
    assert f"θ = {theta:g} " in text
    if "arrows are gone" in text:
        assert longest < 0.1  # of a unit of x, where the panel is 18 wide
    elif theta and loss != "hinge":
        assert longest > 0.01
    if "can be seen" in text:
        assert longest > 0.25
    if "no arrow is drawn" in text and theta:
        assert longest == 0.0
    if "length 1" in text:
        assert np.abs(figures.arrows(loss, theta)) == pytest.approx(1.0)


@pytest.mark.parametrize(("loss", "theta"), STATES)
def test_the_mean_in_the_notice_is_the_number_under_the_figure(loss, theta):
    shown: Any = figures.push(loss)
    at = shown.names.index(f"{theta:g}")
    if theta:
        number = shown.layout.meta["readouts"]["mean gradient"][at]
        assert f"mean gradient is {number}. " in shown.layout.meta["notices"][at]


@pytest.mark.parametrize("theta", [0.5, 2.0, 6.0])
@pytest.mark.parametrize("loss", ["saturating", "non-saturating"])
def test_how_sure_d_is_of_the_fakes_is_scipys_mean(loss, theta):
    def weighed(x):
        return stats.norm.pdf(x, theta) * expit(theta * (theta / 2.0 - x))

    mean = integrate.quad(weighed, theta - 12.0, theta + 12.0, epsabs=1e-14)[0]
    (number,) = re.findall(r"D\* is (\S+) on the fakes", said(loss, theta))
    assert float(number.replace("−", "-")) == pytest.approx(
        mean, rel=6e-4
    )  # four digits are shown


@pytest.mark.parametrize("loss", LOSSES)
def test_where_real_and_fake_coincide_only_two_distances_have_a_kink(
    loss,
):
    text = said(loss, 0.0)
    assert ("W₁ has a kink" in text) == (loss == "wasserstein")
    assert ("Total variation" in text) == (loss == "hinge")
    assert ("Nothing is left to do" in text) == ("kink" not in text)
    assert "no arrow" in text


@pytest.mark.parametrize("theta", [0.5, 6.0])
def test_no_single_fake_feels_the_hinge_and_their_mean_follows_total_variation(theta):
    text = said("hinge", theta)
    assert "No single fake feels it" in text
    assert "Only the mean over all fakes moves" in text
    slope = 2.0 * stats.norm.pdf(theta / 2.0)  # of 2 TV = 2 (2 cdf(theta / 2) - 1)
    (number,) = re.findall(r"mean gradient is (\S+)\. ", text)
    assert float(number.replace("−", "-")) == pytest.approx(slope, rel=6e-4)

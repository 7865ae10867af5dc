"""The notice says of each position what its arrows are, for every loss."""

from typing import Any

import numpy as np
import pytest

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

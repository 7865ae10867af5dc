import functools
from typing import Any

import numpy as np
import pytest
from scipy import stats

from core.lessons.optimal_discriminator import figures
from tests.lessons.optimal_discriminator.seen import at

game: Any = functools.cache(figures.game)


def d_of_blocks(x, scale, theta):
    real = stats.uniform.pdf(x, -2.0, 4.0)
    fake = stats.uniform.pdf(x, theta - 2.0 * scale, 4.0 * scale)
    return real / (real + fake)


@pytest.mark.parametrize("scale", [0.25, 1.0, 4.0])
@pytest.mark.parametrize("theta", [0.0, 0.1, 2.0, 5.5, 10.0])
def test_between_blocks_d_is_drawn_in_steps_just_where_somebody_lands(scale, theta):
    seen = at(game("uniform", scale), f"{theta:g}")
    for name, middle, half in (
        ("D*", 0.0, 2.0),
        ("D*, where fakes lie", theta, 2.0 * scale),
    ):
        x, y = seen[name]
        assert (x[0], x[-1]) == pytest.approx((middle - half, middle + half), abs=1e-5)
        assert (np.diff(x) >= 0.0).all()
        level = np.diff(y) == 0.0
        wide = np.diff(x) > 1e-5
        assert (level | ~wide).all()  # only upright where it is not level
        # No spike at an end: what begins there begins at its own height.
        assert y[0] == y[~(x > x[0])][-1]
        assert y[-1] == y[~(x < x[-1])][0]
        centres = (0.5 * (x[1:] + x[:-1]))[wide]
        assert y[1:][wide] == pytest.approx(d_of_blocks(centres, scale, theta), 1e-6)


def test_an_infinite_logit_is_a_rail_whose_tick_says_so():
    figure = game("uniform", 1.0)
    axis = figure.layout.yaxis2
    rails = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    for name, certain in (("", "∞"), (", where fakes lie", "−∞")):
        label = f"logit ℓ, ±∞ drawn at ±3{name}"
        _, apart = at(figure, "6")[label]
        assert set(apart) == {rails[certain]}
        _, near = at(figure, "2")[label]
        assert set(near) == {rails[certain], 0.0}
    assert axis.range[0] < rails["−∞"] < rails["∞"] < axis.range[1]


def test_every_frame_of_blocks_is_finite_but_where_j_has_a_kink():
    """A frame with a gap is drawn by Plotly, which is slower than a display frame."""
    for scale in (0.25, 1.0, 4.0):
        figure = game("uniform", scale)
        for name in ("0.1", "2.2", "3.9"):
            for trace, (x, y) in at(figure, name).items():
                assert np.isfinite(x).all()
                assert np.isfinite(y).all(), trace
    readouts = game("uniform", 1.0).layout.meta["readouts"]
    kinks = [i for i, text in enumerate(readouts["push: slope of J"]) if "k" in text]
    assert kinks == [0, 40]

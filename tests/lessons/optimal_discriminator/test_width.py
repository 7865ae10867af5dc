import functools
from typing import Any

import numpy as np
import pytest
from scipy import special, stats

from core.lessons.optimal_discriminator import width as scenes
from core.ui import packing
from tests.maths import best

width: Any = functools.cache(scenes.width)
FAMILIES = ("normal", "uniform", "mixture")


@pytest.mark.parametrize("family", FAMILIES)
def test_the_widths_go_by_equal_factors_from_a_quarter_to_four(family):
    figure = width(family)
    scales = np.array([float(frame.name) for frame in figure.frames])
    assert (scales[0], scales[16], scales[-1]) == (0.25, 1.0, 4.0)
    # Names have three decimals.
    assert scales == pytest.approx(2.0 ** (np.arange(-16, 17) / 8.0), abs=5.1e-4)
    assert len(packing.pack(figure)) < 700_000


@pytest.mark.parametrize("family", ["normal", "mixture"])
def test_j_and_the_mean_of_d_are_the_integrals(family):
    readouts = width(family).layout.meta["readouts"]
    for position in (0, 5, 16, 24, 32):
        scale = float(width(family).frames[position].name)
        expected = best.value(family, scale, 0.0), best.mean_d(family, scale, 0.0)
        for texts, number in zip(readouts.values(), expected, strict=True):
            shown = float(texts[position].replace("−", "-"))
            assert shown == pytest.approx(number, rel=6e-4)  # four digits


@pytest.mark.parametrize("family", FAMILIES)
def test_j_is_lowest_where_the_densities_are_the_same(family):
    (curve,) = [trace for trace in width(family).data if trace.name == "value J"]
    value = np.array(curve.y)
    assert value.argmin() == 16
    assert value[16] == pytest.approx(-2.0 * np.log(2.0), rel=1e-14)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("position", [0, 11, 16, 32])
def test_the_lines_are_the_fakes_density_and_d(family, position):
    figure = width(family)
    frame = figure.frames[position]
    fakes, d, dot = frame.data
    scale = float(frame.name)
    assert dot.x[0] == pytest.approx(scale, rel=1e-6)
    x, y = np.array(d.x, float), np.array(d.y, float)
    if family == "uniform":
        x = 0.5 * (x[1:] + x[:-1])  # of each level stretch
        real = stats.uniform.pdf(x, -2.0, 4.0)
        fake = stats.uniform.pdf(x, -2.0 * scale, 4.0 * scale)
        wide = np.diff(np.array(d.x, float)) > 1e-6
        level = pytest.approx((real / (real + fake))[wide], rel=1e-6)
        assert y[1:][wide] == level
        assert y[:-1][wide] == level
        assert np.ptp(np.array(fakes.x)) == pytest.approx(4.0 * scale, rel=1e-6)
        assert max(fakes.y) == pytest.approx(0.25 / scale, rel=1e-6)
        return
    logit, _ = best.logit(family, scale, 0.0)
    assert y == pytest.approx(special.expit(logit(x)), abs=1e-6)
    log_pdf, _ = best.density(family, scale, 0.0)
    x = np.array(fakes.x, float)
    assert np.array(fakes.y) == pytest.approx(np.exp(log_pdf(x)), abs=1e-5)

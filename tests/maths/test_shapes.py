import numpy as np
import pytest
from scipy import stats

from core.maths.shapes import FAMILIES, pair, tenths

X = np.linspace(-20.0, 20.0, 41)


def shape(family, scale):
    """SciPy's densities at X, and its quantile function where there is one."""
    if family == "normal":
        return stats.norm.pdf(X, 0.0, scale)
    if family == "uniform":
        return stats.uniform.pdf(X, -2.0 * scale, 4.0 * scale)
    modes = (stats.norm.pdf(X, middle * scale, scale) for middle in (-2.0, 2.0))
    return 0.5 * sum(modes)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("scale", [0.25, 1.0, 4.0])
def test_the_fakes_have_the_shape_of_the_real_data_and_scale_times_its_width(
    family, scale
):
    real, fake = pair(family, scale)
    assert real.pdf(X) == pytest.approx(shape(family, 1.0), rel=1e-12)
    assert fake.pdf(X) == pytest.approx(shape(family, scale), rel=1e-12)
    assert fake.std == pytest.approx(scale * real.std, rel=1e-15)
    assert fake.mean == real.mean == 0.0


@pytest.mark.parametrize("scale", [0.25, 1.0, 4.0])
def test_the_ten_fakes_are_the_middles_of_ten_equal_shares(scale):
    shares = np.linspace(0.05, 0.95, 10)
    # A grid of 0.005 standard deviations, read between its points.
    bells = tenths(pair("normal", scale)[1])
    assert bells == pytest.approx(stats.norm.ppf(shares, scale=scale), abs=1e-5 * scale)
    blocks = tenths(pair("uniform", scale)[1])
    assert blocks == pytest.approx(4.0 * scale * (shares - 0.5), abs=1e-12)
    _, modes = pair("mixture", scale)
    assert modes.cdf(tenths(modes)) == pytest.approx(shares, abs=1e-5)


def test_another_family_and_a_width_of_nothing_are_refused():
    with pytest.raises(ValueError, match="got 'cauchy'"):
        pair("cauchy", 1.0)
    for family in FAMILIES:
        with pytest.raises(ValueError, match="must be"):
            pair(family, 0.0)

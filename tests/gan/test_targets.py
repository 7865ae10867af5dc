"""What a GAN is asked to imitate, against SciPy's distributions."""

import numpy as np
import pytest
from scipy import stats

from core.gan import targets
from core.gan.targets import NAMES, STAIRS, parts, quantiles, target
from core.maths.histogram import WIDTH, Histogram

HEIGHTS = np.array([float(digit) for digit in STAIRS])
EDGES = np.linspace(-6.0, 6.0, 25)


def mixture(*bells):
    """A mixture's cdf and pdf, by SciPy."""
    return (
        lambda x: sum(w * stats.norm.cdf(x, mean, std) for w, mean, std in bells),
        lambda x: sum(w * stats.norm.pdf(x, mean, std) for w, mean, std in bells),
    )


def flat(x):
    return stats.uniform.pdf(x, 2.0, 4.0)


SCIPY = {
    "normal": mixture((1.0, 4.0, 0.5)),
    "far-normal": mixture((1.0, 6.0, 0.5)),
    "two-modes": mixture((0.5, -3.0, 0.5), (0.5, 3.0, 0.5)),
    "three-modes": mixture(*((1 / 3, mean, 0.5) for mean in (-4.0, 0.0, 4.0))),
    "uniform": (stats.uniform(2.0, 4.0).cdf, flat),
    "drawn": (
        stats.rv_histogram((HEIGHTS, EDGES), density=False).cdf,
        stats.rv_histogram((HEIGHTS, EDGES), density=False).pdf,
    ),
}
X = np.linspace(-7.99, 9.01, 171)  # on no edge of a bar


@pytest.mark.parametrize("name", NAMES)
def test_every_target_is_the_density_that_it_says(name):
    cdf, pdf = SCIPY[name]
    np.testing.assert_allclose(target(name).cdf(X), cdf(X), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(target(name).pdf(X), pdf(X), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("n", [1, 2, 256])
@pytest.mark.parametrize("name", NAMES)
def test_below_a_quantile_lies_its_share_of_the_mass(name, n):
    cdf, _ = SCIPY[name]
    shares = (np.arange(n) + 0.5) / n
    # 45 halvings of 40 deviations leave 1e-12 of them, times a density of at most 0.8.
    np.testing.assert_allclose(cdf(quantiles(target(name), n)), shares, atol=1e-11)


@pytest.mark.parametrize(
    ("name", "scipy"),
    [("normal", stats.norm(4.0, 0.5)), ("uniform", stats.uniform(2.0, 4.0))],
)
def test_quantiles_are_scipys(name, scipy):
    shares = (np.arange(256) + 0.5) / 256
    found = quantiles(target(name), 256)
    np.testing.assert_allclose(found, scipy.ppf(shares), atol=1e-10)


def test_quantiles_of_a_drawing_are_those_of_scipys_histogram():
    shares = (np.arange(256) + 0.5) / 256
    expected = stats.rv_histogram((HEIGHTS, EDGES), density=False).ppf(shares)
    np.testing.assert_allclose(quantiles(target("drawn"), 256), expected, atol=1e-10)


def test_quantiles_are_shared_and_therefore_cannot_be_written_to():
    places = quantiles(target("normal"), 4)
    assert places is quantiles(target("normal"), 4)
    with pytest.raises(ValueError, match="read-only"):
        places[0] = 0.0


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_add_up_to_the_target(name):
    found, density = parts(target(name)), target(name)
    weights, centres = np.array(found.weights), np.array(found.centres)
    assert weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert weights @ centres == pytest.approx(density.mean, abs=1e-12)
    # One width for all, which is what the sampler multiplies the noise with.
    (width,) = set(found.widths)
    within = width**2 if found.bell else width**2 / 12
    spread = weights @ (centres - density.mean) ** 2 + within
    assert spread == pytest.approx(density.std**2, rel=1e-12)


def test_a_drawing_replaces_the_stairs():
    box = "0" * 12 + "5" + "0" * 11
    assert target("drawn", box) == Histogram(box)
    assert quantiles(target("drawn", box), 2) == pytest.approx(
        [WIDTH / 4, 3 * WIDTH / 4], abs=1e-10
    )


def test_an_unknown_target_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"normal, far-normal.*got 'cauchy'"):
        target("cauchy")
    assert set(NAMES) == set(SCIPY) == set(targets.NAMES)

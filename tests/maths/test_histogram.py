"""A density drawn by hand against SciPy's histogram distribution."""

import numpy as np
import pytest
from scipy import stats

from core.maths.histogram import BARS, HIGH, LOW, Histogram

DRAWINGS = {
    "stairs": "000001234567899876543210",
    "flat": "1" * BARS,
    "one bar": "0" * 20 + "7" + "000",
    "two islands": "0900" + "0" * 16 + "0330",
    "at both ends": "2" + "0" * 22 + "9",
}
NAMED = pytest.mark.parametrize("name", DRAWINGS)
X = np.linspace(-7.0, 7.0, 283)  # some on edges, most not


def scipys(name: str):
    heights = np.array([float(digit) for digit in DRAWINGS[name]])
    edges = np.linspace(LOW, HIGH, BARS + 1)
    return stats.rv_histogram((heights, edges), density=False)


@NAMED
def test_the_density_is_scipys(name):
    found = Histogram(DRAWINGS[name]).pdf(X)
    # At an edge both take the bar to the right, but for the last one of all.
    inside = X < HIGH
    np.testing.assert_allclose(found[inside], scipys(name).pdf(X[inside]), rtol=1e-12)
    assert (found[~inside] == 0.0).all()


@NAMED
def test_the_distribution_is_scipys(name):
    found = Histogram(DRAWINGS[name]).cdf(X)
    np.testing.assert_allclose(found, scipys(name).cdf(X), rtol=1e-12, atol=1e-14)


@NAMED
def test_mean_and_spread_are_scipys(name):
    found = Histogram(DRAWINGS[name])
    assert found.mean == pytest.approx(scipys(name).mean(), abs=1e-12)
    assert found.std == pytest.approx(scipys(name).std(), rel=1e-12)


@NAMED
def test_the_logarithm_is_that_of_the_density(name):
    found = Histogram(DRAWINGS[name])
    with np.errstate(divide="ignore"):
        expected = np.log(found.pdf(X))
    np.testing.assert_array_equal(found.log_pdf(X), expected)


@NAMED
def test_samples_follow_the_drawing(name):
    drawn = Histogram(DRAWINGS[name]).sample(20_000, np.random.default_rng(2))
    # Kolmogorov-Smirnov; one correct sampler in a hundred would fail, this seed not.
    assert stats.kstest(drawn, scipys(name).cdf).pvalue > 0.01


@NAMED
def test_the_support_holds_all_of_the_mass_and_nothing_else(name):
    found = Histogram(DRAWINGS[name])
    within = [found.cdf(high) - found.cdf(low) for low, high in found.support]
    assert sum(within) == pytest.approx(1.0, abs=1e-12)
    for low, high in found.support:
        assert (found.pdf(np.linspace(low, high, 50, endpoint=False)) > 0.0).all()
    gaps = zip(found.support, found.support[1:], strict=False)
    assert all(left[1] < right[0] for left, right in gaps)


@pytest.mark.parametrize(
    ("digits", "what"),
    [
        ("", "24 digits"),
        ("1" * 23, "24 digits"),
        ("1" * 25, "24 digits"),
        ("-" + "1" * 23, "24 digits"),
        ("²" + "1" * 23, "24 digits"),  # a digit to str.isdigit
        ("0" * 24, "at least one bar"),
    ],
)
def test_what_is_no_drawing_is_refused(digits, what):
    with pytest.raises(ValueError, match=what):
        Histogram(digits)


def test_a_refusal_does_not_repeat_an_endless_text():
    with pytest.raises(ValueError, match="24 digits") as refused:
        Histogram("7" * 100_000)
    assert len(str(refused.value)) < 100

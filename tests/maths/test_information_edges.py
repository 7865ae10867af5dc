import doctest
import math

import numpy as np
import pytest

from core.maths import information as module
from core.maths.information import binary_kl, cross_entropy, entropy, kl, surprise

INF = math.inf


def drawn(rng, *shape):
    """Random distributions, a tenth of whose outcomes are impossible."""
    raw = rng.exponential(size=shape) * (rng.random(shape) > 0.1)
    raw[..., 0] += 0.01
    return raw / raw.sum(axis=-1, keepdims=True)


# -- Zero and infinity -----------------------------------------------------------------


def test_an_impossible_outcome_adds_nothing():
    assert entropy([1.0, 0.0]) == 0.0
    assert cross_entropy([1.0, 0.0], [0.5, 0.5]) == math.log(2.0)
    assert kl([1.0, 0.0], [1.0, 0.0]) == 0.0
    assert not np.signbit(entropy([1.0, 0.0]))
    assert not np.signbit(surprise(1.0))


def test_the_cost_is_infinite_exactly_where_the_belief_misses_mass():
    rng = np.random.default_rng(1)
    q, p = drawn(rng, 400, 4), drawn(rng, 400, 4)
    p[:10, 1], q[:10, 1] = 1e-310, 0.5  # tiny is not missing
    q[:10], p[:10] = q[:10] / q[:10].sum(-1)[:, None], p[:10] / p[:10].sum(-1)[:, None]
    missed = ((q > 0.0) & (p == 0.0)).any(axis=-1)
    assert 40 < missed.sum() < 360
    np.testing.assert_array_equal(np.isinf(kl(q, p)), missed)
    np.testing.assert_array_equal(np.isinf(cross_entropy(q, p)), missed)
    assert np.isfinite(kl([0.0, 1.0], [0.0, 1.0]))
    assert binary_kl(0.5, 0.0) == binary_kl(0.5, 1.0) == INF
    assert binary_kl(0.0, 1.0) == binary_kl(1.0, 0.0) == INF
    assert np.isfinite(binary_kl(0.5, 5e-324))
    assert surprise(0.0) == INF


# -- Shapes and refusals ---------------------------------------------------------------


def test_the_last_axis_is_summed_and_the_others_broadcast():
    q, p = np.full((3, 1, 2), 0.5), np.full((4, 2), [0.9, 0.1])
    assert entropy(q).shape == (3, 1)
    assert cross_entropy(q, p).shape == kl(q, p).shape == (3, 4)
    assert binary_kl(np.full((3, 1), 0.5), np.full(4, 0.9)).shape == (3, 4)


def test_arguments_are_left_alone():
    q, p = np.array([0.75, 0.25]), np.array([0.5, 0.5])
    for array in (q, p):
        array.setflags(write=False)
    for function in (cross_entropy, kl, binary_kl):
        function(q, p)


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ([0.5, 0.4], r"must sum to 1 along the last axis, got 0\.9"),
        ([0.5, 0.5 + 1e-9], r"must sum to 1 along the last axis, got 1\.000000001"),
        ([1.5, -0.5], r"must lie in \[0, 1\], got 1\.5"),
        ([1.0, -1e-300], r"must lie in \[0, 1\], got -1e-300"),
        ([math.nan, 1.0], r"must lie in \[0, 1\], got nan"),
        ([math.inf, 0.0], r"must lie in \[0, 1\], got inf"),
        (1.0, r"needs at least one outcome, got shape \(\)"),
        (np.zeros((2, 0)), r"needs at least one outcome, got shape \(2, 0\)"),
    ],
)
def test_what_is_not_a_distribution_is_refused_by_value(bad, message):
    good = [0.5, 0.5]
    with pytest.raises(ValueError, match="probs " + message):
        entropy(bad)
    for function in (cross_entropy, kl):
        with pytest.raises(ValueError, match="q " + message):
            function(bad, good)
        with pytest.raises(ValueError, match="p " + message):
            function(good, bad)


@pytest.mark.parametrize("bad", [-0.1, 1.1, math.nan, INF])
def test_what_is_not_a_probability_is_refused_by_value(bad):
    with pytest.raises(ValueError, match=rf"probs must lie in \[0, 1\], got {bad}"):
        surprise(bad)
    with pytest.raises(ValueError, match=rf"q must lie in \[0, 1\], got {bad}"):
        binary_kl(bad, 0.5)
    with pytest.raises(ValueError, match=rf"p must lie in \[0, 1\], got {bad}"):
        binary_kl(0.5, bad)


def test_different_numbers_of_outcomes_are_refused():
    with pytest.raises(ValueError, match="same outcomes, got 2 and 3 of them"):
        kl([0.5, 0.5], [0.2, 0.3, 0.5])
    with pytest.raises(ValueError, match="same outcomes, got 1 and 2 of them"):
        cross_entropy([1.0], [0.5, 0.5])


def test_a_thousand_rounded_outcomes_still_count_as_a_distribution():
    raw = np.random.default_rng(2).exponential(size=1000)
    assert entropy(raw / raw.sum()) <= math.log(1000.0)
    assert float(entropy(np.full(1000, 0.001))) == pytest.approx(math.log(1000.0))


def test_the_numbers_in_the_docstrings_are_what_the_code_returns():
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0

import doctest
import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from core import information as module
from core.bce import bce, bce_with_logits, entropy_floor
from core.information import binary_kl, bits, cross_entropy, entropy, kl, surprise

EPS = 2.0**-53  # the relative error of one rounding
PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
INF = math.inf

unit = st.floats(0.0, 1.0)
weights = st.floats(0.01, 1.0)
# Pairs of distributions over the same 2 to 6 outcomes.
pairs = st.integers(2, 6).flatmap(
    lambda n: st.tuples(*[st.lists(weights, min_size=n, max_size=n)] * 2)
)


def distribution(raw):
    return np.array(raw) / np.sum(raw)


def drawn(rng, *shape):
    """Random distributions, a tenth of whose outcomes are impossible."""
    raw = rng.exponential(size=shape) * (rng.random(shape) > 0.1)
    raw[..., 0] += 0.01
    return raw / raw.sum(axis=-1, keepdims=True)


def assert_close(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=16 * EPS, atol=16 * EPS)


def exact_binary_kl(q, p):
    """The definition, in mpmath with digits enough for 1 - 1e-300."""
    with mpmath.workdps(700):
        q, p = mpmath.mpf(q), mpmath.mpf(p)
        both = [(q, p), (1 - q, 1 - p)]
        if any(a > 0 and b == 0 for a, b in both):
            return mpmath.inf
        return mpmath.fsum(a * mpmath.log(a / b) for a, b in both if a > 0)


# -- Numbers to hold the page to -------------------------------------------------------


def test_a_fair_coin_carries_one_bit():
    assert bits(entropy([0.5, 0.5])) == 1.0
    assert bits(surprise(0.5)) == 1.0


def test_three_to_one_carries_0_8113_bits():
    # H = 2 - (3/4) log2(3); two logarithms and a few products are rounded.
    expected = 2.0 - 0.75 * math.log2(3.0)
    np.testing.assert_allclose(bits(entropy([0.75, 0.25])), expected, rtol=8 * EPS)
    assert f"{bits(entropy_floor(0.75)):.4f}" == "0.8113"


def test_believing_a_fair_coin_when_it_is_three_to_one_costs_one_bit():
    assert bits(cross_entropy([0.75, 0.25], [0.5, 0.5])) == 1.0


def test_eight_equal_outcomes_carry_three_bits():
    np.testing.assert_allclose(bits(entropy(np.full(8, 0.125))), 3.0, rtol=4 * EPS)


def test_a_soft_label_of_0_9_has_a_floor_of_0_32508_nats():
    assert f"{entropy([0.9, 0.1]):.5f}" == "0.32508"


# -- Oracles ---------------------------------------------------------------------------


def test_entropy_and_kl_agree_with_scipy():
    rng = np.random.default_rng(0)
    q, p = drawn(rng, 500, 5), distribution(rng.exponential(size=5) + 0.01)
    # SciPy's KL sums terms of either sign, so part of the rounding is absolute.
    assert_close(entropy(q), stats.entropy(q, axis=-1))
    assert_close(kl(q, p), special.rel_entr(q, p).sum(-1))
    assert_close(kl(q, p), special.kl_div(q, p).sum(-1))
    assert_close(cross_entropy(q, p), -special.xlogy(q, p).sum(-1))


def test_in_bits_is_scipys_entropy_to_base_2():
    q, p = [0.75, 0.25], [0.4, 0.6]
    for ours, scipys in (
        (entropy(q), stats.entropy(q, base=2)),
        (kl(q, p), stats.entropy(q, p, base=2)),
    ):
        np.testing.assert_allclose(bits(ours), scipys, rtol=16 * EPS)


EDGES = [0.0, 1e-300, 1e-20, 1e-9, 0.01, 0.3, 0.5, 0.75, 0.999, 1 - 1e-12, 1 - EPS, 1.0]
NUDGES = [1e-15, 1e-9, 1e-3, 0.1, 0.4, 0.499, 0.501, 0.9]


@pytest.mark.parametrize("q", EDGES)
def test_binary_kl_keeps_its_digits_at_the_ends_and_next_to_the_truth(q):
    beliefs = [*EDGES, *(q * (1 - n) for n in NUDGES), *(q * (1 + n) for n in NUDGES)]
    for p in (p for p in beliefs if p <= 1.0):
        # A dozen roundings in terms that never cancel; below 1e-307 digits run out.
        ours, exact = float(binary_kl(q, p)), exact_binary_kl(q, p)
        assert ours == pytest.approx(float(exact), rel=16 * EPS, abs=1e-320), p


def test_kl_keeps_its_digits_next_to_the_truth():
    q, shift = np.array([0.25, 0.25, 0.5]), np.array([1.0, -1.0, 0.0])
    for size in (2.0**-12, 2.0**-30, 2.0**-50):  # powers of two: exact sums
        p = q + size * shift
        with mpmath.workdps(60):
            both = [(mpmath.mpf(a), mpmath.mpf(b)) for a, b in zip(q, p, strict=True)]
            exact = float(mpmath.fsum(a * mpmath.log(a / b) for a, b in both))
        assert float(kl(q, p)) == pytest.approx(exact, rel=16 * EPS)


# -- Truths for every input ------------------------------------------------------------


@given(pairs)
@PROPERTY
def test_a_wrong_belief_never_costs_less_than_the_entropy(pair):
    q, p = map(distribution, pair)
    assert kl(q, p) >= 0.0
    assert cross_entropy(q, p) >= entropy(q) - 16 * EPS * cross_entropy(q, p)


@given(pairs)
@PROPERTY
def test_cross_entropy_is_entropy_plus_kl(pair):
    q, p = map(distribution, pair)
    # Six terms a sum, and the two distributions sum to 1 only up to rounding.
    total = entropy(q) + kl(q, p)
    np.testing.assert_allclose(cross_entropy(q, p), total, rtol=32 * EPS, atol=16 * EPS)


@given(unit, unit)
@PROPERTY
def test_binary_kl_is_never_negative_and_zero_only_at_the_truth(q, p):
    assert binary_kl(q, q) == 0.0
    # Below 1e-150 the square of the distance is no longer a float.
    if abs(p - q) > 1e-150:
        assert binary_kl(q, p) > 0.0


@given(unit, st.floats(0.001, 0.999))
@PROPERTY
def test_bce_is_the_labels_entropy_plus_the_kl(q, p):
    total = entropy_floor(q) + binary_kl(q, p)
    np.testing.assert_allclose(bce(p, q), total, rtol=16 * EPS)


@given(unit, st.floats(0.001, 0.999))
@PROPERTY
def test_the_two_outcome_forms_are_the_general_ones(q, p):
    two_q, two_p = [q, 1.0 - q], [p, 1.0 - p]
    # 1 - q is rounded before the general forms see it.
    assert_close(entropy(two_q), entropy_floor(q))
    assert_close(cross_entropy(two_q, two_p), bce(p, q))
    assert_close(kl(two_q, two_p), binary_kl(q, p))


def test_for_hard_labels_bce_is_the_kl():
    for label in (0.0, 1.0):
        p = np.linspace(0.001, 0.999, 999)
        assert entropy_floor(label) == 0.0
        np.testing.assert_allclose(bce(p, label), binary_kl(label, p), rtol=16 * EPS)


def test_averaged_cross_entropies_of_the_labels_are_the_batch_bce():
    labels, logits = np.array([1.0, 1.0, 0.0, 0.9]), np.array([2.0, -1.0, -3.0, 0.5])
    p = special.expit(logits)
    each = cross_entropy(
        np.stack([labels, 1 - labels], -1), np.stack([p, 1 - p], axis=-1)
    )
    # 1 - p is rounded, which matters most for the smallest 1 - p, 0.05.
    np.testing.assert_allclose(
        each.mean(), bce_with_logits(logits, labels).mean(), rtol=32 * EPS
    )


def test_kl_is_not_symmetric():
    # By hand: 3/4 log(3/2) + 1/4 log(1/2), and 1/2 log(2/3) + 1/2 log(2).
    there = 0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    back = 0.5 * math.log(2.0 / 3.0) + 0.5 * math.log(2.0)
    assert float(binary_kl(0.75, 0.5)) == pytest.approx(there, rel=16 * EPS)
    assert float(binary_kl(0.5, 0.75)) == pytest.approx(back, rel=16 * EPS)
    assert there != pytest.approx(back, rel=0.05)


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

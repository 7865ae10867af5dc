import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from core.maths.bce import bce, bce_with_logits, entropy_floor
from core.maths.information import binary_kl, bits, cross_entropy, entropy, kl, surprise

EPS = 2.0**-53  # the relative error of one rounding
PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)

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

import doctest
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.maths import bce as module
from core.maths.bce import (
    bce,
    bce_grad_probs,
    bce_with_logits,
    bce_with_logits_grad,
    bce_with_logits_grad_probs,
    entropy_floor,
    logit,
    sigmoid,
    sigmoid_grad,
    softplus,
    squared_error,
    squared_error_grad_probs,
    squared_error_with_logits_grad,
    zero_one_loss,
)

EPS = 2.0**-53  # the relative error of one rounding
PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)
INF = math.inf

ON_PROBS = [bce, bce_grad_probs, squared_error, squared_error_grad_probs, zero_one_loss]
ON_LOGITS = [
    bce_with_logits,
    bce_with_logits_grad,
    bce_with_logits_grad_probs,
    squared_error_with_logits_grad,
]
OF_ONE_LOGIT = [sigmoid, sigmoid_grad, softplus]

logits = st.floats(-1000.0, 1000.0)
unit = st.floats(0.0, 1.0)


# -- Truths for every input ------------------------------------------------------------


@given(logits)
@PROPERTY
def test_label_1_at_a_logit_mirrors_label_0_at_its_opposite(x):
    assert bce_with_logits(x, 1.0) == bce_with_logits(-x, 0.0)
    for grad in (bce_with_logits_grad, squared_error_with_logits_grad):
        assert grad(x, 1.0) == -grad(-x, 0.0)


@given(st.integers(0, 2**53))
@PROPERTY
def test_label_1_at_a_probability_mirrors_label_0_at_its_complement(k):
    p = k * EPS  # of all floats these are the ones whose 1 - p is exact
    # log and log1p are two functions: each may round its last digit its own way.
    np.testing.assert_allclose(
        bce(p, 1.0), bce(1.0 - p, 0.0), rtol=8 * EPS, atol=1e-323
    )
    assert bce_grad_probs(p, 1.0) == -bce_grad_probs(1.0 - p, 0.0)


@given(logits, logits, unit)
@PROPERTY
def test_the_slope_in_the_logit_never_falls(a, b, y):
    low, high = bce_with_logits_grad(np.sort([a, b]), y)
    assert high >= low - 8 * EPS  # either may be off by its roundings


@given(logits, logits, unit, unit)
@PROPERTY
def test_bce_is_convex_in_the_logit(a, b, y, t):
    chord = t * bce_with_logits(a, y) + (1.0 - t) * bce_with_logits(b, y)
    # The point between is itself rounded, and the slope there is at most 1.
    slack = 16 * EPS * (1.0 + max(abs(a), abs(b)))
    assert bce_with_logits(t * a + (1.0 - t) * b, y) <= chord + slack


@given(unit, unit)
@PROPERTY
def test_no_prediction_costs_less_than_the_entropy_of_the_label(p, y):
    assert bce(p, y) >= entropy_floor(y) * (1.0 - 8 * EPS)


# -- The numbers that readers come for -------------------------------------------------


def test_a_wrong_probability_of_a_thousandth_is_steep_in_p_and_bounded_in_the_logit():
    x = logit(0.001)
    assert bce(0.001, 1.0) == pytest.approx(math.log(1000.0), rel=1e-15)
    assert bce_grad_probs(0.001, 1.0) == pytest.approx(-1000.0, rel=1e-15)
    assert sigmoid_grad(x) == pytest.approx(0.000999, rel=1e-14)
    assert bce_with_logits_grad(x, 1.0) == pytest.approx(-0.999, rel=1e-14)


def test_the_same_probability_is_right_for_a_fake_and_its_slope_vanishes():
    assert bce_grad_probs(0.001, 0.0) == pytest.approx(1.0 / 0.999, rel=1e-15)
    assert bce_with_logits_grad(logit(0.001), 0.0) == pytest.approx(0.001, rel=1e-14)


def test_squared_error_hardly_notices_the_same_mistake():
    assert squared_error(0.001, 1.0) == pytest.approx(0.998001, rel=1e-15)
    assert squared_error_grad_probs(0.001, 1.0) == pytest.approx(-1.998, rel=1e-15)
    on_logit = squared_error_with_logits_grad(logit(0.001), 1.0)
    assert on_logit == pytest.approx(-2 * 0.999 * 0.000999, rel=1e-14)


@pytest.mark.parametrize("far", [5.0, 50.0, 500.0])
def test_for_a_confident_mistake_squared_error_stops_teaching_and_bce_does_not(far):
    # p < exp(-far), so 1 - p misses 1 and p (1 - p) misses 0 by less than that;
    # 2.001 leaves room for two ways of rounding exp.
    assert -1.0 <= bce_with_logits_grad(-far, 1.0) <= -1.0 + math.exp(-far)
    assert -2.001 * math.exp(-far) <= squared_error_with_logits_grad(-far, 1.0) < 0.0


def test_bce_grows_by_one_nat_per_unit_of_logit_and_without_bound():
    far = np.array([-1000.0, -999.0])
    np.testing.assert_array_equal(bce_with_logits(far, 1.0), -far)
    assert bce(0.0, 1.0) == INF


def test_a_discriminator_that_knows_nothing_pays_log_2_for_any_label():
    ours = [*bce(0.5, [0.0, 0.3, 1.0]), *bce_with_logits(0.0, [0.0, 0.3, 1.0])]
    np.testing.assert_allclose(ours, math.log(2.0), rtol=4 * EPS)


def test_a_soft_label_moves_the_minimum_to_itself_and_lifts_it_to_its_entropy():
    p = np.linspace(0.001, 0.999, 999)
    assert p[np.argmin(bce(p, 0.9))] == pytest.approx(0.9)
    assert bce_grad_probs(0.9, 0.9) == 0.0
    assert entropy_floor(0.9) == pytest.approx(0.32508, abs=5e-6)
    np.testing.assert_array_equal(entropy_floor([0.0, 1.0]), [0.0, 0.0])


def test_a_loss_of_zero_is_not_a_slope_of_zero():
    assert bce(1.0, 1.0) == bce(0.0, 0.0) == 0.0
    assert bce_grad_probs(1.0, 1.0) == -1.0
    assert bce_grad_probs(0.0, 0.0) == 1.0


def test_the_logits_12_and_minus_15_cost_what_a_thousand_digits_say():
    ours = np.mean(bce_with_logits([12.0, -15.0], [1.0, 0.0]))
    assert ours == pytest.approx(3.225047875723263e-06, rel=4 * EPS)


# -- Both ends -------------------------------------------------------------------------


def test_certainty_costs_nothing_if_right_and_everything_if_the_label_disagrees():
    labels = [0.0, 0.5, 1.0]
    on_probs = bce(0.0, labels), bce(1.0, labels)
    on_logits = bce_with_logits(-INF, labels), bce_with_logits(INF, labels)
    for at_0, at_1 in (on_probs, on_logits):
        np.testing.assert_array_equal(at_0, [0.0, INF, INF])
        np.testing.assert_array_equal(at_1, [INF, INF, 0.0])


def test_at_both_ends_the_slope_in_the_probability_points_to_the_label():
    labels = [0.0, 1e-300, 0.5, 1.0]
    np.testing.assert_array_equal(bce_grad_probs(0.0, labels), [1, -INF, -INF, -INF])
    np.testing.assert_array_equal(bce_grad_probs(1.0, labels), [INF, INF, INF, -1])
    assert bce_grad_probs(5e-324, 1.0) == -INF  # -2e323 is beyond a float


def test_an_infinite_logit_gives_the_limit():
    ends, labels = [-INF, INF], [[0.0], [0.25], [1.0]]
    np.testing.assert_array_equal(sigmoid(ends), [0.0, 1.0])
    np.testing.assert_array_equal(sigmoid_grad(ends), [0.0, 0.0])
    np.testing.assert_array_equal(softplus(ends), [0.0, INF])
    np.testing.assert_array_equal(logit([0.0, 1.0]), ends)
    slopes = [[0.0, 1.0], [-0.25, 0.75], [-1.0, 0.0]]
    np.testing.assert_array_equal(bce_with_logits_grad(ends, labels), slopes)
    np.testing.assert_array_equal(squared_error_with_logits_grad(ends, labels), 0.0)


def test_the_slopes_outlive_the_logit_from_which_the_probability_is_exactly_1():
    assert sigmoid(36.73) < sigmoid(36.74) == 1.0
    assert sigmoid_grad(36.74) > 0.0
    assert bce_with_logits_grad(36.74, 1.0) < 0.0


def test_zero_one_loss_compares_sides_and_one_half_is_real():
    probs = [0.0, np.nextafter(0.5, 0.0), 0.5, 1.0]
    np.testing.assert_array_equal(zero_one_loss(probs, 1.0), [1, 1, 0, 0])
    np.testing.assert_array_equal(zero_one_loss(probs, 0.0), [0, 0, 1, 1])
    np.testing.assert_array_equal(zero_one_loss(0.7, [0.4, 0.5, 0.9]), [1, 0, 0])


# -- Shapes and refusals ---------------------------------------------------------------


@pytest.mark.parametrize("f", [*ON_PROBS, *ON_LOGITS])
def test_predictions_and_labels_broadcast_to_float64_of_the_common_shape(f):
    row, column = np.array([0, 1], dtype=np.int32), [[0], [1], [1]]
    assert f(row, column).shape == (3, 2)
    assert f(row, column).dtype == np.float64
    assert isinstance(f(0, 1), np.float64)
    assert f([], 1).shape == (0,)


@pytest.mark.parametrize("f", [*OF_ONE_LOGIT, logit, entropy_floor])
def test_a_function_of_one_argument_keeps_its_shape_in_float64(f):
    assert f([[0, 1]]).shape == (1, 2)
    assert f([[0, 1]]).dtype == np.float64
    assert isinstance(f(1), np.float64)


@pytest.mark.parametrize("bad", [-1e-9, 1.0 + 2 * EPS, math.nan, INF])
@pytest.mark.parametrize("f", ON_PROBS)
def test_a_probability_outside_0_to_1_is_refused_by_value(f, bad):
    with pytest.raises(ValueError, match=rf"probs must lie in \[0, 1\], got {bad!r}"):
        f([0.5, bad, 7.0], 1.0)  # the first of two


@pytest.mark.parametrize("bad", [-1e-9, 1.0 + 2 * EPS, math.nan, INF])
@pytest.mark.parametrize("f", [*ON_PROBS, *ON_LOGITS])
def test_a_label_outside_0_to_1_is_refused_by_value(f, bad):
    with pytest.raises(ValueError, match=rf"labels must lie in \[0, 1\], got {bad!r}"):
        f(0.5, [1.0, bad])


def test_the_entropy_of_no_label_and_the_logit_of_no_probability_are_refused():
    with pytest.raises(ValueError, match="labels must lie"):
        entropy_floor(1.5)
    with pytest.raises(ValueError, match="probs must lie"):
        logit(-0.5)


@pytest.mark.parametrize("f", OF_ONE_LOGIT + ON_LOGITS)
def test_a_logit_that_is_not_a_number_is_refused(f):
    with pytest.raises(ValueError, match="logits must be numbers"):
        f([0.0, math.nan], *([1.0] if f in ON_LOGITS else []))


@pytest.mark.parametrize("f", [*ON_PROBS, *ON_LOGITS])
def test_shapes_that_do_not_broadcast_are_named(f):
    with pytest.raises(ValueError, match=r"\(2,\) and \(3,\), do not broadcast"):
        f([0.1, 0.2], [0.0, 1.0, 1.0])


def test_the_examples_in_the_docstrings_are_true():
    failed, tried = doctest.testmod(module)
    assert (failed, tried) == (0, 2)

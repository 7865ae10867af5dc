from collections.abc import Callable

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

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
)

EPS = 2.0**-53  # the relative error of one rounding
PROPERTY = settings(max_examples=200, deadline=None, derandomize=True)

RNG = np.random.default_rng(0)
LOGITS = np.array([0, 1e-300, 1e-16, 16.64, 17, 36.74, 37, 50, 708, 745, 1000])
LOGITS = np.concatenate([-LOGITS, LOGITS, RNG.uniform(-40.0, 40.0, 60)])
NASTY = [5e-324, 1e-300, 1e-16, 0.001, 0.25, 0.5, 0.75, 0.999, 1.0 - EPS]
PROBS = np.concatenate(
    [
        [*NASTY, np.nextafter(0.5, 0.0), np.nextafter(0.5, 1.0)],
        RNG.uniform(0.0, 1.0, 40),
        0.5 + 10.0 ** RNG.uniform(-15.0, -1.0, 10),
        10.0 ** RNG.uniform(-300.0, 0.0, 10),
        1.0 - 10.0 ** RNG.uniform(-15.0, -1.0, 10),
    ]
)
LABELS = [0.0, 1.0, 0.1, 0.5, 0.9, 1e-10]


# -- The formulas as written on paper, in 1,000 digits, where cancelling does no harm --


def assert_last_digits(ours, exact: np.ndarray, roundings: int = 8) -> None:
    two_subnormal_steps = 1e-323
    np.testing.assert_allclose(
        ours, exact, rtol=roundings * EPS, atol=two_subnormal_steps
    )


def exactly(formula: Callable, values: np.ndarray, *constants: float) -> np.ndarray:
    with mpmath.workdps(1000):
        rest = [mpmath.mpf(c) for c in constants]
        return np.array([float(formula(mpmath.mpf(float(v)), *rest)) for v in values])


def paper_sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def paper_bce(p, y):
    return -y * mpmath.log(p) - (1 - y) * mpmath.log(1 - p)


PAPER_ON_ONE = [
    (sigmoid, LOGITS, paper_sigmoid),
    (sigmoid_grad, LOGITS, lambda x: paper_sigmoid(x) * (1 - paper_sigmoid(x))),
    (softplus, LOGITS, lambda x: mpmath.log(1 + mpmath.exp(x))),
    (logit, PROBS, lambda p: mpmath.log(p / (1 - p))),
    (entropy_floor, PROBS, lambda y: paper_bce(y, y)),
]


@pytest.mark.parametrize(("ours", "at", "paper"), PAPER_ON_ONE)
def test_a_function_of_one_argument_is_right_to_the_last_digits(ours, at, paper):
    assert_last_digits(ours(at), exactly(paper, at))


@pytest.mark.parametrize("y", LABELS)
def test_bce_is_right_to_the_last_digits_of_a_probability_and_of_a_logit(y):
    assert_last_digits(bce(PROBS, y), exactly(paper_bce, PROBS, y))
    exact = exactly(lambda x, y: paper_bce(paper_sigmoid(x), y), LOGITS, y)
    assert_last_digits(bce_with_logits(LOGITS, y), exact)


@pytest.mark.parametrize("y", LABELS)
def test_the_slope_in_the_probability_is_right_to_the_last_digits(y):
    exact = exactly(lambda p, y: -y / p + (1 - y) / (1 - p), PROBS, y)
    assert_last_digits(bce_grad_probs(PROBS, y), exact)


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_the_slopes_in_the_logit_are_right_to_the_last_digits_for_hard_labels(y):
    exact = exactly(lambda x: paper_sigmoid(x) - y, LOGITS)
    assert_last_digits(bce_with_logits_grad(LOGITS, y), exact)

    def squared(x):
        return 2 * (paper_sigmoid(x) - y) * paper_sigmoid(x) * (1 - paper_sigmoid(x))

    ours = squared_error_with_logits_grad(LOGITS, y)
    # Three sigmoids of 3 roundings each, and their product.
    assert_last_digits(ours, exactly(squared, LOGITS), roundings=12)


SOFT = [0.1, 0.3, 0.5, 0.73, 0.9, 1e-300, 1e-10, 1.0 - 1e-10]


def exact_slope(x, y):
    """p - y and dp/dl in 1,000 digits."""
    with mpmath.workdps(1000):
        p = paper_sigmoid(mpmath.mpf(float(x)))
        return p - mpmath.mpf(y), p * (1 - p)


@pytest.mark.parametrize("y", SOFT)
def test_the_slopes_of_a_soft_label_are_right_but_for_the_last_digit_of_its_logit(y):
    near = float(logit(y)) + np.array(
        [*(sign * 10.0**-k for k in range(17) for sign in (-1, 1)), 0.999, 1.001, 0.0]
    )
    for x in [*near, *LOGITS[np.abs(LOGITS) < 700.0]]:
        slope, steep = exact_slope(x, y)
        # logit(y) is off by a few roundings of itself, which dp/dl hands on.
        moved = abs(float(logit(y)))
        error = abs(bce_with_logits_grad(x, y) - slope)
        assert error <= 8 * EPS * (2 * abs(slope) + steep * moved) + 1e-323
        error = abs(bce_with_logits_grad_probs(x, y) - slope / steep)
        assert error <= 8 * EPS * (2 * abs(slope / steep) + moved)


@pytest.mark.parametrize("logits", [1e-300, 1e-16, 1e-8, 0.3, 0.999, 1.001, 40.0])
def test_for_a_label_of_a_half_the_slope_is_half_a_tangent_to_the_last_digits(logits):
    with mpmath.workdps(50):
        exact = float(mpmath.tanh(mpmath.mpf(logits) / 2) / 2)
    for sign in (-1.0, 1.0):
        found = bce_with_logits_grad(sign * logits, 0.5)
        np.testing.assert_allclose(found, sign * exact, rtol=8 * EPS)


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_the_slope_in_p_keeps_its_digits_where_p_itself_is_0_or_1_to_a_float(y):
    assert np.isinf(bce_grad_probs(sigmoid(40.0), 0.0))
    at = LOGITS[np.abs(LOGITS) < 709.0]
    exact = exactly(
        lambda x: (1 - y) * (1 + mpmath.exp(x)) - y * (1 + mpmath.exp(-x)), at
    )
    assert_last_digits(bce_with_logits_grad_probs(at, y), exact)


def test_beyond_the_largest_float_the_slope_in_p_is_infinite_or_that_of_being_right():
    ends = [-np.inf, -800.0, 800.0, np.inf]
    np.testing.assert_array_equal(
        bce_with_logits_grad_probs(ends, 1.0), [-np.inf, -np.inf, -1.0, -1.0]
    )
    np.testing.assert_array_equal(
        bce_with_logits_grad_probs(ends, 0.0), [1.0, 1.0, np.inf, np.inf]
    )
    np.testing.assert_array_equal(
        bce_with_logits_grad_probs(ends, 0.5), [-np.inf, -np.inf, np.inf, np.inf]
    )


# -- Against torch and against finite differences --------------------------------------


def torch_bce(p, y):
    return functional.binary_cross_entropy(p, y, reduction="none")


def torch_bce_with_logits(x, y):
    return functional.binary_cross_entropy_with_logits(x, y, reduction="none")


def torch_squared_on_logits(x, y):
    return functional.mse_loss(torch.sigmoid(x), y, reduction="none")


def torch_squared(p, y):
    return functional.mse_loss(p, y, reduction="none")


MODERATE_LOGITS = RNG.uniform(-30.0, 30.0, 200)
MODERATE_PROBS = RNG.uniform(0.001, 0.999, 200)
PAIRS = [
    (bce, bce_grad_probs, torch_bce, MODERATE_PROBS),
    (bce_with_logits, bce_with_logits_grad, torch_bce_with_logits, MODERATE_LOGITS),
    (squared_error, squared_error_grad_probs, torch_squared, MODERATE_PROBS),
    (
        lambda x, y: squared_error(sigmoid(x), y),
        squared_error_with_logits_grad,
        torch_squared_on_logits,
        MODERATE_LOGITS,
    ),
]


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize(("loss", "grad", "theirs", "at"), PAIRS)
def test_a_loss_and_its_slope_agree_with_torch(loss, grad, theirs, at, y):
    x = torch.tensor(at, dtype=torch.float64, requires_grad=True)
    values = theirs(x, torch.full_like(x, y))
    (slopes,) = torch.autograd.grad(values.sum(), x)
    # torch cancels a little: absolute for logits, relative for slopes of up to 1000.
    for ours, torchs in [(loss(at, y), values.detach()), (grad(at, y), slopes)]:
        np.testing.assert_allclose(ours, torchs.numpy(), rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize(("loss", "grad"), [(a, b) for a, b, _, _ in PAIRS])
def test_a_slope_is_what_finite_differences_of_its_loss_give(loss, grad, y):
    at, h = np.linspace(0.1, 0.9, 17), 1e-5
    slopes = (loss(at + h, y) - loss(at - h, y)) / (2 * h)
    # h^2/6 times a third derivative of up to 2000 is 3e-8; rounding adds EPS/h = 1e-11.
    np.testing.assert_allclose(grad(at, y), slopes, rtol=0, atol=4e-8)


# -- Against one another ---------------------------------------------------------------


@given(st.floats(-700.0, 36.0))
@PROPERTY
def test_logit_undoes_sigmoid_as_far_as_the_float_can_tell(x):
    p = sigmoid(x)
    # p is off by 4 roundings; dl/dp = 1 / (p (1 - p)) carries that into the logit.
    assert abs(logit(p) - x) <= 8 * EPS * (abs(x) + 1.0 / (1.0 - p))


@given(st.floats(-30.0, 30.0), st.floats(0.0, 1.0))
@PROPERTY
def test_the_chain_rule_turns_one_slope_into_the_other(x, y):
    p = sigmoid(x)
    through_p = bce_grad_probs(p, y) * sigmoid_grad(x)
    # Near p = 1 the float p has lost up to EPS / (1 - p) of 1 - p.
    tolerance = 8 * EPS * (1.0 + 1.0 / (1.0 - p))
    assert abs(through_p - bce_with_logits_grad(x, y)) <= tolerance

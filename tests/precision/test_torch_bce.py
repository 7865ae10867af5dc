import math

import mpmath
import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.precision import reference
from core.precision.torch_bce import (
    DTYPES,
    METHODS,
    Measurement,
    Refusal,
    measure,
)

LOGITS = np.linspace(-120.0, 120.0, 961)
EVERY = [(d, m, y) for d in DTYPES for m in METHODS for y in (0, 1)]


def answers(dtype, method, label, logits):
    measurement = measure(dtype, method, label, logits)
    assert isinstance(measurement, Measurement)
    return measurement


def at(dtype, method, label, logit):
    """Torch's value and slope at one logit, as a reader would ask for them."""
    m = answers(dtype, method, label, [logit])
    return m.value.item(), m.gradient.item()


def asked_directly(dtype, method, label, logits):
    """The same from torch, written another way: functional forms and ``backward``."""
    x = torch.tensor(logits, dtype=getattr(torch, dtype), requires_grad=True)
    y = torch.ones_like(x) * label
    if method == "naive":
        p = x.sigmoid()
        value = -(y * p.log() + (1 - y) * (1 - p).log())
    elif method == "BCELoss":
        value = F.binary_cross_entropy(x.sigmoid(), y, reduction="none")
    elif method == "BCEWithLogitsLoss":
        value = F.binary_cross_entropy_with_logits(x, y, reduction="none")
    else:
        value = F.softplus(x if label == 0 else -x)
    value.backward(torch.ones_like(value))
    assert x.grad is not None
    return value.detach().double().numpy(), x.grad.double().numpy()


# -- What torch returns ----------------------------------------------------------------


@pytest.mark.parametrize(("dtype", "method", "label"), EVERY)
def test_every_value_and_gradient_is_what_torch_returns_here(dtype, method, label):
    ours = answers(dtype, method, label, LOGITS)
    value, gradient = asked_directly(dtype, method, label, LOGITS)
    np.testing.assert_array_equal(ours.value, value)  # equal to the bit, NaN included
    np.testing.assert_array_equal(ours.gradient, gradient)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_logits_are_rounded_to_the_dtype_first(dtype):
    odd = np.array([16.64, -28.3, 0.1, 119.99])
    expected = torch.tensor(odd, dtype=getattr(torch, dtype)).double().numpy()
    np.testing.assert_array_equal(answers(dtype, "softplus", 0, odd).logits, expected)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("label", [0, 1])
def test_the_exact_values_belong_to_the_rounded_logit(dtype, label):
    m = answers(dtype, "softplus", label, np.linspace(-119.7, 119.7, 57))
    rows = m.logits, m.exact_value, m.exact_gradient
    with mpmath.workdps(80):
        for logit, value, slope in zip(*rows, strict=True):
            p = 1 / (1 + mpmath.exp(-mpmath.mpf(logit)))
            loss = -mpmath.log(p if label else 1 - p)
            # A few roundings, and exp(-120) makes one in its argument 120 times worse.
            assert value == pytest.approx(float(loss), rel=1e-15)
            assert slope == pytest.approx(float(p - label), rel=1e-15)


def test_the_errors_are_the_distance_to_the_exact_answer():
    m = answers("float32", "BCELoss", 0, [17.0, 0.0])
    np.testing.assert_allclose(m.value_error, [83.0, 0.0], atol=1e-7)
    np.testing.assert_allclose(m.gradient_error, [1.0, 0.0], atol=1e-7)
    np.testing.assert_allclose(m.relative_value_error, [83 / 17, 0.0], atol=1e-7)
    np.testing.assert_allclose(m.relative_gradient_error, [1.0, 0.0], atol=1e-7)
    assert np.isinf(answers("float32", "naive", 0, [17.0]).value_error).all()
    assert np.isnan(answers("float32", "naive", 0, [17.0]).gradient_error).all()


# -- Claims of the page ----------------------------------------------------------------


def test_float32_bceloss_at_17_reports_100_and_teaches_nothing():
    assert at("float32", "BCELoss", 0, 17.0) == (100.0, 0.0)
    assert at("bfloat16", "BCELoss", 0, 17.0) == (100.0, 0.0)
    assert f"{at('float32', 'BCELoss', 0, 16.6)[0]:.2f}" == "15.94"


def test_the_naive_formula_at_17_gives_an_infinite_loss_and_a_nan_gradient():
    value, gradient = at("float32", "naive", 0, 17.0)
    assert value == math.inf
    assert math.isnan(gradient)


def test_the_naive_formula_is_nan_even_for_a_sure_and_right_answer():
    assert all(map(math.isnan, at("float32", "naive", 1, 17.0)))


def test_bce_with_logits_and_softplus_at_17_give_17_and_1():
    for dtype in DTYPES:
        for method in ("BCEWithLogitsLoss", "softplus"):
            # float64 holds more digits of 17 + 4e-8 than one of 17.
            assert at(dtype, method, 0, 17.0) == pytest.approx((17.0, 1.0), rel=1e-7)
    for method in ("BCEWithLogitsLoss", "softplus"):
        assert at("float32", method, 0, 17.0) == (17.0, 1.0)


def test_float16_bceloss_has_a_nan_gradient_from_a_sigmoid_of_1_on():
    for logit in (8.5, 17.0, 100.0):
        value, gradient = at("float16", "BCELoss", 0, logit)
        assert value == 100.0
        assert math.isnan(gradient)


def test_float64_is_no_cure_for_bceloss():
    value, gradient = at("float64", "BCELoss", 1, -37.0)
    assert value == pytest.approx(37.0, rel=1e-15)
    assert f"{gradient:.1e}" == "-8.5e-05"
    assert at("float64", "BCEWithLogitsLoss", 1, -37.0)[1] == pytest.approx(-1.0)


def test_float32_bce_with_logits_loses_a_small_loss_that_softplus_keeps():
    assert at("float32", "BCEWithLogitsLoss", 0, -17.0)[0] == 0.0
    assert f"{at('float32', 'softplus', 0, -17.0)[0]:.4e}" == "4.1399e-08"


@pytest.mark.parametrize(
    ("dtype", "digits"),
    [("float16", 11), ("bfloat16", 8), ("float32", 24), ("float64", 53)],
)
@pytest.mark.parametrize("label", [0, 1])
def test_bce_with_logits_is_right_to_rounding_in_every_dtype(dtype, digits, label):
    eps, m = 2.0**-digits, answers(dtype, "BCEWithLogitsLoss", label, LOGITS)
    # Torch takes the logit away from itself again: a rounding of the logit's size.
    assert (m.value_error <= 2 * eps * np.maximum(1.0, np.abs(m.logits))).all()
    assert (m.gradient_error <= 3 * eps).all()


def test_softplus_keeps_the_relative_digits_until_torch_takes_its_short_cut():
    for dtype, eps in (("float32", 2.0**-24), ("float64", 2.0**-53)):
        for label in (0, 1):
            # A loss below 1e-37 is no normal float32: its digits run out.
            m = answers(dtype, "softplus", label, np.linspace(-80.0, 80.0, 641))
            wrong_by_20 = (1 - 2 * label) * m.logits > 20.0
            assert (m.relative_value_error[~wrong_by_20] <= 8 * eps).all()
            # Beyond 20 torch returns the logit itself, which is exp(-20) too little.
            short_cut = math.exp(-20.0) + 2 * eps
            assert (m.value_error[wrong_by_20] <= short_cut).all()
            assert (m.gradient_error <= short_cut).all()


# -- Refusals --------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_dtype_that_torch_refuses_is_reported_in_its_own_words(method):
    refusal = measure("float8_e4m3fn", method, 0, [1.0])
    assert isinstance(refusal, Refusal)
    assert "not implemented for 'Float8_e4m3fn'" in refusal.message
    assert "\n" not in refusal.message


def test_bad_input_is_refused_by_value():
    with pytest.raises(ValueError, match="floating type of torch, got 'int8'"):
        measure("int8", "naive", 0, [0.0])
    with pytest.raises(ValueError, match="floating type of torch, got 'float99'"):
        measure("float99", "naive", 0, [0.0])
    with pytest.raises(ValueError, match=r"method must be one of .* got 'mse'"):
        measure("float32", "mse", 0, [0.0])
    for label in (2, -1):
        with pytest.raises(ValueError, match=f"label must be 0 or 1, got {label}"):
            measure("float32", "naive", label, [0.0])
    for logit in (math.nan, math.inf, -math.inf):
        with pytest.raises(ValueError, match=f"must be finite .* got \\[{logit}"):
            measure("float32", "naive", 0, [logit])
    with pytest.raises(ValueError, match=r"finite in float16, got \[70000"):
        measure("float16", "naive", 0, [70000.0])


# -- No side effects -------------------------------------------------------------------


def test_measuring_leaves_torchs_globals_and_the_input_alone():
    logits = np.array([-3.0, 0.0, 17.0])
    logits.setflags(write=False)
    before = (
        torch.get_default_dtype(),
        torch.get_num_threads(),
        torch.is_grad_enabled(),
        torch.get_rng_state().tolist(),
    )
    for dtype, method, label in EVERY:
        measure(dtype, method, label, logits)
    reference.snippet(torch.float16)
    after = (
        torch.get_default_dtype(),
        torch.get_num_threads(),
        torch.is_grad_enabled(),
        torch.get_rng_state().tolist(),
    )
    assert before == after


def test_any_shape_of_logits_is_answered_in_that_shape():
    for shape in ((), (3,), (2, 3), (0,)):
        m = answers("float32", "softplus", 1, np.zeros(shape))
        for array in (m.logits, m.value, m.gradient, m.exact_value, m.exact_gradient):
            assert array.shape == shape

"""The search is checked against plain scans, with the symptoms written out again."""

import numpy as np
import pytest
import torch

from core.precision.limits import FARTHEST, Limits, _search, limits
from core.precision.torch_bce import DTYPES, METHODS, Measurement, Refusal, measure

EVERY = [(d, m, y) for d in DTYPES for m in METHODS for y in (0, 1)]
IN_16_BITS = [case for case in EVERY if case[0] in ("float16", "bfloat16")]
IN_MORE_BITS = [case for case in EVERY if case[0] in ("float32", "float64")]
SYMPTOMS = ("zero_gradient", "half_lost", "infinity", "nan")


def found(dtype, method, label):
    result = limits(dtype, method, label)
    assert isinstance(result, Limits)
    return result


def scan(dtype, method, label, logits):
    """The logits that show each symptom, by asking torch at every one of them."""
    m = measure(dtype, method, label, logits)
    assert isinstance(m, Measurement)
    # The wrong side, where the true slope is above 1/2, is right of 0 for label 0.
    wrong = m.logits > 0.0 if label == 0 else m.logits < 0.0
    arriving = m.gradient if label == 0 else -m.gradient
    true = 1.0 / (1.0 + np.exp(-np.abs(m.logits)))
    bad = {
        "zero_gradient": wrong & (m.gradient == 0.0),
        "half_lost": wrong & ~(arriving >= 0.5 * true),
        "infinity": np.isinf(m.value) | np.isinf(m.gradient),
        "nan": np.isnan(m.value) | np.isnan(m.gradient),
    }
    return {name: m.logits[where] for name, where in bad.items()}


def all_16_bit_logits(dtype):
    """Every number of the dtype within ±120, from all 65,536 patterns of 16 bits."""
    patterns = np.arange(65536, dtype=np.uint32)
    if dtype == "float16":
        floats = patterns.astype(np.uint16).view(np.float16)
    else:  # bfloat16 is the upper half of a float32
        floats = (patterns << 16).view(np.float32)
    with np.errstate(invalid="ignore"):  # patterns of NaN, dropped below
        numbers = floats.astype(np.float64)
    return numbers[np.abs(numbers) <= FARTHEST]  # false for NaN


def nearest(logits):
    return logits[np.abs(logits).argmin()] if logits.size else None


@pytest.mark.parametrize(("dtype", "method", "label"), IN_16_BITS)
def test_in_16_bits_the_limit_is_the_first_of_all_numbers(dtype, method, label):
    everywhere = scan(dtype, method, label, all_16_bit_logits(dtype))
    result = found(dtype, method, label)
    for symptom in SYMPTOMS:
        assert getattr(result, symptom) == nearest(everywhere[symptom]), symptom


@pytest.mark.parametrize(("dtype", "method", "label"), IN_MORE_BITS)
def test_in_more_bits_nothing_shows_before_the_limit(dtype, method, label):
    # 240,000 numbers that the search did not try: unrelated to its own.
    tried = np.random.default_rng(0).uniform(-FARTHEST, FARTHEST, 240_000)
    everywhere = scan(dtype, method, label, tried)
    result = found(dtype, method, label)
    for symptom in SYMPTOMS:
        limit, shown = getattr(result, symptom), everywhere[symptom]
        if limit is None:
            assert shown.size == 0, symptom
        else:
            assert np.abs(shown).min() >= abs(limit), symptom


def all_float32(start, stop):
    """Every float32 from start up to stop, in slices short enough for one thread."""
    first, last = np.array([start, stop], dtype=np.float32).view(np.int32)
    for low in range(first, last, 32768):
        high = min(low + 32768, last)
        yield np.arange(low, high, dtype=np.int32).view(np.float32)


@pytest.mark.parametrize(
    ("method", "label", "symptom", "start", "stop"),
    [
        ("BCELoss", 0, "zero_gradient", 16.5, 16.75),
        ("naive", 0, "infinity", 16.5, 16.75),
        ("BCELoss", 1, "half_lost", 28.25, 28.5),
        ("BCELoss", 1, "zero_gradient", 88.5, 89.0),
    ],
)
def test_in_float32_it_is_the_first_of_all_numbers_around(
    method, label, symptom, start, stop
):
    sign = 1.0 if label == 0 else -1.0
    shown = [
        scan("float32", method, label, sign * logits)[symptom]
        for logits in all_float32(start, stop)
    ]
    assert getattr(found("float32", method, label), symptom) == nearest(
        np.concatenate(shown)
    )


@pytest.mark.parametrize("first", [0, 1, 40_000, 10**9 + 7, 4 * 10**18])
def test_the_search_finds_the_first_integer_of_a_tail(first):
    assert _search(0, 4 * 10**18, lambda tried: tried >= first) == first


def test_the_search_finds_lone_forerunners_close_below_the_tail():
    lone, tail = [10**15 - 50_000, 10**15 - 20_000], 10**15
    found = _search(0, 2**60, lambda tried: (tried >= tail) | np.isin(tried, lone))
    assert found == lone[0]  # the second leads to the first


def test_the_search_finds_nothing_where_nothing_shows():
    assert _search(0, 2**60, lambda tried: tried < 0) is None


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("label", [0, 1])
def test_a_lost_gradient_never_comes_back(dtype, label):
    result, sign = found(dtype, "BCELoss", label), 1.0 if label == 0 else -1.0
    for symptom in ("zero_gradient", "half_lost"):
        limit = getattr(result, symptom)
        if limit is not None:
            beyond = sign * np.linspace(abs(limit), FARTHEST, 100_032)
            shown = scan(dtype, "BCELoss", label, beyond)[symptom]
            # The last few of a long tensor, and a limit itself, may be off by a digit.
            assert shown.size >= beyond.size - 2


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_single_logit_fails_at_the_same_place(dtype):
    limit = found(dtype, "BCELoss", 0).zero_gradient
    assert limit is not None
    # Torch's loop for one number may round otherwise: a few units of the last place.
    slack = 16 * float(np.spacing(getattr(np, dtype)(limit)))
    for logit, is_gone in ((limit - slack, False), (limit + slack, True)):
        x = torch.tensor([logit], dtype=getattr(torch, dtype), requires_grad=True)
        torch.nn.BCELoss()(torch.sigmoid(x), torch.zeros_like(x)).backward()
        assert x.grad is not None
        assert (x.grad.item() == 0.0) is is_gone


# -- Claims of the page ----------------------------------------------------------------


def test_bceloss_teaches_nothing_from_the_logit_on_where_the_sigmoid_is_1():
    limit = found("float32", "BCELoss", 0).zero_gradient
    assert limit == pytest.approx(16.64, abs=0.005)
    # bfloat16 has no number between 6.21875 and 6.25; halfway is 6.234.
    assert found("bfloat16", "BCELoss", 0).zero_gradient == 6.25
    assert found("float64", "BCELoss", 0).zero_gradient == pytest.approx(
        36.74, abs=0.005
    )
    assert found("float16", "BCELoss", 0).zero_gradient is None  # NaN instead
    assert found("float16", "BCELoss", 0).nan == pytest.approx(8.32, abs=0.005)


def test_in_every_dtype_bceloss_loses_more_than_half_by_28_3():
    # 1e-12 p (1 - p) = 1/2 lies at 12 log(10) + log(2) = 28.324.
    for dtype, label in (("float32", 1), ("float64", 1), ("float64", 0)):
        lost = found(dtype, "BCELoss", label).half_lost
        assert lost is not None
        assert abs(lost) == pytest.approx(12 * np.log(10) + np.log(2), abs=2e-4)
    assert found("bfloat16", "BCELoss", 1).half_lost == -28.375  # next after -28.25
    for dtype in DTYPES:
        for label in (0, 1):
            lost = found(dtype, "BCELoss", label).half_lost
            assert lost is not None
            assert abs(lost) < 28.4


def test_without_a_sigmoid_of_its_own_no_loss_ever_breaks():
    for dtype in DTYPES:
        for method in ("BCEWithLogitsLoss", "softplus"):
            for label in (0, 1):
                assert found(dtype, method, label) == Limits(None, None, None, None)


def test_bceloss_never_returns_infinity_but_in_float16_its_gradient_does():
    for dtype in ("bfloat16", "float32", "float64"):
        assert found(dtype, "BCELoss", 1).infinity is None
    # dL/dp = -1/p passes float16's largest number, 65504, at a logit of -11.09.
    limit = found("float16", "BCELoss", 1).infinity
    assert limit == pytest.approx(-np.log(65504.0), abs=0.01)


def test_the_naive_formula_breaks_where_the_sigmoid_rounds_to_an_end():
    for dtype, expected in (("float16", 8.32), ("float32", 16.64), ("float64", 36.74)):
        result = found(dtype, "naive", 0)
        assert result.infinity == result.nan == pytest.approx(expected, abs=0.005)
    # exp(-l) overflows in float32 from there on.
    largest = float(torch.finfo(torch.float32).max)
    end = found("float32", "naive", 1).infinity
    assert end == pytest.approx(-np.log(largest), abs=0.01)


# -- Refusals --------------------------------------------------------------------------


def test_what_torch_refuses_has_no_limits_but_a_message():
    refusal = limits("float8_e4m3fn", "softplus", 0)
    assert isinstance(refusal, Refusal)
    assert "not implemented" in refusal.message


def test_bad_input_is_refused_by_value():
    with pytest.raises(ValueError, match=r"method must be one of .* got 'mse'"):
        limits("float32", "mse", 0)
    with pytest.raises(ValueError, match="label must be 0 or 1, got 2"):
        limits("float32", "naive", 2)

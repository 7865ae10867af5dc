"""The reference page's example: logits 12 and -15 with labels 1 and 0."""

import mpmath
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.precision import reference
from core.precision.torch_bce import (
    DTYPES,
    torch_dtype,
)


def test_the_exact_mean_of_the_example_is_known_to_16_digits():
    with mpmath.workdps(40):
        exact = (mpmath.log1p(mpmath.exp(-12)) + mpmath.log1p(mpmath.exp(-15))) / 2
    assert reference.exact() == pytest.approx(float(exact), rel=4e-16)
    assert reference.exact() == 3.225047875723263e-06


def test_the_example_in_float32_gives_three_answers_and_allclose_says_false():
    result = reference.snippet(torch.float32)
    assert f"{result['BCELoss']:.4e}" == "3.2524e-06"
    assert f"{result['BCEWithLogitsLoss']:.4e}" == "3.0721e-06"
    assert f"{result['by hand']:.4e}" == "3.2782e-06"
    assert result["allclose"] is False
    assert result["softplus"] == pytest.approx(reference.exact(), rel=2.0**-22)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_example_is_what_torch_returns_in_every_dtype(dtype):
    result = reference.snippet(torch_dtype(dtype))
    x = torch.tensor([12.0, -15.0], dtype=getattr(torch, dtype))
    y = torch.tensor([1.0, 0.0], dtype=getattr(torch, dtype))
    from_probs = F.binary_cross_entropy(x.sigmoid(), y)
    from_logits = F.binary_cross_entropy_with_logits(x, y)
    small = (1 + (-x.abs()).exp()).log()
    assert result == {
        "BCELoss": from_probs.item(),
        "BCEWithLogitsLoss": from_logits.item(),
        "by hand": (x.clamp(min=0) - x * y + small).mean().item(),
        "softplus": F.softplus(torch.stack([-x[0], x[1]])).mean().item(),
        "allclose": torch.allclose(from_probs, from_logits),
    }
    assert result["allclose"] is (dtype == "float64")

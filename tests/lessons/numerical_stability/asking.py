"""Torch and mpmath, asked in other words than the app asks; reading the figures."""

import functools
from typing import Any

import mpmath
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.lessons.numerical_stability import breaks, figures

DTYPES = ("float16", "bfloat16", "float32", "float64")
EVERY = [(dtype, label) for dtype in DTYPES for label in (0, 1)]
ROWS = ("naive", "BCELoss", "BCEWithLogitsLoss", "softplus")


def asked(dtype, way, label, logits):
    """Loss and slope from torch's functional forms and ``backward``, as float64."""
    x = torch.tensor(logits).to(getattr(torch, dtype)).requires_grad_()
    y = torch.full_like(x, label, requires_grad=False)
    match way:
        case "naive":
            p = x.sigmoid()
            value = -(y * p.log() + (1 - y) * (1 - p).log())
        case "BCELoss":
            value = F.binary_cross_entropy(x.sigmoid(), y, reduction="none")
        case "BCEWithLogitsLoss":
            value = F.binary_cross_entropy_with_logits(x, y, reduction="none")
        case _:
            value = F.softplus(-x if label else x)
    value.backward(torch.ones_like(value))
    assert x.grad is not None
    return value.detach().double().numpy(), x.grad.double().numpy()


def exactly(label, logit):
    """Loss and slope to 60 digits."""
    with mpmath.workdps(60):
        away = mpmath.mpf(-logit if label else logit)  # from the label
        slope = 1 / (1 + mpmath.exp(-away))
        return float(mpmath.log1p(mpmath.exp(away))), float(-slope if label else slope)


@functools.cache
def drawn(dtype, label) -> Any:
    return figures.ways(dtype, label)


def lines(figure, name) -> list[Any]:
    """The traces of that name: in the loss's panel, and in the slope's."""
    return [trace for trace in figure.data if trace.name == name]


def broken(dtype, label):
    """Each way's words on where it breaks first."""
    return {way.name: way.broken for way in breaks.ways(dtype, label)}

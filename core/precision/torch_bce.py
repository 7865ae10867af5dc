r"""What PyTorch's binary cross-entropies return in each precision, beside the truth.

Four ways to write the same loss of a logit ``l`` with a hard label ``y``:

    naive              -(y log p + (1 - y) log(1 - p)) of p = sigmoid(l), as in books
    BCELoss            torch.nn.BCELoss of sigmoid(l)
    BCEWithLogitsLoss  torch.nn.BCEWithLogitsLoss of l
    softplus           torch.nn.functional.softplus((1 - 2y) l)

Every value and every slope called *torch's* is what torch itself returns: element-wise
(``reduction="none"``), the slope with respect to the logit by autograd, all of it in
the stated dtype on the CPU. Exact means ``core.maths.bce`` in float64, right to its
last digits, **at the logit after rounding to the dtype**: the loss is blamed for what
it does with the number it was given, not for the rounding of its input.

Conventions: losses in nats; a dtype goes by its name in torch (``DTYPES`` holds those
of the page); a label is 0 or 1; torch's answers are returned as float64, which holds
each of them unchanged. On long tensors torch runs vectorised loops that may differ from
its loop for a few elements, in the last digit or in whether a result below the dtype's
smallest normal number is flushed to 0.

References: PyTorch documentation, ``torch.nn.BCELoss`` (its logarithms are clamped at
-100) and ``torch.nn.BCEWithLogitsLoss``; D. Goldberg, "What every computer scientist
should know about floating-point arithmetic", ACM Computing Surveys 23(1), 1991.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from core.maths.bce import Floats, bce_with_logits, bce_with_logits_grad

DTYPES = ("float16", "bfloat16", "float32", "float64")

# -- The four ways ---------------------------------------------------------------------


def naive(logits: Tensor, labels: Tensor) -> Tensor:
    """The formula of the books; its dead term 0 log(0) is NaN."""
    probs = torch.sigmoid(logits)
    return -(labels * torch.log(probs) + (1 - labels) * torch.log(1 - probs))


def bce_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """``BCELoss`` of a sigmoid, as in a discriminator that ends in ``nn.Sigmoid``."""
    return nn.BCELoss(reduction="none")(torch.sigmoid(logits), labels)


def bce_with_logits_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """``BCEWithLogitsLoss``, of the logit itself."""
    return nn.BCEWithLogitsLoss(reduction="none")(logits, labels)


def softplus(logits: Tensor, labels: Tensor) -> Tensor:
    """``softplus((1 - 2y) l)``; torch returns ``x`` itself for ``softplus(x > 20)``."""
    return nn.functional.softplus((1 - 2 * labels) * logits)


METHODS: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "naive": naive,
    "BCELoss": bce_loss,
    "BCEWithLogitsLoss": bce_with_logits_loss,
    "softplus": softplus,
}


def torch_dtype(name: str) -> torch.dtype:
    """The floating-point dtype that torch calls ``name``.

    Raises:
        ValueError: if torch has none of that name.
    """
    dtype = getattr(torch, name, None)
    if not isinstance(dtype, torch.dtype) or not dtype.is_floating_point:
        raise ValueError(f"dtype must name a floating type of torch, got {name!r}")
    return dtype


# -- One method at many logits ---------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """Torch does not compute this method in this dtype; ``message`` says why."""

    message: str


@dataclass(frozen=True, eq=False)
class Measurement:
    """Torch's answers and the exact ones: float64 arrays of the shape of the logits.

    Attributes:
        logits: the logits after rounding to the dtype.
        value: loss that torch returned, in nats.
        gradient: its slope with respect to the logit, by torch's autograd.
        exact_value: true loss of the rounded logit, in nats.
        exact_gradient: true slope at the rounded logit.
    """

    logits: Floats
    value: Floats
    gradient: Floats
    exact_value: Floats
    exact_gradient: Floats

    @property
    def value_error(self) -> Floats:
        """``|value - exact|`` in nats; ``inf`` or NaN where torch's answer is."""
        return np.abs(self.value - self.exact_value)

    @property
    def gradient_error(self) -> Floats:
        """``|gradient - exact|``; ``inf`` or NaN where torch's answer is."""
        return np.abs(self.gradient - self.exact_gradient)

    @property
    def relative_value_error(self) -> Floats:
        """``value_error`` as a part of the exact value: 1 where nothing is left."""
        return self.value_error / self.exact_value

    @property
    def relative_gradient_error(self) -> Floats:
        """``gradient_error`` as a part of the exact slope: 1 where nothing is left."""
        return self.gradient_error / np.abs(self.exact_gradient)


def measure(
    dtype: str, method: str, label: int, logits: npt.ArrayLike
) -> Measurement | Refusal:
    """Ask torch for the loss and its slope at each logit, and compare with the truth.

    Args:
        dtype: precision of logits, labels and all that torch computes from them.
        method: a key of ``METHODS``.
        label: 1 for real, 0 for fake.
        logits: any shape; rounded to ``dtype`` first.

    Returns:
        The answers, or a ``Refusal`` if torch raises for this dtype.

    Raises:
        ValueError: for an unknown dtype or method, a label other than 0 or 1, or a
            logit that is not finite once rounded to ``dtype``.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {list(METHODS)}, got {method!r}")
    if label not in (0, 1):
        raise ValueError(f"label must be 0 or 1, got {label!r}")
    x = torch.tensor(np.asarray(logits, dtype=np.float64)).to(torch_dtype(dtype))
    rounded = x.to(torch.float64).numpy()
    if not np.isfinite(rounded).all():
        raise ValueError(f"logits must be finite in {dtype}, got {logits!r}")
    x.requires_grad_()
    try:
        value = METHODS[method](x, torch.full_like(x, label, requires_grad=False))
        (gradient,) = torch.autograd.grad(value, x, torch.ones_like(value))
    except RuntimeError as error:
        return Refusal(str(error).split("\n")[0])
    return Measurement(
        logits=rounded,
        value=value.detach().to(torch.float64).numpy(),
        gradient=gradient.to(torch.float64).numpy(),
        exact_value=bce_with_logits(rounded, label),
        exact_gradient=bce_with_logits_grad(rounded, label),
    )

r"""The activations of the toy GAN with their derivatives: one record each.

    silu         a s,  s = sigmoid(a)   f' = s + a s (1 - s)    f'' below
    relu         max(0, a)              1 where a > 0, else 0   0
    leaky-relu   max(a, 0.2 a)          1 where a > 0, else 0.2 0
    tanh         h = tanh(a)            1 - h²                  -2 h (1 - h²)

Functions take and return tensors, element by element; f'' = s (1 - s) (2 + a (1 - 2 s))
for SiLU, and only a penalty on D's slope asks for it. To add an activation, add a
record to ``ACTIVATIONS``.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Activation:
    """What stands between two layers.

    Attributes:
        name: in links and menus.
        write: from a, f(a) and f'(a) into the second and the third tensor.
        curvature: f''(a).
        code: its module in the script.
    """

    name: str
    write: Callable[["Tensor", "Tensor", "Tensor"], object]
    curvature: Callable[["Tensor"], "Tensor"]
    code: str

    def with_slope(self, a: "Tensor") -> tuple["Tensor", "Tensor"]:
        """f(a) and f'(a)."""
        h, slope = a.new_empty(a.shape), a.new_empty(a.shape)
        self.write(a, h, slope)
        return h, slope


@functools.cache
def _one(dtype: "torch.dtype") -> "Tensor":
    import torch

    return torch.ones((), dtype=dtype)


def _silu(a: "Tensor", h: "Tensor", slope: "Tensor") -> None:
    import torch

    s = torch.sigmoid(a, out=slope)
    torch.mul(a, s, out=h)
    torch.lerp(s, _one(a.dtype), h, out=slope)  # s + h (1 - s)


def _silu_curvature(a: "Tensor") -> "Tensor":
    s = a.sigmoid()
    return s * (1 - s) * (2 + a * (1 - 2 * s))


def _relu(a: "Tensor", h: "Tensor", slope: "Tensor") -> None:
    import torch

    torch.gt(a, 0.0, out=slope)
    torch.clamp(a, min=0.0, out=h)


def _leaky_relu(a: "Tensor", h: "Tensor", slope: "Tensor") -> None:
    import torch

    torch.gt(a, 0.0, out=slope).clamp_(min=0.2)
    torch.mul(a, slope, out=h)


def _tanh(a: "Tensor", h: "Tensor", slope: "Tensor") -> None:
    import torch

    torch.tanh(a, out=h)
    torch.addcmul(_one(a.dtype), h, h, value=-1.0, out=slope)  # 1 - h²


def _tanh_curvature(a: "Tensor") -> "Tensor":
    h = a.tanh()
    return -2 * h * (1 - h * h)


def _straight(a: "Tensor") -> "Tensor":
    return a.new_zeros(a.shape)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("silu", _silu, _silu_curvature, "nn.SiLU()"),
        Activation("relu", _relu, _straight, "nn.ReLU()"),
        Activation("leaky-relu", _leaky_relu, _straight, "nn.LeakyReLU(0.2)"),
        Activation("tanh", _tanh, _tanh_curvature, "nn.Tanh()"),
    )
}

r"""The activations of the toy GAN with their derivatives: one record each.

    silu         a s,  s = sigmoid(a)   f' = s + a s (1 - s)    f'' below
    relu         max(0, a)              1 where a > 0, else 0   0
    leaky-relu   max(a, 0.2 a)          1 where a > 0, else 0.2 0
    tanh         h = tanh(a)            1 - h²                  -2 h (1 - h²)

Functions take and return tensors, element by element; f'' = s (1 - s) (2 + a (1 - 2 s))
for SiLU, and only a penalty on D's slope asks for it. To add an activation, add a
record to ``ACTIVATIONS``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Activation:
    """What stands between two layers.

    Attributes:
        name: in links and menus.
        with_slope: f(a) and f'(a).
        curvature: f''(a).
        code: its module in the script.
    """

    name: str
    with_slope: Callable[["Tensor"], tuple["Tensor", "Tensor"]]
    curvature: Callable[["Tensor"], "Tensor"]
    code: str


def _silu(a: "Tensor") -> tuple["Tensor", "Tensor"]:
    s = a.sigmoid()
    h = a * s
    return h, s.addcmul(h, 1 - s)


def _silu_curvature(a: "Tensor") -> "Tensor":
    s = a.sigmoid()
    return s * (1 - s) * (2 + a * (1 - 2 * s))


def _leaky_relu(a: "Tensor") -> tuple["Tensor", "Tensor"]:
    slope = (a > 0).to(a.dtype).clamp(min=0.2)
    return a * slope, slope


def _tanh(a: "Tensor") -> tuple["Tensor", "Tensor"]:
    h = a.tanh()
    return h, 1 - h * h


def _tanh_curvature(a: "Tensor") -> "Tensor":
    h, slope = _tanh(a)
    return -2 * h * slope


def _straight(a: "Tensor") -> "Tensor":
    return a.new_zeros(a.shape)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("silu", _silu, _silu_curvature, "nn.SiLU()"),
        Activation(
            "relu", lambda a: (a.relu(), (a > 0).to(a.dtype)), _straight, "nn.ReLU()"
        ),
        Activation("leaky-relu", _leaky_relu, _straight, "nn.LeakyReLU(0.2)"),
        Activation("tanh", _tanh, _tanh_curvature, "nn.Tanh()"),
    )
}

"""What the names in a page's formulas mean, in one of the page's states."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.latex.printing import Printed

State = Mapping[str, str]


@dataclass(frozen=True)
class Meaning:
    """The names' values, and what an expression is that is not said to equal anything.

    Attributes:
        names: numbers, arrays and functions by how they are printed.
        alone: the value of an expression that stands alone.
        digits: how many digits a number has at least, its cut off zeros included.
        error: relative error of the numbers themselves, where PyTorch rounds.
        absolute: what rounding leaves where 0 is meant.
    """

    names: Mapping[str, Any]
    alone: Any = None
    digits: int = 4
    error: float = 0.0
    absolute: float = 1e-12


Explains = Callable[[State, Printed, np.random.Generator], Meaning]

r"""From which logit on PyTorch's binary cross-entropies go wrong: found by search.

Going outwards from 0 along the numbers that the dtype can represent, up to a logit of
±120, the first one at which one of ``core.precision.torch_bce``'s methods shows a
symptom:

    zero_gradient  torch's slope is exactly 0, although the true one is above 1/2
    half_lost      less than half of a true slope above 1/2 arrives (a NaN does not)
    infinity       torch's loss or slope is infinite
    nan            torch's loss or slope is NaN

all of them sizes, without the sign. Positive floats sort like their bit patterns read
as integers, so the search runs on integers. In 16 bits it tries every number there is.
In 32 and 64 bits it surveys some 4,000 numbers from 1/64 to 120, repeats that between
the first one with the symptom and the one before until neighbours are reached, and then
tries the 32,768 numbers just below the find, all of them, and moves there if one of
them shows. What could be missed is a symptom that comes and goes between two numbers
of the survey (0.3 % apart) long before it comes for good; the tests look for that.

Conventions: as ``core.precision.torch_bce``; a limit is a signed logit, None where
    there is none.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from core.precision.torch_bce import Floats, Measurement, Refusal, measure, torch_dtype

Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

FARTHEST = 120.0  # the end of the page's slider
_NEAREST = 1.0 / 64.0  # where the survey of a dtype too fine to try out begins
_SURVEY, _ALL = 4096, 32768
_INTEGERS = {1: torch.int8, 2: torch.int16, 4: torch.int32, 8: torch.int64}


@dataclass(frozen=True)
class Limits:
    """First logit with each symptom, nearest to 0; None if it never appears."""

    zero_gradient: float | None
    half_lost: float | None
    infinity: float | None
    nan: float | None


def limits(dtype: str, method: str, label: int) -> Limits | Refusal:
    """Find where one method begins to fail in one dtype, for one label.

    Returns:
        The four limits, or a ``Refusal`` if torch does not compute this at all.

    Raises:
        ValueError: as ``core.precision.torch_bce.measure``.
    """
    trial = measure(dtype, method, label, [0.0])
    if isinstance(trial, Refusal):
        return trial

    def first(symptom: Callable[[Measurement], Bools]) -> float | None:
        finds = [_first(dtype, method, label, sign, symptom) for sign in (1, -1)]
        return min((x for x in finds if x is not None), key=abs, default=None)

    return Limits(
        zero_gradient=first(_has_zero_gradient),
        half_lost=first(_has_lost_half),
        infinity=first(_is_infinite),
        nan=first(_is_nan),
    )


# -- Symptoms --------------------------------------------------------------------------


def _has_zero_gradient(m: Measurement) -> Bools:
    return (np.abs(m.exact_gradient) > 0.5) & (m.gradient == 0.0)


def _has_lost_half(m: Measurement) -> Bools:
    arrives = m.gradient / m.exact_gradient >= 0.5  # false for NaN
    return (np.abs(m.exact_gradient) > 0.5) & ~arrives


def _is_infinite(m: Measurement) -> Bools:
    return np.isinf(m.value) | np.isinf(m.gradient)


def _is_nan(m: Measurement) -> Bools:
    return np.isnan(m.value) | np.isnan(m.gradient)


# -- The search ------------------------------------------------------------------------


def _first(
    dtype: str,
    method: str,
    label: int,
    sign: int,
    symptom: Callable[[Measurement], Bools],
) -> float | None:
    """The logit of this sign, nearest to 0, that shows the symptom."""

    def shows(bits: Integers) -> Bools:
        # Whole vectors only, so that every number goes through the same loop of torch.
        whole = np.pad(bits, (0, -bits.size % 64), mode="edge")
        answers = measure(dtype, method, label, sign * _from_bits(dtype, whole))
        assert isinstance(answers, Measurement)  # torch did not refuse the trial
        return symptom(answers)[: bits.size]

    start, end = _to_bits(dtype, 0.0), _to_bits(dtype, FARTHEST)
    if end - start > _ALL:
        start = _to_bits(dtype, _NEAREST)
    find = _search(start, end, shows)
    if find is None:
        return None
    return float(sign * _from_bits(dtype, np.array([find]))[0])


def _search(start: int, end: int, shows: Callable[[Integers], Bools]) -> int | None:
    """First of the integers from start to end that shows, as the module describes."""
    lowest = start
    while True:
        step = 1 if end - start <= _ALL else (end - start) // _SURVEY
        tried = np.minimum(np.arange(start, end + step, step), end)
        found = shows(tried)
        if not found.any():
            return None
        first = int(found.argmax())
        find = int(tried[first])
        if step == 1 or first == 0:
            break
        start, end = int(tried[first - 1]), find
    while find > lowest:
        below = np.arange(max(lowest, find - _ALL), find)
        earlier = below[shows(below)]
        if earlier.size == 0:
            break
        find = int(earlier[0])
    return find


def _to_bits(dtype: str, logit: float) -> int:
    """Bit pattern of a logit >= 0 as an integer; the next float's is one higher."""
    x = torch.tensor([logit], dtype=torch_dtype(dtype))
    return int(x.view(_INTEGERS[x.itemsize]).item())


def _from_bits(dtype: str, bits: Integers) -> Floats:
    exact = torch_dtype(dtype)
    patterns = torch.from_numpy(bits).to(_INTEGERS[exact.itemsize])
    return patterns.view(exact).to(torch.float64).numpy()

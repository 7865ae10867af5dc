import re

import numpy as np
import pytest

from core.lessons.dirac_gan import formulas
from core.lessons.dirac_gan.runs import Setting
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, State
from tests.maths.dirac_losses import LOSSES, asked

SHOWN = 5.1e-4  # half a unit in the fourth digit
START = (1.0, -0.5)


def numbers(text: str) -> list[float]:
    plain = re.sub(r" \\cdot 10\^\{(-?\d+)\}", r"e\1", text)
    return [float(found) for found in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", plain)]


@pytest.mark.parametrize("method", METHODS)
def test_the_fields_numbers_are_autograds(method):
    lines = formulas.lines(Setting(method, "alternating", 0.1, 0.0), *START)
    pull = np.array(asked(LOSSES[method], *START)[1])
    if METHODS[method].looks_ahead:
        pull = np.array(asked(LOSSES[method], *(np.array(START) + 0.1 * pull))[1])
        assert "a step ahead" in lines[2]
    assert lines[3].startswith("v(1, -0.5) = ")
    assert numbers(lines[3].split(" = ")[1]) == pytest.approx(pull, rel=SHOWN)


@pytest.mark.parametrize("method", [name for name in METHODS if name != "wgan-gp"])
@pytest.mark.parametrize("update", UPDATES)
@pytest.mark.parametrize("momentum", [0.0, 0.5])
def test_the_matrix_is_the_numerical_jacobian_and_the_size_its_largest_eigenvalue(
    method, update, momentum
):
    *_, matrix, largest = formulas.lines(Setting(method, update, 0.3, momentum), *START)
    size, h = (4 if momentum else 2), 1e-5
    columns = []
    for unit in np.eye(4)[:size]:
        ends = [
            np.array(UPDATES[update](METHODS[method], State(*place), 0.3, momentum))
            for place in (h * unit, -h * unit)
        ]
        columns.append((ends[0] - ends[1])[:size] / (2 * h))
    exact = np.stack(columns, 1)
    written = re.sub(r"\\(begin|end)\{pmatrix\}", "", matrix)
    # Three digits of numbers up to 1, and the differences' own error.
    found = np.reshape(numbers(written), (size, size))
    np.testing.assert_allclose(found, exact, rtol=5.1e-3, atol=1e-8)
    radius = np.abs(np.linalg.eigvals(exact)).max()
    assert numbers(largest)[-1] == pytest.approx(radius, rel=1e-4)


def test_a_kink_has_no_matrix():
    lines = formulas.lines(Setting("wgan-gp", "alternating", 0.1, 0.0), *START)
    assert "kink" in lines[-1]
    assert not any("pmatrix" in line for line in lines)


def test_the_start_may_be_on_an_axis():
    lines = formulas.lines(Setting("minimax", "alternating", 0.1, 0.0), 0.0, -2.0)
    assert lines[3] == "v(0, -2) = (-1, 0)"

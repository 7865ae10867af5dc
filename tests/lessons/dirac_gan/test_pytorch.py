import math
import re

import pytest

from core.lessons.dirac_gan import pytorch
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, orbit
from core.ui import snippet


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("update", UPDATES)
def test_the_code_prints_the_run_that_is_drawn(method, update):
    lines = []
    start = (1.0, -0.5)
    pytorch.walk(method, update, 0.2, 0.5, "1,-0.5", print=lines.append)
    ours = orbit(METHODS[method], UPDATES[update], *start, 0.2, 100, momentum=0.5)
    assert len(lines) == 6
    for line in lines:
        step, theta, psi, distance = map(float, re.findall(r"-?\d+\.?\d*", line))
        x, y = ours.theta[int(step)], ours.psi[int(step)]
        # Half of the last decimal that is printed.
        expected = (x, y, math.hypot(x, y))
        assert (theta, psi, distance) == pytest.approx(expected, abs=0.51e-4)


def test_the_shown_script_runs_by_itself(capsys):
    given = {
        "method": "r1", "update": "alternating", "lr": 0.1, "momentum": 0.0,
        "start": "1,-1",
    }  # fmt: skip
    exec(snippet.source(pytorch.walk, given), {})  # noqa: S102
    last = capsys.readouterr().out.splitlines()[-1]
    ours = orbit(METHODS["r1"], UPDATES["alternating"], 1.0, -1.0, 0.1, 100)
    assert last.endswith(f"distance {ours.distance[100]:.4f}")

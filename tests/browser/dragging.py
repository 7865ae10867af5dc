"""A slider or a dot is dragged, by mouse or by finger."""

import bisect
import itertools
from collections.abc import Callable

from playwright.sync_api import CDPSession

from tests.browser.reading import Figure, next_picture, pushed

FREE = "dirac_start"  # its dot goes anywhere, and has a test of its own
# Clipped weights are all at the bound in the end; θ = 1 and −1 have the same numbers.
SETTLES = "wc_steps"
REPEATS = (SETTLES, "wc_distance")
Move = Callable[[float, float], object]


def drag(figure: Figure, path: list[tuple[float, float]], move: Move) -> None:
    """Every step of a drag draws another picture and writes other numbers."""
    seen, numbers, names = figure.picture(), [figure.numbers()], [figure.name()]
    for x, y in path:
        move(x, y)
        next_picture(figure.page)
        assert figure.name() != names[-1]
        assert figure.picture() != seen or figure.key == SETTLES
        seen = figure.picture()
        names.append(figure.name())
        numbers.append(figure.numbers())
    if figure.key not in REPEATS:
        assert all(a != b for a, b in itertools.pairwise(numbers) if a), figure.key
    assert pushed(figure.page) == [], "Python was told before the release"


def way(figure: Figure) -> list[tuple[float, float]]:
    """The thumb, and places on its way to the end that is farther away."""
    track, start = figure.track(), figure.at()
    here, end = track[start], track[-1]
    goal = end if here <= end // 2 else 0
    return figure.thumbs(
        start,
        *(bisect.bisect_left(track, here + (goal - here) * n // 4) for n in (1, 2, 3)),
    )


def fingers(session: CDPSession) -> Callable[[str], Move]:
    def event(kind: str) -> Move:
        def send(x: float, y: float) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            session.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
            )

        return send

    return event

"""A slider is dragged: by mouse, by finger, and by the dot in the picture."""

import itertools
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.reading import SCRUBBED, Figure, agree, next_picture, pushed

pytestmark = pytest.mark.browser

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
    start, last = figure.at(), figure.last()
    end = last if start <= last // 2 else 0
    return figure.thumbs(*(start + (end - start) * part // 4 for part in range(4)))


@pytest.mark.parametrize("stem", SCRUBBED)
def test_by_mouse_the_picture_moves_with_the_slider_and_with_the_dot_in_it(visit, stem):
    reader = visit()
    page = reader.open(stem)
    defaults = {figure.key: figure.name() for figure in reader.figures()}
    assert defaults
    for figure in reader.figures():
        thumb, *path = way(figure)
        page.mouse.move(*thumb)
        page.mouse.down()
        pushed(page)
        drag(figure, path, page.mouse.move)
        page.mouse.up()
        agree(reader, figure, defaults[figure.key])
    for figure in reader.figures():
        if figure.key == FREE:
            continue
        for x, y in figure.grips()[:1]:
            inward = 1 if figure.at() <= figure.last() // 2 else -1
            pushed(page)
            page.mouse.move(x, y)
            page.mouse.down()
            drag(figure, [(x + inward * s, y) for s in (25, 50, 75)], page.mouse.move)
            page.mouse.up()
            agree(reader, figure, defaults[figure.key])


def fingers(session: CDPSession) -> Callable[[str], Move]:
    def event(kind: str) -> Move:
        def send(x: float, y: float) -> None:
            points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            session.send(
                "Input.dispatchTouchEvent", {"type": kind, "touchPoints": points}
            )

        return send

    return event


@pytest.mark.parametrize("stem", SCRUBBED)
def test_on_a_phone_a_finger_moves_the_slider_and_nothing_is_wider_than_it(visit, stem):
    reader = visit(width=390, height=844, has_touch=True, is_mobile=True)
    page = reader.open(stem)
    finger = fingers(reader.context.new_cdp_session(page))
    for figure in reader.figures()[:2]:  # the others are moved by mouse
        default = figure.name()
        thumb, *path = way(figure)
        finger("touchStart")(*thumb)
        pushed(page)
        drag(figure, path, finger("touchMove"))
        finger("touchEnd")(*path[-1])
        agree(reader, figure, default)
        box = figure.plot.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        expect(figure.slider).to_be_in_viewport(ratio=1)
    wide = page.evaluate(
        """() => [document.documentElement,
        document.querySelector("[data-testid=stMain]")].map((e) => e.scrollWidth)"""
    )
    assert max(wide) <= 390


def test_a_finger_holds_the_dot_in_the_picture_without_scrolling_the_page(visit):
    reader = visit(width=390, height=844, has_touch=True, is_mobile=True)
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    [(x, y), *_] = figure.grips()
    finger = fingers(reader.context.new_cdp_session(page))
    pushed(page)
    finger("touchStart")(x, y)
    drag(figure, [(x + s, y + s) for s in (10, 20, 30)], finger("touchMove"))
    finger("touchEnd")(x + 30, y + 30)
    agree(reader, figure, "0.001")
    [(_, lower), *_] = figure.grips()
    assert abs(lower - y) < 30, "the page scrolled away under the finger"


def test_at_rest_plotly_has_drawn_what_was_moved_behind_its_back(visit):
    reader = visit()
    page = reader.open("bce_curve?bce_y=0.3")
    for figure in reader.figures():
        figure.slider.focus()
        page.keyboard.press("PageUp")
        next_picture(page)
        moved = figure.picture()
        reader.ready()
        page.wait_for_timeout(600)  # the rest is after 0.4 seconds without a move
        for ours, plotlys in zip(
            moved.splitlines(), figure.picture().splitlines(), strict=True
        ):
            assert same_place(ours, plotlys)


def same_place(ours: str, plotlys: str) -> bool:
    """Plotly leaves points out of straight stretches, so ends and transforms count."""
    a, b = (
        [float(n) for n in re.findall(r"-?\d+\.?\d*", text)] for text in (ours, plotlys)
    )
    ends = (a[:2] + a[-2:], b[:2] + b[-2:])
    # Both round to hundredths of a pixel.
    return all(abs(m - n) <= 0.03 for m, n in zip(*ends, strict=True))


def test_a_dot_that_is_free_follows_the_pointer_up_and_down_too(visit):
    reader = visit()
    page = reader.open("dirac_gan?dirac_method=wgan-gp")
    figure = reader.figure(FREE)
    [(x, y)] = figure.grips()
    unit = figure.plot.evaluate("p => p._fullLayout.xaxis._length") / 8.2
    tall = figure.plot.evaluate("p => p._fullLayout.yaxis._length") / 8.2
    pushed(page)
    page.mouse.move(x, y)
    page.mouse.down()
    for place, name in (((0, 2), "1,1"), ((-3, 2.9), "-2,2"), ((-3, -0.6), "-2,-1.5")):
        page.mouse.move(x + place[0] * unit, y - place[1] * tall)
        next_picture(page)
        assert figure.name() == name
    assert pushed(page) == [], "Python was told before the release"
    page.mouse.up()
    agree(reader, figure, "1,-1")
    rate = reader.figure("dirac_lr")  # no trace of it moves: the field has a kink
    rate.slider.focus()
    page.keyboard.press("End")
    agree(reader, rate, "0.1")

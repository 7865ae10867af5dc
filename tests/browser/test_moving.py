"""A slider is dragged: by finger, and by the dot in the picture."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.dragging import FREE, drag, fingers
from tests.browser.reading import agree, next_picture, pushed, until

pytestmark = pytest.mark.browser


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
    expect(figure.output).to_have_text("−2,−1.5")  # with true minus signs
    assert pushed(page) == [], "Python was told before the release"
    page.mouse.up()
    agree(reader, figure, "1,-1")
    rate = reader.figure("dirac_lr")  # no trace of it moves: the field has a kink
    rate.slider.focus()
    page.keyboard.press("End")
    agree(reader, rate, "0.1")


def test_a_slider_that_moves_its_figure_alone_still_goes_into_the_address(visit):
    """Several in one moment, too, and after what is around one has been drawn anew."""
    reader = visit()
    page = reader.open("optimal_discriminator")
    by_hand, width = reader.figure("opt_d"), reader.figure("opt_width")
    by_hand.slider.press("End")
    width.slider.press("Home")
    until(page, lambda: reader.parameter("opt_d") == ["0.999"])
    until(page, lambda: reader.parameter("opt_width") == ["0.25"])
    reader.figure("opt_distance").slider.press("End")
    until(page, lambda: reader.parameter("opt_distance") == ["10"])
    reader.ready()
    assert by_hand.name() == "0.999"
    by_hand.slider.press("Home")
    until(page, lambda: reader.parameter("opt_d") == ["0.001"])
    assert reader.parameter("opt_width") == ["0.25"]

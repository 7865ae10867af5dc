"""Printed, a figure is as wide as the sheet, and on the screen again afterwards."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_printed_figure_is_whole_with_the_choices_that_it_was_drawn_for(visit):
    reader = visit(width=1280, height=720)
    page = reader.open("dirac_gan")
    plot = reader.figure("dirac_start").plot
    wide = plot.bounding_box()["width"]
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins
    drawn = "figure => figure.querySelector('.main-svg').getBoundingClientRect().right"
    assert plot.evaluate(drawn) <= 718
    method = page.get_by_role("combobox").first
    expect(method).to_be_visible()
    expect(page.get_by_text("Share, embed, save").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(
        "wide => Math.abs(document.querySelector('.explorable .main-svg')"
        ".getBoundingClientRect().width - wide) < 2",
        arg=wide,
    )

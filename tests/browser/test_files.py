"""The same in numbers and as files; and what is left when nothing can be drawn."""

import csv
import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.lessons.gradients.figures import TITLES
from tests.browser.reading import Figure

pytestmark = pytest.mark.browser


def saved(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download(timeout=90_000) as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_the_data_table_opens_by_button_and_by_key_and_follows_the_slider(visit):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    button = figure.button("Data table")
    expect(figure.table).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(figure.table).to_be_visible()
    dot = figure.table.get_by_role(
        "row", name=re.compile("your point probability p 0.5 .* 2$")
    )
    expect(dot).to_be_visible()
    figure.slider.press("PageDown")
    row = f"your point probability p {figure.name()} .* {1 / float(figure.name()):.5g}$"
    expect(figure.table.get_by_role("row", name=re.compile(row))).to_be_visible()
    page.keyboard.press("t")
    expect(figure.table).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("t")
    expect(figure.table).to_be_visible()


def test_the_csv_holds_every_point_of_every_curve_and_the_png_is_twice_as_large(
    visit, tmp_path
):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    path = saved(page, figure.button("CSV"), tmp_path)
    assert path.name == "grad_p-0.5.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["panel", "curve", "x is", "x", "y is", "y"]
    assert {row[0] for row in rows} == set(TITLES)
    # Three losses in two panels and the sigmoid, of 301 points; stems and dots.
    assert len(rows) == 7 * 301 + 3 * (2 + 1)
    dots = [
        [float(x), float(y)] for _, name, _, x, _, y in rows if name == "your point"
    ]
    expected = [[0.5, 2.0], [0.0, 0.25], [0.0, 0.5]]
    # The browser's numbers are float32.
    assert dots == [pytest.approx(dot, rel=1e-6, abs=1e-6) for dot in expected]
    left = [
        (float(x), float(y)) for _, name, _, x, _, y in rows if name == "non-saturating"
    ]
    for p, slope in left[:301]:
        assert slope == pytest.approx(1.0 / p, rel=1e-6)
    path = saved(page, figure.button("PNG"), tmp_path)
    assert path.name == "grad_p-0.5.png"
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    box = figure.plot.bounding_box()
    assert box
    wide, high = struct.unpack(">II", head[16:])
    assert wide == 2 * box["width"]
    assert high > 2 * box["height"]  # the question, the place and the numbers with it


def test_the_link_to_share_is_the_page_s_and_the_html_file_scrubs_without_a_network(
    visit, tmp_path
):
    reader = visit()
    page = reader.open("gradients?grad_p=0.5&hide=prose")
    page.get_by_text("Share, embed, save").click()
    reader.ready()  # a click while the page is still being put up may be lost
    shared = page.locator("[data-testid=stPopoverBody] code").first.inner_text()
    assert shared == f"{reader.home}gradients?grad_p=0.5&hide=prose"
    path = saved(page, page.get_by_role("button", name="one HTML file"), tmp_path)
    assert path.suffix == ".html"
    alone = visit(offline=True)
    alone.home = path.as_uri()
    alone.page.goto(path.as_uri())
    figure = Figure(alone.page, "grad_p")
    expect(figure.plot.locator(".main-svg").first).to_be_visible()
    assert figure.name() == "0.5", "not where the reader was"
    figure.slider.press("PageUp")
    assert float(figure.name()) > 0.5
    assert figure.numbers()["dL/dp"] == f"{-1 / float(figure.name()):.4g}".replace(
        "-", "−"
    )


def test_without_the_drawing_library_the_page_says_so_and_shows_the_numbers(visit):
    reader = visit()
    reader.forgive(r"plotly-[\d.]+\.min\.js")
    page = reader.page
    page.route("**/plotly-*.min.js", lambda route: route.abort())
    page.goto(f"{reader.home}gradients?grad_p=0.5")
    figure = reader.figure("grad_p")
    expect(figure.plot).to_have_text(
        "The drawing library could not be loaded. Here is the data."
    )
    expect(figure.table).to_be_visible()
    expect(figure.table).to_contain_text("your point")
    figure.slider.press("ArrowRight")
    assert figure.numbers()["dL/dp"] == "−1.961"
    page.wait_for_url("**grad_p=0.51*")
    expect(figure.table).to_contain_text("0.51")
    expect(page.get_by_text("What it printed just now")).to_be_visible()
    expect(figure.table).to_be_visible()


def test_where_nothing_can_be_written_there_is_all_but_the_drawing(own_app, visit):
    (own_app.folder / "static").write_text("a file lies where the folder should")
    reader = visit(own_app)
    page = reader.page
    page.goto(f"{reader.home}gradients?grad_p=0.5")
    expect(page.locator("h1")).to_have_text("How can a slope of −1000 vanish?")
    expect(page.get_by_test_id("stAlert")).to_contain_text("cannot be written")
    figure = reader.figure("grad_p")
    expect(figure.table).to_contain_text("your point")
    for name in ("Zoom", "PNG"):  # of nothing
        figure.button(name).click()
    figure.slider.press("ArrowRight")
    assert figure.numbers()["dL/dp"] == "−1.961"
    page.wait_for_url("**grad_p=0.51*")
    expect(page.get_by_text("What it printed just now")).to_be_visible()
    expect(page.get_by_test_id("stAlert")).to_have_count(1)

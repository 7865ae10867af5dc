"""The static course, opened from the disk by a browser without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.export import site
from tests.browser.axe import faults
from tests.browser.reading import Figure, until

pytestmark = pytest.mark.browser

STEMS = ("home", "gradients")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    assert len([*site.write(folder, STEMS, most=2)]) == len(STEMS)
    return folder


def test_pages_answer_as_in_the_app_and_axe_finds_nothing_wrong(course, visit):
    reader = visit(offline=True)
    reader.home = course.as_uri()
    reader.forgive(r"\.css")  # axe asks for them once more, which a file may not
    page = reader.page
    for name in ("index", "gradients"):
        page.goto(f"{course.as_uri()}/{name}.html")
        expect(page.locator(".plot .main-svg")).not_to_have_count(0)
        expect(page.locator(".plot:not(:has(.main-svg))")).to_have_count(0)
        assert faults(page) == []
    figure = Figure(page, "grad_p")
    before = figure.numbers()["dL/dp"]
    figure.slider.press("End")
    figure.slider.press("PageDown")
    at = float(figure.name())
    assert figure.numbers()["dL/dp"] == f"{-1 / at:.4g}".replace("-", "−") != before
    expect(page.locator("[data-asof]")).to_contain_text("those at 0.9, the nearest")
    page.get_by_role("button", name="evenly matched").click()
    expect(page.locator("[data-asof]")).to_have_text("")
    page.get_by_label("squared-error").check()
    expect(page.locator("pre").first).to_contain_text("loss = 'squared-error'")
    expect(page.locator("pre").nth(1)).to_contain_text("-0.25")
    expect(page.locator(".katex").first).to_be_visible()
    until(page, lambda: figure.numbers()["dL/dp"] == "−1")
    page.get_by_label("About 1", exact=True).check()
    expect(page.get_by_text("That is it.")).to_be_visible()
    page.emulate_media(color_scheme="dark")
    page.get_by_text("log 1 = 0, so the gradient is 0?").click()
    assert faults(page) == []


def test_a_link_of_the_course_opens_a_state(course, visit):
    reader = visit(offline=True, width=390, height=844)
    reader.home = course.as_uri()
    page = reader.page
    page.goto(f"{course.as_uri()}/gradients.html?grad_loss=saturating&grad_p=0.2")
    figure = Figure(page, "grad_p")
    expect(figure.plot.locator(".main-svg").first).to_be_visible()
    assert figure.name() == "0.2"
    assert figure.numbers()["dL/dp"] == "−1.25"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_tour_sets_the_figure_and_whoever_leaves_finds_it_as_before(course, visit):
    reader = visit(offline=True)
    reader.home = course.as_uri()
    reader.forgive(r"\.css")  # as above
    page = reader.page
    page.goto(f"{course.as_uri()}/gradients.html?tour=3")
    figure, card = Figure(page, "grad_p"), page.get_by_label("Guided tour")
    expect(card).to_contain_text("Guided tour, 3 of 5")
    expect(figure.plot.locator(".main-svg").first).to_be_visible()
    card.get_by_role("button", name="Next").press("Enter")
    expect(card).to_contain_text("The same loss, once D takes the fake for real")
    expect(figure.output).to_have_text("0.9")
    expect(page.get_by_label("saturating", exact=True)).to_be_checked()
    until(page, lambda: figure.numbers()["= dL/dℓ"] == "−0.9")
    assert faults(page) == []
    figure.slider.press("ArrowRight")  # the figure answers during a tour, too
    card.get_by_role("button", name="Leave").press("Enter")
    expect(card.get_by_role("button")).to_have_text(["Guided tour"])
    assert figure.name() == "0.91"
    expect(page.get_by_label("saturating", exact=True)).to_be_checked()
    card.get_by_role("button", name="Guided tour").press("Enter")
    expect(figure.output).to_have_text("0.001")
    until(page, lambda: figure.numbers()["dL/dp"] == "−1000")
    card.get_by_role("button", name="Leave").press("Enter")  # to before this one
    expect(figure.output).to_have_text("0.91")
    expect(page.get_by_label("saturating", exact=True)).to_be_checked()

"""What a reader has done stays: on other pages, in other tabs, when the server dies."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import faults
from tests.browser.reading import until

pytestmark = pytest.mark.browser

REVEALED = "The sigmoid is nearly flat there"


def guess(page: Page, answer: str) -> None:
    page.get_by_text(answer, exact=True).click()
    expect(page.get_by_text(REVEALED)).to_be_visible()


def turn_to(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNav").get_by_text("The loss").click()
    page.get_by_role("menuitem", name=title).click()


def test_a_guess_reveals_the_answer_and_it_stays_revealed(visit):
    reader = visit()
    page = reader.open("gradients")
    expect(page.get_by_text(REVEALED)).to_have_count(0)
    guess(page, "About a million")
    expect(page.get_by_text("Look again.")).to_be_visible()
    reader.figure("grad_p").slider.press("End")
    page.wait_for_url("**grad_p=0.999*")
    reader.ready()
    expect(page.get_by_text(REVEALED)).to_be_visible()
    turn_to(page, "What does a wrong guess cost?")
    expect(page.locator("h1")).to_have_text("What does a wrong guess cost?")
    reader.ready()
    turn_to(page, "How can a slope of −1000 vanish?")
    expect(page.locator("h1")).to_have_text("How can a slope of −1000 vanish?")
    reader.ready()
    expect(page.get_by_text("Look again.")).to_be_visible()
    expect(
        page.get_by_role("radio", name="About a million", exact=True)
    ).to_be_checked()


# The slider rests and a link is followed in one moment: neither is lost.
AT_ONCE = """(slider, link) => {
  slider.stepUp();
  for (const kind of ["input", "change"]) slider.dispatchEvent(new Event(kind));
  link.click();
}"""


def test_a_tour_gives_back_the_page_as_it_was_before(visit):
    reader = visit()
    page = reader.open("gradients?grad_loss=squared-error&hide=code")
    figure, card = reader.figure("grad_p"), page.locator("[class*=st-key-tour_at]")
    figure.slider.press("End")
    until(page, lambda: reader.parameter("grad_p") == ["0.999"])
    reader.ready()
    page.get_by_role("link", name="Guided tour").press("Enter")
    expect(card).to_contain_text("1 of 5")
    expect(figure.output).to_have_text("0.001")
    reader.ready()
    next_step = card.get_by_role("link", name="Next")
    figure.slider.evaluate(AT_ONCE, next_step.element_handle())
    expect(card).to_contain_text("2 of 5")
    reader.ready()
    card.get_by_role("link", name="Leave").press("Enter")
    expect(card).to_have_count(0)
    expect(figure.output).to_have_text("0.999")
    expect(page.get_by_role("radio", name="squared-error", exact=True)).to_be_checked()
    reader.ready()
    kept = {key: reader.parameter(key) for key in ("grad_loss", "grad_p", "hide")}
    assert [*kept.values()] == [["squared-error"], ["0.999"], ["code"]]


def test_a_tour_that_a_link_led_into_is_walked_and_left_and_the_figure_stays(visit):
    reader = visit()
    page = reader.open("gradients?tour=2&hide=code")
    figure, card = reader.figure("grad_p"), page.locator("[class*=st-key-tour_at]")
    expect(card).to_contain_text("Guided tour, 2 of 5")

    def looks() -> str:
        """How plot, slider and numbers stand out: framed, grey, or neither."""
        css = """one => { const { filter, outlineWidth } = getComputedStyle(one);
        if (outlineWidth === "2px") return "f";
        return filter === "grayscale(1)" ? "g" : "n"; }"""
        parts = [figure.root.locator(part) for part in (".plot", ".slider", "dl")]
        return "".join(part.first.evaluate(css) for part in parts)

    page.mouse.move(1, 1)
    assert looks() == "fgf"
    assert faults(page) == []
    card.get_by_role("link", name="Next").press("Enter")
    expect(card).to_contain_text("3 of 5")
    saturating = page.get_by_role("radio", name="saturating", exact=True)
    expect(saturating).to_be_checked()
    assert looks() == "fgg"
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)  # colours fade over
    assert faults(page, ["color-contrast"]) == []
    card.get_by_role("link", name="Next").press("Enter")
    expect(figure.output).to_have_text("0.9")
    reader.ready()
    assert reader.parameter("grad_p") == ["0.9"]
    figure.slider.press("ArrowRight")  # the figure answers during a tour, too
    until(page, lambda: reader.parameter("grad_p") == ["0.91"])
    reader.ready()
    card.get_by_role("button", name="Leave").press("Enter")
    expect(card).to_have_count(0)
    reader.ready()
    assert (figure.name(), reader.parameter("tour")) == ("0.91", [])
    assert reader.parameter("grad_loss") == ["saturating"]
    assert reader.parameter("hide") == ["code"]
    assert looks() == "nnn"
    page.go_back()  # into the tour again
    expect(card).to_contain_text("4 of 5")
    expect(figure.output).to_have_text("0.91")
    reader.ready()
    page.get_by_role("link", name="Next", exact=True).press("Enter")
    expect(card).to_contain_text("5 of 5")
    reader.ready()
    card.get_by_role("link", name="Next page").press("Enter")
    expect(page.locator("h1")).to_have_text("Where do the numbers break?")
    expect(card).to_contain_text("1 of 4")
    reader.ready()
    assert reader.parameter("num_logit") == ["2"]


def test_two_tabs_do_not_disturb_each_other(visit):
    left = visit()
    right = left.another_tab()
    left.open("gradients?grad_p=0.5")
    right.open("gradients?grad_p=0.9&grad_loss=saturating")
    left.figure("grad_p").slider.press("ArrowRight")
    left.page.wait_for_url("**grad_p=0.51*")
    left.ready()
    right.figure("grad_p").slider.press("ArrowLeft")
    right.page.wait_for_url("**grad_p=0.89*")
    right.ready()
    assert left.figure("grad_p").numbers()["dL/dp"] == "−1.961"  # -1 / 0.51
    assert right.figure("grad_p").numbers()["dL/dp"] == "−9.091"  # -1 / 0.11
    assert left.parameter("grad_loss") == []
    assert right.parameter("grad_loss") == ["saturating"]


def test_a_restarted_server_takes_nothing_away_from_an_open_page(own_app, visit):
    reader = visit(own_app)
    # While the server is away, the browser reports every attempt to reach it.
    reader.forgive(r"ERR_CONNECTION_|WebSocket|_stcore|server is not responding")
    reader.forgive("Cannot send rerun backMessage when disconnected")
    page = reader.open("gradients")
    guess(page, "About 1")
    figure = reader.figure("grad_p")
    figure.button("evenly matched").click()
    page.wait_for_url("**grad_p=0.5*")
    reader.ready()
    own_app.process.kill()
    own_app.process.wait()
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close").click()  # Streamlit's own complaint
    figure.slider.press("ArrowRight")  # the figure answers without a server
    assert figure.name() == "0.51"
    assert figure.numbers()["dL/dp"] == "−1.961"
    own_app.start()
    expect(app).to_have_attribute(
        "data-test-connection-state", "CONNECTED", timeout=30_000
    )
    assert figure.name() == "0.51"
    # Streamlit tells the new server of all this when the reader does the next thing.
    page.get_by_test_id("stButtonGroup").get_by_text("saturating", exact=True).click()
    page.wait_for_url("**grad_p=0.51*")
    reader.ready()
    assert reader.parameter("grad_loss") == ["saturating"]
    assert figure.name() == "0.51"
    assert figure.numbers()["dL/dp"] == "−2.041"  # -1 / 0.49
    expect(page.get_by_text("That is it.")).to_be_visible()
    expect(page.get_by_role("radio", name="About 1", exact=True)).to_be_checked()
    figure.slider.press("ArrowRight")
    page.wait_for_url("**grad_p=0.52*")
    reader.ready()
    assert figure.name() == "0.52"
    expect(page.get_by_text(REVEALED)).to_be_visible()


def test_a_question_at_the_end_sets_figure_and_address_and_takes_the_reader_there(
    visit,
):
    reader = visit()
    reader.open("bce_curve?hide=share")
    ask, key, value = "Why is the loss averaged", "bce_m", "1024"
    figure = reader.figure(key)
    default = figure.name()
    folded = reader.page.get_by_test_id("stExpander").filter(has_text=ask)
    folded.locator("summary").click()
    # By key: while it unfolds, the link moves away below a mouse.
    folded.get_by_role("link", name="Set the figure above").press("Enter")
    expect(figure.output).to_have_text(value)
    expect(figure.plot).to_be_in_viewport(ratio=0.9)
    reader.ready()
    assert reader.parameter(key) == [value]
    assert reader.parameter("hide") == ["share"]
    reader.page.go_back()
    expect(figure.output).to_have_text(default)
    reader.ready()
    assert reader.parameter(key) == []


def unfolded(page: Page, *asks: str) -> list[Locator]:
    """The links under some of a page's questions, ready to be followed."""
    links = []
    for ask in asks:
        folded = page.get_by_test_id("stExpander").filter(has_text=ask)
        links.append(folded.get_by_role("link", name="Set the figure above"))
        if not links[-1].is_visible():
            folded.locator("summary").click()
            expect(links[-1]).to_be_visible()
    return links


def test_one_question_after_the_other_the_page_is_the_one_of_its_address(visit):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    first, second = unfolded(page, "log 1 = 0", "give a slope of −1000")
    first.press("Enter")
    expect(page.get_by_role("radio", name="saturating", exact=True)).to_be_checked()
    reader.ready()
    for _ in range(7):
        figure.slider.press("ArrowRight")
    page.wait_for_url("**grad_p=0.008*")
    reader.ready()
    second.press("Enter")
    # The link leaves the loss out, and asks for a place where the slider has been.
    expect(page.get_by_role("radio", name="non-saturating", exact=True)).to_be_checked()
    expect(figure.output).to_have_text("0.001")
    reader.ready()
    assert figure.numbers()["dL/dp"] == "−1000"
    assert reader.parameter("grad_p") in ([], ["0.001"])
    assert reader.parameter("grad_loss") == []


def test_a_link_followed_at_once_after_a_move_or_a_choice_decides(visit):
    reader = visit()
    page = reader.open("gradients")
    figure = reader.figure("grad_p")
    (link,) = unfolded(page, "give a slope of −1000")
    figure.button("evenly matched").click()
    page.wait_for_url("**grad_p=0.5*")
    figure.slider.press("ArrowRight")  # and the server has hardly heard of it
    link.press("Enter")
    expect(figure.output).to_have_text("0.001")
    reader.ready()
    assert figure.name() == "0.001"
    assert figure.numbers()["dL/dp"] == "−1000"
    assert reader.parameter("grad_p") in ([], ["0.001"])
    figure.slider.press("ArrowRight")  # and from there it goes on
    until(page, lambda: reader.parameter("grad_p") == ["0.002"])
    reader.ready()
    assert figure.name() == "0.002"
    # Likewise at once after a choice, which it leaves out and so resets.
    chosen = page.get_by_role("radio", name="saturating", exact=True)
    default = page.get_by_role("radio", name="non-saturating", exact=True)
    page.get_by_test_id("stButtonGroup").get_by_text("saturating", exact=True).click()
    link.press("Enter")  # and the server has hardly heard of it
    expect(default).to_be_checked()
    reader.ready()
    expect(default).to_be_checked()
    assert reader.parameter("grad_loss") == []
    page.get_by_test_id("stButtonGroup").get_by_text("saturating", exact=True).click()
    until(page, lambda: reader.parameter("grad_loss") == ["saturating"])
    link.press("Enter")  # and now it has
    expect(default).to_be_checked()
    until(page, lambda: reader.parameter("grad_loss") == [])
    reader.ready()
    expect(chosen).not_to_be_checked()

"""A reader arrives: by deep link, through a course page, with a mistyped link."""

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.ui import assets, nav, served
from tests.browser.reading import done, until
from tests.browser.stage import CROWDED

pytestmark = pytest.mark.browser

NAVIGATION = "[data-testid=stTopNav]"
NOTE = "[data-testid=stAlert]"


def test_a_cold_server_shows_the_page_of_its_first_request_in_the_state_asked_for(
    own_app, visit
):
    assert not (own_app.folder / "static").exists()
    reader = visit(own_app)
    page = reader.open("gradients?grad_loss=saturating&grad_p=0.5")
    expect(page.locator("h1")).to_have_text("How can a slope of −1000 vanish?")
    for chapter in {lesson.chapter for lesson in nav.LESSONS}:
        expect(page.locator(NAVIGATION).get_by_text(chapter)).to_be_visible()
    chosen = page.get_by_role("radio", name="saturating", exact=True)
    expect(chosen).to_be_checked()
    figure = reader.figure("grad_p")
    assert figure.name() == "0.5"
    assert figure.numbers() == {"dL/dp": "−2", "× dp/dℓ": "0.25", "= dL/dℓ": "−0.5"}
    assert page.url.endswith("gradients?grad_loss=saturating&grad_p=0.5")
    page.goto(own_app.url + "bce_curve")
    reader.ready()
    expect(page.locator("h1")).to_have_text("What does a wrong guess cost?")
    expect(page.locator(NAVIGATION)).to_be_visible()


def test_a_deep_link_connects_at_once_and_has_its_scripts_by_then(visit):
    reader = visit()
    asked, wrong = [], []
    reader.page.on("request", lambda one: asked.append(one.url))
    reader.page.on("websocket", lambda one: asked.append(one.url))
    reader.page.on("response", lambda one: wrong.append(one.url) if not one.ok else 0)
    reader.open("gradients")
    assert wrong == []  # no asking where the server is
    (line,) = [i for i, url in enumerate(asked) if url.endswith("_stcore/stream")]
    for script in (*assets.early(), served.names()[1]):
        (found,) = [i for i, url in enumerate(asked) if url.endswith(f"/{script}")]
        assert found < line
    (library,) = [i for i, url in enumerate(asked) if url.endswith(served.names()[0])]
    assert library > line


def test_a_cold_server_trains_what_its_first_request_asks_for(own_app, visit):
    reader = visit(own_app)
    page = reader.open("live_gan?gan_loss=hinge&gan_seed=3&gan_lr_g=0.01")
    expect(page.locator("h1")).to_have_text("Watch one train")
    loss = page.get_by_role("combobox", name="G's loss")
    expect(loss).to_have_value("hinge")
    page.get_by_text("Compare, seeds").click()
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_value("3")
    film = reader.figure("gan_film")
    film.button("Step").click()
    expect(film.output).to_have_text("1")
    assert page.url.endswith("live_gan?gan_loss=hinge&gan_seed=3&gan_lr_g=0.01")


def test_the_front_door_is_home_and_its_cards_and_questions_lead_on(visit):
    reader = visit()
    page = reader.open()
    expect(page.locator("h1")).to_have_text("The problem with BCE")
    main = page.get_by_test_id("stMain")
    for lesson in nav.LESSONS:
        card = main.get_by_role("link", name=lesson.title, exact=True)
        expect(card).to_be_visible()
    folds = main.get_by_test_id("stExpander")
    title = nav.entry("gradients").title
    folds.filter(has_text=title).locator("summary").first.click()
    main.get_by_role("link", name="log 1 = 0, so the gradient is 0?").click()
    page.wait_for_url("**/gradients?*")
    reader.ready()
    assert reader.parameter("grad_loss") == ["saturating"]
    answer = page.get_by_text("A value of zero says nothing about the slope")
    expect(answer.first).to_be_in_viewport()
    # Its other parameter is the page's default: in the link, and then left out or not.
    assert reader.figure("grad_p").name() == "0.001"
    expect(page.get_by_role("radio", name="saturating", exact=True)).to_be_checked()


def test_from_the_front_page_a_log_is_judged_as_soon_as_it_is_pasted(visit):
    reader = visit(height=720)
    page = reader.open()
    way_in = page.get_by_role("link", name="I have a log.")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(way_in).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 1280, "height": 720})
    way_in.click()
    field = page.get_by_label("Paste your log")
    field.fill("Loss_D: 0.0012 Loss_G: 8.1\nLoss_D: 0.0010 Loss_G: 8.2\n" * 9)
    for keys in ("ControlOrMeta+a", "ControlOrMeta+x", "ControlOrMeta+v"):
        field.press(keys)
    expect(page.get_by_text("D wins: it tells these reals")).to_be_in_viewport()
    expect(field).to_be_focused()


# What people type, words, numbers, error texts, slips, and where it is answered.
ASKED = {
    "Why is my discriminator loss stuck at 0.69?": "your_log",
    "My critic's loss is negative, is that a bug?": "wasserstein_critic",
    "What is a normal loss for LSGAN?": "your_log",
    "Should I smooth the labels of fakes too?": "bce_curve",
    "Does it converge or go round?": "dirac_gan",
    "What is the Lipschitz constraint for?": "wasserstein_critic",
    "BCELoss or with logits?": "numerical_stability",
    "G's loss goes up while images get better?": "loss_curves",
    "unsafe to autocast": "numerical_stability",
    "stuck at 100": "numerical_stability",
    "1.386": "loss_curves",
    "wasserstien": "wasserstein_critic",
    "loss negative": "wasserstein_critic",
    "why negative": "wasserstein_critic",
    "0.69": "your_log",
    "lipschitz": "wasserstein_critic",
    "log of zero": "numerical_stability",
    "log(0)": "numerical_stability",
    "infinite loss": "numerical_stability",
    "loss is nan": "numerical_stability",
    "binary cross entropy formula": "bce_curve",
    "optimal discriminator": "optimal_discriminator",
    "non saturating loss": "vanishing_gradients",
    "minimax": "minimax",
    "derivative of bce": "gradients",
    "when to stop training": "loss_curves",
    "generator loss high": "loss_curves",
    "two time scale": "dirac_gan",
}


def test_a_question_is_found_while_it_is_typed_and_opened_by_key(visit):
    reader = visit()
    page = reader.open()
    field = page.get_by_role("combobox", name="I have a question")
    results = page.get_by_role("option").locator("a")
    for asked, stem in ASKED.items():
        field.fill(asked)
        expect(results).not_to_have_count(0)
        found = results.evaluate_all("all => all.map((one) => one.href)")
        assert any(f"/{stem}?" in one for one in found[:2]), (asked, found)
    for asked in ("BCELoss or with logits?", "bce or bcewithlogits"):
        field.fill(asked)
        expect(results.first).to_have_text("BCELoss or BCEWithLogitsLoss?")
    field.fill("zzzz qqqq")
    expect(page.get_by_text("No question has these words")).to_be_visible()
    field.fill("lipshitz constrant")
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")
    page.wait_for_url("**/wasserstein_critic?*")
    reader.ready()
    expect(
        page.get_by_text("What is the Lipschitz constraint for?").first
    ).to_be_visible()
    page.go_back()  # to where it was asked, and nowhere in between
    page.wait_for_url(reader.home)
    reader.ready()
    expect(field).to_have_value("lipshitz constrant")
    page.reload()
    reader.ready()
    expect(field).to_have_value("")
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


# -- In a course page ------------------------------------------------------------------


@pytest.fixture
def course(tmp_path: Path) -> Iterator[str]:
    """A site of another origin: same machine, another port."""
    handler = functools.partial(QuietHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format, *args):
        """Leaves every request out of the tests' output."""


FRAMED = """frame => {
    const doc = frame.ownerDocument;
    const parts = [".plot", ".slider", "dl"].map((one) => doc.querySelector(one));
    return parts.every((one) => one?.offsetHeight) && parts.every((one) => {
        const box = one.getBoundingClientRect();
        return 0 <= box.top && box.bottom <= doc.defaultView.innerHeight;
    });
}"""


def test_the_snippet_in_a_page_of_another_site_shows_the_figure_whole_and_is_driven(
    visit, course, tmp_path
):
    reader = visit(has_touch=True, width=700)
    page = reader.open("gradients?grad_p=0.5")
    page.get_by_text("Share, embed, save").click()
    snippet = page.locator("code", has_text="<iframe").inner_text()
    page.wait_for_load_state("networkidle")  # parts of the menu are still coming
    (tmp_path / "index.html").write_text(
        '<!doctype html><title>A course</title><link rel="icon" href="data:,">'
        f'<body style="margin: 0">{snippet}',
        encoding="utf-8",
    )
    # Another site, not only another port: what its frames store is a third party's.
    course = course.replace("127.0.0.1", "localhost")
    reader.forgive(f"another host: {course}$")  # the course itself
    rules = {"enableThirdPartyCookieRestriction": True}
    rules |= {
        f"disableThirdPartyCookie{one}": True for one in ("Metadata", "Heuristics")
    }
    reader.context.new_cdp_session(page).send("Network.setCookieControls", rules)
    page.goto(course)
    frame = page.frame_locator("iframe")
    slider, output = frame.locator("[id='grad_p-slider']"), frame.locator("output")
    expect(frame.locator(".explorable .main-svg").first).to_be_visible()
    expect(frame.locator("[data-test-script-state=notRunning]")).to_be_attached()
    inner = page.frames[1]
    kept = "document.cookie = 'a=b; SameSite=None; Secure', document.cookie"
    assert inner.evaluate(kept) == ""
    for width in (700, 390):
        page.set_viewport_size({"width": width, "height": 900})
        until(page, lambda: frame.locator("body").evaluate(FRAMED))
        box = slider.bounding_box()
        assert box
        y = box["y"] + box["height"] / 2
        page.mouse.click(box["x"] + 0.75 * box["width"], y)
        expect(output).to_have_text(re.compile(r"0\.[89]"))
        page.touchscreen.tap(box["x"] + box["width"] / 2, y)
        expect(output).to_have_text(re.compile(r"0\.[45]"))
        at = float(output.inner_text())
        slider.press("ArrowRight")
        expect(output).to_have_text(f"{at + 0.01:g}")
        told = f"{-1 / (at + 0.01):.4g}".replace("-", "−")
        expect(frame.locator("dd").first).to_have_text(told)
        until(page, lambda at=at: f"grad_p={at + 0.01:g}" in inner.url)
    assert "embed=true" in inner.url
    for part in (NAVIGATION, "[data-testid=stSidebar]", "[data-testid=stMainMenu]"):
        expect(frame.locator(part)).to_have_count(0)


# -- What a teacher hides --------------------------------------------------------------

# Each part and something that belongs to it and to nothing else.
PARTS = {
    "title": "h1",
    "prose": "[data-testid=stRadio]",
    "controls": "[id='grad_p-slider']",
    "numbers": ".explorable dl",
    "code": "text=What it printed just now",
    "questions": "text=Questions this answers",
    "share": "text=Share, embed, save",
}


def seen(page: Page) -> set[str]:
    return {part for part, what in PARTS.items() if page.locator(what).is_visible()}


# Each part alone, without a browser: tests/pages/test_every_page.py.
SOME, OTHERS = ("title", "controls", "code"), ("prose", "numbers", "questions", "share")


def test_parts_can_be_hidden_and_take_nothing_else_with_them(visit):
    reader = visit()
    page = reader.open("gradients")
    assert seen(page) == set(PARTS)
    for hidden in (SOME, OTHERS, PARTS):
        asked = "&".join(f"hide={part}" for part in hidden)
        reader.open(f"gradients?grad_p=0.5&{asked}")
        assert seen(page) == set(PARTS) - {*hidden}
        until(page, lambda: page.evaluate(CROWDED) == [])
    expect(page.locator(".explorable .main-svg").first).to_be_visible()
    expect(page.locator(NOTE)).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 700})
    reader.open("?hide=prose&hide=questions&hide=code&hide=share")
    until(page, lambda: page.evaluate(CROWDED) == [])


# -- Mistyped --------------------------------------------------------------------------


# Every kind of bad value on every page: tests/pages/test_every_page.py.
def test_a_mistyped_value_shows_the_default_and_one_line_and_keeps_the_rest(visit):
    reader, bad = visit(), "%3Cscript%3Ealert(1)%3C%2Fscript%3E"
    page = reader.open(f"gradients?grad_loss=saturating&grad_p={bad}")
    expect(page.locator(NOTE)).to_have_count(1)
    expect(page.locator(NOTE)).to_contain_text("from 0.001 to 0.999")
    assert reader.figure("grad_p").name() == "0.001"
    expect(page.get_by_role("radio", name="saturating", exact=True)).to_be_checked()
    reader.figure("grad_p").button("evenly matched").click()
    page.wait_for_url("**grad_p=0.5*")
    done(page)
    expect(page.locator(NOTE)).to_have_count(0)
    assert reader.parameter("grad_loss") == ["saturating"]

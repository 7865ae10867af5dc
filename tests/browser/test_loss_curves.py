"""The page of loss curves: guess first, then look behind; nothing gives it away."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from core.lessons.loss_curves import cases, words
from tests.browser.reading import Reader, next_picture, until

pytestmark = pytest.mark.browser

CASE = cases.kinds().index("swapped")
RIGHT = cases.GUESSES["swapped"]
GIVEN_AWAY = re.compile("swapped|label|same side", re.IGNORECASE)


def revealed(page: Page):
    return page.get_by_role("heading", name="Behind the log")


def guess(reader: Reader, answer: str) -> None:
    reader.page.get_by_test_id("stRadioOption").get_by_text(answer, exact=True).click()
    expect(revealed(reader.page)).to_be_visible()
    reader.ready()


def test_a_guess_opens_what_is_behind_the_log_and_the_url_tells_nobody(visit, tmp_path):
    reader = visit(calm=False)
    page = reader.open(f"loss_curves?case={CASE}")
    log = reader.figure("case_step")
    assert [figure.key for figure in reader.figures()] == ["case_step"]
    # Before: neither in words nor in the table nor in the file.
    said = log.root.inner_text() + (log.plot.get_attribute("aria-label") or "")
    log.button("Data table").click()
    assert not GIVEN_AWAY.search(said + log.table.inner_text())
    with page.expect_download() as download:
        log.button("CSV").click()
    download.value.save_as(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    names = {row[head.index("curve")] for row in rows}
    losses = {f"loss of {one}{of}" for one in "DG" for of in ("", ", batch")}
    dots = {f"loss of {one} at your step" for one in "DG"}
    levels = {
        "D at chance: 2 log 2 = 1.386",
        "G at chance: log 2 = 0.6931",
        "0: the floor of both",
    }
    assert names == {"your step"} | levels | losses | dots
    # After.
    guess(reader, RIGHT)
    expect(page.get_by_text("That is it.")).to_be_visible()
    behind = reader.figure("case_step")
    assert behind.numbers()["JS, at most log 2"] == "0.6931"
    expect(page.get_by_text("return self.zeros, self.ones")).to_be_visible()
    expect(page.get_by_text("return self.ones, self.zeros")).to_be_visible()
    assert page.url.endswith(f"loss_curves?case={CASE}")
    # Whoever gets the link has to guess again.
    other = visit(calm=False)
    other.open(f"loss_curves?case={CASE}")
    expect(revealed(other.page)).to_have_count(0)


def test_the_recording_plays_and_the_next_case_asks_anew(visit):
    reader = visit(calm=False)
    page = reader.open(f"loss_curves?case={CASE}")
    guess(reader, "Nothing is wrong")
    expect(page.get_by_text("Look again.")).to_be_visible()
    film = reader.figure("case_step")
    film.button("Play").click()  # from the end it starts over
    until(page, lambda: 3 <= film.at() < film.last())
    film.button("Pause").click()
    until(page, lambda: reader.parameter("case_step") == [film.name()])
    page.get_by_role("button", name="Next case").click()
    expect(revealed(page)).to_have_count(0)
    until(page, lambda: reader.parameter("case") == [f"{CASE + 1}"])
    reader.ready()
    checked = page.get_by_role("radio", checked=True)
    expect(checked).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("Look again.")).to_be_visible()  # its guess is kept


def test_the_keyboard_alone_reads_guesses_and_goes_on(visit):
    reader = visit(calm=False)
    page = reader.open(f"loss_curves?case={CASE}")
    log = reader.figure("case_step")
    log.slider.focus()
    page.keyboard.press("Home")
    next_picture(page)
    assert log.name() == "0"
    expect(log.spoken).to_have_text(re.compile(r"At step 0 the loss of D is [\d.]+, "))
    options = page.get_by_role("radio")
    options.first.focus()
    page.keyboard.press("Space")
    expect(revealed(page)).to_be_visible()
    reader.ready()
    expect(page.get_by_text("How to tell next time.")).to_be_visible()
    assert words.verdict(CASE, "healthy") in page.get_by_test_id("stMain").inner_text()
    page.get_by_role("button", name="Next case").press("Enter")
    until(page, lambda: reader.parameter("case") == [f"{CASE + 1}"])
    expect(revealed(page)).to_have_count(0)

"""A recording plays, pauses and steps; Python hears of it when it stands still."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.reading import Figure, Reader, pushed, until
from tests.browser.serving import HERE, Server, working_copy

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def cinema(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = working_copy(tmp_path_factory.mktemp("cinema") / "copy")
    shutil.rmtree(folder / "pages")
    shutil.copy(HERE / "apps" / "recording.py", folder)
    server = Server(folder, "recording.py")
    yield server
    server.stop()


def start(reader: Reader, query: str = "") -> Figure:
    reader.open(query)
    return reader.figure("rec_step")


def test_play_runs_and_pause_stops_it_and_tells_python_where(visit, cinema):
    reader = visit(cinema, calm=False)
    film = start(reader)
    page = reader.page
    pushed(page)
    film.button("Play").click()
    until(page, lambda: film.at() >= 5)
    pictures = {film.picture()}
    until(page, lambda: film.at() >= 8)
    assert film.picture() not in pictures
    expect(page.get_by_text("Python is at step 0.")).to_be_visible()
    assert pushed(page) == []
    film.button("Pause").click()
    at = film.at()
    assert at < 59, "it was over before it could be paused"
    expect(page.get_by_text(f"Python is at step {at}.")).to_be_visible()
    assert reader.parameter("rec_step") == [str(at)]
    page.wait_for_timeout(300)
    assert film.at() == at
    assert film.numbers() == {"mean": f"{at / 20:g}"}


def test_it_stops_at_the_last_moment_and_play_starts_over(visit, cinema):
    reader = visit(cinema, calm=False)
    film = start(reader, "?rec_step=50")
    film.button("Play").click()
    expect(film.button("Play")).to_be_visible()
    assert film.at() == 59
    expect(reader.page.get_by_text("Python is at step 59.")).to_be_visible()
    film.button("Play").click()
    until(reader.page, lambda: 0 < film.at() < 40)
    film.button("Pause").click()


def test_steps_go_on_and_back_by_one_and_not_past_the_ends(visit, cinema):
    reader = visit(cinema, calm=False)
    film = start(reader, "?rec_step=30")
    film.button("Step on").click()
    expect(reader.page.get_by_text("Python is at step 31.")).to_be_visible()
    film.button("Step back").click()
    film.button("Step back").click()
    expect(reader.page.get_by_text("Python is at step 29.")).to_be_visible()
    film.slider.press("Home")
    film.button("Step back").click()
    expect(reader.page.get_by_text("Python is at step 0.")).to_be_visible()
    assert film.at() == 0


def test_a_step_while_it_plays_stops_it(visit, cinema):
    reader = visit(cinema, calm=False)
    film = start(reader)
    film.button("Play").click()
    until(reader.page, lambda: film.at() >= 3)
    film.button("Step on").click()
    at = film.at()
    expect(film.button("Play")).to_be_visible()
    expect(reader.page.get_by_text(f"Python is at step {at}.")).to_be_visible()


def test_with_motion_reduced_it_moves_on_once_a_second(visit, cinema):
    reader = visit(cinema)
    film = start(reader)
    film.button("Play").click()
    reader.page.wait_for_timeout(2500)
    assert film.at() in (1, 2)
    film.button("Pause").click()


def test_a_hidden_tab_pauses_it(visit, cinema):
    reader = visit(cinema, calm=False)
    film = start(reader)
    film.button("Play").click()
    until(reader.page, lambda: film.at() >= 3)
    # A headless browser never hides a tab, so the page is told that it was hidden.
    reader.page.evaluate(
        """() => {
          Object.defineProperty(document, "hidden", { get: () => true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(film.button("Play")).to_be_visible()
    at = film.at()
    assert at < 59
    expect(reader.page.get_by_text(f"Python is at step {at}.")).to_be_visible()

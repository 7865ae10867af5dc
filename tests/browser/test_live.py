"""A run is started, stopped, stepped, scrubbed; it trains only while it is watched."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from core.gan import settings
from core.gan.presets import BY_NAME
from core.lessons.live_gan.networks import LIT
from tests.browser.reading import Figure, Reader, done, next_picture, until
from tests.browser.serving import Server, free_port

pytestmark = pytest.mark.browser
RECIPE = BY_NAME["collapse"]
QUICK = "live_gan?gan_width_d=8&gan_width_g=8&gan_batch=16"


class Film(Figure):
    """The live figure: its slider is the iteration."""

    def __init__(self, reader: Reader):
        super().__init__(reader.page, "gan_film")
        self.reader = reader

    def start(self) -> None:
        self.button("Start").click()

    def iteration(self) -> int:
        """The iteration shown."""
        found = re.match(r"\d+", self.name())
        return int(found.group()) if found else 0

    def until(self, iteration: int) -> None:
        until(self.page, lambda: self.iteration() >= iteration, 60.0)

    def pause(self) -> None:
        self.button("Pause").click()
        expect(self.button("Continue")).to_be_visible()
        # The last answer comes in, and at rest Plotly draws once more.
        self.page.wait_for_timeout(500)
        next_picture(self.page)

    def settled(self) -> None:
        next_picture(self.page)
        next_picture(self.page)


def watch(reader: Reader, path: str = QUICK) -> Film:
    reader.open(path)
    return Film(reader)


@pytest.fixture(scope="module")
def theatre(chromium: Browser, app: Server) -> Iterator[Film]:
    """One tab for all tests that begin with the same run."""
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    yield watch(Reader(context, app.url))
    context.close()


@pytest.fixture
def film(theatre: Film) -> Iterator[Film]:
    """The run at its beginning; at the end of each test nothing may have gone wrong."""
    page = theatre.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    if page.url != theatre.reader.home + QUICK:
        theatre.reader.open(QUICK)
    elif theatre.last():
        theatre.button("Start over").click()
        until(page, lambda: theatre.last() == 0)
    yield theatre
    assert theatre.reader.unforgiven() == []


def test_it_trains_while_it_is_watched_and_stops_when_told(film):
    assert film.iteration() == 0
    assert film.numbers()["Wasserstein-1"] == "4"
    film.start()
    film.until(100)
    first = film.picture()
    film.until(200)
    assert film.picture() != first
    film.pause()
    at, picture, numbers = film.name(), film.picture(), film.numbers()
    film.page.wait_for_timeout(500)
    assert (film.name(), film.picture(), film.numbers()) == (at, picture, numbers)
    assert film.reader.parameter("gan_film") == []
    film.button("Continue").click()
    film.until(int(at) + 50)


def test_the_film_is_wound_back_and_goes_on_from_there(film):
    beginning = film.dots()
    film.start()
    film.until(150)
    film.pause()
    end = film.last()
    assert end >= 13
    film.slider.press("Home")
    film.settled()
    assert film.name() == "0"
    assert film.dots()[:18] == beginning[:18], "nine tips and nine fakes, as at first"
    film.slider.press("ArrowRight")
    assert film.name() == "12"
    film.button("Newest").click()
    assert film.at() == film.last()


def test_single_steps_move_both_players_or_one(visit):
    film = watch(visit(calm=False), QUICK + "&gan_generator=plain")

    def fakes() -> list[list[float]]:
        return film.dots()[9:18]

    for name, said in (
        ("Step", "1"),
        ("D only", "1, after a step of D alone"),
        ("G only", "1, after a step of G alone"),
        ("Step", "2"),
    ):
        before, count = fakes(), film.last()
        film.button(name).click()
        until(film.page, lambda count=count: film.last() == count + 1)
        film.settled()
        assert film.name() == said
        assert (fakes() == before) == (name == "D only"), name


# How bright each curve is, once a step is named and its parts of the networks are lit.
SLOWLY = """([said, parts]) => {
  const root = document.querySelector(".explorable.live");
  if (!root.querySelector(".phase").textContent.includes(said)) return false;
  const lit = [...root.querySelectorAll(".networks [data-part]:not(.dim)")];
  const names = [...new Set(lit.map((one) => one.dataset.part))].sort();
  if (names.join() !== parts.join()) return false;
  const bright = root.querySelector(".plot").calcdata.map(([{ node3 }]) =>
    node3 ? Number(getComputedStyle(node3.node()).opacity) : 1);
  return Math.min(...bright) < 0.5 && bright;
}"""


def test_slow_motion_names_its_five_steps_and_dims_the_rest(film):
    phase, networks = film.root.locator(".phase"), film.root.locator(".networks")
    expect(phase).to_be_hidden()
    expect(networks).to_contain_text("1·8·8·1")
    expect(networks.locator(".dim")).to_have_count(0)
    film.button("Slow motion").click()
    seen = [
        film.page.wait_for_function(
            SLOWLY, arg=[f"{at + 1} of 5", sorted(LIT[at]["parts"])], timeout=60_000
        ).json_value()
        for at in range(5)
    ]
    assert all(max(dimmed) > 0.5 for dimmed in seen)
    assert seen[0] != seen[1] != seen[2] != seen[3]
    film.button("Pause").click()
    film.button("Slow motion").click()


def choose(page: Page, menu: str, option: str) -> None:
    page.get_by_role("combobox", name=menu).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_a_setting_changes_while_it_runs_and_another_seed_begins_another_run(film):
    film.start()
    film.until(60)
    film.pause()
    length = film.last()
    choose(film.page, "G's loss", "saturating")
    until(film.page, lambda: film.reader.parameter("gan_loss") == ["saturating"])
    done(film.page)
    assert film.last() >= length
    expect(film.page.get_by_text(re.compile("setting was changed"))).to_be_visible()
    at = film.iteration()
    film.button("Continue").click()
    film.until(at + 30)
    film.pause()
    film.page.get_by_text("Compare, seeds").click()
    film.page.get_by_label("Seed", exact=True).fill("5")
    film.page.keyboard.press("Enter")
    until(film.page, lambda: film.reader.parameter("gan_seed") == ["5"])
    until(film.page, lambda: film.name() == "0")
    expect(film.button("Start")).to_be_visible()


def test_the_same_link_is_the_same_run_whoever_trains_beside_it(film, visit):
    one, other = film, watch(visit(calm=False))
    other.start()  # and trains on while the first one steps
    seen = []
    for run in (one, other):
        if run is other:
            run.pause()
            run.button("Start over").click()
            until(run.page, lambda: other.name() == "0")
        for step in range(1, 5):
            run.button("Step").click()
            until(run.page, lambda run=run, step=step: run.name() == f"{step}")
        run.settled()
        seen.append((run.numbers(), run.dots()[:18]))
    assert seen[0] == seen[1]


def test_nothing_trains_behind_a_hidden_tab(film):
    film.start()
    film.until(30)
    film.page.evaluate(
        """() => {
          const hidden = { get: () => true, configurable: true };
          Object.defineProperty(document, "hidden", hidden);
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    expect(film.button("Continue")).to_be_visible()
    done(film.page)  # the last answer comes in
    film.settled()
    length = film.last()
    film.page.wait_for_timeout(1000)
    assert film.last() == length
    film.page.evaluate("() => delete document.hidden")


def test_it_survives_another_theme_another_width_and_a_turned_phone(film):
    film.start()
    film.until(60)
    for width, height in ((700, 900), (390, 844), (844, 390), (1280, 900)):
        film.page.set_viewport_size({"width": width, "height": height})
        at = film.iteration()
        film.until(at + 20)
    for scheme in ("dark", "light") * 4:
        film.page.emulate_media(color_scheme=scheme)
        at = film.iteration()
        film.until(at + 20)
    film.pause()


def test_with_motion_reduced_it_shows_one_picture_a_second(film):
    film.page.emulate_media(reduced_motion="reduce")
    film.start()
    pictures, begun = set(), time.monotonic()
    for _ in range(10):
        film.page.wait_for_timeout(250)
        pictures.add(film.name())
    # The first at once, and one more may be on its way.
    assert 2 <= len(pictures) <= 2 + (time.monotonic() - begun)
    film.pause()


def test_a_run_that_falls_apart_says_so_and_can_be_taken_back(visit):
    rates = "&gan_lr_d=1&gan_lr_g=1&gan_opt_g=sgd&gan_opt_d=sgd"
    film = watch(visit(calm=False), f"{QUICK}&gan_loss=least-squares{rates}")
    film.start()
    expect(film.root.locator(".note")).to_contain_text("fell apart")
    back = film.button("Back to the last good state")
    expect(back).to_be_visible()
    expect(film.button("Continue")).to_be_visible()
    assert "not a number" not in " ".join(film.numbers().values())
    back.click()
    expect(film.root.locator(".note")).to_be_hidden()
    expect(back).to_be_hidden()


def test_a_target_drawn_with_the_mouse_is_in_the_link_and_is_trained_for(visit):
    film = watch(visit(calm=False), QUICK + "&gan_real=drawn")
    film.button("Draw the target").click()
    place = """plot => {
      const box = plot.getBoundingClientRect();
      const { xaxis, yaxis } = plot._fullLayout;
      return [-5.9, 5.9].map((x) => [
        box.left + xaxis._offset + xaxis.d2p(x),
        box.top + yaxis._offset + yaxis.d2p(0.4),
      ]);
    }"""
    film.plot.scroll_into_view_if_needed()
    (left, y), (right, _) = film.plot.evaluate(place)
    film.page.mouse.move(left, y)
    film.page.mouse.down()
    for step in range(1, 25):
        film.page.mouse.move(left + (right - left) * step / 24, y)
    film.page.mouse.up()
    until(film.page, lambda: film.reader.parameter("gan_drawing") == ["4" * 24])
    done(film.page)
    film.settled()
    # A flat target from -6 to 6 has its quantiles 6 (2u - 1), and W1 from N(0, 1) is
    # their mean distance: 3 - 2 / sqrt(2 pi) = 2.202, in closed form.
    until(film.page, lambda: film.numbers()["Wasserstein-1"] == "2.2")
    film.button("Start").click()
    film.until(30)


def test_a_typed_drawing_that_is_refused_leaves_the_page_whole(visit):
    film = watch(visit(calm=False), QUICK + "&gan_real=drawn&hide=code")
    page, refused = film.page, film.page.get_by_text("A drawing is 24 digits")
    page.get_by_role("textbox", name="Heights of the 24 bars").fill("١" * 24)
    page.keyboard.press("Enter")
    expect(refused).to_be_visible()
    choose(page, "G's loss", "saturating")
    until(page, lambda: film.reader.parameter("gan_loss") == ["saturating"])
    film.reader.ready()
    expect(refused).to_be_visible()
    expect(page.get_by_text("Recipes worth watching")).to_be_visible()
    assert film.reader.parameter("gan_drawing") == []
    page.get_by_role("textbox", name="Heights of the 24 bars").fill("9" * 24)
    page.keyboard.press("Enter")
    until(page, lambda: film.reader.parameter("gan_drawing") == ["9" * 24])
    expect(refused).to_have_count(0)


class Wire:
    """A line to the server that can be cut and mended."""

    def __init__(self, server: Server):
        self.port, self._server, self._lines = free_port(), server.port, []
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        self.whole = False
        for line in self._lines:
            line.close()
        self._lines.clear()

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self._server))
            self._lines += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_carry, args=(one, other), daemon=True).start()


def _carry(one: socket.socket, other: socket.socket) -> None:
    try:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
    finally:
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


def test_a_connection_lost_for_six_seconds_costs_no_picture(visit, app):
    wire = Wire(app)
    reader = visit(calm=False)
    reader.home = f"http://127.0.0.1:{wire.port}/"
    reader.forgive("net::ERR_|WebSocket|o response received")
    reader.forgive("not responding|disconnected")
    film = watch(reader)
    film.start()
    film.until(60)
    wire.cut()
    film.page.wait_for_timeout(6_000)  # a question is asked again after five
    stalled = film.iteration()
    wire.whole = True
    film.until(stalled + 40)
    film.pause()
    film.slider.press("Home")
    names = []
    for _ in range(8):
        names.append(film.name())
        film.slider.press("ArrowRight")
    assert names == [str(12 * row) for row in range(8)]
    wire.close()


def test_a_recipe_stays_in_the_address_and_another_is_one_step_of_the_history(film):
    film.page.get_by_role("link", name=RECIPE.title).press("Enter")
    wanted = {key: [value] for key, value in settings.link(RECIPE.config).items()}
    until(film.page, lambda: film.name() == "0" and film.button("Start").is_visible())

    def asked() -> dict[str, list[str]]:
        return parse_qs(urlsplit(film.page.url).query)

    until(film.page, lambda: asked() == wanted)  # the server writes it
    film.start()
    film.until(24)
    film.pause()
    assert asked() == wanted
    choose(film.page, "Target", "uniform")
    until(film.page, lambda: asked() == wanted | {"gan_real": ["uniform"]})
    other = BY_NAME["hopping"]
    choose(film.page, "Recipe", other.title)
    # What the first one set and this one leaves out is back at the default.
    menu = film.page.get_by_role("combobox", name="Recipe")
    until(film.page, lambda: menu.input_value() == other.title)
    link = {key: [value] for key, value in settings.link(other.config).items()}
    until(film.page, lambda: asked() == link)
    film.reader.ready()
    film.page.go_back()
    until(film.page, lambda: asked() == wanted | {"gan_real": ["uniform"]})
    film.reader.ready()


def test_steps_asked_for_in_quick_succession_are_all_taken_and_so_again_from_the_start(
    film,
):
    seen = []
    for _ in range(2):
        for _ in range(6):
            film.button("Step").click()
        until(film.page, lambda: film.last() == 6)
        until(film.page, lambda: film.name() == "6")
        assert film.at() == 6
        seen.append(film.numbers())
        film.button("Start over").click()
        until(film.page, lambda: film.name() == "0")
    assert seen[0] == seen[1]

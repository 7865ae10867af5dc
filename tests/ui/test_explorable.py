"""Where the slider is: told by the browser, by the link, or by neither."""

import math
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple, cast

import pytest
from streamlit.testing.v1 import AppTest

from core.ui import explorable, served
from core.ui.reports import Followed
from tests.pages.opening import opened


def page() -> None:
    import streamlit as st

    from core.ui import agreement, rest

    if "told" in st.session_state:  # what the browser reports
        st.session_state["demo_t"] = {"at": st.session_state["told"]}
    agreement.arrive("demo", st.session_state.get("followed"))
    names = st.session_state.get("names", ("0", "0.5", "1"))
    if "wish" in st.session_state:  # what another control asks for
        agreement.put("demo_t", st.session_state.pop("wish"))
    st.caption(rest.settle("demo_t", names, "0.5")[0])
    at, agreed = rest.settle("demo_t", names, "0.5")
    for found in (at, agreed.mount, agreed.start, agreed.note):
        st.text(str(found))


class Settled(NamedTuple):
    at: str
    mount: str
    start: str
    note: str


class Visit:
    """A session: each call is a run of the page."""

    def __init__(self, *asked: str):
        self.app = AppTest.from_function(page)
        self.links = 0
        self.asks(*asked)

    def run(self) -> Settled:
        self.app.run()
        assert not self.app.exception
        assert self.app.caption[0].value == self.app.text[0].value
        return Settled(*(text.value for text in self.app.text))

    def asks(self, *asked: str) -> None:
        """The address that the browser sends along with whatever it wants."""
        self.app.query_params.pop("demo_t", None)
        if asked:
            self.app.query_params["demo_t"] = list(asked)

    def link(self, *asked: str) -> None:
        """A link to the same page is followed."""
        self.links += 1
        address = {"demo_t": list(asked)} if asked else {}
        self.app.session_state["followed"] = Followed(self.links, address)

    def tell(self, name: str, mount: str) -> None:
        self.app.session_state["told"] = {"mount": mount, "name": name}

    def url(self) -> list[str]:
        found = self.app.query_params.get("demo_t", [])
        return [found] if isinstance(found, str) else list(found)


def test_without_a_link_it_starts_at_the_default_and_leaves_the_url_alone():
    visit = Visit()
    now = visit.run()
    assert (now.at, now.start, now.note) == ("0.5", "0.5", "None")
    assert visit.url() == []


def test_a_link_says_where_it_starts():
    assert Visit("1").run().at == "1"


@pytest.mark.parametrize("bad", [["7"], ["x"], ["0", "1"], [""]])
def test_a_bad_link_starts_at_the_default_and_keeps_its_note_until_it_is_moved(bad):
    visit = Visit(*bad)
    first, again = visit.run(), visit.run()
    assert first.at == again.at == "0.5"
    assert "demo_t" in first.note
    assert "demo_t" in again.note
    visit.tell("0", again.mount)
    assert visit.run().note == "None"
    assert visit.url() == ["0"]


def test_what_the_browser_tells_counts_and_goes_into_the_url_and_moves_nothing_there():
    visit = Visit()
    before = visit.run()
    visit.tell("1", before.mount)
    now = visit.run()
    assert now.at == "1"
    assert (now.mount, now.start) == (before.mount, before.start)
    assert visit.url() == ["1"]
    assert visit.run() == now


def test_the_default_is_left_out_of_the_url():
    visit = Visit("1")
    visit.tell("0.5", visit.run().mount)
    assert visit.run().at == "0.5"
    assert visit.url() == []


def test_another_link_moves_the_slider_in_the_browser_too():
    visit = Visit()
    before = visit.run()
    visit.tell("1", before.mount)
    visit.run()
    visit.link("0")
    now = visit.run()
    assert (now.at, now.start) == ("0", "0")
    assert now.mount != before.mount
    visit.link()
    last = visit.run()
    assert (last.at, last.start) == ("0.5", "0.5")
    assert last.mount not in (now.mount, before.mount)


def test_what_was_told_before_the_link_no_longer_counts():
    visit = Visit()
    visit.tell("1", visit.run().mount)
    visit.run()
    visit.link("0")
    now = visit.run()
    assert now.at == "0"
    assert visit.run() == now
    visit.tell("1", now.mount)
    assert visit.run().at == "1"


NONSENSE = [
    None, "1", {}, {"mount": "0.0", "name": "7"}, {"mount": 1, "name": "1"}, math.nan,
    {"mount": math.nan, "name": "1"}, {"name": "1"}, [], [{"name": "1"}], 10**400, True,
]  # fmt: skip


@pytest.mark.parametrize("told", NONSENSE)
def test_nonsense_from_the_browser_is_as_good_as_nothing(told):
    visit = Visit()
    visit.run()
    visit.app.session_state["told"] = told
    assert visit.run().at == "0.5"


@pytest.mark.parametrize("sent", NONSENSE)
def test_a_page_that_is_sent_nonsense_runs_to_its_end_and_says_nothing(
    sent, monkeypatch
):
    everything = dict.fromkeys(("at", "drawn", "followed"), sent)
    monkeypatch.setattr(explorable, "component", lambda **_: everything)
    app = opened("gradients", hide=["code", "questions"], grad_p="0.5")
    assert not app.warning
    assert app.latex


def test_a_run_that_was_asked_for_before_the_url_arrived_moves_nothing_back():
    visit = Visit("0")
    mount = visit.run().mount
    visit.tell("0.5", mount)
    visit.run()
    visit.asks("0")  # the browser has not heard yet
    visit.tell("1", mount)
    assert visit.run().at == "1"
    visit.asks("0")  # still not, and now something else on the page was clicked
    late = visit.run()
    assert (late.at, late.mount) == ("1", mount)
    assert visit.url() == ["1"]


def test_a_link_to_where_the_slider_was_moves_it_back_however_soon_it_is_followed():
    visit = Visit("0")
    mount = visit.run().mount
    visit.tell("1", mount)
    visit.run()
    visit.link("0")
    now = visit.run()
    assert now.at == "0"
    assert now.mount != mount
    assert visit.url() == ["0"]


def test_a_link_that_is_followed_twice_counts_twice():
    visit = Visit()
    visit.run()
    for _ in range(2):
        visit.link("1")
        now = visit.run()
        assert now.at == "1"
        visit.tell("0", now.mount)
        assert visit.run().at == "0"


def test_a_new_server_that_hears_of_an_old_link_goes_by_the_address():
    visit = Visit("0")
    visit.link("1")
    assert visit.run().at == "0"
    assert visit.run().at == "0"


def test_a_figure_without_the_position_puts_the_slider_where_it_still_can():
    visit = Visit("1")
    before = visit.run()
    visit.app.session_state["names"] = ("0", "0.5", "0.9", "2")
    now = visit.run()
    assert now.at == now.start == "0.9"
    assert now.mount != before.mount
    assert visit.url() == ["0.9"]
    assert now.note == "None"


def test_a_figure_that_ends_before_the_position_goes_quietly_to_its_default():
    visit = Visit("1")
    visit.run()
    visit.app.session_state["names"] = ("0", "0.5", "0.9")
    now = visit.run()
    assert (now.at, now.note) == ("0.5", "None")
    assert visit.url() == []


def test_another_control_moves_the_slider_here_and_in_the_browser():
    visit = Visit("0")
    before = visit.run()
    visit.tell("0.5", before.mount)
    visit.run()
    visit.app.session_state["wish"] = "1"
    now = visit.run()
    assert (now.at, now.start) == ("1", "1")
    assert now.mount != before.mount
    assert visit.url() == ["1"]
    visit.asks("0")  # the browser has not heard yet
    assert visit.run() == now
    assert visit.url() == ["1"]
    visit.tell("0", now.mount)
    assert visit.run().at == "0"


def test_what_was_told_to_another_server_does_not_count():
    visit, other = Visit(), Visit()
    visit.tell("1", other.run().mount)
    assert visit.run().at == "0.5"


def test_a_folder_that_cannot_be_written_leaves_the_page_whole_with_one_sentence(
    tmp_path, monkeypatch
):
    (tmp_path / "static").write_text("a file lies where the folder should")
    monkeypatch.setattr(served, "STATIC", tmp_path / "static")
    app = opened("gradients")
    assert [one.value for one in app.warning] == [served.MISSING]
    assert app.title[0].value == "How can a slope of −1000 vanish?"
    assert app.latex


def test_servers_that_start_at_once_all_find_the_whole_drawing_library(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(served, "STATIC", tmp_path / "static")
    copied = Barrier(2)  # neither is done before both have copied
    copy = shutil.copyfile
    monkeypatch.setattr(
        "shutil.copyfile", lambda *files: (copy(*files), copied.wait(10))
    )
    with ThreadPoolExecutor(2) as servers:
        starts = [servers.submit(served.put) for _ in range(2)]
        found = {start.result()[0].read_bytes() for start in starts}
    wheel = resources.files("plotly") / "package_data" / "plotly.min.js"
    assert found == {wheel.read_bytes()}
    assert len(list((tmp_path / "static").iterdir())) == 2  # and our own script


def test_a_drawing_library_that_is_taken_away_while_the_app_runs_comes_back(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(served, "STATIC", tmp_path / "static")
    library, script = served.put()
    shutil.rmtree(tmp_path / "static")
    assert served.plotly() == library.name
    assert library.stat().st_size > 1e6
    assert script.read_text(encoding="utf-8") == served.script()


def test_what_is_sent_with_a_figure_stays_when_the_address_fills():
    def sent(app: AppTest) -> list[bytes]:
        return [cast(Any, one).proto.bytes for one in app.get("bidi_component")]

    app = opened("gradients")
    first = sent(app)
    app.query_params["any"] = "thing"  # the address is not empty any more
    assert sent(app.run()) == first


def test_pandas_is_whole_before_any_figure_is_drawn():
    """Half-imported by another reader's page it broke the figure of this one."""
    code = "import sys, core.ui.explorable; print('pandas' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == "True", ran.stderr


def two_listeners() -> None:
    import streamlit as st

    from core.ui import agreement, rest

    agreement.arrive("demo", None)
    mount = rest.settle("demo_t", ("0", "0.5", "1"), "0.5")[1].mount
    agreement.session().listeners["demo_t"] = {"early", "late"}
    for listener, name, serial in (("early", "1", 7), ("late", "0", 8)):
        told = {"mount": mount, "name": name, "serial": serial}
        st.session_state[listener] = {"at": told}
    st.text(rest.settle("demo_t", ("0", "0.5", "1"), "0.5")[0])


def test_of_what_two_listeners_were_told_the_last_counts():
    app = AppTest.from_function(two_listeners).run()
    assert not app.exception
    assert app.text[0].value == "0"

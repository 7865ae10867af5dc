"""Garbage is collected on a schedule of the app's own; nobody outside is asked."""

import gc
import importlib.util
import sys
import tomllib
import weakref
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from streamlit import config, net_util
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.web.server import server_util

from core.ui import warm

ROOT = Path(__file__).parents[2]


class Node:
    """Something that can hold itself."""

    def __init__(self):
        self.me = self


def schedule(
    during_collection: float, busy: float = 0.0
) -> tuple[ModuleType, list[float]]:
    """The module under a clock that only collections and sleeping move; the sleeps.

    The processor works for the part ``busy`` of the time that is slept.

    It is a copy: in the same process the app's own thread may be keeping house.
    """
    spec = importlib.util.spec_from_file_location("warm_copy", warm.__file__)
    assert spec
    assert spec.loader
    copy: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    slept: list[float] = []
    collecting: list[float] = []

    def collect(generation: int = 2) -> int:
        collecting.append(during_collection if generation == 2 else 0.0)
        return gc.collect(generation)

    copy.gc = SimpleNamespace(collect=collect)
    copy.time = SimpleNamespace(
        sleep=slept.append,
        perf_counter=lambda: sum(collecting) + sum(slept),
        process_time=lambda: busy * sum(slept),
    )
    return copy, slept


def test_streamlit_does_not_collect_after_every_run():
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
    assert config["runner"]["postScriptGC"] is False


def a_cycle_after_one_turn() -> bool:
    """Whether an old object that only holds itself is still there after a turn."""
    gc.disable()
    copy, _ = schedule(0.0)
    old = Node()
    gc.collect()  # it survives, and is old now
    watched = weakref.ref(old)
    del old
    copy.collect()
    return watched() is not None


def test_a_cycle_that_nobody_holds_goes_within_one_turn(monkeypatch):
    """In a process of its own: a collection does nothing while another one runs, and
    here the app's own thread may be at it. The new process would run whatever main
    module is here, and an AppTest before may have left its own.
    """
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        assert not process.submit(a_cycle_after_one_turn).result()


@pytest.mark.parametrize("during", [0.0, 0.1, 3.0])
def test_collecting_everything_takes_a_fiftieth_of_the_time_at_most(during):
    copy, slept = schedule(during)
    copy.collect()
    assert sum(slept) >= max(warm.ALL, during / warm.SHARE) - 1e-6  # rounding
    assert set(slept) == {warm.YOUNG}


@pytest.mark.parametrize(("busy", "waits"), [(0.1, 0.0), (0.9, warm.PATIENCE)])
def test_a_full_class_is_not_stopped_for_it_and_it_comes_all_the_same(busy, waits):
    copy, slept = schedule(0.1, busy)
    copy.collect()
    assert sum(slept) == pytest.approx(warm.ALL + waits, abs=2 * warm.YOUNG)


def test_a_page_of_another_site_does_not_make_the_server_ask_outside(monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(net_util, "_external_ip", None)
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    monkeypatch.setattr(
        net_util, "_make_blocking_http_get", lambda url, timeout: asked.append(url)
    )
    warm.ask_nobody()
    assert not server_util.is_url_from_allowed_origins("https://another.example")
    assert not asked


@pytest.mark.parametrize(("edited", "same"), [("none", False), ("auto", True)])
def test_the_theme_is_streamlits_own_made_once_unless_it_is_edited(
    edited, same, monkeypatch
):
    sections = [
        "theme",
        *(f"theme.{one.value}" for one in config.CustomThemeCategories),
    ]

    def themes() -> list[CustomThemeConfig]:
        made = [CustomThemeConfig() for _ in sections]
        for one, section in zip(made, sections, strict=True):
            app_session._populate_theme_msg(one, section)
        return made

    own, populate = themes(), app_session._populate_theme_msg
    assert own[sections.index("theme.light")].primary_color == "#005A8F"
    monkeypatch.setattr(app_session, "_populate_theme_msg", populate)
    with monkeypatch.context() as inside:
        given = {"server.fileWatcherType": edited}
        inside.setattr(config, "get_option", given.__getitem__)
        warm.theme_once()
    assert (app_session._populate_theme_msg is populate) == same
    assert themes() == own
    assert themes() == own


def delta(fragment: str, *path: int, text: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.fragment_id = fragment
    message.delta.new_element.markdown.body = text
    return message


def test_when_a_part_runs_again_what_waits_stays_and_what_comes_stands_behind_it():
    warm.lose_nothing()
    queue = ForwardMsgQueue()
    waiting = [delta("outer", 0, 0), delta("outer", 0, 1), delta("inner", 0, 2, 0)]
    anew = delta("outer", 0, 1, text="anew")
    for message in waiting:
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["outer"])
    queue.enqueue(anew)
    assert queue.flush() == [*waiting, anew]
    assert queue.is_empty()
    queue.enqueue(anew)
    queue.clear(retain_lifecycle_msgs=True)  # the page as a whole begins anew
    assert queue.is_empty()

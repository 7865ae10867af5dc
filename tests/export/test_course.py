"""The static course says what the app says: states are opened in both and compared."""

import json
import logging
import random
import re
import sys
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

from core.export import __main__ as export
from core.export import figures, site
from core.export.opening import opened
from core.export.pieces import Place
from core.export.recording import Recorded
from core.export.variables import Variable, spread, state_of
from core.ui import tour

STEMS = ("cross_entropy", "vanishing_gradients")
NAME = re.compile(r'data-name="(\w+)"')


@pytest.fixture(scope="module", params=STEMS)
def read(request: pytest.FixtureRequest):
    return request.param, *site.read(request.param, STEMS, most=2)


def seen(page: Recorded, known: list[Variable], state: dict[str, str]) -> Any:
    """What the course shows in that state, as its script finds it."""
    values = {
        one.key: ["", *one.values] if one.kind == "guess" else one.values
        for one in known
    }
    found: dict[Place, str] = dict(page.fixed)
    for place, (keys, numbers) in page.moving.items():
        at = 0
        for key in keys:
            at = at * len(values[key]) + values[key].index(state[key])
        found[place] = page.texts[numbers[at]]
    return {place: text for place, text in found.items() if text}


def test_five_states_are_those_of_the_app_in_every_word_and_every_picture(read):
    stem, page, known, reader = read
    choose = random.Random(1)
    for _ in range(5):
        state = {one.key: choose.choice(one.values) for one in known}
        app = opened(stem, *state_of(known, state))
        assert seen(page, known, state) == reader.read(app)[1], state


def test_every_part_that_changes_has_a_place_in_the_document(read):
    stem, page, _, _ = read
    text = site.document(stem, page, STEMS)
    names = ["-".join(map(str, place)) for place in page.moving]
    assert [name for name in names if text.count(f'data-piece="{name}"') != 1] == []
    assert names


def test_every_picture_of_the_course_is_what_the_app_sends_bit_for_bit(read):
    stem, page, known, reader = read
    app = opened(stem, {}, {})
    sent = [figures.figure(one) for one in app.get("bidi_component")]
    here = "".join(seen(page, known, {one.key: one.default for one in known}).values())
    kept = [figures.taken_out(reader.figures[name].text) for name in NAME.findall(here)]
    assert kept == [one.packed for one in sent if one]
    assert kept


def test_every_position_of_every_slider_is_in_the_course(read):
    stem, _, _, reader = read
    for options, names in figures.sent(opened(stem, {}, {})):
        kept = figures.taken_out(reader.figures[options["digest"]].text)
        header, _ = figures.part(kept, 0)
        assert header["names"] == names
        assert len(names) > 5


def test_every_step_of_the_tour_is_a_state_that_was_recorded(read):
    stem, page, known, _ = read
    told = json.loads(site.data(stem, page, known, STEMS))["tour"]
    found = tour.of_page(stem)
    assert found
    assert [step["link"] for step in told] == [step.link for step in found.steps]
    values = {one.key: one.values for one in known if one.kind != "slider"}
    keys = {one.key for one in known}
    for step in found.steps:
        assert set(step.link) <= keys
        for key, value in step.link.items():
            assert value in values.get(key, [value])


def test_a_course_of_more_than_40_megabytes_is_written_with_an_error(
    tmp_path, monkeypatch, capsys
):
    def write(folder, stems):
        (folder / "a.js").write_bytes(bytes(size))
        yield stems[0]

    monkeypatch.setattr(site, "write", write)
    monkeypatch.setattr(logging, "disable", lambda _: None)  # it is for one process
    monkeypatch.setattr(sys, "argv", ["", f"{tmp_path}", "--pages", "gradients"])
    for size in (39_900_000, 40_100_000):
        with pytest.raises(SystemExit) if size > 40e6 else nullcontext():
            export.main()
    assert "39.9 MB" in capsys.readouterr().out


@pytest.mark.parametrize("lag", [1, 3])
def test_a_figure_is_kept_without_loss(lag: int):
    numbers = np.random.default_rng(0).normal(size=300).astype("<f4")
    packed = b"\x08\x00\x00\x00{}      " + numbers.tobytes()
    kept = figures.keep(packed, lag)
    assert figures.taken_out(kept.text) == packed
    smooth = packed[:12] + np.linspace(0, 1, 3000, dtype="<f4").tobytes()
    assert len(figures.keep(smooth).text) < len(smooth) / 2
    assert figures.taken_out(figures.keep(smooth).text) == smooth


def test_a_spread_has_both_ends_and_the_default():
    names = [str(number) for number in range(101)]
    assert spread(names, "33", 5) == ("0", "25", "33", "50", "75", "100")
    assert spread(names[:3], "1", 5) == ("0", "1", "2")

import math
from typing import Any

import numpy as np
import pytest

from core.lessons.dirac_gan import figures
from core.lessons.dirac_gan.runs import Setting, count_steps, starts
from core.maths.dirac import METHODS
from core.ui import packing
from tests.lessons.dirac_gan.oracle import walked
from tests.maths.dirac_losses import LOSSES, asked

# Each method once; both updates, several learning rates, all momenta among them.
SETTINGS = [
    Setting("minimax", "alternating", 0.1, 0.0),
    Setting("non-saturating", "simultaneous", 0.2, 0.0),
    Setting("wgan", "simultaneous", 0.5, 0.9),
    Setting("wgan-clip", "alternating", 0.3, 0.5),
    Setting("wgan-gp", "simultaneous", 0.1, -0.5),
    Setting("instance-noise", "alternating", 0.5, 0.0),
    Setting("r1", "simultaneous", 2.0, 0.0),
    Setting("consensus", "alternating", 0.1, 0.0),
    Setting("extragradient", "simultaneous", 0.5, 0.0),
]
START = (1.0, -0.5)


@pytest.fixture(scope="module", params=SETTINGS, ids=lambda one: one.method)
def drawn(request) -> tuple[Setting, Any]:
    return request.param, figures.field(*request.param)


def at(figure, name) -> dict[tuple[str, str], Any]:
    """Trace name and y axis to what is drawn at a position."""
    (frame,) = (frame for frame in figure.frames if frame.name == name)
    found = {}
    for trace, moved in zip(frame.traces, frame.data, strict=True):
        old = figure.data[trace]
        x = old.x if moved.x is None else moved.x
        found[old.name, old.yaxis] = np.array(x, float), np.array(moved.y, float)
    return found


def test_every_setting_of_the_tests_is_of_another_method():
    assert [setting.method for setting in SETTINGS] == list(METHODS)


def test_the_orbit_its_distance_and_both_losses_are_autograds_run(drawn):
    setting, figure = drawn
    seen = at(figure, "1,-0.5")
    steps, distance = seen["", "y2"]
    shown = np.isfinite(distance) & (steps <= 60)
    places = walked(setting, START, int(steps[shown][-1]))
    places = np.array(places)[steps[shown].astype(int)]
    # Frames are float32; the run itself may be amplified.
    near: dict[str, Any] = {"rtol": 1e-5, "atol": 1e-6}
    np.testing.assert_allclose(seen["orbit", "y"][0][shown], places[:, 0], **near)
    np.testing.assert_allclose(seen["orbit", "y"][1][shown], places[:, 1], **near)
    np.testing.assert_allclose(distance[shown], np.hypot(*places.T), **near)
    paid = np.array([asked(LOSSES[setting.method], *place)[0] for place in places])
    np.testing.assert_allclose(seen["G", "y3"][1][shown], paid[:, 0], **near)
    np.testing.assert_allclose(seen["D", "y3"][1][shown], paid[:, 1], **near)


def test_every_position_is_a_start_and_its_handle_stands_there(drawn):
    figure = drawn[1]
    (handle,) = figure.layout.meta["handles"]
    assert figure.layout.meta["free"]
    assert len(figure.names) == len(starts())
    for position, name in enumerate(figure.names):
        place = [float(text) for text in name.split(",")]
        row = figure.rows(position)[handle]
        assert [row["x"][0], row["y"][0]] == place
        orbit = next(iter(figure.rows(position).values()))
        assert [orbit["x"][0], orbit["y"][0]] == place


def test_the_arrows_point_where_autograds_step_leads(drawn):
    setting, figure = drawn
    (field,) = (trace for trace in figure.data if trace.name == "field")
    x, y = (np.array(part).reshape(-1, 6) for part in (field.x, field.y))
    assert np.isnan(x[:, 5]).all()
    (ahead,) = {setting.method == "extragradient"}
    sizes, speeds = [], []
    for tail, tip in zip(
        np.stack([x[:, 0], y[:, 0]], 1)[::7],
        np.stack([x[:, 1], y[:, 1]], 1)[::7],
        strict=True,
    ):
        middle, arrow = (tail + tip) / 2, tip - tail
        pull = np.array(asked(LOSSES[setting.method], *middle)[1])
        if ahead:
            there = middle + setting.lr * pull
            pull = np.array(asked(LOSSES[setting.method], *there)[1])
        sizes.append(np.hypot(*arrow))
        speeds.append(np.hypot(*pull))
        if speeds[-1] > 1e-9:
            along = arrow @ pull / (sizes[-1] * speeds[-1])
            assert along == pytest.approx(1.0, abs=1e-9)
    # The longer the arrow the quicker, by the root, and none reaches the next.
    ratio = np.array(sizes) ** 2 / np.maximum(speeds, 1e-300)
    moving = np.array(speeds) > 1e-9
    np.testing.assert_allclose(ratio[moving], ratio[moving][0], rtol=1e-6)
    assert max(sizes) < figures.SPACING


def test_the_readouts_say_where_it_began_and_ended(drawn):
    setting, figure = drawn
    readouts = figure.layout.meta["readouts"]
    names = list(readouts)
    assert names[1] == f"after {count_steps(setting)} steps"
    position = figure.names.index("1,-0.5")
    assert float(readouts[names[0]][position]) == pytest.approx(1.118, abs=5e-4)
    end = at(figure, "1,-0.5")["", "y2"][1][-1]
    said = readouts[names[1]][position].replace("−", "-")
    if math.isnan(end):
        assert said == "not a number"
    else:
        assert float(said) == pytest.approx(end, rel=6e-4)
    assert ("largest |eigenvalue|" in names) == (setting.method != "wgan-gp")


def test_each_position_has_its_notice_and_its_sentence_without_marks(drawn):
    meta = drawn[1].layout.meta
    for notice, sentence in zip(meta["notices"], meta["sentences"], strict=True):
        assert "<b>" in notice
        assert sentence == notice.replace("<b>", "").replace("</b>", "")


def test_starts_lie_within_the_axes_and_the_axes_stand_still(drawn):
    setting, figure = drawn
    low, high = figure.layout.xaxis.range
    assert (low, high) == tuple(figure.layout.yaxis.range)
    for theta, psi in starts():
        assert low < min(theta, psi)
        assert max(theta, psi) < high
    assert figure.layout.xaxis2.range == figure.layout.xaxis3.range
    assert figure.layout.xaxis3.range[1] == count_steps(setting)


def test_the_figure_travels_light(drawn):
    assert len(packing.pack(drawn[1])) < 500_000

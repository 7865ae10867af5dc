from typing import Any

import numpy as np
import pytest

from core.lessons.dirac_gan import film
from core.lessons.dirac_gan.runs import Setting
from core.ui import packing
from tests.lessons.dirac_gan.oracle import walked
from tests.maths.dirac_losses import LOSSES, asked

SETTINGS = [
    Setting("minimax", "alternating", 0.1, 0.0),
    Setting("r1", "simultaneous", 0.5, 0.5),
    Setting("wgan", "simultaneous", 0.2, 0.0),  # leaves
]
NEAR = 2e-5  # float32, of numbers up to ten


@pytest.fixture(scope="module", params=SETTINGS, ids=lambda one: one.method)
def drawn(request) -> tuple[Setting, Any]:
    return request.param, film.walk(*request.param, start="1,-0.5")


def pieces(figure, position):
    return {
        (figure.data[trace].name, figure.data[trace].yaxis): row
        for trace, row in figure.rows(position).items()
    }


def test_every_moment_shows_the_players_where_autograd_leads_them(drawn):
    setting, figure = drawn
    steps = [int(name) for name in figure.names]
    assert steps == list(range(len(steps)))
    places = walked(setting, (1.0, -0.5), min(steps[-1], 60))
    for position, step in enumerate(steps):
        if step >= len(places):
            break
        theta, psi = places[step]
        seen = pieces(figure, position)
        assert list(seen["fake", "y"]["x"]) == pytest.approx([theta] * 2, abs=NEAR)
        assert list(seen["fake", "y"]["y"]) == pytest.approx([0, theta * psi], abs=NEAR)
        line = seen["D", "y"]
        assert list(line["y"] / line["x"]) == pytest.approx([psi] * 2, abs=NEAR)
        here = seen["here", "y2"]
        assert (here["x"][0], here["y"][0]) == pytest.approx((theta, psi), abs=NEAR)
        paid = asked(LOSSES[setting.method], theta, psi)[0]
        shown = seen["G", "y3"]["y"][0], seen["D", "y3"]["y"][0]
        assert shown == pytest.approx(paid, abs=NEAR)
        assert seen["G", "y3"]["x"][0] == step


def test_what_has_been_walked_ends_where_the_players_are(drawn):
    figure = drawn[1]
    for position in range(len(figure.names)):
        seen = pieces(figure, position)
        trail, here = seen["walked", "y2"], seen["here", "y2"]
        assert trail["x"][position] == trail["x"][-1] == here["x"][0]
        assert trail["y"][position] == trail["y"][-1] == here["y"][0]


def test_the_film_ends_where_the_walk_leaves_the_picture(drawn):
    setting, figure = drawn
    assert np.isfinite(pieces(figure, len(figure.names) - 1)["here", "y2"]["x"]).all()
    edge = figure.layout.xaxis.range[1]
    for position in range(len(figure.names)):
        seen = pieces(figure, position)
        assert np.abs(seen["fake", "y"]["x"]).max() <= edge
        assert np.abs(seen["fake", "y"]["y"]).max() < figure.layout.yaxis.range[1]
        for name in "G", "D":
            low, high = figure.layout.yaxis3.range
            assert low < seen[name, "y3"]["y"][0] < high
    if setting.method == "wgan":
        assert int(figure.names[-1]) < 100


def test_a_notice_says_whether_the_line_leads_home_as_the_gradient_does(drawn):
    setting, figure = drawn
    notices = figure.layout.meta["notices"]
    for position, notice in enumerate(notices):
        here = pieces(figure, position)["here", "y2"]
        theta, psi = here["x"][0], here["y"][0]
        to_theta = asked(LOSSES[setting.method], float(theta), float(psi))[1][0]
        if "home" in notice:
            assert to_theta * theta < 0
        elif "away" in notice:
            assert to_theta * theta > 0
        assert ("to the right" in notice) == (to_theta > 0)
        assert "home" in notice or "away" in notice


def test_where_nothing_leads_anywhere_the_notice_says_so():
    figure: Any = film.walk("minimax", "simultaneous", 0.1, 0.0, "0,1")
    first, *_ = figure.layout.meta["notices"]
    assert first == (
        "The fake is in place, but D's line tilts and leads G <b>on</b>, to the right."
    )
    figure = film.walk("minimax", "simultaneous", 0.1, 0.0, "1,0")
    assert figure.layout.meta["notices"][0].startswith("D's line is flat")


@pytest.mark.parametrize("bad", ["", "1", "1,2,3", "one,two"])
def test_a_start_must_be_two_numbers(bad):
    with pytest.raises(ValueError, match=r"unpack|could not convert"):
        film.walk("minimax", "simultaneous", 0.1, 0.0, bad)


def test_the_film_travels_light(drawn):
    assert len(packing.pack(drawn[1])) < 300_000

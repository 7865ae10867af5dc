"""A session trains when asked, shows what is there, says when a run falls apart."""

import itertools
import math
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.stats

from core.gan.config import Config
from core.lessons.live_gan import training_session
from core.lessons.live_gan.live_figure import PHASES
from core.lessons.live_gan.runs import side_by_side
from core.lessons.live_gan.training_session import MOST, Frame, TrainingSession
from core.training.look import X
from core.training.snapshot import snapshot
from core.training.trainer import Trainer
from tests.maths import games

ALONE = side_by_side(Config())
PAIR = side_by_side(Config(), "saturating")
EIGHT = side_by_side(Config(), many=True)
LONG = 60.0  # seconds: no frame is left out for want of time


NAMES = {  # of traces, shorter
    ("fake", "y"): "density",
    ("discriminator", "y"): "output",
    ("G(z)", "y"): "map",
    ("fakes with their gradients", "x"): "fakes",
    ("where its gradient sends it", "x"): "tips",
    ("push", "x"): "shafts",
    ("the best D now", "y"): "best",
}


def read(session: TrainingSession, frame: Frame) -> dict[str, np.ndarray]:
    """A row cut into its pieces, as the browser does; each named, and counted."""
    live = session.figure.layout.meta["live"]
    found = {"iteration": frame.row[:1]}
    at = 1
    for _, name in live["series"]:
        found[name], at = frame.row[at : at + 1], at + 1
    for trace, attribute, length in live["scene"]:
        name = NAMES[session.figure.data[trace].name, attribute]
        run = sum(key.startswith(name) for key in found)
        found[f"{name} {run}"], at = frame.row[at : at + length], at + length
    assert at == len(frame.row)
    return found


@pytest.mark.parametrize("configs", [ALONE, PAIR, EIGHT], ids=["one", "pair", "eight"])
def test_every_frame_fills_the_figure_to_the_last_number(configs):
    session = TrainingSession(configs)
    frames = session.take("both", 1, LONG)
    assert len(frames) == 1
    assert read(session, session.start).keys() == read(session, frames[0]).keys()
    assert frames[0].row.dtype == np.float32
    for trace, attribute, length in session.figure.layout.meta["live"]["scene"]:
        assert len(session.figure.data[trace][attribute]) == length


def test_the_first_frame_is_the_figure_as_it_comes():
    session = TrainingSession(ALONE)
    live = session.figure.layout.meta["live"]
    pieces = [session.figure.data[trace][name] for trace, name, _ in live["scene"]]
    drawn = np.concatenate(pieces).astype(np.float32)
    sent = session.start.row[1 + len(live["series"]) :]
    assert np.array_equal(drawn, sent, equal_nan=True)
    for at, (trace, name) in enumerate(live["series"], start=1):
        drawn, sent = session.figure.data[trace].y, session.start.row[[at, at]]
        assert np.array_equal(drawn.astype(np.float32), sent, equal_nan=True), name


def test_a_residual_generator_starts_as_the_standard_normal_density():
    session = TrainingSession(ALONE)
    density = read(session, session.start)["density 0"]
    # Bins of width 0.1 differ from the density by its curvature, 0.4 · 0.1² / 24.
    near = np.abs(X) < 2.0
    assert density[near] == pytest.approx(scipy.stats.norm.pdf(X[near]), abs=2e-3)


def test_playing_is_the_training_loop_itself():
    session, alone = TrainingSession(ALONE), Trainer(Config())
    frames = session.take("play", 7, LONG)
    assert len(frames) == MOST
    alone.advance(7 * MOST)
    seen = snapshot(alone)
    last = read(session, frames[-1])
    assert last["iteration"] == 7 * MOST
    assert last["W1 0"] == np.float32(seen.w1[0])
    assert np.array_equal(last["density 0"], seen.density[0].astype(np.float32))


def test_time_that_is_up_ends_a_chunk_after_one_frame():
    assert len(TrainingSession(ALONE).take("play", 1, 0.0)) == 1


def ticking(monkeypatch) -> None:
    """A clock that goes on whenever it is looked at."""
    ticks = itertools.count()
    clock = SimpleNamespace(perf_counter=lambda: float(next(ticks)))
    monkeypatch.setattr(training_session, "time", clock)


def test_a_frame_of_many_iterations_ends_when_the_time_is_up(monkeypatch):
    session = TrainingSession(ALONE)
    ticking(monkeypatch)
    (frame,) = session.take("play", 500, 7.5)
    assert frame.row[0] == 8  # looked at after each: one more than fits


def test_a_head_start_ends_its_frame_when_the_time_is_up(monkeypatch):
    session = TrainingSession([Config(head_start=40)])
    ticking(monkeypatch)
    (frame,) = session.take("play", 500, 3.5)
    assert frame.name.endswith("step 4")


def test_a_frame_that_will_not_fit_is_not_begun(monkeypatch):
    session = TrainingSession(ALONE)
    ticking(monkeypatch)
    # Each frame is looked at 11 times, so the third would end at 33.
    assert [one.row[0] for one in session.take("play", 10, 30.0)] == [10, 20]


def test_where_it_is_stopped_makes_no_difference():
    whole, pieces = TrainingSession(ALONE), TrainingSession(ALONE)
    far = whole.take("play", 5, LONG)[5]
    near = [pieces.take("play", 5, 0.0) for _ in range(30)]
    assert all(len(chunk) == 1 for chunk in near)
    assert np.array_equal(far.row, near[-1][0].row, equal_nan=True)


def test_one_step_of_a_player_moves_that_player_alone():
    session = TrainingSession([Config(generator="plain")])
    before = read(session, session.start)
    (frame,) = session.take("d", 1, LONG)
    after_d = read(session, frame)
    assert np.array_equal(after_d["map 0"], before["map 0"])
    assert not np.array_equal(after_d["output 0"], before["output 0"])
    (frame,) = session.take("g", 1, LONG)
    after_g = read(session, frame)
    assert not np.array_equal(after_g["map 0"], after_d["map 0"])
    assert np.array_equal(after_g["output 0"], after_d["output 0"])


@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (2, 3)])
def test_slow_motion_is_one_iteration_in_named_steps(d_steps, g_steps):
    config = Config(d_steps=d_steps, g_steps=g_steps)
    session, whole = TrainingSession([config]), TrainingSession([config])
    frames = session.take("slow", 1, 0.0)
    assert [one.phase for one in frames] == [1, 2, 3] * d_steps + [4, 5] * g_steps
    assert len(PHASES) == 5
    (at_once,) = whole.take("both", 1, LONG)
    slowly, quickly = read(session, frames[-1]), read(whole, at_once)
    assert np.array_equal(slowly["map 0"], quickly["map 0"])
    assert np.array_equal(slowly["output 0"], quickly["output 0"])
    assert session.take("both", 1, LONG)[0].row[0] == 2


def test_the_head_start_is_d_alone_and_comes_first():
    session = TrainingSession([Config(head_start=40)])
    frames = session.take("play", 10, LONG)
    ahead = [one for one in frames if "head start" in one.name]
    assert [one.row[0] for one in ahead] == [0, 0]
    assert np.array_equal(
        read(session, ahead[-1])["map 0"], read(session, session.start)["map 0"]
    )
    assert frames[2].row[0] == 10


def test_the_arrows_end_where_one_unit_of_gradient_sends_a_fake():
    session = TrainingSession([replace(Config(), loss="wasserstein")])
    seen = read(session, session.take("play", 20, LONG)[-1])
    pushes = seen["fakes 0"] - seen["tips 0"]
    shafts = seen["shafts 0"].reshape(-1, 3)
    assert np.array_equal(shafts[:, 0], seen["fakes 0"])
    assert np.array_equal(shafts[:, 1], seen["tips 0"])
    assert np.isnan(shafts[:, 2]).all()
    # G's loss is -f: its gradient is minus the slope of the critic that is drawn.
    slope = np.gradient(seen["output 0"], X)
    expected = -np.interp(seen["fakes 0"], X, slope)
    # Differences of a grid, in float32: a tenth of slopes that are small as yet.
    assert pushes == pytest.approx(expected, abs=0.1 * np.abs(expected).max())


def test_the_losses_drawn_for_a_d_of_a_half_are_those_of_guessing():
    session = TrainingSession([Config(lr_d=0.0)])
    seen = read(session, session.start)
    logits = np.log(seen["output 0"] / (1 - seen["output 0"]))
    real = scipy.stats.norm.pdf(X, 4.0, 0.5) * 0.1
    fake = scipy.stats.norm.pdf(X) * 0.1
    on_real, on_fake = games.bce_discriminator_loss(logits, logits)
    assert seen["L_D 0"] == pytest.approx(real @ on_real + fake @ on_fake, rel=2e-3)
    on_g = games.non_saturating_generator_loss(logits)
    assert seen["L_G 0"] == pytest.approx(fake @ on_g, rel=2e-3)


def test_no_d_falls_below_the_least_loss():
    session = TrainingSession([Config(d_steps=5)])
    for frame in session.take("play", 10, LONG):
        seen = read(session, frame)
        assert seen["L_D 0"] >= seen["least 0"] - 1e-6
        least = 2 * math.log(2) - 2 * seen["JS 0"]
        assert seen["least 0"] == pytest.approx(least, abs=1e-6)


def test_with_a_smoothed_label_no_least_loss_is_claimed():
    session = TrainingSession([Config(real_label=0.9)])
    assert "least 0" not in read(session, session.start)
    assert not [title for title in session.start.numbers if "least" in title]


def test_a_run_that_explodes_is_stopped_named_and_taken_back():
    wild = Config(lr_d=1.0, lr_g=1.0, optimiser_g="sgd", loss="least-squares")
    session = TrainingSession([wild])
    for _ in range(30):
        frames = session.take("play", 1, 0.0)
        assert all(np.isfinite(one.row[1:3]).all() for one in frames)
        if session.fallen:
            break
    assert "fell apart" in session.fallen
    assert session.take("play", 1, LONG) == []
    session.change(replace(wild, lr_d=1e-3, lr_g=1e-3))
    (back,) = session.take("restore", 1, LONG)
    assert not session.fallen
    onward = session.take("play", 1, 0.0)
    assert onward[0].row[0] == back.row[0] + 1
    assert not session.fallen


def test_a_change_while_it_runs_applies_from_the_next_step_on():
    session = TrainingSession(ALONE)
    session.take("play", 10, 0.0)
    assert session.fits([replace(Config(), lr_g=0.0)])
    session.change(replace(Config(), lr_g=0.0))
    assert session.changed == 1
    before = read(session, session.take("d", 1, LONG)[0])["map 0"]
    after = read(session, session.take("both", 1, LONG)[0])["map 0"]
    assert np.array_equal(before, after)


@pytest.mark.parametrize(
    "other",
    [
        [replace(Config(), seed=1)],
        [replace(Config(), width_g=8)],
        [replace(Config(), target="uniform")],
        [replace(Config(), loss="hinge")],
        [replace(Config(), real_label=0.9)],
        EIGHT,
    ],
    ids=["seed", "width", "target", "another game", "no bound on D", "more runs"],
)
def test_what_is_fixed_for_a_run_begins_a_new_one(other):
    assert not TrainingSession(ALONE).fits(other)


def test_the_other_loss_of_the_same_game_may_take_over():
    assert TrainingSession(ALONE).fits([replace(Config(), loss="saturating")])

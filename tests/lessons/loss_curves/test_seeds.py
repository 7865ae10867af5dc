"""What the page says about each kind of run, over eight seeds; fewer steps will do."""

from typing import NamedTuple

import numpy as np
import pytest
import torch
from scipy import stats
from torch.nn import functional

from core.gan.config import Config
from core.gan.targets import quantiles
from core.lessons.loss_curves import cases
from core.lessons.loss_curves.words import CURES
from core.training.history import record
from core.training.networks import one_thread
from core.training.trainer import Trainer

COIN = 2 * np.log(2)


class Seen(NamedTuple):
    """A run: its log, its fakes now and then, and W1 then."""

    loss_d: np.ndarray
    loss_g: np.ndarray
    fakes: np.ndarray
    w1: np.ndarray


SEEDS = range(100, 108)  # no case has them: the sentences were not chosen by them
FEW = SEEDS[:1]  # of sentences that held on all eight when they were written


def bugs(kind: str, iterations: int, seeds: range = SEEDS) -> list[Seen]:
    found = (
        record(kind, iterations=iterations, every=iterations, seed=seed)
        for seed in seeds
    )
    return [Seen(r.loss_d, r.loss_g, r.fakes, r.w1) for r in found]


def side_by_side(*configs: Config, iterations: int) -> list[Seen]:
    """Runs in one loop, which is faster; losses and distances by torch and SciPy."""
    one_thread()
    trainer, bce = Trainer(*configs), functional.binary_cross_entropy_with_logits
    target = configs[0].density
    noise = torch.tensor(
        stats.norm.ppf((np.arange(200) + 0.5) / 200), dtype=torch.float
    )
    noise = noise[:, None].expand(len(configs), 200, 1)
    wanted = quantiles(target, 200)
    log, fakes = [], []
    for iteration in range(iterations):
        trainer.advance(1)
        real, fake, asked = (trainer.scores[of] for of in ("real", "fake", "for_g"))
        one, zero = torch.ones_like(real), torch.zeros_like(real)
        sign = (-1, zero) if configs[0].loss == "saturating" else (1, one)
        losses = bce(real, one, reduction="none") + bce(fake, zero, reduction="none")
        asked = sign[0] * bce(asked, sign[1], reduction="none")
        log.append((losses.mean((1, 2)).numpy(), asked.mean((1, 2)).numpy()))
        if iteration % 20 == 19:
            with torch.no_grad():
                fakes.append(trainer.g(noise)[..., 0].numpy())
    log, seen = np.array(log), np.array(fakes)
    return [
        Seen(
            log[:, 0, run],
            log[:, 1, run],
            seen[:, run],
            np.array([stats.wasserstein_distance(f, wanted) for f in seen[:, run]]),
        )
        for run in range(len(configs))
    ]


def configured(kind: str, iterations: int) -> list[Seen]:
    given = cases.KINDS[kind] or {}
    configs = (Config(**given, seed=seed) for seed in SEEDS)
    return side_by_side(*configs, iterations=iterations)


def late(losses: np.ndarray) -> float:
    return float(losses[-50:].mean())


def share(run: Seen) -> float:
    right = float(np.mean(run.fakes[-1] > 0))
    return max(right, 1 - right)


def swing(run: Seen) -> float:
    """Over how much the mean of the fakes moves in the second half."""
    means = run.fakes.mean(axis=1)
    return float(np.ptp(means[len(means) // 2 :]))


def test_healthy_rises_above_log_2_and_comes_to_both_levels_and_near_the_data():
    for run in configured("healthy", 600):
        # Smoothed, 0.80 to 1.12 in 32 runs; 20 of them start below log 2.
        assert cases.smooth(run.loss_g).max() > np.log(2) + 0.05
        assert cases.smooth(run.loss_d).min() < COIN - 0.1  # at first D wins
        assert late(run.loss_d) == pytest.approx(COIN, abs=0.02)
        assert late(run.loss_g) == pytest.approx(np.log(2), abs=0.02)
        assert run.w1[-1] < 0.3
        assert swing(run) < 0.6


def test_with_d_too_good_both_losses_are_0_from_the_start_and_g_stays():
    for run in configured("vanishing", 60):
        assert 0 < run.loss_d.mean() < 0.01
        assert -0.01 < run.loss_g.mean() < 0
        assert (run.loss_g <= 0).all()
        assert run.w1[-1] == pytest.approx(6, abs=0.03)


def test_collapse_settles_where_the_best_d_against_one_mode_of_two_does():
    third = 1 / 3  # half a mode of data, one mode of fakes
    loss_d = -0.5 * np.log(third) - np.log(1 - third)
    runs = configured("collapse", 400)
    collapsed = [run for run in runs if share(run) > 0.99]
    assert len(collapsed) == pytest.approx(5, abs=1)  # another processor rounds
    for run in collapsed:
        assert late(run.loss_d) == pytest.approx(loss_d, abs=0.05)
        assert late(run.loss_g) == pytest.approx(-np.log(third), abs=0.1)


def test_oscillation_keeps_its_level_while_the_fakes_swing_on():
    for run in configured("oscillation", 1000):
        assert swing(run) > 1.0
        assert late(run.loss_d) == pytest.approx(COIN, abs=0.02)
        assert late(run.loss_g) == pytest.approx(np.log(2), abs=0.02)


def test_a_sigmoid_too_many_keeps_both_losses_between_their_floors():
    softplus = lambda x: np.log1p(np.exp(x))  # noqa: E731
    for run in bugs("sigmoid", 60, FEW):
        # 1e-6: float32.
        assert run.loss_d.min() > softplus(-1) + softplus(0) - 1e-6
        assert run.loss_g.min() > softplus(-1) - 1e-6
        assert run.loss_g.max() < np.log(2) + 1e-6


def test_a_gradient_left_on_g_makes_the_fakes_crowd_and_ds_loss_slip():
    runs = bugs("detach", 450, SEEDS[:4])
    for run in runs:
        assert run.w1[-1] < 0.15 * run.w1[0]
        assert run.fakes[-1].std() < 0.9 * 0.5  # measured 0.05 to 0.41
    assert np.median([run.fakes[-1].std() for run in runs]) < 0.5 * 0.5
    # Single seeds come up to 2 log 2 for a while: of all steps, measured 0.8.
    assert np.mean([run.loss_d[-150:] < COIN for run in runs]) > 0.6
    assert np.mean([run.loss_g[-150:].mean() for run in runs]) > np.log(2) + 0.002


def test_where_g_moves_d_the_loss_of_d_rises_far_above_a_coins_and_the_fakes_fly_off():
    for run in bugs("moves-d", 200, FEW):
        assert cases.smooth(run.loss_d).max() > 2 * COIN
        assert run.w1[-1] > run.w1[0]
        assert run.fakes[-1].mean() > 6


@pytest.mark.parametrize("kind", ["swapped", "label-0"])
def test_where_d_and_g_want_the_same_both_losses_fall_to_0_far_from_the_data(kind):
    for run in bugs(kind, 150, FEW):
        assert late(run.loss_d) < 0.05
        assert late(run.loss_g) < 0.05
        assert run.w1[-1] > 1.5 * run.w1[0]


def test_a_frozen_d_lets_its_loss_rise_or_both_lines_go_flat_and_the_fakes_are_off():
    for run in bugs("d-frozen", 1000, FEW):
        flat = max(run.loss_d[-100:].std(), run.loss_g[-100:].std()) < 0.01
        assert flat or late(run.loss_d) > 1.5 * COIN
        assert abs(run.fakes[-1].std() - 0.5) > 0.2  # nobody asks G to spread them


def test_where_no_gradient_reaches_g_its_loss_grows_on_and_its_fakes_stay():
    for run in bugs("g-detached", 500, FEW):
        assert run.w1[-1] == run.w1[0]
        assert late(run.loss_d) < 0.001
        tenths = [part.mean() for part in np.array_split(run.loss_g, 10)]
        assert tenths == sorted(tenths)
        assert tenths[-1] > 10


def test_where_gradients_of_g_stay_on_d_both_losses_rest_at_those_of_two_thirds():
    for run in bugs("not-cleared", 700, FEW):
        assert late(run.loss_d) == pytest.approx(np.log(1.5) + np.log(3), abs=0.02)
        assert late(run.loss_g) == pytest.approx(np.log(1.5), abs=0.02)
        assert run.w1[-1] < 0.2 * run.w1[0]


def test_with_an_epsilon_gs_loss_stands_at_its_cap_and_without_it_the_run_arrives():
    from core.training.bugs import BUGS

    for run in bugs("epsilon", 60, FEW):
        assert late(run.loss_g) == pytest.approx(-np.log(1e-6), abs=0.02)
        assert run.loss_g.max() < -np.log(1e-6) + 1e-5
        assert run.w1[-1] > 0.95 * run.w1[0]
    right = BUGS["epsilon"].right(FEW[0])
    for _ in range(400):
        right.iteration()
    with torch.no_grad():
        fakes = right.g(torch.linspace(-2, 2, 101)[:, None])
    assert fakes.mean().item() == pytest.approx(4, abs=0.5)


def test_a_shifted_logit_is_a_healthy_run_at_other_levels():
    for run in bugs("shifted", 500, FEW):
        assert late(run.loss_d) == pytest.approx(2 * np.log1p(np.exp(-0.5)), abs=0.02)
        assert late(run.loss_g) == pytest.approx(np.log1p(np.exp(-0.5)), abs=0.04)
        assert run.w1[-1] < 0.2 * run.w1[0]


def test_of_one_sign_critic_and_g_fall_together_and_the_fakes_leave():
    for run in bugs("same-sign", 300, FEW):
        for losses in (run.loss_d, run.loss_g):
            tenths = [part.mean() for part in np.array_split(losses, 10)]
            assert tenths[2:] == sorted(tenths[2:], reverse=True)
            assert tenths[-1] < -2
        assert run.w1[-1] > 3 * run.w1[0]


@pytest.mark.parametrize(
    ("kind", "iterations", "cured"),
    [
        ("vanishing", 400, lambda run: run.w1[-1] < 0.5),
        ("collapse", 800, lambda run: share(run) < 0.7),
        ("oscillation", 600, lambda run: swing(run) < 0.3),
    ],
)
def test_the_change_that_is_offered_helps(kind, iterations, cured):
    given = (cases.KINDS[kind] or {}) | CURES[kind]
    configs = (Config(**given, seed=seed) for seed in SEEDS[:2])
    assert all(map(cured, side_by_side(*configs, iterations=iterations)))

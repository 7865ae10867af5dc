"""Both networks at their best, against SciPy, POT and differences."""

from typing import Any

import numpy as np
import ot
import pytest
from scipy import integrate, stats

from core.lessons.wasserstein_critic import figures, pair, words
from core.ui import packing

FIGURE: Any = figures.critic_and_discriminator()
ROWS = [0, 37, 50, 60, 80]  # θ = -5, -1.3, 0, 1, 3
REAL: Any = stats.norm(0.0, 0.5)


def drawn(row):
    """What each moving trace holds, by name."""
    return {FIGURE.data[i].name: held for i, held in FIGURE.rows(row).items()}


def fakes(row) -> Any:
    return stats.norm(float(FIGURE.names[row]), 1.0)


def shown(title, row):
    return float(FIGURE.layout.meta["readouts"][title][row].replace("−", "-"))


def integral(function):
    return integrate.quad(function, -14.0, 14.0, points=[-5, 0, 5], limit=400)[0]


def jensen_shannon(row):
    """By SciPy's quadrature."""

    def integrand(x):
        log_p, log_q = REAL.logpdf(x), fakes(row).logpdf(x)
        log_m = np.logaddexp(log_p, log_q) - np.log(2.0)
        return 0.5 * sum(np.exp(log) * (log - log_m) for log in (log_p, log_q))

    return integral(integrand)


def test_the_slider_goes_from_minus_5_to_5_in_tenths():
    assert FIGURE.names[0] == "-5"
    assert FIGURE.names[50] == "0"
    assert FIGURE.names[-1] == "5"
    assert len(FIGURE.names) == 101


@pytest.mark.parametrize("row", ROWS)
def test_fakes_real_data_and_d_are_scipys(row):
    at = drawn(row)
    bell = next(trace for trace in FIGURE.data if trace.name == "fake")
    assert fakes(row).pdf(at["fake"]["x"]) == pytest.approx(bell.y, abs=1e-6)
    x = figures.PLACES
    odds = REAL.logpdf(x) - fakes(row).logpdf(x)
    assert at["log-odds of D*"]["y"] == pytest.approx(odds, rel=1e-5, abs=1e-5)
    probs = 1.0 / (1.0 + np.exp(-odds))
    assert at["D*"]["y"] == pytest.approx(probs, abs=1e-6)


@pytest.mark.parametrize("row", ROWS)
def test_the_critic_drawn_has_slope_1_and_earns_pots_distance(row):
    line = drawn(row)["best critic f*"]
    x, y = (np.asarray(line[axis], dtype=np.float64) for axis in "xy")
    pieces = np.diff(x) > 0.0
    slopes = np.diff(y)[pieces] / np.diff(x)[pieces]
    assert np.abs(slopes) == pytest.approx(1.0, abs=1e-5)  # float32
    shares = (np.arange(20_000) + 0.5) / 20_000
    here, there = REAL.ppf(shares), fakes(row).ppf(shares)
    distance: Any = ot.wasserstein_1d(here, there)
    earned = np.interp(here, x, y).mean() - np.interp(there, x, y).mean()
    # The line ends at ±8; a fake beyond, at θ = ±5, counts as if it were there.
    assert earned == pytest.approx(float(distance), abs=1e-3)
    assert shown("critic's loss, −W₁", row) == pytest.approx(-distance, rel=1e-3)
    place = drawn(row)["critic's loss, −W₁, at your θ"]["y"]
    assert place == pytest.approx([-distance], rel=1e-4)


@pytest.mark.parametrize("row", ROWS)
def test_the_ways_home_are_the_plan_of_pots_solver(row):
    at = drawn(row)
    there = np.asarray(at["17 fakes"]["x"], dtype=np.float64)
    ends = next(t for t in FIGURE.data if t.name == "where each belongs")
    here = np.array(ends.x)
    lines = np.asarray(at["the way home"]["x"]).reshape(-1, 3)[:, :2]
    cost = ot.dist(there[:, None], here[:, None], metric="sqeuclidean")
    plan = ot.emd(np.full(17, 1 / 17), np.full(17, 1 / 17), cost)
    assert lines[:, 0] == pytest.approx(there)
    assert lines[:, 1] == pytest.approx(here[np.argmax(plan, axis=1)], abs=1e-6)


@pytest.mark.parametrize("row", ROWS)
def test_ds_loss_is_2_log_2_minus_twice_scipys_js(row):
    loss = 2.0 * np.log(2.0) - 2.0 * jensen_shannon(row)
    assert shown("D's loss, 2 log 2 − 2 JS", row) == pytest.approx(loss, rel=1e-3)
    assert drawn(row)["D's loss, at your θ"]["y"] == pytest.approx([loss], rel=1e-5)


@pytest.mark.parametrize("row", [37, 60, 80])
def test_the_pushes_are_the_slopes_of_the_two_curves(row):
    step = 1e-4
    theta = float(FIGURE.names[row])
    low, high = (pair.optimum([theta + s]) for s in (-step, step))
    rise = (high.w1[0] - low.w1[0]) / (2 * step)
    assert shown("the critic's push on the fakes", row) == pytest.approx(
        abs(rise), rel=1e-3
    )
    # log(1 − D) pushes by the slope of J, which is minus D's loss.
    fall = (low.d_loss[0] - high.d_loss[0]) / (2 * step)
    assert shown("D's push, through log(1 − D)", row) == pytest.approx(
        abs(fall), rel=1e-3
    )


def test_the_figure_stays_below_its_budget():
    assert len(packing.pack(FIGURE)) < 500_000


# -- In words --------------------------------------------------------------------------
def test_a_sentence_says_which_fakes_are_called_where():
    texts = words.sentences()
    assert "every fake to the left" in texts[80]
    assert "every fake to the right" in texts[20]
    assert "both sides inwards" in texts[50]
    # Fakes N(1, 1) beyond the peak at -1: those more than two widths to the left.
    share = 100.0 * stats.norm.sf(-2.0)
    assert f"calls {share:.1f} % of the fakes to the left" in texts[60]


@pytest.mark.parametrize("row", [60, 80])
def test_the_formulas_end_in_the_numbers_of_the_slider(row):
    theta = float(FIGURE.names[row])
    _, critic, d = words.formulas(theta)
    assert float(critic.rsplit("= ", 1)[1]) == shown("critic's loss, −W₁", row)
    assert float(d.rsplit("= ", 1)[1]) == shown("D's loss, 2 log 2 − 2 JS", row)

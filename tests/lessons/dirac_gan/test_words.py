import re
from typing import get_args

import numpy as np
import pytest

from core.lessons.dirac_gan import words
from core.lessons.dirac_gan.runs import Setting, run
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, orbit
from core.maths.dirac_verdict import STARTS, Fate, Judgement, Verdict, judge
from tests.maths.dirac_losses import LOSSES, asked


def test_every_method_update_and_verdict_has_its_words():
    assert list(words.METHODS) == list(METHODS)
    assert list(words.UPDATES) == list(UPDATES)
    assert set(words.MEANS) == set(get_args(Verdict))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("update", UPDATES)
def test_the_verdict_names_what_was_judged_and_where_the_eigenvalues_lie(
    method, update
):
    text = words.verdict(Setting(method, update, 0.1, 0.0))
    found = judge(method, update, 0.1)
    assert text.lower().startswith(f"**{found.verdict}.**")
    assert "{" not in text
    kink, inside, outside, on = (
        word in text for word in ("kink", ", within", "repels", "do not tell")
    )
    assert [kink, inside, outside, on].count(True) == 1
    if found.verdict.startswith("converges l"):
        assert inside
    if found.verdict == "converges sublinearly":
        assert on
    if found.verdict == "diverges":
        assert outside


def test_an_eigenvalue_is_told_in_five_digits():
    assert "|eigenvalue| is 0.98765, within" in words.eigenvalues(0.987654)
    assert "|eigenvalue| is 1.0123, outside" in words.eigenvalues(1.012345)


def test_the_share_of_linear_convergence_is_one_minus_the_root_of_1_minus_h_gamma():
    text = words.verdict(Setting("r1", "alternating", 0.1, 0.0))
    assert f"{100 * (1 - np.sqrt(0.95)):.3g} %" in text


def test_a_local_verdict_names_a_start_from_which_it_fails():
    text = words.verdict(Setting("consensus", "simultaneous", 0.1, 0.0))
    assert "From farther out it fails, from θ = −2, ψ = 0.5 for one" in text
    assert np.hypot(-2.0, 0.5) > np.hypot(*STARTS[0])
    text = words.verdict(Setting("minimax", "alternating", 0.5, 0.0))
    assert re.search(
        r"From farther out it leaves, from θ = −?[\d.]+, ψ = −?[\d.]+ for one", text
    )


def test_the_two_generators_minimise_the_logarithms_that_are_named():
    d = 1.0 / (1.0 + np.exp(-0.5 * 1.5))
    for name, formula, loss in (
        ("minimax", "G minimises log(1 − D)", np.log(1.0 - d)),
        ("non-saturating", "G minimises −log D instead", -np.log(d)),
    ):
        assert formula in words.METHODS[name]
        assert asked(LOSSES[name], 0.5, 1.5)[0][0] == pytest.approx(loss)


def test_a_step_over_the_bound_is_cut_back_to_it_before_the_next():
    clipped = METHODS["wgan-clip"]
    limits = f"between −{clipped.bound:g} and {clipped.bound:g} after each step"
    assert limits in words.METHODS["wgan-clip"]
    for update in UPDATES.values():
        psi = orbit(clipped, update, [-5.0, 5.0], [0.9, -0.9], 0.5, 1).psi
        assert psi[-1].tolist() == [1.0, -1.0]


def test_with_noise_d_is_drawn_back_from_a_slope_between_two_equal_points():
    text = words.METHODS["instance-noise"]
    assert "on real and fake samples alike, of standard deviation 1." in text
    g_loss, d_loss = asked(LOSSES["instance-noise"], 0.0, 2.0)[0]
    assert d_loss == pytest.approx(-2.0 * g_loss)  # real as dear as fake
    assert text.endswith("punished for a slope that separates nothing.")
    for psi in (-2.0, -0.1, 0.1, 2.0):
        pull, plain = (
            asked(LOSSES[name], 0.0, psi)[1][1]
            for name in ("instance-noise", "minimax")
        )
        assert pull * psi < 0.0
        assert plain == 0.0


def test_under_consensus_nobody_moves_at_the_equilibrium_or_far_away():
    text = words.METHODS["consensus"]
    assert "nobody moves: the equilibrium, or far away, where D is so sure" in text
    for theta, psi in ((0.0, 0.0), (-8.0, 8.0), (8.0, -8.0)):
        assert asked(LOSSES["consensus"], theta, psi)[1] == pytest.approx((0, 0))
    assert np.abs(asked(LOSSES["consensus"], -1.0, 1.0)[1]).min() > 0.01


def test_if_no_run_leaves_the_first_that_does_not_come_home_is_named(monkeypatch):
    fates: list[Fate] = ["linearly"] * len(STARTS)
    fates[2:4] = ["round", "leaves"]
    found = Judgement("converges locally only", 0.9, tuple(fates))
    monkeypatch.setattr(words, "judge", lambda *_: found)
    theta, psi = (f"{value:.3g}".replace("-", "−") for value in STARTS[2])
    text = words.verdict(Setting("r1", "alternating", 0.1, 0.0))
    assert f"it fails, from θ = {theta}, ψ = {psi} for one" in text


def test_what_cannot_be_told_is_said_to_be_so():
    text = words.verdict(Setting("r1", "simultaneous", 2.0, 0.0))
    assert text.startswith("**Cannot be told.**")
    assert "agree" not in text.replace("disagree", "")


@pytest.mark.parametrize(
    ("method", "update", "lr", "start", "said"),
    [
        ("minimax", "alternating", 0.1, (1.0, -1.0), "it is no nearer"),
        ("minimax", "alternating", 0.3, (0.0, -3.5), "it is hardly nearer"),
        ("r1", "alternating", 0.1, (1.0, -1.0), "it is home"),
        ("non-saturating", "alternating", 0.1, (2.0, -1.0), "it is nearer"),
        ("minimax", "simultaneous", 0.1, (1.0, -1.0), "it is farther away"),
        ("wgan", "simultaneous", 0.5, (1.0, -1.0), "leaves the picture"),
        ("wgan", "alternating", 0.5, (1.0, 1.0), "it swings"),
    ],
)
def test_a_notice_says_what_became_of_the_orbit(method, update, lr, start, said):
    whole = run(Setting(method, update, lr, 0.0), [start[0]], [start[1]])
    text = words.notice(whole, 0)
    assert f"<b>{said}</b>" in text
    theta, psi = (f"{value:g}".replace("-", "−") for value in start)
    assert text.startswith(f"From θ = {theta}, ψ = {psi} ")


def test_a_notice_of_an_orbit_that_leaves_says_by_when():
    setting = Setting("wgan", "simultaneous", 0.5, 0.0)
    text = words.notice(run(setting, [1.0], [0.0]), 0)
    (steps,) = re.findall(r"within (\d+) steps", text)
    # The distance is 1.25^(k/2): over 20 from k = 27 on, and every step is drawn.
    assert int(steps) == 27


def test_a_notice_of_an_orbit_that_is_back_again_says_how_near_and_how_far_it_is():
    text = words.notice(run(Setting("wgan", "alternating", 0.5, 0.0), [2.0], [2.0]), 0)
    # The map keeps θ² + ψ² − hθψ, an ellipse: its half axes are the two ends.
    kept = 4.0 + 4.0 - 0.5 * 4.0
    ends = [np.sqrt(kept / (1.0 + side * 0.25)) for side in (1.0, -1.0)]
    told = [float(one) for one in re.findall(r"between (\S+) and (\S+)\.", text)[0]]
    assert told == pytest.approx(ends, rel=0.02)  # steps come near the two, at most


def test_a_notice_measures_the_way_to_the_equilibrium_at_both_ends():
    whole = run(Setting("minimax", "simultaneous", 0.1, 0.0), [1.234], [0.5])
    ends = [np.hypot(whole.theta[at, 0], whole.psi[at, 0]) for at in (0, -1)]
    told = re.findall(r"distance is (\S+)\. .*: (\S+)\.$", words.notice(whole, 0))
    assert told == [tuple(f"{end:.3g}" for end in ends)]
    assert f"After {max(whole.steps)} steps" in words.notice(whole, 0)

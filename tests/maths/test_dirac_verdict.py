import numpy as np
import pytest

from core.maths import dirac_verdict
from core.maths.dirac import METHODS
from core.maths.dirac_steps import UPDATES, Orbit
from core.maths.dirac_verdict import ON_CIRCLE, STARTS, fates, judge

SIMULTANEOUS, ALTERNATING = UPDATES

# Mescheder et al. 2018, sections 2 and 3: no convergence for the plain ones and the
# critics (but non-saturating in turns, sublinearly), convergence for noise, R1 and
# consensus. Which cycle and which diverge, at lr = 0.1, was measured apart from this.
TABLE = {
    "minimax": ("diverges", "cycles"),
    "non-saturating": ("cycles", "converges sublinearly"),
    "wgan": ("diverges", "cycles"),
    "wgan-clip": ("cycles", "cycles"),
    "wgan-gp": ("cycles", "cycles"),
    "instance-noise": ("converges linearly", "converges linearly"),
    "r1": ("converges linearly", "converges linearly"),
    "consensus": ("converges locally only", "converges locally only"),
    "extragradient": ("converges linearly", "converges linearly"),
}
RUNS = {
    "converges linearly": "linearly",
    "converges sublinearly": "sublinearly",
    "cycles": "round",
    "diverges": "leaves",
}


def test_the_table_has_nine_methods_and_two_updates():
    assert list(TABLE) == list(METHODS)
    assert list(UPDATES) == ["simultaneous", "alternating"]
    assert len(STARTS) >= 3


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("update", [0, 1], ids=list(UPDATES))
def test_eigenvalues_and_runs_from_every_start_give_the_papers_verdict(name, update):
    found = judge(name, list(UPDATES)[update], 0.1)
    assert found.verdict == TABLE[name][update]
    if found.verdict == "converges locally only":
        assert found.fates[0] == "linearly"
        assert {"linearly", "leaves"} == set(found.fates)
    else:
        assert set(found.fates) == {RUNS[found.verdict]}
    converges = found.verdict.startswith("converges")
    if not np.isnan(found.radius):
        assert (found.radius < 1 - ON_CIRCLE) <= converges
        assert (found.radius > 1 + ON_CIRCLE) <= (not converges)


@pytest.mark.parametrize("update", UPDATES)
def test_consensus_fails_from_the_starts_that_were_measured_and_one_nearer(update):
    # The paper's (3, 3) and (4, -2) are (3, -3) and (4, 2) here.
    starts = [(1, -1), (3, -3), (4, 2), (-2, 0.5)]
    found = fates(METHODS["consensus"], update, 0.1, starts=starts)
    assert found[0] == "linearly"
    assert "linearly" not in found[1:]
    assert found[3] == "leaves"


@pytest.mark.parametrize("name", ["instance-noise", "r1"])
@pytest.mark.parametrize("update", UPDATES)
def test_what_converges_does_so_from_far_too(name, update):
    starts = [(3, -3), (3, 3), (-4, 2), (4, 0)]
    assert set(fates(METHODS[name], update, 0.1, starts=starts)) == {"linearly"}


@pytest.mark.parametrize(
    ("name", "update", "lr", "momentum", "verdict"),
    [
        # Negative momentum, in turns only: Gidel et al. 2019, for a bilinear game.
        ("wgan", ALTERNATING, 0.1, -0.5, "converges linearly"),
        ("wgan", SIMULTANEOUS, 0.1, -0.5, "diverges"),
        ("minimax", ALTERNATING, 0.1, -0.5, "converges linearly"),
        # Positive momentum, and why many recipes set Adam's beta1 to 0.
        ("wgan", ALTERNATING, 0.1, 0.5, "diverges"),
        ("minimax", ALTERNATING, 0.1, 0.9, "diverges"),
        ("r1", ALTERNATING, 0.1, 0.5, "converges linearly"),
        ("r1", ALTERNATING, 0.1, 0.9, "cycles"),
        # Steps that are too long: gamma must exceed lr / 4 at once, lr gamma stay < 2.
        ("r1", SIMULTANEOUS, 1.5, 0.0, "converges linearly"),
        ("r1", SIMULTANEOUS, 2.5, 0.0, "cycles locally only"),
        ("r1", SIMULTANEOUS, 2.0, 0.0, "cannot be told"),
        # Outwards so slowly that 0.1 does not show it.
        ("minimax", ALTERNATING, 0.5, 0.0, "cycles locally only"),
        ("wgan", ALTERNATING, 0.5, 0.0, "cycles"),
        ("non-saturating", SIMULTANEOUS, 0.05, 0.0, "cycles"),
    ],
)
def test_step_and_momentum_decide_with_the_method(name, update, lr, momentum, verdict):
    assert judge(name, update, lr, momentum).verdict == verdict


@pytest.mark.parametrize("quarters", [(1.0, 0.9, 0.95), (1.0, 1.05, 1.0)])
def test_an_orbit_that_nears_in_one_quarter_only_goes_round(monkeypatch, quarters):
    distance = np.repeat([1.0, 1.0, *quarters], [1, *[dirac_verdict.STEPS // 4] * 4])
    angle = np.arange(distance.size)
    made = Orbit(*(distance * way(angle) for way in (np.cos, np.sin)))
    made = Orbit(made.theta[:, None], made.psi[:, None])
    monkeypatch.setattr(dirac_verdict, "orbit", lambda *_: made)
    assert fates(METHODS["wgan"], SIMULTANEOUS, 0.1, starts=[(1, 0)]) == ("round",)


def test_a_bilinear_game_has_no_scale_its_orbits_leave_from_near_and_from_far():
    starts = [(1e-3, 0.0), (1e3, 0.0)]
    found = fates(METHODS["wgan"], SIMULTANEOUS, 0.02, starts=starts)
    assert found == ("leaves", "leaves")

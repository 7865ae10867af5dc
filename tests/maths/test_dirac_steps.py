import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy import special

from core.maths.dirac import METHODS, gradient_penalty, r1
from core.maths.dirac_steps import FAR, UPDATES, alternating, orbit, simultaneous
from tests.maths.dirac_losses import LOSSES

STEPS = 60
# Rounding of some 60 steps, by which a diverging run may be amplified.
FOLLOWED = 1e-9
PLAIN = [name for name, method in METHODS.items() if not method.looks_ahead]


def trained(name, start, lr, steps, momentum, in_turns):
    """The same run by torch.optim.SGD on the losses that the papers state."""
    theta, psi = (
        torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in start
    )
    g, d = (torch.optim.SGD([own], lr, momentum=momentum) for own in (theta, psi))
    bound = METHODS[name].bound
    places = [start]

    def pull(own, index):
        loss = LOSSES[name](theta, psi)[index]
        (own.grad,) = torch.autograd.grad(loss, own)

    for _ in range(steps):
        pull(psi, 1)
        if not in_turns:
            pull(theta, 0)
        d.step()
        with torch.no_grad():
            psi.clamp_(-bound, bound)
        if in_turns:
            pull(theta, 0)
        g.step()
        places.append((theta.item(), psi.item()))
    return np.array(places)


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("momentum", [0.0, 0.5])
@pytest.mark.parametrize("update", UPDATES)
def test_a_run_is_that_of_torchs_sgd_on_the_stated_losses(name, momentum, update):
    start, lr = (1.0, -0.8), 0.2
    theirs = trained(name, start, lr, STEPS, momentum, update == "alternating")
    ours = orbit(
        METHODS[name], UPDATES[update], start[0], start[1], lr, STEPS, momentum
    )
    np.testing.assert_allclose(np.stack([*ours], 1), theirs, atol=FOLLOWED)


def test_a_negative_momentum_takes_back_a_part_of_the_last_step():
    run = orbit(METHODS["minimax"], simultaneous, 1.0, -1.0, 0.2, STEPS, -0.5)
    places = np.stack([*run], 1)
    pull = np.stack(METHODS["minimax"].field(*places[1:-1].T), 1)
    expected = places[1:-1] + 0.2 * pull - 0.5 * (places[1:-1] - places[:-2])
    np.testing.assert_allclose(places[2:], expected, atol=FOLLOWED)


@pytest.mark.parametrize("update", UPDATES)
def test_extragradient_steps_by_the_gradient_where_a_step_would_lead(update):
    lr = 0.3

    def ahead(theta, psi):
        trust = special.expit(theta * psi)
        theta, psi = theta + lr * psi * trust, psi - lr * theta * trust
        trust = special.expit(theta * psi)
        return psi * trust, -theta * trust

    theta, psi = 1.0, -0.8
    for _ in range(STEPS):
        to_theta, to_psi = ahead(theta, psi)
        psi += lr * to_psi
        if update == "alternating":
            to_theta, _ = ahead(theta, psi)
        theta += lr * to_theta
    run = orbit(METHODS["extragradient"], UPDATES[update], 1.0, -0.8, lr, STEPS)
    assert (run.theta[-1], run.psi[-1]) == pytest.approx((theta, psi), abs=FOLLOWED)


# -- What can be known on paper --------------------------------------------------------


@pytest.mark.parametrize("lr", [0.05, 0.1, 0.5])
def test_a_plain_critic_at_once_grows_by_the_root_of_1_plus_lr_squared(lr):
    distance = orbit(METHODS["wgan"], simultaneous, 1.0, 1.0, lr, 200).distance
    grown = math.sqrt(2.0) * (1.0 + lr**2) ** (np.arange(201) / 2)
    kept = grown < FAR
    np.testing.assert_allclose(distance[kept], grown[kept], rtol=1e-13)
    assert np.isnan(distance[~kept]).all()


def test_minimax_at_once_grows_by_1_plus_lr_squared_d_squared_a_step():
    run = orbit(METHODS["minimax"], simultaneous, 1.0, -1.0, 0.1, 5000)
    grown = run.distance[1:] ** 2 / run.distance[:-1] ** 2
    trust = special.expit(run.theta * run.psi)[:-1]
    np.testing.assert_allclose(grown, 1.0 + 0.01 * trust**2, rtol=1e-14)
    assert run.distance[-1] == pytest.approx(3.6, abs=0.05)


def test_in_turns_a_plain_critic_stays_on_an_ellipse():
    lr = 0.5
    run = orbit(METHODS["wgan"], alternating, 1.0, -1.0, lr, 2000)
    kept = run.theta**2 + run.psi**2 - lr * run.theta * run.psi
    np.testing.assert_allclose(kept, kept[0], rtol=1e-11)  # some roundings a step


@pytest.mark.parametrize("lr", [0.05, 0.1, 0.2])
def test_non_saturating_at_once_ends_on_a_circle_of_radius_root_2_lr(lr):
    theta, psi = [1.0, 0.1, -2.0], [-1.0, 0.0, 0.5]
    run = orbit(METHODS["non-saturating"], simultaneous, theta, psi, lr, 40_000)
    circle = run.distance[-1000:]
    # The law is the first term in lr: R is lr^(1/2), and the next term lr^(3/2).
    assert circle.mean(axis=0) == pytest.approx([math.sqrt(2 * lr)] * 3, rel=2e-3)
    assert np.ptp(circle) < 0.2 * lr**1.5


def test_non_saturating_in_turns_falls_like_the_root_of_8_over_time():
    lr = 0.1
    run = orbit(METHODS["non-saturating"], alternating, 1.0, -1.0, lr, 80_000)
    for time in (500, 2000, 8000):
        around = run.distance[round(time / lr) - 250 : round(time / lr)].mean()
        # R^-2 = time / 8 + R(0)^-2, here 1/2: the law where R is small.
        assert around == pytest.approx((time / 8 + 0.5) ** -0.5, rel=0.03)


def test_in_turns_minimax_creeps_outwards_though_its_eigenvalues_lie_on_the_circle():
    # Not the field's own numbers: plain Python. In 5 000 steps nothing shows.
    theta, psi, lr = 1.0, -1.0, 0.2
    peaks = []
    for step in range(400_000):
        psi -= lr * theta / (1.0 + math.exp(-theta * psi))
        theta += lr * psi / (1.0 + math.exp(-theta * psi))
        if step % 50_000 == 0:
            peaks.append(0.0)
        peaks[-1] = max(peaks[-1], math.hypot(theta, psi))
    assert peaks == sorted(peaks)
    assert peaks[0] < 1.6
    assert peaks[-1] > 3.4


def test_a_two_sided_penalty_sends_a_resting_critic_away_and_goes_round():
    method = gradient_penalty(gamma=1.0, target=0.3)
    run = orbit(method, simultaneous, 1.0, -1.0, 0.1, 20_000)
    assert np.ptp(run.theta[-5000:]) == pytest.approx(0.89, abs=0.01)
    run = orbit(method, alternating, 1.0, -1.0, 0.1, 20_000)
    assert np.ptp(run.theta[-5000:]) == pytest.approx(0.82, abs=0.01)


@pytest.mark.parametrize(("gamma", "steps"), [(0.3, 495), (1.0, 183), (3.0, 803)])
def test_r1_takes_the_measured_number_of_steps_to_a_thousandth(gamma, steps):
    distance = orbit(r1(gamma), simultaneous, 1.0, -1.0, 0.1, 1000).distance
    assert np.argmax(distance < 1e-3) == pytest.approx(steps, abs=1)
    # Critical damping: at gamma = 1 both eigenvalues meet.
    assert gamma == 1.0 or np.argmax(distance < 1e-3) > 300


# -- What a run is ---------------------------------------------------------------------


def test_many_starts_run_as_each_does_alone():
    starts = [(1.0, -1.0), (0.3, 0.2), (2.0, 2.0)]
    theta, psi = np.array(starts).T
    together = orbit(METHODS["r1"], alternating, theta, psi, 0.1, STEPS)
    assert together.theta.shape == (STEPS + 1, 3)
    for index, (theta, psi) in enumerate(starts):
        alone = orbit(METHODS["r1"], alternating, theta, psi, 0.1, STEPS)
        np.testing.assert_allclose(together.theta[:, index], alone.theta, rtol=1e-13)
        np.testing.assert_allclose(together.psi[:, index], alone.psi, rtol=1e-13)


def test_one_start_that_leaves_does_not_disturb_another():
    wild = replace(METHODS["wgan"], field=lambda theta, psi: (theta**3, -psi))
    run = orbit(wild, simultaneous, [3.0, 0.0], 0.1, 0.5, 200)
    assert np.isnan(run.distance[-1, 0])
    assert run.psi[-1, 1] == pytest.approx(0.1 * 0.5**200, rel=1e-12)


def test_a_run_leaves_its_start_as_it_was():
    theta, psi = np.array([1.0]), np.array([-1.0])
    orbit(METHODS["minimax"], alternating, theta, psi, 0.1, 5, 0.5)
    assert (theta[0], psi[0]) == (1.0, -1.0)


@pytest.mark.parametrize("lr", [0.0, -0.1, math.nan])
def test_a_learning_rate_must_be_positive(lr):
    with pytest.raises(ValueError, match="lr must be positive"):
        orbit(METHODS["minimax"], simultaneous, 1.0, 1.0, lr, 5)


@pytest.mark.parametrize("far", [math.nan, math.inf, 2 * FAR])
def test_a_start_must_not_have_left_already(far):
    with pytest.raises(ValueError, match="a start must lie within"):
        orbit(METHODS["minimax"], simultaneous, far, 1.0, 0.1, 5)

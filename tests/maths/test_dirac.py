import numpy as np
import pytest
from scipy import integrate, special, stats

from core.maths import dirac
from core.maths.dirac import METHODS
from tests.maths.dirac_losses import LOSSES, asked, with_penalty, with_r1

PLACES = [(1.0, -1.0), (0.3, 0.2), (-2.0, 0.5), (0.7, -1.3), (-3.0, -2.5), (0.0, 1.5)]
ROUNDING = 1e-13  # a few operations on numbers of the size of ten


def test_the_nine_methods_are_those_whose_losses_are_written_in_torch():
    assert list(METHODS) == list(LOSSES)


@pytest.mark.parametrize("name", METHODS)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_losses_are_torchs_and_the_field_is_what_autograd_makes_of_them(name, place):
    values, pulls = asked(LOSSES[name], *place)
    method = METHODS[name]
    theta, psi = map(np.asarray, place)
    # A constant of the generator's loss is nobody's business, but there is none.
    assert method.losses(theta, psi) == pytest.approx(values, abs=ROUNDING)
    assert method.field(theta, psi) == pytest.approx(pulls, abs=ROUNDING)


@pytest.mark.parametrize("gamma", [0.3, 1.0, 3.0])
def test_the_strength_of_a_penalty_is_the_factor_in_its_loss(gamma):
    for method, losses in (
        (dirac.r1(gamma), lambda t, p: with_r1(t, p, gamma)),
        (
            dirac.gradient_penalty(gamma, 0.3),
            lambda t, p: with_penalty(t, p, gamma, 0.3),
        ),
    ):
        _, pulls = asked(losses, 0.7, -1.3)
        place = map(np.asarray, (0.7, -1.3))
        assert method.field(*place) == pytest.approx(pulls, abs=ROUNDING)


@pytest.mark.parametrize("name", METHODS)
def test_a_field_of_many_places_is_the_field_of_each(name):
    theta, psi = np.array(PLACES).T
    field = np.array(METHODS[name].field(theta, psi)).T
    alone = [METHODS[name].field(*map(np.asarray, place)) for place in PLACES]
    # SIMD sums of 60 nodes may round otherwise.
    np.testing.assert_allclose(field, np.array(alone), atol=ROUNDING)


@pytest.mark.parametrize("name", METHODS)
def test_nobody_moves_at_the_equilibrium(name):
    field = METHODS[name].field(np.zeros(()), np.zeros(()))
    assert np.abs(field).max() < 1e-16  # the 60 nodes are symmetric but for rounding


@pytest.mark.parametrize("name", METHODS)
def test_a_half_turn_turns_the_field(name):
    theta, psi = np.array(PLACES).T
    field = METHODS[name].field
    there = np.array(field(-theta, -psi))
    np.testing.assert_allclose(there, -np.array(field(theta, psi)), atol=ROUNDING)


def test_sixty_nodes_come_near_the_noisy_losses_that_scipy_integrates():
    noise = stats.norm.pdf

    def pull(theta, psi):
        def real(n):
            return noise(n) * n * special.expit(-psi * n)

        def fake(n):
            return noise(n) * (theta + n) * special.expit(psi * (theta + n))

        def trust(n):
            return noise(n) * special.expit(psi * (theta + n))

        found = [
            integrate.quad(f, -12, 12, epsabs=1e-12, limit=200)[0]
            for f in (trust, real, fake)
        ]
        return psi * found[0], found[1] - found[2]

    field = dirac.instance_noise(std=1.0).field
    # The steeper the sigmoid, the harder for the nodes: slope 1, then 4.
    for theta, psi, near in ((0.7, -1.0, 1e-9), (-1.0, 0.5, 1e-12), (2.0, 4.0, 2e-3)):
        ours = field(np.asarray(theta), np.asarray(psi))
        assert ours == pytest.approx(pull(theta, psi), abs=near)


def test_the_sigmoid_of_a_long_run_is_scipys():
    logits = np.array([-800.0, -40.0, -1.0, 0.0, 3.0, 40.0, 800.0])
    # exp amplifies the rounding of its argument: 40 * 2**-53.
    np.testing.assert_allclose(
        dirac.sigmoid(logits), special.expit(logits), rtol=1e-14, atol=1e-323
    )


def test_the_papers_sign_of_psi_gives_the_papers_fields():
    # f'(t) = sigmoid(-t), and their D is large on fakes: psi is minus ours.
    for theta, psi in PLACES:
        slope, other = special.expit(-theta * psi), special.expit(theta * psi)
        for name, paper in (
            ("minimax", (-psi * slope, theta * slope)),
            ("non-saturating", (-psi * other, theta * slope)),
            ("wgan", (-psi, theta)),
            ("r1", (-psi * slope, theta * slope - 0.5 * psi)),
        ):
            to_theta, to_psi = METHODS[name].field(np.asarray(theta), np.asarray(-psi))
            assert (to_theta, -to_psi) == pytest.approx(paper, rel=1e-14)


def test_consensus_has_the_factor_that_the_authors_public_code_halves():
    # At their (0.7, -1.3), which is (0.7, 1.3) here: finite differences of the energy.
    def energy(theta, psi):
        return 0.5 * (theta**2 + psi**2) * special.expit(theta * psi) ** 2

    theta, psi, step = 0.7, 1.3, 1e-5
    rise = (energy(theta + step, psi) - energy(theta - step, psi)) / (2 * step)
    place = np.asarray(theta), np.asarray(psi)
    ours = METHODS["minimax"].field(*place)[0] - METHODS["consensus"].field(*place)[0]
    assert ours == pytest.approx(rise, rel=1e-8)  # of the step, squared
    d = special.expit(theta * psi)
    second = psi * (theta**2 + psi**2) * d**2 * (1 - d)
    assert abs((rise - 0.5 * second) / rise - 1) > 0.2

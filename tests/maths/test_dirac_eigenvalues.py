import numpy as np
import pytest

from core.maths.dirac import METHODS, instance_noise, minimax, r1
from core.maths.dirac_eigenvalues import eigenvalues, spectral_radius, update_matrix
from core.maths.dirac_steps import UPDATES, State, orbit

SMOOTH = [name for name, method in METHODS.items() if method.slopes is not None]
LRS = [0.05, 0.1, 0.5, 1.5]
MOMENTA = [-0.5, 0.0, 0.5, 0.9]
SIMULTANEOUS, ALTERNATING = UPDATES


def numerical(method, update, lr, momentum):
    """The Jacobian of a step at the equilibrium, by central differences."""
    size, h = (4 if momentum else 2), 1e-5
    columns = []
    for unit in np.eye(size):
        ends = []
        for sign in (1.0, -1.0):
            state = State(*np.pad(sign * h * unit, (0, 4 - size)))
            ends.append(np.array(UPDATES[update](method, state, lr, momentum))[:size])
        columns.append((ends[0] - ends[1]) / (2 * h))
    return np.stack(columns, axis=1)


# -- Eigenvalues -----------------------------------------------------------------------


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("momentum", MOMENTA)
@pytest.mark.parametrize("update", UPDATES)
def test_the_matrix_of_an_update_is_its_numerical_jacobian(name, momentum, update):
    for lr in LRS:
        ours = update_matrix(METHODS[name], update, lr, momentum)
        theirs = numerical(METHODS[name], update, lr, momentum)
        # Central differences: h squared, and rounding over h.
        np.testing.assert_allclose(ours, theirs, atol=1e-9)
        found = eigenvalues(METHODS[name], update, lr, momentum)
        for value in np.linalg.eigvals(theirs):
            assert np.abs(found - value).min() < 1e-4  # the root for a double one


@pytest.mark.parametrize("lr", LRS)
def test_minimax_at_once_lies_outside_the_circle_by_lr_squared_over_4(lr):
    for name in ("minimax", "non-saturating"):
        found = eigenvalues(METHODS[name], SIMULTANEOUS, lr)
        assert np.abs(found) ** 2 == pytest.approx([1 + lr**2 / 4] * 2, rel=1e-14)
    found = eigenvalues(METHODS["wgan"], SIMULTANEOUS, lr)
    assert np.abs(found) ** 2 == pytest.approx([1 + lr**2] * 2, rel=1e-14)


def test_minimax_in_turns_stays_on_the_circle_up_to_lr_4():
    for lr in (0.1, 1.0, 3.9):
        matrix = update_matrix(minimax(), ALTERNATING, lr)
        assert np.trace(matrix) == pytest.approx(2 - lr**2 / 4)
        assert np.linalg.det(matrix) == pytest.approx(1.0)
        radius = spectral_radius(minimax(), ALTERNATING, lr)
        assert radius == pytest.approx(1.0, abs=1e-12)
    split = np.sort(np.abs(eigenvalues(minimax(), ALTERNATING, 4.1)))
    assert split == pytest.approx([0.64, 1.56], abs=5e-3)


@pytest.mark.parametrize("gamma", [0.3, 1.0, 3.0])
def test_r1_needs_a_gamma_above_a_quarter_of_the_learning_rate(gamma):
    for lr in (0.1, 0.3):
        squared = 1 - lr * gamma + lr**2 / 4
        matrix = update_matrix(r1(gamma), SIMULTANEOUS, lr)
        assert np.linalg.det(matrix) == pytest.approx(squared)
        matrix = update_matrix(r1(gamma), ALTERNATING, lr)
        assert np.linalg.det(matrix) == pytest.approx(1 - lr * gamma)
    for lr, inside in ((3.9 * gamma, True), (4.1 * gamma, False)):
        if gamma < 1.0:  # beyond critical damping the eigenvalues are real
            radius = spectral_radius(r1(gamma), SIMULTANEOUS, lr)
            assert (radius < 1.0) is inside


def test_r1_damps_fastest_at_gamma_1():
    radii = {g: spectral_radius(r1(g), SIMULTANEOUS, 0.1) for g in (0.3, 0.9, 1, 1.1)}
    assert min(radii, key=radii.__getitem__) == 1
    found = eigenvalues(r1(1.0), SIMULTANEOUS, 0.1)
    assert found == pytest.approx([0.95] * 2, abs=1e-7)  # a double one: half the digits


@pytest.mark.parametrize("std", [0.5, 1.0, np.sqrt(2.0)])
def test_instance_noise_acts_like_r1_with_half_its_variance(std):
    noisy, penalised = instance_noise(std), r1(std**2 / 2)
    for update in UPDATES:
        ours = update_matrix(noisy, update, 0.1)
        assert ours == pytest.approx(update_matrix(penalised, update, 0.1))


def test_consensus_has_the_eigenvalues_of_the_paper():
    found = eigenvalues(METHODS["consensus"], SIMULTANEOUS, 0.1)
    expected = 1 + 0.1 * np.array([-0.25 - 0.5j, -0.25 + 0.5j])
    assert sorted(found, key=np.imag) == pytest.approx(expected)


@pytest.mark.parametrize("lr", LRS)
def test_looking_ahead_pulls_the_eigenvalues_of_minimax_into_the_circle(lr):
    found = np.abs(eigenvalues(METHODS["extragradient"], SIMULTANEOUS, lr)) ** 2
    assert found == pytest.approx([1 - lr**2 / 4 + lr**4 / 16] * 2)


@pytest.mark.parametrize("momentum", [-0.5, 0.5, 0.9])
@pytest.mark.parametrize("lr", LRS)
def test_momentum_gives_each_slope_the_two_roots_of_its_quadratic(momentum, lr):
    for name in SMOOTH:
        found = eigenvalues(METHODS[name], SIMULTANEOUS, lr, momentum)
        plain = eigenvalues(METHODS[name], SIMULTANEOUS, lr)
        roots = [np.roots([1, -(momentum + one), momentum]) for one in plain]
        # A double root is known to half of its digits.
        for root in np.concatenate(roots):
            assert np.abs(found - root).min() < 1e-6


def test_a_kink_has_no_eigenvalues_and_an_unknown_update_no_matrix():
    assert eigenvalues(METHODS["wgan-gp"], SIMULTANEOUS, 0.1).size == 0
    with pytest.raises(ValueError, match="kink at the equilibrium"):
        update_matrix(METHODS["wgan-gp"], SIMULTANEOUS, 0.1)
    assert np.isnan(spectral_radius(METHODS["wgan-gp"], ALTERNATING, 0.1))
    with pytest.raises(KeyError, match="sideways"):
        update_matrix(minimax(), "sideways", 0.1)


@pytest.mark.parametrize("name", ["r1", "instance-noise", "extragradient"])
@pytest.mark.parametrize("update", UPDATES)
def test_close_by_a_run_shrinks_by_the_spectral_radius_a_step(name, update):
    run = orbit(METHODS[name], UPDATES[update], 1e-3, 1e-3, 0.1, 800)
    slope = np.polyfit(np.arange(801), np.log(run.distance), 1)[0]
    # The ellipse's swing, a factor of at most 1.7, over 800 steps.
    assert np.exp(slope) == pytest.approx(
        spectral_radius(METHODS[name], update, 0.1), abs=3e-4
    )

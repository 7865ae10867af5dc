import copy

import numpy as np
import pytest
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.training import bugs
from core.training.bugs import BUGS
from core.training.textbook import (
    ByHand,
    ClearedAtTheTop,
    ClearedTwice,
    Critic,
    Textbook,
)


def log(loop: Textbook, iterations: int) -> np.ndarray:
    """L_D and L_G, iteration by iteration."""
    return np.array([loop.iteration() for _ in range(iterations)])


def weights(network: torch.nn.Module) -> torch.Tensor:
    return torch.cat([weight.detach().flatten() for weight in network.parameters()])


def gradients(network: torch.nn.Module) -> torch.Tensor:
    grads = [weight.grad for weight in network.parameters()]
    return torch.cat([g.flatten() for g in grads if g is not None])


def test_the_textbook_loop_is_algorithm_1_with_adam_written_out_once_more():
    loop = Textbook(5)
    g, d = copy.deepcopy(loop.g), copy.deepcopy(loop.d)
    rng = torch.Generator()
    rng.set_state(loop.rng.get_state())
    steps = {
        net: torch.optim.Adam(net.parameters(), lr=1e-3, betas=(0.0, 0.9))
        for net in (g, d)
    }
    for _ in range(5):
        real = 4 + 0.5 * torch.randn(256, 1, generator=rng)
        fake = g(torch.randn(256, 1, generator=rng))
        loss_d = -F.logsigmoid(d(real)).mean() - F.logsigmoid(-d(fake)).mean()
        for weight, grad in zip(
            d.parameters(), torch.autograd.grad(loss_d, [*d.parameters()]), strict=True
        ):
            weight.grad = grad
        steps[d].step()
        loss_g = -F.logsigmoid(d(g(torch.randn(256, 1, generator=rng)))).mean()
        for weight, grad in zip(
            g.parameters(), torch.autograd.grad(loss_g, [*g.parameters()]), strict=True
        ):
            weight.grad = grad
        steps[g].step()
        # 1e-5: float32, summed in another order.
        assert loop.iteration() == pytest.approx(
            (loss_d.item(), loss_g.item()), rel=1e-5
        )
    assert weights(loop.g).numpy() == pytest.approx(weights(g).numpy(), abs=1e-5)
    assert weights(loop.d).numpy() == pytest.approx(weights(d).numpy(), abs=1e-5)


def test_a_run_is_its_seed_and_touches_nobody_elses_numbers():
    before = torch.get_rng_state()
    first = log(Textbook(3), 5)
    torch.manual_seed(99)
    assert (log(Textbook(3), 5) == first).all()
    assert (log(Textbook(4), 5) != first).all()
    torch.set_rng_state(before)
    log(Textbook(3), 2)
    assert torch.equal(torch.get_rng_state(), before)


def test_weights_are_drawn_within_the_bounds_that_nn_linear_documents():
    drawn = [weight.detach() for weight in Textbook(0).g.parameters()]
    sizes = [(32, 1), (32,), (32, 32), (32,), (1, 32), (1,)]
    assert [tuple(weight.shape) for weight in drawn] == sizes
    for layer, fan_in in enumerate((1, 32, 32)):
        weight, bias = drawn[2 * layer : 2 * layer + 2]
        assert max(weight.abs().max(), bias.abs().max()) <= fan_in**-0.5
        assert weight.abs().max() > 0.8 * fan_in**-0.5


# -- detach ----------------------------------------------------------------------------


def test_where_gradients_are_cleared_makes_no_difference_to_right_code():
    assert (log(Textbook(1), 40) == log(ClearedAtTheTop(1), 40)).all()


def test_a_forgotten_detach_whose_gradient_is_cleared_changes_not_one_bit():
    right, wasted = Textbook(2), BUGS["wasted"].loop(2)
    assert (log(right, 60) == log(wasted, 60)).all()
    assert torch.equal(weights(right.g), weights(wasted.g))
    assert torch.equal(weights(right.d), weights(wasted.d))


def test_a_forgotten_detach_that_is_not_cleared_adds_the_gradient_of_ds_loss():
    right, wrong = ClearedAtTheTop(2), BUGS["detach"].loop(2)
    start = copy.deepcopy(right)
    log(right, 1)
    log(wrong, 1)
    # D's step sees the same fakes; only G's gradient differs, by that of D's loss.
    start.real()
    fake = start.g(start.noise())
    loss = -F.logsigmoid(-start.d(fake)).mean()
    left = torch.autograd.grad(loss, [*start.g.parameters()])
    expected = gradients(right.g) + torch.cat([grad.flatten() for grad in left])
    assert gradients(wrong.g).numpy() == pytest.approx(expected.numpy(), abs=1e-6)
    assert torch.equal(weights(wrong.d), weights(right.d))


@pytest.mark.parametrize("name", ["detach", "wasted"])
def test_ds_backward_leaves_gs_gradient_alone_unless_the_fakes_are_not_detached(name):
    for loop, changes in ((BUGS[name].right(0), False), (BUGS[name].loop(0), True)):
        log(loop, 1)
        before = gradients(loop.g).clone()
        loop.bce(loop.d(loop.fakes_for_d()), loop.zeros).backward()
        assert torch.equal(gradients(loop.g), before) != changes


@pytest.mark.parametrize("score", [-3.0, 0.0, 2.0])
def test_what_the_leftover_gradient_adds_up_to_is_2d_minus_1(score):
    s = torch.tensor(score, dtype=torch.float64, requires_grad=True)
    (F.softplus(-s) + F.softplus(s)).backward()  # L_G and D's loss on a fake
    assert s.grad is not None
    expected = 2 * torch.sigmoid(torch.tensor(score, dtype=torch.float64)) - 1
    assert s.grad.item() == pytest.approx(expected.item(), abs=1e-12)


def test_fakes_used_again_without_detach_are_refused_by_torch():
    loop = Textbook(0)
    fake = loop.g(loop.noise())
    loop.bce(loop.d(fake), loop.zeros).backward()
    with pytest.raises(RuntimeError, match="second time"):
        loop.bce(loop.d(fake), loop.ones).backward()


# -- The others ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("loop", "moves"), [(Textbook, False), (BUGS["moves-d"].loop, True)]
)
def test_gs_step_moves_d_only_with_one_optimiser_for_both(loop, moves):
    run = loop(0)
    run.optimiser_d.param_groups[0]["lr"] = 0.0
    before = weights(run.d)
    log(run, 1)
    assert torch.equal(weights(run.d), before) != moves


def test_the_labels_that_d_and_g_are_given():
    right, swapped, label_0 = (
        Textbook(0),
        BUGS["swapped"].loop(0),
        BUGS["label-0"].loop(0),
    )
    assert [y.unique().tolist() for y in right.labels()] == [[1.0], [0.0]]
    assert [y.unique().tolist() for y in swapped.labels()] == [[0.0], [1.0]]
    assert (
        right.g_target_label().unique().tolist()
        == swapped.g_target_label().unique().tolist()
        == [1.0]
    )
    assert label_0.g_target_label().unique().tolist() == [0.0]


@pytest.mark.parametrize(
    ("bug", "still", "moves"), [("d-frozen", "d", "g"), ("g-detached", "g", "d")]
)
def test_one_network_stays_as_it_was_drawn_while_the_other_moves(bug, still, moves):
    run = BUGS[bug].loop(0)
    stands, goes = getattr(run, still), getattr(run, moves)
    before = weights(stands), weights(goes)
    log(run, 3)
    assert torch.equal(weights(stands), before[0])
    assert not torch.equal(weights(goes), before[1])


def test_clearing_ds_gradients_twice_makes_no_difference():
    assert (log(Textbook(1), 40) == log(ClearedTwice(1), 40)).all()


@pytest.mark.parametrize("name", ["not-cleared", "never-cleared"])
def test_where_ds_gradients_are_not_cleared_its_step_has_those_of_gs_loss_too(name):
    run = BUGS[name].loop(3)
    log(run, 1)
    left = gradients(run.d).clone()
    same = copy.deepcopy(run)
    real, fake = same.real(), same.fakes_for_d()
    loss = -F.logsigmoid(same.d(real)).mean() - F.logsigmoid(-same.d(fake)).mean()
    own = torch.autograd.grad(loss, [*same.d.parameters()])
    own = torch.cat([grad.flatten() for grad in own])
    run.after_d_step = lambda: None
    run.d_step()
    # 1e-6: float32.
    assert gradients(run.d).numpy() == pytest.approx((left + own).numpy(), abs=1e-6)
    assert left.abs().max() > 1e-3


def test_an_epsilon_in_the_logarithm_is_flat_where_d_is_sure():
    right, wrong = ByHand(0), BUGS["epsilon"].loop(0)
    s = torch.tensor([-10.0, -14.0, -22.0], dtype=torch.float64, requires_grad=True)
    p, eps = 1 / (1 + np.exp(-s.detach().numpy())), 1e-6
    for loop, size in ((right, 1 - p), (wrong, p * (1 - p) / (p + eps))):
        slopes = torch.autograd.grad(3 * loop.loss_of_g(s), s)[0]
        assert slopes.numpy() == pytest.approx(-size, rel=1e-9)


def test_a_shifted_logit_costs_softplus_of_the_score_less_1():
    shifted = BUGS["shifted"].loop(0)
    real, fake = torch.tensor([0.3, -2.0]), torch.tensor([0.5, 4.0])
    naive = np.log1p(np.exp(-real.numpy())).mean()
    naive += np.log1p(np.exp(fake.numpy() - 1)).mean()
    assert shifted.loss_of_d(real, fake).item() == pytest.approx(naive)


def test_a_critic_is_clipped_and_g_of_the_same_sign_wants_what_it_wants():
    right, wrong = BUGS["same-sign"].right(0), BUGS["same-sign"].loop(0)
    scores = torch.tensor([[1.0], [3.0]])
    assert right.loss_of_d(0 * scores, scores) == wrong.loss_of_g(scores) == 2.0
    assert right.loss_of_g(scores) == -2.0
    log(right, 1)
    assert weights(right.d).abs().max() <= 0.1


@pytest.mark.parametrize("name", BUGS)
def test_the_line_shown_is_the_one_line_that_differs(name):
    loop, method, right = BUGS[name]
    wrong, better = (bugs.shown(of, method) for of in (loop, right))
    (head, line), (same, other) = wrong.splitlines(), better.splitlines()
    assert head == same
    assert line != other
    assert other.strip().startswith(("return ", "self.optimiser_d.zero_grad()"))
    # It is what the class runs, and all that it changes; copying adds __slotnames__.
    assert set(vars(loop)) - {"__doc__", "__module__", "__slotnames__"} <= {method}
    assert issubclass(loop, right)


def test_a_critics_weights_are_brought_back_to_a_tenth_and_no_others_are_moved():
    critic = Critic(0)
    with torch.no_grad():
        for weight in critic.d.parameters():
            weight.copy_(torch.linspace(-1.0, 1.0, weight.numel()).view_as(weight))
    kept = [weight.detach().numpy().copy() for weight in critic.d.parameters()]
    critic.after_d_step()
    for weight, old in zip(critic.d.parameters(), kept, strict=True):
        tenth = np.float32(0.1)
        assert (weight.detach().numpy() == np.clip(old, -tenth, tenth)).all()


def test_a_critic_pays_for_high_scores_of_fakes_and_earns_those_of_reals():
    critic, real, fake = Critic(0), torch.tensor([3.0, 5.0]), torch.tensor([1.0, 0.0])
    assert critic.loss_of_d(real, fake).item() == 0.5 - 4.0
    assert critic.loss_of_g(fake).item() == -0.5


def test_the_losses_written_out_by_hand_are_torchs():
    real, fake = (
        torch.tensor([[-3.0], [0.2], [5.0]]),
        torch.tensor([[0.7], [-1.0], [2.0]]),
    )
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    ones, zeros = torch.ones_like(real), torch.zeros_like(real)
    by_hand = ByHand(0)
    on_d = bce(real, ones) + bce(fake, zeros)
    assert by_hand.loss_of_d(real, fake).item() == pytest.approx(on_d.item(), rel=1e-6)
    assert by_hand.loss_of_g(fake).item() == pytest.approx(bce(fake, ones).item())

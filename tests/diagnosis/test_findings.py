"""Each finding on a log made for it from closed forms: levels and players."""

import numpy as np
import pytest

from core.diagnosis.finding import number
from tests.diagnosis.made import BCE, NOISE, N, found, names, pair, softplus, text


@pytest.mark.parametrize(
    ("d", "g", "loss", "reduction", "name", "grade"),
    [
        (2 * np.log(1.5) + np.log(2), np.log(1.5), BCE, "sum",
         "gradients-not-cleared", "fits"),
        (2 * softplus(-0.5), softplus(-0.5), BCE, "sum", "shifted-logit", "fits"),
        (softplus(-0.5), softplus(-0.5), BCE, "mean", "shifted-logit", "fits"),
        (3.0, 0.05, BCE, "sum", "d-worse-than-guessing", "proved"),
        (128 * np.log(2), 64 * np.log(2), BCE, "sum", "batch-sum", "possible"),
        (0.05, 3.5, BCE, "sum", "d-separates", "proved"),
        (0.05, 3.5, BCE, "unknown", "d-separates", "proved"),
        (0.3, 0.3, BCE, "sum", "same-side", "fits"),
        (0.05, 0.03, "least-squares", "sum", "same-side", "fits"),
        (1.0, 0.015, "least-squares", "sum", "d-says-one", "fits"),
        (0.02, 1.0, "least-squares", "sum", "d-separates", "proved"),
        (0.05, 3.0, "hinge", "sum", "d-separates", "proved"),
        (0.9548, np.log(3.0), BCE, "sum", "half-missing", "possible"),
        (2 * np.log(2), np.log(2), BCE, "sum", "at-chance", "possible"),
        (np.log(2), np.log(2), BCE, "mean", "at-chance", "possible"),
        (0.5, 0.25, "least-squares", "sum", "at-chance", "possible"),
        (2.0, 0.4, "hinge", "sum", "at-chance", "possible"),
        (-0.5, 3.0, "wasserstein", "sum", "nothing-wrong", "possible"),
        (1.0, 1.2, BCE, "sum", "nothing-wrong", "possible"),
        (0.5, 1.2, BCE, "mean", "nothing-wrong", "possible"),
    ],
)  # fmt: skip
def test_a_pair_of_levels_has_its_finding_first(
    d: float, g: float, loss: str, reduction: str, name: str, grade: str
):
    first = found(pair(float(d), float(g)), loss, reduction)[0]
    assert (first.name, first.grade) == (name, grade)


@pytest.mark.parametrize(
    ("d", "g", "name"),
    [
        (1.5041, 0.4055, "gradients-not-cleared"),
        (0.9482, 0.4741, "shifted-logit"),
        (1.3863, 0.6931, "at-chance"),
        (3.2, 0.05, "d-worse-than-guessing"),
        (1.0064, 0.6931, "sigmoid-twice"),
        (100.0, 0.0, "library-cap"),
        (0.3, 0.3, "same-side"),
        (0.374, 0.722, "reduction-mean"),
        (0.001, 9.0, "d-separates"),
        (1.2, 0.9, "nothing-wrong"),
    ],
)
def test_a_single_record_allows_what_a_run_that_stays_there_would_show(
    d: float, g: float, name: str
):
    line = f"Loss_D: {d:.4f} Loss_G: {g:.4f}\n"
    for few, begins in (
        (line, "Of one record, and if the run stays there: "),
        (2 * line, "Of 2 records, and if the run stays at the last: "),
    ):
        first = found(few)[0]
        assert (first.name, first.grade) == (name, "possible")
        assert first.sentence.startswith(begins)
        for whole in ("the last half", "the last quarter", " records", r"\pm"):
            assert whole not in first.sentence.removeprefix(begins) + first.formula


def test_a_bound_holds_for_every_loss_that_is_printed_alike():
    (first, *_) = found(text(D=3.2, G=0.0).replace(".000000", ".0000"))
    needs = -np.log(np.expm1(5e-5))  # of the largest L_G that is printed as 0.0000
    assert f"the mean logit of the fakes is {needs:.3f} or more" in first.sentence
    (first, *_) = found(text(D=0.0, G=9.0).replace(".000000", ".0000"))
    right = -np.expm1(-5e-5 / 2)
    assert f"1 − {1e5 * right:.2f} · 10⁻⁵" in first.sentence
    assert first.name == "d-separates"


def test_a_number_is_written_alike_in_sentences_and_formulas():
    for value, shown in (
        (1.38629, "1.386"), (-0.5, "−0.5"), (2.3e-5, "2.30 · 10⁻⁵"), (0.0, "0"),
        (123456.0, "123456"), (-4e12, "−4.00 · 10¹²"), (np.inf, "∞"), (-np.inf, "−∞"),
    ):  # fmt: skip
        assert number(value) == shown


@pytest.mark.parametrize("below", [0.0, 0.01])
def test_a_loss_that_stands_at_or_just_below_an_epsilons_cap_is_dead(below: float):
    cap = -np.log(1e-6)
    first = found(text(d=np.zeros(N), g=cap - below - 1e-3 * np.linspace(0, 1, N)))[0]
    assert (first.name, first.bug) == ("library-cap", "epsilon")
    assert "far below epsilon" in first.sentence


def test_a_d_that_says_the_same_of_fakes_that_are_alike_is_frozen():
    noise = 1e-3 * np.sin(np.arange(N))
    first = found(text(d=1.4675 + noise, g=np.full(N, 0.6447)))[0]
    assert (first.name, first.grade) == ("d-frozen", "fits")
    assert "0.6447" in first.sentence
    # At log 2 it may be a sigmoid or a loss that is stuck.
    assert "d-frozen" not in names(text(d=1.4675 + noise, g=np.full(N, np.log(2.0))))


@pytest.mark.parametrize("wild", [0.0, 6.0])
def test_losses_whose_medians_stay_where_d_says_two_thirds_are_gradients_that_add_up(
    wild: float,
):
    wave = np.sin(np.linspace(0, 40, N))
    d = np.where(np.arange(N) % 10, 1.55 + 0.2 * wave, 1.55 + wild)
    first = found(text(d=d, g=np.log(1.5) - 0.08 * wave))[0]
    assert (first.name, first.grade) == ("gradients-not-cleared", "fits")


def test_1_5041_is_the_loss_of_a_d_that_also_follows_g():
    """D minimises softplus(-l) + softplus(l) + softplus(-l): at l = log 2."""
    logits = np.linspace(-3, 3, 60_001)
    best = logits[np.argmin(2 * softplus(-logits) + softplus(logits))]
    assert best == pytest.approx(np.log(2.0), abs=1e-4)  # the grid's spacing
    assert softplus(-best) + softplus(best) == pytest.approx(1.5041, abs=1e-4)
    assert softplus(-best) == pytest.approx(0.4055, abs=1e-4)


def test_a_sigmoid_too_many_keeps_both_losses_in_their_intervals():
    prob_real = np.minimum(np.linspace(0.5, 1.1, N), 1.0)
    d = softplus(-prob_real) + softplus(1.0 - prob_real)
    first = found(text(D=d, G=softplus(-(1.0 - prob_real))))[0]
    assert (first.name, first.grade, first.bug) == (
        "sigmoid-twice",
        "proved",
        "sigmoid",
    )


@pytest.mark.parametrize(
    ("cap", "of", "reduction"),
    [
        (100.0, "D", "sum"),
        (100.0, "G", "sum"),
        (27.6310, "G", "sum"),
        (18.4207, "G", "sum"),
        (13.8155, "G", "sum"),
        (16.1181, "G", "sum"),
        (15.9424, "G", "sum"),
        (7.9712, "D", "mean"),
        (8.0151, "D", "mean"),
        (50.0, "D", "mean"),
    ],
)
def test_a_library_cap_is_proved_from_two_records(cap: float, of: str, reduction: str):
    curves = {"D": np.full(N, 0.01), "G": np.full(N, 3.0)}
    if of == "D":
        curves["G"][-20:] = 0.0
    curves[of][-20:] = cap
    log = text(**curves).replace("00\n", "\n")
    first = found(log, BCE, reduction)[0]
    assert (first.name, first.grade) == ("library-cap", "proved")
    assert f"{cap:g}"[:6] in first.sentence
    assert first.lines[-1] == N


def test_half_of_keras_cap_is_seen_although_the_sum_was_stated():
    curves = {"D": np.full(N, 7.9712), "G": np.full(N, 0.0)}
    first = found(text(**curves), BCE, "sum")[0]
    assert (first.name, first.grade) == ("library-cap", "fits")


def test_a_slope_of_0_is_a_library_cap_and_no_victory():
    assert "d-separates" not in names(text(D=0.0, G=100.0))


def test_the_saturating_loss_is_flat_where_its_value_is_near_0():
    first = found(text(D=0.02, G=-0.01), "bce-saturating")[0]
    assert (first.name, first.grade) == ("saturating-flat", "proved")
    assert "d-separates" not in names(text(D=0.02, G=-0.01), "bce-saturating")


def test_a_g_that_gets_no_gradient_only_loses():
    t = np.linspace(0.0, 1.0, N)
    assert names(text(D=1.386 * np.exp(-12 * t), G=0.69 + 22 * t))[0] == "g-no-gradient"
    swinging = 12 + 6 * np.sin(40 * t)
    assert "g-no-gradient" not in names(text(D=1.386 * np.exp(-12 * t), G=swinging))


def test_losses_in_tens_are_logits_in_tens():
    g = np.where(np.arange(N) % 2, 60.0, 0.0)
    first = found(text(D=30.0 + 5 * NOISE[0], G=g))
    assert {"logits-huge", "d-worse-than-guessing"} <= {f.name for f in first}


def test_a_d_that_never_changes_keeps_its_real_half():
    logit = np.linspace(0.0, 1.5, N)
    halves = text(
        D_real=0.7 + 0.1 * NOISE[0], D_fake=softplus(logit), G=softplus(-logit)
    )
    total = text(D=0.7 + 0.1 * NOISE[0] + softplus(logit), G=softplus(-logit))
    assert names(halves)[0] == "d-frozen"
    assert names(total)[0] == "d-frozen"
    moving = text(D=0.7 + softplus(logit) + 0.5 * logit, G=softplus(-logit))
    assert "d-frozen" not in names(moving)


def test_a_critic_and_a_g_of_one_sign_fall_together():
    t = np.linspace(0.0, 1.0, N)
    assert (
        names(text(D=-90 * t**2, G=-90 * t**2), "wasserstein")[0] == "critic-same-sign"
    )
    assert "critic-same-sign" not in names(
        text(D=-90 * t**2, G=90 * t**2), "wasserstein"
    )


def test_a_critic_whose_loss_has_no_floor_runs_away():
    t = np.linspace(0.0, 1.0, N)
    assert "critic-runs-away" in names(text(D=-np.exp(12 * t), G=3.0), "wasserstein")


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        (np.linspace(-3.0, -0.4, N), "so below 0 is right"),
        (
            -3.0 * 0.9 ** np.arange(N) + 0.002,
            "down to −2.998, rises to 0 as they arrive",
        ),
        (np.full(N, 0.5), "it may hold a penalty too"),
        (np.zeros(N), "it should be below 0, or jitter round 0"),
    ],
)
def test_a_critics_loss_is_judged_by_its_sign_and_by_how_far_down_it_was(losses, said):
    last = found(text(D=losses, G=3.0 + NOISE[0]), "wasserstein")[-1]
    assert last.name == "nothing-wrong"
    assert said in last.sentence


def test_a_hinge_loss_of_0_is_a_d_that_stands_still():
    assert names(text(D=0.0, G=3.0 + NOISE[0]), "hinge")[0] == "hinge-dead"

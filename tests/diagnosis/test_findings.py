"""Each finding on a log made for it from closed forms."""

import numpy as np
import pytest

from core.diagnosis import Finding, diagnose, parse

N = 120
RNG = np.random.default_rng(11)
NOISE = 0.01 * RNG.standard_normal((2, N))
BCE = "bce-non-saturating"


def softplus(x):
    return np.logaddexp(0.0, x)


def text(**columns) -> str:
    whole = {name: np.broadcast_to(values, N) for name, values in columns.items()}
    rows = zip(*whole.values(), strict=True)
    return "".join(
        "; ".join(
            f"{name}: {value:.6f}" for name, value in zip(whole, row, strict=True)
        )
        + "\n"
        for row in rows
    )


def found(log: str, loss: str = BCE, reduction: str = "sum", **labels) -> list[Finding]:
    return diagnose(parse(log), loss, reduction, **labels)


def names(log: str, loss: str = BCE, reduction: str = "sum", **labels) -> list[str]:
    return [finding.name for finding in found(log, loss, reduction, **labels)]


def pair(d: float, g: float) -> str:
    """Two flat curves with a little noise, less where it would change the sign."""
    return text(D=d + NOISE[0], G=g + min(1.0, 10.0 * abs(g)) * NOISE[1])


@pytest.mark.parametrize(
    ("d", "g", "loss", "reduction", "name", "grade"),
    [
        (2 * np.log(1.5) + np.log(2), np.log(1.5), BCE, "sum",
         "gradients-not-cleared", "fits"),
        (2 * softplus(-0.5), softplus(-0.5), BCE, "sum", "shifted-logit", "fits"),
        (softplus(-0.5), softplus(-0.5), BCE, "mean", "shifted-logit", "fits"),
        (3.0, 0.05, BCE, "sum", "d-worse-than-guessing", "proved"),
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


def test_a_hinge_loss_of_0_is_a_d_that_stands_still():
    assert names(text(D=0.0, G=3.0 + NOISE[0]), "hinge")[0] == "hinge-dead"


def test_objectives_to_be_maximised_are_turned():
    logit = -1.5 + 40 * NOISE[0]
    real = 2.0 + 40 * NOISE[1]
    d, g = softplus(-real) + softplus(logit), softplus(-logit)
    first = found(text(D=-d, G=-g))
    assert (first[0].name, first[0].grade) == ("sign-reversed", "proved")
    assert [f.name for f in first if f.fault] == []


@pytest.mark.parametrize(
    ("d", "g", "loss"),
    [(-0.5, 0.9, BCE), (1.3, -0.5, BCE), (1.3, 0.5, "bce-saturating"),
     (-0.1, 0.3, "least-squares"), (-0.1, 0.3, "hinge")],
)  # fmt: skip
def test_a_loss_below_its_floor_is_another_loss_and_nothing_else_is_said(d, g, loss):
    (finding,) = found(pair(d, g), loss)
    assert (finding.name, finding.grade) == ("not-this-loss", "proved")


def test_labels_cost_their_entropy_at_least():
    log = pair(0.28, 2.0)
    assert "below-label-floor" in names(log, real_label=0.9)
    assert "below-label-floor" not in names(pair(0.4, 2.0), real_label=0.9)
    assert "d-separates" not in names(log, real_label=0.9)


def test_a_line_that_needs_more_loss_than_it_has_contradicts_itself():
    fake = np.full(N, 0.4)
    fake[6] = 0.9999
    log = text(Loss_D=1.2, Loss_G=0.9) + ""
    lines = [
        f"{line} D(x): 0.6 D(G(z)): {p:.4f} / 0.41"
        for line, p in zip(log.splitlines(), fake, strict=True)
    ]
    finding = next(f for f in found("\n".join(lines)) if f.name == "contradiction")
    assert finding.grade == "proved"
    assert finding.lines == (7,)
    assert not finding.fault


def test_a_mean_read_as_a_sum_is_noticed():
    logit = np.linspace(-1.0, 0.5, N)
    half = (softplus(-2.0) + softplus(logit)) / 2
    assert "reduction-mean" in names(text(D=half, G=softplus(-logit)), BCE, "sum")
    assert "reduction-mean" not in names(
        text(D=2 * half, G=softplus(-logit)), BCE, "sum"
    )


def test_swapped_names_are_proved_by_the_sum_and_by_the_bound():
    adversarial, l1 = 0.8 + 10 * NOISE[0], 0.05 + 0.5 * np.abs(NOISE[1])
    first = found(
        text(disc_loss=1.35, gen_gan_loss=l1, gen_l1_loss=adversarial,
             gen_total_loss=adversarial + 100 * l1)
    )[0]  # fmt: skip
    assert (first.name, first.grade) == ("swapped-names", "proved")
    right = names(
        text(disc_loss=1.35, gen_gan_loss=adversarial, gen_l1_loss=l1,
             gen_total_loss=adversarial + 100 * l1)
    )  # fmt: skip
    assert right[0] == "weighted-sum"
    assert "swapped-names" not in right


def test_two_runs_that_take_turns_are_split_by_their_clock():
    rows = sorted(
        [(100.0 * i, i, 0.0 + i) for i in range(20)]
        + [(50 + 100.0 * i, i - 9, 0.4 + (i - 9)) for i in range(9, 20)]
    )
    log = "".join(f"Epoch: {e} time: {t:.2f} D: 1.2 G: {0.8 + c / 1e6:.2f}\n"
                  for c, e, t in rows)  # fmt: skip
    first = found(log)[0]
    assert (first.name, first.grade) == ("two-runs", "proved")
    assert "20 and 11" in first.sentence
    assert all(f.grade != "proved" for f in found(log)[1:])


def test_a_batch_that_starts_again_each_epoch_is_one_run():
    log = "".join(f"Epoch: {i // 9} batch: {i % 9} D: 1.2 G: 0.8\n" for i in range(80))
    assert "two-runs" not in names(log)
    without = "".join(f"batch: {i % 9} D: 1.2 G: 0.8\n" for i in range(80))
    assert "two-runs" not in names(without)


def test_a_step_that_falls_back_once_is_a_restart():
    log = "".join(f"step: {i % 50} D: 1.2 G: 0.8\n" for i in range(90))
    assert "restart" in names(log)


def test_the_first_nan_is_named_with_its_line():
    log = pair(1.2, 0.8).splitlines()
    log[40:] = ["D: nan; G: nan"] * 80
    finding = found("\n".join(log))[0]
    assert (finding.name, finding.lines) == ("not-a-number", (41,))


def test_accuracy_jumps_at_chance():
    log = text(D=2 * np.log(2), acc=(np.arange(N) % 2) * 1.0, G=np.log(2))
    assert "accuracy-is-a-step" in names(log)


def test_halves_that_stand_at_log_2_fit_chance():
    log = text(D_real=np.log(2) + 0.5 * NOISE[0], D_fake=np.log(2) + 0.5 * NOISE[1],
               G=np.log(2) + 0.5 * NOISE[1])  # fmt: skip
    finding = found(log)[0]
    assert (finding.name, finding.grade, finding.fault) == ("at-chance", "fits", False)


def test_no_plain_loss_is_said_where_no_bound_holds():
    (finding,) = diagnose(parse(pair(0.08, 0.13)))
    assert finding.name == "cannot-tell"


def test_nothing_that_rests_on_a_guess_is_called_proved():
    log = pair(3.0, 0.05)
    assert found(log)[0].grade == "proved"
    assert diagnose(parse(log))[0].grade == "fits"


def test_the_certificate_is_that_of_the_number_that_the_log_has():
    (mean,) = found(pair(0.5, 1.2), BCE, "mean")
    assert r"\tfrac{1}{2} \cdot 2 \cdot 0.50" in mean.formula
    (total,) = found(pair(1.0, 1.2), BCE, "sum")
    assert r"\tfrac{1}{2} \cdot 1.0" in total.formula


def test_findings_come_with_lines_code_and_a_page():
    for log, loss in ((pair(3.0, 0.05), BCE), (pair(0.05, 3.5), BCE),
                      (pair(1.0, 0.015), "least-squares")):  # fmt: skip
        for finding in found(log, loss):
            assert 0 < len(finding.lines) <= 12
            assert finding.check
            assert finding.page
            compile(finding.check.replace("...", "None"), "check", "exec")

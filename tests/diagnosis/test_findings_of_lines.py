"""Each finding on a log made for it from closed forms: lines, columns, answers."""

import numpy as np
import pytest

from core.diagnosis import diagnose, parse
from tests.diagnosis.made import BCE, NOISE, N, found, names, pair, softplus, text


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

"""What is in logs and is no data, and texts that are no logs."""

import numpy as np
import pytest

from core.diagnosis import UnreadableError, diagnose, parse
from core.diagnosis.decode import MOST_CHARACTERS, MOST_ROWS


def values(text: str | bytes, role: str) -> list[float]:
    column = parse(text).column(role)
    assert column is not None
    return column.values.tolist()


@pytest.mark.parametrize(
    "line",
    [
        "D: 1.25 G: 0.5",
        "D: 1.25, G: 5e-1",
        "D: +1.25 G: .5",
        "D=1.25;G=0.50",
        "D： 1.25， G： 0.5",
        "loss_D 1.25 loss_G 0.5",
        "INFO:root:D: 1.25 G: 0.5",
        "D = np.float32(1.25) G = np.float32(0.5)",
        "[cuda:0] D: 1.25 [cuda:1] G: 0.5",
        "12:31:07 PM D: 1.25 G: 0.5 eta 0:00:21",
        "D: 1.25 G: 0.5 (0.512 s/it, 6661/8192 MiB)",
        "\x1b[1;31mD: 1.25\x1b[0m G: 0.5",
        "D: 1.25 G: 0.5 saved to model-00012.pt",
        "D loss is 1.25 and G loss is 0.5",
        "{'D': 1.25, 'G': 0.5}",
        "| D: 1.25 | G: 0.5 |",
        "[D] loss=1.25 [G] loss=0.5",
    ],
)
def test_a_line_has_these_two_losses_and_no_others(line: str):
    text = f"{line}\n{line.replace('1.25', '1.35')}\n"
    assert values(text, "d") == [1.25, 1.35]
    assert values(text, "g") == [0.5, 0.5]
    assert [c.name for c in parse(text).columns if c.role in ("d_real", "d_fake")] == []


def test_settings_above_the_log_are_no_losses():
    head = "batch_size: 64\nlr_D: 0.0002\nn_critic: 5\nd: 4\n"
    text = head + "".join(f"Loss_D: 1.{i} Loss_G: 0.{i}\n" for i in range(1, 6))
    assert values(text, "d")[-5:] == [1.1, 1.2, 1.3, 1.4, 1.5]


def test_nan_and_inf_are_values_and_n_a_is_none():
    text = "D: nan G: N/A\nD: -inf G: 0.5\nD: 1.0 G: Infinity\n"
    np.testing.assert_array_equal(values(text, "d"), [np.nan, -np.inf, 1.0])
    log = parse(text)
    d, g = log.column("d"), log.column("g")
    assert d is not None
    assert g is not None
    assert d.given.tolist() == [True, True, True]
    assert g.given.tolist() == [False, True, True]


def test_the_two_numbers_of_d_of_g_of_z_are_before_and_after_ds_step():
    text = "Loss_D: 1.3 Loss_G: 0.7 D(x): 0.5 D(G(z)): 0.4 / 0.6\n" * 3
    assert values(text, "p_fake") == [0.4] * 3
    assert values(text, "p_fake_after") == [0.6] * 3
    assert values(text, "p_real") == [0.5] * 3


def test_outputs_beyond_0_and_1_are_logits():
    text = "D: 1.3 G: 0.7 scores/real: 0.8 scores/fake: -0.8\n" * 3
    assert values(text, "logit_fake") == [-0.8] * 3


def test_real_and_fake_that_add_up_to_ds_loss_are_its_halves_and_others_outputs():
    real, fake = [0.401, 0.202, 0.103, 0.504], [0.51, 0.32, 0.63, 0.69]
    line = "D: {:.3f} D_real: {:.3f} D_fake: {:.3f} G: 0.7\n"
    rows = list(zip(real, fake, strict=True))
    halves = "".join(line.format(a + b, a, b) for a, b in rows)
    outputs = "".join(line.format(a + 2 * b, a, b) for a, b in rows)
    assert values(halves, "d_real") == real
    assert values(outputs, "p_real") == real


def test_d1_and_d2_of_a_well_known_tutorial_are_the_halves():
    text = ">1, 1/58, d1=0.703, d2=0.603 g=0.690\n>1, 2/58, d1=0.6, d2=0.5 g=0.7\n"
    assert values(text, "d_real") == [0.703, 0.6]
    assert values(text, "d_fake") == [0.603, 0.5]
    other = ">1, dr=0.703, df=0.603, g=0.690, a1=55, a2=61\n" * 3
    assert values(other, "d_real") == [0.703] * 3


def test_an_epoch_line_belongs_to_the_numbers_after_it():
    text = "D: 1.0\nG: 0.5\nEpoch 2/3\nD: 1.1\nG: 0.6\nEpoch 3/3\nD: 1.2\nG: 0.7\n"
    epochs = values(text, "epoch")
    assert np.isnan(epochs[0])
    assert epochs[1:] == [2.0, 3.0]


def test_an_epoch_line_at_the_very_end_belongs_to_the_numbers_before_it():
    text = "D: 1.0\nG: 0.5\nEpoch 1/2\nD: 1.1\nG: 0.6\nEpoch 2/2\n"
    assert values(text, "epoch") == [1.0, 2.0]


def test_a_summary_that_repeats_the_last_record_is_left_out_and_said():
    log = parse(
        "Epoch: 1, D: 1.3, G: 0.7\nEpoch: 2, D: 1.2, G: 0.8\nEpoch: 3, D: 1.1, G: 0.9\n"
        "  D: 1.1   G: 0.9\n"
    )
    assert log.rows == 3
    assert any("repeats" in note for note in log.notes)


def test_what_was_not_understood_is_listed_with_its_line():
    log = parse("Loading …\nD: 1.3 G: 0.7\nSaved.\nD: 1.2 G: 0.8\n\nDone in a while\n")
    assert [(u.line, u.text) for u in log.unread] == [
        (1, "Loading …"),
        (3, "Saved."),
        (6, "Done in a while"),
    ]


def test_a_table_lists_what_is_no_row():
    log = parse("step,d_loss,g_loss\n0,1.3,0.7\nrestored!\n1,1.2,0.8\n2,1.2\n")
    assert {u.line for u in log.unread} == {3, 5}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        ("no numbers at all\nnone here\n", "no numbers"),
        ("0.7\n0.6\n0.5\n", "one column"),
        ("step,loss\n", "no numbers"),
        (b"\x00\x01\x02\x03\x04\xff\xfe" * 50, "binary"),
        ("• 4.5 •\n• 5.5 •\n", "name before it"),
        ("D: 1.3 G: 0.7\n" * (MOST_ROWS + 1), "200,000"),
        ("x" * (MOST_CHARACTERS + 1), "million characters"),
    ],
)
def test_what_is_no_log_is_refused_in_one_sentence(text: str | bytes, says: str):
    with pytest.raises(UnreadableError, match=says) as refused:
        parse(text)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)


def test_noise_is_refused():
    rng = np.random.default_rng(1)
    signs = np.array(list("abcdefghij dg0123456789.:=,;[]\n"))
    with pytest.raises(UnreadableError):
        parse("".join(rng.choice(signs, 300_000)))


@pytest.mark.parametrize("text", ["1" * 200_000, '"' * 200_000, "[" * 200_000,
                                  '{"a":' * 50_000, "(" * 200_000, "1," * 100_000,
                                  "-1e" * 100_000, "1:0" * 100_000])  # fmt: skip
def test_long_runs_of_one_sign_are_refused_without_trying_every_start(text: str):
    with pytest.raises(UnreadableError):
        parse(text)


def test_a_log_without_a_pair_of_losses_gets_what_to_log():
    (finding,) = diagnose(parse("alpha: 1.0 beta: 2.0\nalpha: 1.5 beta: 2.5\n"))
    assert finding.name == "cannot-tell"
    assert "'alpha'" in finding.sentence


def test_two_numbers_of_d_are_its_halves_or_its_loss_and_accuracy():
    halves = "".join(f">{i}, d[0.{i}1,{i}.2], g[0.{i}]\n" for i in range(1, 6))
    assert values(halves, "d_fake") == [1.2, 2.2, 3.2, 4.2, 5.2]
    accuracy = "".join(f"{i} D: [0.7{i}, 0.5] G: 0.{i}\n" for i in range(1, 6))
    assert values(accuracy, "d") == [0.71, 0.72, 0.73, 0.74, 0.75]
    names = {c.name: c.role for c in parse(accuracy).columns}
    assert names["D (2)"] == "other"

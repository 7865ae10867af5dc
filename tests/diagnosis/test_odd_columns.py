"""Columns that are not what their names say, or not alone."""

import pytest

from core.diagnosis import diagnose, parse


def test_copies_of_a_column_are_no_sum_of_it():
    head = "Step,r - d_loss,r - d_loss__MIN,r - d_loss__MAX,r - g_loss\n"
    rows = "".join(f"{i},1.{i},1.{i},1.{i},0.7{i}\n" for i in range(9))
    log = parse(head + rows)
    d = log.column("d")
    assert d is not None
    assert d.values.tolist() == [1.0 + i / 10 for i in range(9)]
    assert "column-sum" not in {finding.name for finding in diagnose(log)}


def test_a_weighted_loss_of_g_is_no_least_squares_in_which_d_loses():
    rows = "".join(
        f"l_d_real: 0.4{i} l_d_fake: 0.4{i} l_g: 0.12{i}\n" for i in range(9)
    )
    (finding,) = diagnose(parse(rows))
    assert finding.name == "cannot-tell"
    assert finding.lines == (7, 8, 9)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        # A critic's estimate, maximised; the same without a word on critics.
        ("critic_loss: 5.3{i} gen_loss: -2.{i}", "nothing-wrong"),
        ("D: 5.3{i} G: -2.{i}", "cannot-tell"),
        # log(1 - D) where D wins, rounded.
        ("D: 0.00{i} G: -0.00", "saturating-flat"),
        # log D of the fakes, to be maximised, beside D's loss to be minimised.
        ("D: 0.8{i} G: -1.2{i}", "nothing-wrong"),
        # Nearly all of G's loss is other parts, and the adversarial one is not there.
        ("d_loss: 0.8{i} g_loss: 24{i}.0 kl: 18{i}.0 rec: 44.0", "cannot-tell"),
        # A weight on G's loss: D says 0.3 of fakes, which costs more than 0.0065.
        ("D: 0.8{i} G: 0.006{i} D(x): 0.7 D(G(z)): 0.3{i}", "contradiction"),
    ],
)
def test_what_is_printed_may_be_no_loss_as_it_is_minimised(line: str, name: str):
    found = diagnose(parse("".join(line.format(i=i) + "\n" for i in range(9))))
    assert [finding.name for finding in found] == [name]


@pytest.mark.parametrize(
    "line", ["D: 1.0 G: 0.5", "D: 1 G: 1", "D: 1.5 G: 0.4", "D: 1.39 G: 0.69"]
)
def test_coarse_numbers_fit_no_fingerprint(line: str):
    found = diagnose(parse(f"{line}\n" * 120), "bce-non-saturating", "sum")
    names = {finding.name for finding in found}
    assert not names & {"sigmoid-twice", "gradients-not-cleared", "d-frozen"}


def test_every_pair_of_players_is_reported():
    line = "D_A: 0.2{i} G_A: 0.33 D_B: 0.1{i} G_B: 0.4{i}\n"
    found = diagnose(parse("".join(line.format(i=i) for i in range(9))))
    begins = [finding.sentence[:18] for finding in found]
    assert begins == ["'D_A' and 'G_A': N", "'D_B' and 'G_B': N"]

import numpy as np
import pytest

from core.diagnosis import Log, diagnose, guess, parse
from tests.diagnosis.writers import FORMATS, by_pattern

RNG = np.random.default_rng(3)
D = np.exp(RNG.normal(0.0, 0.4, 60))  # around 1, as a healthy loss is
G = np.exp(RNG.normal(-0.3, 0.4, 60))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def losses(log: Log) -> tuple[np.ndarray, np.ndarray]:
    d, g = log.column("d"), log.column("g")
    assert d is not None
    assert g is not None
    return d.values, g.values


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_gives_back_both_curves_to_the_digits_it_prints(name: str):
    write, digits = FORMATS[name]
    d, g = losses(parse(write(D, G)))
    within = 2.0 * 10.0**-digits  # significant digits have at most two in front
    np.testing.assert_allclose(d, D, rtol=0, atol=within)
    np.testing.assert_allclose(g, G, rtol=0, atol=within)


@pytest.mark.parametrize("name", FORMATS)
def test_a_value_lies_no_further_from_its_number_than_its_error_says(name: str):
    log = parse(FORMATS[name][0](D, G))
    for column, truth in ((log.column("d"), D), (log.column("g"), G)):
        assert column is not None
        assert (np.abs(column.values - truth) <= 1.0001 * column.error).all()


@pytest.mark.parametrize("name", FORMATS)
def test_every_value_names_the_line_that_has_it(name: str):
    text = FORMATS[name][0](D, G)
    lines = text.replace("\r\r\n", "\n").replace("\r", "\n").split("\n")
    log = parse(text)
    for role, truth in (("d", D), ("g", G)):
        column = log.column(role)
        assert column is not None
        shown = f"{truth[7]:.4f}"[:5]
        end = 4 if name == "JSON list" else 0  # its record begins with a brace
        line = " ".join(lines[column.lines[7] - 1 :][: 1 + end]).replace(",", ".")
        exponents = f"{truth[7]:.5e}"[:5]
        assert shown in line or exponents in line


@pytest.mark.parametrize("name", FORMATS)
def test_no_line_of_a_plain_log_is_left_unread_but_words(name: str):
    for unread in parse(FORMATS[name][0](D, G)).unread:
        assert not any(sign.isdigit() for sign in unread.text)


@pytest.mark.parametrize("name", FORMATS)
def test_a_healthy_pair_is_judged_alike_in_every_format(name: str):
    log = parse(
        FORMATS[name][0](np.full(60, 1.3) + 0.02 * D, np.full(60, 0.8) + 0.02 * G)
    )
    found = diagnose(log, "bce-non-saturating", "sum")
    assert {finding.name for finding in found if finding.fault} == set()
    assert "nothing-wrong" in {finding.name for finding in found}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["Keras", "Chinese halves", "CSV", "JSON lines"])
def test_bytes_are_read_in_every_encoding_with_windows_line_ends(
    name: str, encoding: str
):
    text = FORMATS[name][0](D, G)
    d, g = losses(parse(text))
    of_bytes = parse(text.replace("\n", "\r\n").encode(encoding))
    np.testing.assert_array_equal(losses(of_bytes), (d, g))
    assert [c.lines.tolist() for c in of_bytes.columns] == [
        c.lines.tolist() for c in parse(text).columns
    ]


@pytest.mark.parametrize("name", ["PyTorch tutorial", "Keras", "key=value", "CSV"])
def test_shuffled_lines_are_the_same_records_in_another_order(name: str):
    head, *rows = FORMATS[name][0](D, G).splitlines()
    order = RNG.permutation(len(rows))
    shuffled = parse("\n".join([head, *(rows[row] for row in order)]))
    plain = parse("\n".join([head, *rows]))
    for log in (shuffled, plain):
        assert log.rows in (59, 60)
    for role in ("d", "g"):
        a, b = shuffled.column(role), plain.column(role)
        assert a is not None
        assert b is not None
        np.testing.assert_array_equal(np.sort(a.values), np.sort(b.values))


def test_names_may_come_in_any_order_and_the_step_may_be_absent():
    d, g = losses(parse("G: 0.7 D: 1.3\nG: 0.8 D: 1.2\n"))
    assert d.tolist() == [1.3, 1.2]
    assert g.tolist() == [0.7, 0.8]


def test_columns_without_names_are_found_by_their_sums():
    l1, real, fake = 3.0 * G, D / 2, D / 2 + 0.01 * G
    rows = zip(G + l1, G, l1, real + fake, fake, real, strict=True)
    log = parse("".join(",".join(f"{v:.7f}" for v in row) + "\n" for row in rows))
    roles = {column.name: column.role for column in log.columns}
    assert roles["column 1"] == "g_total"
    assert roles["column 4"] == "d"
    assert {roles["column 5"], roles["column 6"]} == {"other"}  # numbers do not tell
    assert any("guess" in note for note in log.notes)


def test_four_players_are_four_pairs():
    text = "".join(
        f"(epoch: 1, iters: {i}) D: {a:.3f}, 0.2, 0.3, 0.4 | G: {b:.3f}, 0.6, 0.7, 1\n"
        for i, (a, b) in enumerate(zip(D, G, strict=True))
    )
    log = parse(text)
    assert log.groups == ("1", "2", "3", "4")
    third = log.column("g", "3")
    assert third is not None
    assert set(third.values) == {0.7}


def test_two_discriminators_go_with_their_generators():
    pattern = (
        "D_A: {d:.3f} G_A: {g:.3f} cycle_A: 1.0 D_B: {g:.3f} G_B: {d:.3f} idt_B: 0.0"
    )
    log = parse(by_pattern(pattern)(D, G))
    assert log.groups == ("A", "B")
    of_b = [column.name for column in log.columns if column.group == "B"]
    assert of_b == ["D_B", "G_B"]


def test_an_adversarial_part_beside_a_g_loss_is_the_adversarial_loss():
    log = parse(
        by_pattern("d_loss: {d} g_loss: 90.5 cheat_loss: {g} l1_loss: 9.0")(D, G)
    )
    roles = {column.name: column.role for column in log.columns}
    assert roles["cheat_loss"] == "g"
    assert roles["g_loss"] == "g_total"
    assert roles["l1_loss"] == "g_part"


def test_a_role_can_be_corrected():
    log = parse("a: 1.3 b: 0.7\na: 1.2 b: 0.8\n").with_roles({"a": "d", "b": "g"})
    assert losses(log)[0].tolist() == [1.3, 1.2]
    with pytest.raises(ValueError, match="no column is called 'c'"):
        log.with_roles({"c": "d"})
    with pytest.raises(ValueError, match="a role is one of"):
        log.with_roles({"a": "boss"})


@pytest.mark.parametrize("loss", ["non-saturating", "least-squares", "critic"])
def test_a_guess_says_why(loss: str):
    assert len(guess(parse(f"# {loss}\nD: 1.3 G: 0.7\nD: 1.2 G: 0.8\n")).why) > 10


def test_a_high_first_loss_does_not_make_least_squares_bce():
    fall = np.exp(-np.arange(200) / 10.0)
    d, g = 0.25 + 2.6 * fall, 0.125 + 0.5 * fall  # with the paper's ½, from a bad start
    assert guess(parse(FORMATS["CSV"][0](d, g))).loss.startswith("least-squares")

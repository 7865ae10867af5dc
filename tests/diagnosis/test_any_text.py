"""Any text gives a log or one sentence, and any log gives findings."""

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.diagnosis import LOSSES, REDUCTIONS, UnreadableError, diagnose, parse
from core.diagnosis.log import most_columns
from tests.diagnosis.writers import FORMATS

RNG = np.random.default_rng(0)
D, G = np.exp(RNG.normal(0.0, 1.0, (2, 30)))
LOGS = [write(D, G) for write, _ in FORMATS.values()]
PLAIN = "D G loss d_loss g_loss: = 0.5 -1.3 nan inf 1e400 1e-7 100 [1/2] , ; | : ( ) ["
OTHERS = (
    "tensor( D(x): D(G(z)): / real fake epoch step % { } \" ' Wall_time,Step,Value −0,7"
)
ENDS = [
    "N/A",
    "12:31:07",
    "2024-03-09",
    "\x1b[0m",
    "<br>",
    "\t",
    "\r",
    *("\n" for _ in "1234"),
]
WORDS = st.sampled_from([*PLAIN.split(), *OTHERS.split(), *ENDS])


def read(text: str | bytes, loss: str = "unknown", reduction: str = "unknown"):
    try:
        log = parse(text)
    except UnreadableError:
        return
    assert log.rows > 0
    for column in log.columns:
        assert len(column.values) == len(column.lines) == log.rows
    found = diagnose(log, loss, reduction)
    assert found
    for finding in found:
        assert "nan" not in finding.formula
        assert finding.sentence.endswith((".", "?"))


@given(st.text(max_size=400))
def test_any_text(text: str):
    read(text)


@given(st.lists(WORDS, max_size=120).map(" ".join))
@settings(max_examples=150)
def test_any_words_of_logs_in_any_order(text: str):
    read(text)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes):
    read(data)


@given(
    st.sampled_from(LOGS),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.floats(0.0, 1.0),
    st.floats(0.0, 1.0),
)
@settings(max_examples=120, deadline=None)
def test_a_log_cut_at_any_two_bytes(text: str, encoding: str, start: float, end: float):
    data = text.encode(encoding)
    read(data[int(start * len(data)) :][: int(end * len(data))])


@given(st.sampled_from(LOGS), st.randoms(), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=80, deadline=None)
def test_a_log_with_its_lines_shuffled(text: str, order, end: str):
    lines = text.splitlines()
    order.shuffle(lines)
    read(end.join(lines))


NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(-3.0, 3.0),
    st.sampled_from([0.0, 0.6931, 1.3863, 100.0, 15.9424, 1e300, -1e-12]),
)


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=40),
    st.sampled_from(list(LOSSES)),
    st.sampled_from(list(REDUCTIONS)),
)
@settings(max_examples=200, deadline=None)
def test_any_numbers_under_any_loss(rows: list, loss: str, reduction: str):
    read("".join(f"D: {d!r} G: {g!r}\n" for d, g in rows), loss, reduction)


def calls(text: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def one(frame, event: str, what) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one)
    try:
        parse(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", FORMATS)
def test_four_times_as_many_records_take_about_four_times_the_work(name: str):
    d, g = RNG.normal(1.0, 0.1, (2, 1200)).round(4)
    write = FORMATS[name][0]
    assert calls(write(d, g)) <= 4.5 * calls(write(d[:300], g[:300]))


def test_a_quote_that_is_never_closed_is_no_row():
    row = ",".join(["0.5"] * 300)
    rows = [row] * 800
    rows[400] = f'"{row}'  # all that follows would be one cell
    assert len(parse("\n".join(rows)).columns) == 300


def test_a_log_of_ever_new_names_keeps_no_more_numbers_than_a_long_one_has():
    records = [f'{{"d_loss": 1.0, "a{row % 1000}": 0.5}}' for row in range(100_000)]
    assert len(parse("\n".join(records)).columns) <= most_columns(len(records)) == 80

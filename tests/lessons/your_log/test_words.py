import pytest

from core.diagnosis import GRADES, diagnose, guess, parse
from core.lessons.your_log import words
from core.lessons.your_log.examples import EXAMPLES, example

TEXT = "start\n" + "D: 3.0 G: 0.05\nD: 3.1 G: 0.04\n" * 4
BCE = "bce-non-saturating"


def test_every_grade_has_its_words():
    assert set(words.GRADES) == set(GRADES)


def test_what_was_read_names_the_lines_that_were_not():
    assert words.read(parse(TEXT)) == (
        "Read: 8 records, 2 columns; nothing was taken from line 1."
    )


def test_a_report_has_every_finding_and_escapes_the_logs_own_signs():
    log = parse(TEXT.replace("D:", "D<b>loss:"))
    found = diagnose(log, BCE, "sum")
    plain = words.report(log, found, BCE, "sum")
    page = words.report_html(log, found, BCE, "sum")
    for finding in found:
        assert finding.sentence in plain
        assert f"[{finding.grade}]" in plain
    assert "<b>" not in page.replace("</b>", "")
    assert page.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("healthy", {"nothing-wrong", "at-chance"}),
        ("mean", {"nothing-wrong", "at-chance"}),
        ("sigmoid", {"sigmoid-twice"}),
        ("moves-d", {"d-worse-than-guessing"}),
        ("swapped", {"same-side"}),
        ("g-detached", {"g-no-gradient"}),
        ("not-cleared", {"gradients-not-cleared"}),
        ("least-squares", {"nothing-wrong", "at-chance"}),
        ("critic", {"nothing-wrong"}),
    ],
)
def test_an_example_is_read_and_its_first_finding_is_what_it_is(name: str, first: set):
    log = parse(example(name))
    assert log.rows == 120
    assert diagnose(log, *guess(log)[:2])[0].name in first


def test_there_is_a_first_finding_for_every_example_and_no_other_example():
    with pytest.raises(ValueError, match="an example is one of"):
        example("nobody")
    assert len(EXAMPLES) == 9

import itertools

import pytest

from core.diagnosis import GRADES, LOSSES, REDUCTIONS, Finding, diagnose, guess, parse
from core.lessons.loss_curves import cases
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
    assert '<meta charset="utf-8">' in page


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


def test_the_examples_critic_does_as_the_answer_says_it_comes_to_0_from_below():
    log = parse(example("critic"))
    assert "rises to 0 as they arrive" in diagnose(log, *guess(log)[:2])[0].sentence


def test_there_is_a_first_finding_for_every_example_and_no_other_example():
    with pytest.raises(ValueError, match="an example is one of"):
        example("nobody")
    assert len(EXAMPLES) == 9


@pytest.mark.parametrize("many", [2, 8, 9])
def test_eight_unread_lines_are_numbered_and_more_are_spoken_of(many):
    text = words.read(parse("nothing\n" * many + TEXT.removeprefix("start\n")))
    numbers = ", ".join(str(line) for line in range(1, min(many, 8) + 1))
    more = " and more" if many > 8 else ""
    assert f"{many} lines ({numbers}{more})" in text


def test_a_guess_says_what_d_prints_or_that_it_cannot_be_told():
    for reduction in REDUCTIONS:
        text = words.guessed(BCE, reduction, "so it is")
        assert text.startswith(f"A guess: {LOSSES[BCE]}; ")
        unknown = "whether D's number is a sum or a mean cannot be told" in text
        assert unknown == (reduction == "unknown")
        told = f"D's number is {REDUCTIONS[reduction]}" in text
        assert told == (reduction != "unknown")
    assert "cannot be guessed: so it is" in words.guessed("unknown", "sum", "so it is")


def test_a_finding_leads_to_its_own_curve_where_there_is_one_and_else_where_it_says():
    here = (("gan_loss", "hinge"),)
    bug = next(kind for kind in cases.KINDS if kind != cases.kinds()[0])
    for page, name in itertools.product(("loss_curves", "live_gan"), (bug, "")):
        finding = Finding("", "proved", "", page=page, params=here, bug=name)
        there, params = words.where(finding)
        assert there == page
        if page == "loss_curves" and name:
            assert cases.kinds()[int(params["case"])] == bug
        else:
            assert params == dict(here)

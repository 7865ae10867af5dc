"""What a log proves, what it fits, and what cannot be told from it.

Every check is a function from a ``Case`` to a ``Finding`` or None, with the closed form
that it rests on in its docstring; adding one is an entry in ``CHECKS``.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from core.diagnosis import (
    check_answers,
    check_caps,
    check_columns,
    check_critics,
    check_levels,
    check_lines,
    check_players,
    check_runs,
    check_steps,
)
from core.diagnosis.case import Case, Series, cases
from core.diagnosis.finding import GRADES, Finding
from core.diagnosis.guesses import guess, reversed_bce
from core.diagnosis.log import Log
from core.diagnosis.loss_levels import checked

Check = Callable[[Case], Finding | None]
CHECKS: tuple[Check, ...] = (
    check_lines.below_floor,
    check_lines.sign_reversed,
    check_lines.below_labels,
    check_caps.sigmoid_twice,
    check_caps.library_cap,
    check_steps.frozen,
    check_levels.level,
    check_steps.never_cleared,
    check_levels.batch_sum,
    check_levels.same_side,
    check_levels.read_as_sum,
    check_steps.no_gradient,
    check_players.saturating_flat,
    check_players.worse_than_guessing,
    check_steps.huge_logits,
    check_players.separates,
    check_critics.says_one,
    check_critics.hinge_dead,
    check_critics.same_sign,
    check_critics.runs_away,
    check_lines.contradiction,
    check_answers.half_missing,
    check_answers.at_chance,
    check_lines.accuracy,
)


FEW, STANDING = 3, 18  # below so many records, the last is taken to be all of them


def diagnose(
    log: Log,
    loss: str = "unknown",
    reduction: str = "unknown",
    *,
    real_label: float = 1.0,
    fake_label: float = 0.0,
) -> list[Finding]:
    """What the log says, the most certain first; never empty.

    Args:
        log: from ``core.diagnosis.parse``.
        loss: a name of ``core.diagnosis.LOSSES``; with "unknown" it is guessed, and
            nothing that rests on the guess is called proved.
        reduction: a name of ``core.diagnosis.REDUCTIONS``, likewise.
        real_label: the reals' label, 1 unless it is softened; for BCE.
        fake_label: the fakes' label, 0 unless it is softened; for BCE.

    Raises:
        ValueError: if a name is unknown or a label outside [0, 1].
    """
    loss, reduction = checked(loss, reduction)
    if not (0.0 <= real_label <= 1.0 and 0.0 <= fake_label <= 1.0):
        raise ValueError("labels must lie in [0, 1]")
    found = list(check_columns.of_sums(log))
    mixed = check_runs.two_runs(log)
    of_file = check_columns.not_a_number(log), check_runs.restart(log), mixed
    found += filter(None, of_file)
    faulty = any(finding.fault for finding in found)
    judged = log.with_roles(check_columns.swap(log))
    if mixed and (runs := check_runs.chains(log)) is not None:
        judged = judged.only(runs == np.bincount(runs).argmax())
    with np.errstate(all="ignore"):  # a log may have any numbers
        about = [
            _of_pair(judged, loss, reduction, (real_label, fake_label), group, faulty)
            for group in judged.groups
        ]
    of_players = _agreed([finding for each in about for finding in each])
    if mixed:
        of_players = [replace(finding, grade="possible") for finding in of_players]
    return sorted([*found, *of_players], key=_order)


def _order(finding: Finding) -> tuple[int, int, int]:
    """By grade; at one grade faults first; the names' own weight last."""
    last = finding.name in ("nothing-wrong", "cannot-tell")
    return GRADES.index(finding.grade), int(not finding.fault), int(last)


def _of_pair(
    log: Log,
    loss: str,
    reduction: str,
    labels: tuple[float, float],
    group: str,
    faulty: bool,
) -> list[Finding]:
    """The findings of one pair; ``faulty`` if something is wrong with the file."""
    guessed = guess(log, group)
    guesses = loss == "unknown"
    if loss == "unknown":
        loss = guessed.loss
    if reduction == "unknown":
        reduction = guessed.reduction
        # Still unknown, every check takes the reading that proves least.
        guesses |= reduction != "unknown"
    case = cases(log, loss, reduction, *labels, group)
    if case is None:
        return [check_answers.no_pair(log)]
    if loss == "unknown":
        return [check_answers.no_plain_loss(case)]
    case = _turned(case)
    if case.rows < FEW:
        case = case.standing(STANDING)
    found = [finding for check in CHECKS if (finding := check(case))]
    found = list({finding.name: finding for finding in reversed(found)}.values())[::-1]
    needless = {name for finding in found for name in finding.explains}
    if "*" in needless:
        found = [finding for finding in found if "*" in finding.explains]
    found = [finding for finding in found if finding.name not in needless]
    if not any(finding.fault or finding.name == "at-chance" for finding in found):
        found.append(check_answers.nothing_wrong(case, faulty))
    if case.few:
        found = [_of_few(finding, case.few) for finding in found]
    if guesses:
        found = [_softened(finding) for finding in found]
    if group:
        found = [
            replace(f, sentence=f"'{case.d.name}' and '{case.g.name}': {f.sentence}")
            for f in found
        ]
    return found


def _softened(finding: Finding) -> Finding:
    """What is proved for a loss is no more than fitting if the loss is a guess."""
    return replace(finding, grade="fits") if finding.grade == "proved" else finding


def _of_few(finding: Finding, records: int) -> Finding:
    """What one record allows, if the run stays there; it proves nothing of a run."""
    given = f"Of {records} records, and if the run stays at the last"
    if records == 1:
        given = "Of one record, and if the run stays there"
    return replace(finding, grade="possible", sentence=f"{given}: {finding.sentence}")


def _turned(case: Case) -> Case:
    """The case with both signs turned, if they are BCE's objectives to be maximised."""
    if not case.bce or not reversed_bce(case.d.values, case.g.values):
        return case
    d, g = (
        Series(each.name, -each.values, each.error, each.lines)
        for each in (case.d, case.g)
    )
    return replace(case, d=d, g=g, sign=-1.0)


def _agreed(found: list[Finding]) -> list[Finding]:
    """Of several pairs of players, nothing is wrong only if it is with none."""
    if any(finding.fault for finding in found):
        found = [finding for finding in found if finding.name != "nothing-wrong"]
    return list({finding.sentence: finding for finding in found}.values())

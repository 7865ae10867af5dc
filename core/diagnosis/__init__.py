"""Reading a training log: what it proves, what it fits, what cannot be told from it.

    log = parse(text)                          # columns with roles; what was not read
    loss, reduction, why = guess(log)          # a guess, and said to be one
    for finding in diagnose(log, loss, reduction):
        print(finding.grade, finding.sentence)

``levels(loss, reduction)`` has the chance level, the floor and the ceiling of a loss.
"""

from core.diagnosis.checks import diagnose
from core.diagnosis.finding import GRADES, Finding
from core.diagnosis.guesses import Guess, guess
from core.diagnosis.log import ROLES, Column, Log, Unread, UnreadableError
from core.diagnosis.loss_levels import LOSSES, REDUCTIONS, Level, levels
from core.diagnosis.parsing import parse

__all__ = [
    "GRADES",
    "LOSSES",
    "REDUCTIONS",
    "ROLES",
    "Column",
    "Finding",
    "Guess",
    "Level",
    "Log",
    "Unread",
    "UnreadableError",
    "diagnose",
    "guess",
    "levels",
    "parse",
]

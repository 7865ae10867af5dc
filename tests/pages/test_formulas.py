"""Every formula that a page prints is a claim: it is read, and its sides computed."""

import functools
import re

import numpy as np
import pytest

from core.ui import nav
from tests.latex import dirac_gan, the_game, the_loss, training
from tests.latex.meaning import Explains, Meaning, State
from tests.latex.printing import Claim
from tests.latex.reading import UnreadableError, evaluate
from tests.latex.signs import is_number
from tests.latex.states import Opened, all_states

EXPLAINS: dict[str, Explains] = {
    "bce_curve": the_loss.bce_curve,
    "cross_entropy": the_loss.cross_entropy,
    "gradients": the_loss.gradients,
    "numerical_stability": the_loss.numerical_stability,
    "minimax": the_game.minimax,
    "optimal_discriminator": the_game.optimal_discriminator,
    "divergences": the_game.divergences,
    "vanishing_gradients": the_game.vanishing_gradients,
    "dirac_gan": dirac_gan.dirac_gan,
    "loss_curves": training.loss_curves,
    "live_gan": training.live_gan,
    "wasserstein_critic": training.wasserstein_critic,
}
UNREADABLE = {  # by page: formulas that are not computed, each with the reason
    "minimax": {r"-p_r(x) \log D(x) - \dots": "a wrong turn, and not written out"},
    "dirac_gan": {
        r"\text{no } J \text{: the field has a kink at } \psi = 0": "there is no J"
    },
}
OF_LOGS = {  # pages whose formulas have the numbers of a log, and who holds them
    "your_log": "tests/pages/test_your_log.py and tests/diagnosis"
}
EXACT = 1e-6  # relative: difference quotients on the other side of an equation
SYMBOL = re.compile(r"\\?[A-Za-z]+( _ \w)?")  # alone in a sentence it claims nothing
# The glossary has signs alone; whatever is said with them is said on another page.
STEMS = [page.stem for page in nav.PAGES if page.stem != "glossary"]

open_all = functools.cache(all_states)


@pytest.fixture(scope="module", params=STEMS)
def stem(request) -> str:
    """Of a page; a fixture, so that one worker runs all tests of a page."""
    return request.param


def agree(a, b, off, meaning: Meaning) -> bool:
    a, b = (np.asarray(side, dtype=np.float64) for side in (a, b))
    with np.errstate(invalid="ignore"):
        most = off + meaning.absolute + (EXACT + meaning.error) * np.abs(b)
        near = np.abs(a - b) <= most
    return bool(np.all(near | (a == b) | (np.isnan(a) & np.isnan(b))))


def failure(claim: Claim, meaning: Meaning) -> str:
    """What is wrong with the claim, or nothing."""
    sides = [evaluate(side, meaning.names, meaning.digits) for side in claim.sides]
    first, off = sides[0]
    if len(sides) == 1:
        if meaning.alone is None:
            return "it stands alone, and nobody says what it is"
        right = agree(first, meaning.alone, off, meaning)
        return "" if right else f"it is {first}, not {meaning.alone}"
    for relation, (left, a), (right, b), signs in zip(
        claim.relations, sides, sides[1:], claim.sides[1:], strict=False
    ):
        if relation == "=":
            # Where there is no slope, the formula for it says nothing.
            silent = np.isnan(first).any() and not is_number(signs)
            if not silent and not agree(right, first, off + b, meaning):
                return f"{' '.join(signs)} is {right}, not {first}"
        else:
            least = np.min(left - right if relation == r"\ge" else right - left)
            if abs(least) > a + b + 1e-9:  # a bound holds, and is reached
                return f"the nearest that {left} and {right} come is {least}"
    return ""


def found_wrong(stem: str, claim: Claim, state: State, rng) -> str:
    if stem not in EXPLAINS:
        return "nobody says what its names mean"
    try:
        return failure(claim, EXPLAINS[stem](state, claim.printed, rng))
    except UnreadableError as error:
        return str(error)


def computed(stem: str) -> list[tuple[Opened, Claim]]:
    return [
        (opened, claim)
        for opened in ([] if stem in OF_LOGS else open_all(stem))
        for claim in opened.claims
        if claim.printed.tex not in UNREADABLE.get(stem, {})
        and not SYMBOL.fullmatch(claim.text)
    ]


def test_every_printed_formula_holds_with_the_readers_numbers(stem):
    rng = np.random.default_rng(1)
    wrong = {}
    for opened, claim in computed(stem):
        if found := found_wrong(stem, claim, opened.state, rng):
            wrong.setdefault(claim.text, (found, opened.state))
    assert not wrong


def general(stem: str) -> set[tuple[str, ...]]:
    """The sides of equations that stay as they are when every slider moves."""
    seen: dict[tuple[str, ...], list[State]] = {}
    for opened, claim in computed(stem):
        for side in claim.sides:
            seen.setdefault(side, []).append(opened.state)
    keys = open_all(stem)[0].places if seen else ()
    return {
        side
        for side, states in seen.items()
        if not is_number(side)
        and len(states) > 1
        and all(len({state[key] for state in states}) > 1 for key in keys)
    }


def test_every_formula_without_the_readers_numbers_holds_anywhere(stem):
    rng = np.random.default_rng(2)
    always, wrong, done = general(stem), {}, set()
    for opened, claim in computed(stem):
        sides = [side for side in claim.sides if side in always]
        choices = {k: v for k, v in opened.state.items() if k not in opened.places}
        one = str((sides, choices, claim.printed.before[-40:]))
        if len(sides) < 2 or one in done:
            continue
        done.add(one)
        relations = claim.relations if r"\ge" in claim.relations else ["="] * len(sides)
        for _ in range(6):
            moved = opened.elsewhere(rng)
            same = Claim(claim.printed, sides, relations)
            if found := found_wrong(stem, same, choices | moved, rng):
                wrong.setdefault(claim.text, (found, moved))
    assert not wrong


def test_what_is_listed_as_unreadable_is_still_printed():
    for page, reasons in UNREADABLE.items():
        shown = {claim.printed.tex for one in open_all(page) for claim in one.claims}
        assert reasons.keys() <= shown

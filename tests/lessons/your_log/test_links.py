"""Where findings lead: pages, states and bugs that there are."""

import ast
from pathlib import Path

import pytest

import core.diagnosis
from core.diagnosis import Finding
from core.diagnosis.check_levels import LEVELS
from core.gan.losses import LOSSES
from core.gan.targets import NAMES
from core.lessons.loss_curves import cases
from core.lessons.your_log import words
from core.training.bugs import BUGS
from core.ui import nav
from tests.pages.controls import state
from tests.pages.opening import opened

FIELDS = [*Finding.__annotations__]
VALUES = {"gan_loss": set(LOSSES), "gan_real": set(NAMES)}


def links() -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """Page and parameters of every finding that any check can make."""
    found = set()
    for path in Path(core.diagnosis.__path__[0]).glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "Finding":
                given = dict(zip(FIELDS, call.args, strict=False))
                given |= {one.arg: one.value for one in call.keywords if one.arg}
                page = ast.literal_eval(given.get("page", ast.Constant(Finding.page)))
                found.add((page, ast.literal_eval(given.get("params", ast.Tuple([])))))
    return found


def bugs() -> set[str]:
    """The bugs that findings name."""
    found = {bug for *_, bug in LEVELS}
    for path in Path(core.diagnosis.__path__[0]).glob("*.py"):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.keyword) and one.arg == "bug":
                said = {
                    c.value for c in ast.walk(one.value) if isinstance(c, ast.Constant)
                }
                found |= {f"{bug}" for bug in said if bug}
    return found


def test_every_finding_leads_to_a_page_that_there_is():
    assert len(links()) > 5
    assert {page for page, _ in links()} <= {entry.stem for entry in nav.PAGES}


@pytest.mark.parametrize("bug", sorted(bugs()))
def test_a_bug_that_a_finding_names_is_trained_and_is_a_case(bug: str):
    assert bug in BUGS
    stem, address = words.where(Finding("", "fits", "", bug=bug))
    assert stem == "loss_curves"
    assert cases.kind(int(address["case"])) == bug


def test_the_settings_that_findings_ask_of_the_live_gan_are_its_own():
    asked = [params for page, params in links() if page == "live_gan"]
    for name, value in (pair for params in asked for pair in params):
        assert value in VALUES[name]


@pytest.mark.parametrize(
    ("page", "params"),
    sorted((page, params) for page, params in links() if params and page != "live_gan"),
)
def test_the_state_that_a_finding_asks_for_opens_without_a_warning(page, params):
    app = opened(page, **dict(params))
    assert not app.warning
    assert {name: state(app)[name] for name, _ in params} == dict(params)

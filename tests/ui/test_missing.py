"""Where PyTorch cannot be imported every page opens, and says so where it needs it."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from core.ui import missing, nav, warm

ROOT = Path(__file__).parents[2]
TRAINING = {"live_gan", "loss_curves", "numerical_stability"}
VISIT = """
import json, logging, sys
sys.modules["torch"] = None  # as if it were not installed
logging.disable()
from core.ui import nav
from tests.pages.opening import opened
told = {}
for page in nav.PAGES:
    app = opened(page.stem)
    told[page.stem] = [one.value for one in [*app.warning, *app.error]]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", VISIT],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("stem", [page.stem for page in nav.PAGES])
def test_a_page_says_what_is_missing_in_the_place_of_what_needs_it(told, stem):
    if stem in TRAINING:
        assert told[stem] == [missing.WHY + missing.PAGE]
    elif stem == "wasserstein_critic":
        code, critics, signs = told[stem]
        assert code == signs == missing.WHY + missing.SNIPPET
        assert critics == missing.WHY + missing.PART
    elif stem == "your_log":
        assert told[stem] == [missing.WHY + missing.EXAMPLE]
    else:
        assert set(told[stem]) <= {missing.WHY + missing.SNIPPET}


@pytest.mark.parametrize(
    "failure", [ImportError("x"), OSError("x"), AssertionError("x")]
)
def test_another_failure_is_not_taken_for_it(failure):
    assert warm.has_torch()
    with pytest.raises(type(failure)), missing.torch(missing.PAGE):
        raise failure


def test_a_server_without_a_folder_for_temporary_files_has_no_torch(monkeypatch):
    def none() -> str:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    assert not warm.has_torch.__wrapped__()

"""The notebook: valid, and run from its first cell to its last, says what pages say."""

import contextlib
import io
from typing import Any

import nbformat
import pytest

from core.export import figures
from core.export.notebook import notebook, plain
from core.export.opening import opened
from core.ui.packing import pack

STEMS = ("gradients", "minimax", "bce_curve")


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return notebook(STEMS)


def test_it_is_a_valid_notebook(made):
    nbformat.validate(made)


def test_run_from_a_clean_start_it_draws_and_prints_what_the_pages_show(made):
    printed, drawn = [], []
    known: dict[str, Any] = {}
    for cell in made["cells"]:
        if cell["cell_type"] == "markdown":
            continue
        *before, last = cell["source"].split("\n\n")
        if before and before[0].startswith("from core.lessons"):
            exec("\n\n".join([*before, f"figure = {last}"]), known)  # noqa: S102
            drawn.append(pack(known["figure"]))
        else:
            with contextlib.redirect_stdout(io.StringIO()) as told:
                exec(cell["source"], known)  # noqa: S102
            printed.append(told.getvalue().strip())
    shown, sent = [], []
    for stem in STEMS:
        app = opened(stem, {}, {})
        shown += [one.value for one in app.code if one.language == "text"]
        found = [figures.figure(one) for one in app.get("bidi_component")]
        sent += [one.packed for one in found if one]
    assert printed == shown
    assert drawn == sent


def test_its_words_hold_no_mark_that_only_streamlit_knows(made):
    words = "".join(c["source"] for c in made["cells"] if c["cell_type"] == "markdown")
    for mark in (":blue[", ":small[", ":material/", "-background["):
        assert mark not in words
    assert "How can that vanish?" in words
    assert r"\frac{dL}{dp}" in words


def test_colours_may_lie_in_one_another():
    assert plain(":small[:gray[a [1]]] :green[*x*]") == (
        'a [1] <span style="color:#007A59">*x*</span>'
    )

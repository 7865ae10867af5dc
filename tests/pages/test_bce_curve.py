import re
import runpy

import numpy as np
import pytest
import torch
from torch.nn import functional

from core.lessons.bce_curve import soft_labels
from core.ui import explorable, sharing
from tests.lessons.bce_curve.oracle import FAKE, REAL, torch_bce
from tests.pages.opening import opened
from tests.pages.sent import figures

SHOWN = 5.1e-4  # half a unit in the fourth digit


@pytest.mark.parametrize("y", ["0", "0.3", "1"])
@pytest.mark.parametrize("p", ["0.001", "0.5", "0.999"])
def test_readouts_formula_and_printed_numbers_are_pytorchs(p, y):
    app = opened("bce_curve", bce_p=p, bce_y=y)
    assert not app.warning
    (cost,), (slope,) = torch_bce([float(p)], float(y))
    guess = figures(app)["bce_p"].readouts()
    assert guess["BCE, nats"] == pytest.approx(cost, rel=SHOWN)
    assert guess["slope in p"] == pytest.approx(slope, rel=SHOWN, abs=1e-12)
    formula = app.latex[-1].value.strip("$\n")
    assert float(formula.rsplit("=", 1)[1]) == pytest.approx(cost, rel=5.1e-5)
    lines = app.code[1].value.splitlines()
    printed = [float(line.split()[-1]) for line in lines]
    # Two ways to the slope in the logit differ by roundings only.
    expected = [cost, slope, slope * float(p) * (1 - float(p))]
    assert printed == pytest.approx(expected, rel=1e-12, abs=1e-15)


def test_what_is_shown_as_code_prints_what_is_shown_as_its_output(tmp_path, capsys):
    app = opened("bce_curve", bce_p="0.25", bce_y="0.9")
    source, output = app.code[0].value, app.code[1].value
    script = tmp_path / "snippet.py"
    script.write_text(source, encoding="utf-8")
    capsys.readouterr()
    runpy.run_path(str(script))
    assert capsys.readouterr().out == f"{output}\n"


def test_without_parameters_it_opens_at_a_real_sample_that_gets_a_tenth():
    sent = figures(opened("bce_curve"))
    starts = {key: one.options["start"] for key, one in sent.items()}
    assert opened("bce_curve").select_slider[0].value == "1"
    assert starts["bce_p"] == "0.1"
    assert starts["bce_real"] == "0.9"  # a soft label
    assert starts["bce_m"] == "16"


def test_every_preset_is_a_position_of_its_slider():
    for sent in figures(opened("bce_curve")).values():
        assert {name for _, name in sent.options["presets"]} <= set(sent.names)


def test_the_worked_batch_has_the_courses_three_numbers():
    app = opened("bce_curve")
    assert [metric.value for metric in app.metric] == ["0.1798", "0.2271", "0.4069"]
    table = app.dataframe[-1].value.set_index("sample")
    table = table.apply(lambda column: column.str.replace("−", "-").astype(float))
    real, fake = np.array(REAL), np.array(FAKE)
    costs = np.concatenate([-np.log(real), -np.log(1 - fake)])
    np.testing.assert_allclose(table["its BCE"], costs, rtol=SHOWN)
    np.testing.assert_allclose(table["part of the total"], costs / 5, rtol=SHOWN)
    p = torch.tensor(REAL + FAKE, dtype=torch.float64).logit().requires_grad_()
    y = torch.tensor([1.0] * 5 + [0.0] * 5, dtype=torch.float64)
    losses = functional.binary_cross_entropy_with_logits(p, y, reduction="none")
    total = losses[:5].mean() + losses[5:].mean()
    (slopes,) = torch.autograd.grad(total, p)
    np.testing.assert_allclose(
        table["part of the gradient"], slopes.numpy(), rtol=SHOWN
    )
    bars = figures(app)["bce_shares"].figure["data"]
    assert [bar["name"] for bar in bars] == ["real", "fake"]


UNCHANGED = ({}, REAL, FAKE)
EDITS = {
    "nothing": UNCHANGED,
    "a certain guess": ({"edited_rows": {0: {"p": 1.0}}}, [1.0, *REAL[1:]], FAKE),
    "certain and wrong": ({"edited_rows": {0: {"p": 0.0}}}, [0.0, *REAL[1:]], FAKE),
    "a guess taken out": ({"edited_rows": {0: {"p": None}}}, REAL[1:], FAKE),
    "another truth": ({"edited_rows": {0: {"truth": "fake"}}}, REAL[1:], [0.9, *FAKE]),
    "a row of its own": (
        {"added_rows": [{"truth": "real", "p": 0.5}]},
        [*REAL, 0.5],
        FAKE,
    ),
    "an empty row": ({"added_rows": [{}]}, REAL, FAKE),
    "a row without a guess": ({"added_rows": [{"truth": "fake"}]}, REAL, FAKE),
    "an impossible guess": ({"added_rows": [{"truth": "real", "p": 7.0}]}, REAL, FAKE),
    "no fakes": ({"deleted_rows": [5, 6, 7, 8, 9]}, REAL, []),
    "no rows": ({"deleted_rows": list(range(10))}, [], []),
}


def shown(value: float) -> str:
    if np.isnan(value):
        return "not a number"
    return "∞" if np.isinf(value) else f"{value:.4g}"


def mean(probs: list[float]) -> float:
    """Mean of -log p, and of nothing not a number."""
    if not probs:
        return float("nan")
    return float(-torch.tensor(probs, dtype=torch.float64).log().mean())


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_table_is_scored_anew_and_never_breaks_the_page(name):
    edit, real, fake = EDITS[name]
    app = opened("bce_curve")
    nothing = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    app.session_state["bce_batch"] = nothing | edit
    app.run()
    assert not app.exception
    halves = [mean(real), mean([1 - p for p in fake])]
    total = float(np.nansum(halves))
    wanted = [shown(value) for value in (*halves, total)] if real or fake else []
    assert [metric.value for metric in app.metric] == wanted


def test_numbers_in_the_text_are_not_typed_in():
    said = " ".join(text.value for text in opened("bce_curve").markdown)
    assert f"{np.log(2):.4f}" in said
    assert f"{2 * np.log(2):.4f}" in said
    assert not re.search(r"%\(\w+\)s", said)


def test_what_is_saved_has_the_label_of_fakes_that_is_chosen_further_down(monkeypatch):
    saved = []
    monkeypatch.setattr(sharing, "share", lambda stem, drawn: saved.append(drawn))
    app = opened("bce_curve", bce_fake="0.1")
    app.run()  # as when the menu is opened
    expected = explorable.once(soft_labels.soft_labels(0.1))
    assert saved[-1]["Soft labels"].digest == expected.digest

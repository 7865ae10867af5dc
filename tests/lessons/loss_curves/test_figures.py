import ast
import itertools
import re
from typing import Any

import numpy as np
import pytest

from core.lessons.loss_curves import behind, cases, figures, notices, words
from core.lessons.loss_curves.levels import levels
from core.plotting.theme import format_number
from core.ui import packing

CASES = range(cases.CASES)
FIRST = {kind: cases.kinds().index(kind) for kind in cases.KINDS}
# One of each sort; others would show the same and cost a second each.
SOME = [FIRST[kind] for kind in ("healthy", "swapped", "sigmoid", "oscillation")]


def figure(case: int, which: str = "log") -> Any:
    return figures.log(case) if which == "log" else behind.behind(case)


# -- Which case is what ----------------------------------------------------------------


OLD = list(cases.KINDS)[:10]  # all that there were when links to 0 … 99 were given out


def test_every_kind_has_its_cases_each_with_a_seed_and_never_two_in_a_row():
    assert len(cases.kinds()) == cases.CASES
    for kind in cases.KINDS:
        seeds = [cases.seed(case) for case in CASES if cases.kind(case) == kind]
        assert seeds == list(range(15 if kind in OLD else 5))
    assert all(a != b for a, b in itertools.pairwise(cases.kinds()))


@pytest.mark.parametrize("digit", range(10))
def test_a_cases_number_does_not_tell_its_kind(digit):
    assert len({cases.kind(case) for case in CASES if case % 10 == digit}) > 3
    assert {cases.kind(case) for case in CASES if case // 10 == digit} == set(OLD)


def test_the_same_case_is_the_same_in_every_process():
    # Links live for years; this is what case 0 to 4 were when the first was given out.
    first = ("healthy", "swapped", "vanishing", "sigmoid", "moves-d")
    assert cases.kinds()[:5] == first
    assert set(cases.kinds()[100:116]) == set(cases.KINDS)


@pytest.mark.parametrize("case", CASES)
def test_four_guesses_are_offered_with_the_right_one_and_nothing_that_looks_alike(case):
    kind, offered = cases.kind(case), cases.offered(case)
    assert len(offered) == len(set(offered.values())) == 4
    assert {"healthy", cases.ANSWERS[kind]} <= set(offered)
    assert not cases.ALIKE.get(kind, set()) & set(offered)
    assert offered == cases.offered(case)


def test_what_is_offered_does_not_tell_the_kind():
    for kind in set(cases.GUESSES) - {"healthy"}:
        with_it = [case for case in CASES if kind in cases.offered(case)]
        right = [case for case in with_it if cases.ANSWERS[cases.kind(case)] == kind]
        assert len(right) < 0.5 * len(with_it)


# -- The log ---------------------------------------------------------------------------


def test_smoothing_is_the_mean_of_the_batches_around_those_there_are():
    losses = np.random.default_rng(0).normal(size=60)
    half = cases.WINDOW // 2
    naive = [losses[max(0, i - half) : i + half + 1].mean() for i in range(60)]
    assert cases.smooth(losses) == pytest.approx(np.array(naive), rel=1e-12)


def test_the_log_shows_the_runs_losses_and_reads_them_at_the_sliders_step():
    case = FIRST["sigmoid"]
    run, drawn = cases.run(case), figure(case)
    curves = {trace.name: trace for trace in drawn.data}
    assert curves["loss of D, batch"].y == pytest.approx(run.loss_d)
    assert curves["loss of G, batch"].y == pytest.approx(run.loss_g)
    assert curves["G at chance: log 2 = 0.6931"].y == pytest.approx(np.log(2))
    assert curves["D at chance: 2 log 2 = 1.386"].y == pytest.approx(2 * np.log(2))
    names = [frame.name for frame in drawn.frames]
    assert (names[0], names[25], names[-1]) == ("0", "500", "1000")
    mean = run.loss_d[490:511].mean()
    assert drawn.layout.meta["readouts"]["loss of D"][25] == format_number(mean)
    assert len(packing.pack(drawn)) < 200_000


def test_each_loss_has_its_own_levels_with_their_names():
    saturating = levels(FIRST["vanishing"])
    assert [*saturating.values()] == pytest.approx([2 * np.log(2), -np.log(2), 0.0])
    assert [name.split(":")[0] for name in saturating] == [
        "D at chance",
        "G at chance",
        "0",
    ]
    assert "G's ceiling" in list(saturating)[-1]
    assert levels(FIRST["same-sign"]) == {"0: the critic cannot tell": 0.0}
    for kind in set(cases.KINDS) - {"vanishing", "same-sign"}:
        found = levels(FIRST[kind])
        assert [*found.values()] == pytest.approx([2 * np.log(2), np.log(2), 0.0])
        assert list(found)[-1] == "0: the floor of both"


def test_the_noise_is_three_standard_errors_of_the_batches_and_002_at_least():
    losses = cases.run(FIRST["swapped"]).loss_d
    half = cases.WINDOW // 2
    naive = []
    for i in range(len(losses)):
        batches = losses[max(0, i - half) : i + half + 1]
        naive.append(max(0.02, 3 * batches.std() / np.sqrt(len(batches))))
    # Squares of losses near 1 cancel: 1e-7 is what is left of 16 digits, at most.
    found = cases.noise(FIRST["swapped"])
    assert found == pytest.approx(np.array(naive), abs=1e-6)


def skeleton(drawn: Any) -> str:
    """A figure without its numbers: every name, word and look that it has."""
    plain = drawn.to_plotly_json()
    for trace in [*plain["data"], *(t for f in plain["frames"] for t in f["data"])]:
        trace.pop("x", None)
        trace.pop("y", None)
    meta = plain["layout"]["meta"]
    meta["readouts"] = {title: len(texts) for title, texts in meta["readouts"].items()}
    meta["sentences"] = [re.sub(r"−?\d[\d.e−]*", "#", s) for s in meta["sentences"]]
    del meta["notices"]  # they speak of what is seen: of_log, below
    plain["layout"]["yaxis"].pop("range", None)
    return str(plain)


def test_a_log_gives_no_hint_it_differs_from_others_in_its_numbers_alone():
    assert len({skeleton(figure(case)) for case in SOME}) == 1


# -- Behind it -------------------------------------------------------------------------


def test_behind_the_log_are_the_densities_d_and_the_distances_of_that_moment():
    case = FIRST["sigmoid"]
    run, drawn = cases.run(case), figure(case, "behind")
    frame = drawn.frames[10]
    assert frame.name == "200"
    moved = {
        drawn.data[at].name: trace
        for at, trace in zip(frame.traces, frame.data, strict=True)
    }
    # float32 on the way to the browser
    assert moved["fake"].y == pytest.approx(run.density[10], rel=1e-6)
    assert moved["D"].y == pytest.approx(run.output[10], rel=1e-6)
    assert moved["JS at your step"].y == pytest.approx([run.js[10]], rel=1e-6)
    readouts = {t: texts[10] for t, texts in drawn.layout.meta["readouts"].items()}
    assert readouts["JS, at most log 2"] == format_number(run.js[10])
    assert readouts["W₁, units of x"] == format_number(run.w1[10])
    assert readouts["least of D, ± noise"] == format_number(
        2 * np.log(2) - 2 * run.js[10]
    )
    assert len(packing.pack(drawn)) < 700_000


@pytest.mark.parametrize("case", SOME)
def test_d_never_does_better_than_the_certificate_allows(case):
    run, smooth = cases.run(case), cases.smoothed(case)["D"]
    least = np.interp(
        np.arange(len(smooth)), run.iterations, 2 * np.log(2) - 2 * run.js
    )
    # 0.1: the mean of 21 batches lags behind, and has noise, while G moves fast.
    assert (smooth > least - 0.1).all()


# -- The words -------------------------------------------------------------------------


def test_every_kind_has_its_diagnosis_its_tell_and_its_lines():
    assert set(words.DIAGNOSES) == set(words.TELLS) == set(cases.KINDS)
    for kind, case in FIRST.items():
        lines = words.lines(case)
        assert len(lines.pair) == (0 if kind == "healthy" else 2)
        assert len(set(lines.pair.values())) == len(lines.pair)
        assert bool(lines.loop) == (cases.KINDS[kind] is None)


@pytest.mark.parametrize("case", SOME)
def test_the_words_quote_the_run(case):
    run = cases.run(case)
    told = words.diagnosis(case) + words.tell(case)
    assert "{" not in told
    if cases.kind(case) in ("healthy", "swapped"):
        assert format_number(run.w1[-1], 3) in told
    if cases.kind(case) in ("healthy", "oscillation"):
        assert format_number(run.loss_d[-words.LATE :].mean()) in told


def test_a_guess_is_right_wrong_or_excused():
    wasted, waves = FIRST["wasted"], FIRST["oscillation"]
    assert words.verdict(wasted, "healthy") == "That is it."
    assert words.verdict(waves, "oscillation") == "That is it."
    assert words.verdict(waves, "healthy") == "It does look so."
    assert words.verdict(waves, "swapped") == "Look again."


@pytest.mark.parametrize(
    ("loss", "noise", "least"),
    [(0.0, 0.0, np.log(2)), (0.9548, 0.02, 0.20575), (1.4, 0.02, 0), (2, 0.02, 0)],
)
def test_the_proof_turns_a_loss_of_d_into_the_least_js(loss, noise, least):
    told = notices.proof(loss, noise)[-1]
    assert float(told.split()[-1]) == pytest.approx(least, abs=6e-5)
    says = "fakes and data differ" if least else "shows nothing"
    assert says in notices.proved(loss, noise)


@pytest.mark.parametrize("case", SOME)
def test_a_log_never_proves_more_js_than_there_is(case):
    run, at = cases.run(case), cases.run(case).iterations
    losses, noise = cases.smoothed(case)["D"][at], cases.noise(case)[at]
    # Means lag behind while G moves fast: JS of the looks before and after count too.
    most = np.max([run.js, np.append(run.js[1:], 0), np.append(0, run.js[:-1])], axis=0)
    assert (notices.least_js(losses, noise) <= most).all()


@pytest.mark.parametrize("case", SOME)
def test_what_there_is_to_notice_is_true_at_every_step(case):
    run, coin = cases.run(case), 2 * np.log(2)
    losses, noise = cases.smoothed(case)["D"], cases.noise(case)
    for step, text in zip(run.iterations, notices.of_log(case), strict=True):
        off = losses[step] - coin
        place = "at" if abs(off) <= noise[step] else "below" if off < 0 else "above"
        assert f"<b>{place} 2 log 2</b>" in text
        assert text.startswith(f"At step {step} ")
    for text, js in zip(notices.of_recording(case), run.js, strict=True):
        assert f"JS is {format_number(js, 3)}" in text


def test_a_frozen_d_whose_losses_look_healthy_excuses_who_takes_it_for_that(
    monkeypatch: pytest.MonkeyPatch,
):
    case, level = FIRST["d-frozen"], np.array([2 * np.log(2), np.log(2)])
    for off, excused in ((0.01, True), (1.0, False)):
        of_d, of_g = (np.full(1001, loss) for loss in level + off)
        monkeypatch.setattr(
            cases, "smoothed", lambda _, d=of_d, g=of_g: {"D": d, "G": g}
        )
        assert (words.verdict(case, "healthy") == "It does look so.") == excused
        assert bool(words.calm(case)) == excused


def test_another_loss_than_bces_has_no_least_and_no_proof():
    drawn = figure(FIRST["same-sign"], "behind")
    assert "least of D" not in [trace.name for trace in drawn.data]
    assert not any("least" in title for title in drawn.layout.meta["readouts"])
    assert drawn.layout.yaxis4.title.text == "critic, scaled"
    for step, text in zip(
        cases.run(FIRST["same-sign"]).iterations,
        notices.of_log(FIRST["same-sign"]),
        strict=True,
    ):
        assert text.startswith(f"At step {step} the critic's loss is ")
        assert "JS" not in text


def test_in_the_case_a_question_names_gs_loss_climbs_while_the_fakes_come_closer():
    run, smooth = cases.run(22), cases.smoothed(22)["G"]
    assert cases.kind(22) == "healthy"
    assert smooth[80] > smooth[0] + 0.3
    assert run.w1[80 // cases.EVERY] < 0.5 * run.w1[0]


def test_settings_are_shown_as_code_that_makes_them():
    from core.gan.config import Config

    given = cases.config(FIRST["vanishing"])
    assert given
    (call,) = [
        node
        for node in ast.walk(ast.parse(cases.setting(given)))
        if isinstance(node, ast.Call)
    ]
    assert ast.unparse(call.func) == "Config"
    values = {one.arg: ast.literal_eval(one.value) for one in call.keywords if one.arg}
    assert Config(**values) == Config(**cases.KINDS["vanishing"] or {})

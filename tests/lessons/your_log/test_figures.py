from typing import Any

import numpy as np
import pytest

from core.diagnosis import Log, levels, parse
from core.lessons.your_log.figures import POINTS, curves

BCE = "bce-non-saturating"


def log(rows: int, **more: float) -> Log:
    rng = np.random.default_rng(2)
    extra = "".join(f" {name}: {value}" for name, value in more.items())
    return parse(
        "".join(
            f"step: {10 * i} D: {d:.4f} G: {g:.4f}{extra}\n"
            for i, (d, g) in enumerate(np.exp(rng.normal(0.0, 0.3, (rows, 2))))
        )
    )


def drawn(figure: Any) -> dict[str, Any]:
    return {trace.name: trace for trace in figure.data}


def test_the_curves_are_the_logs_numbers_at_their_steps():
    text = log(80)
    traces = drawn(curves(text, BCE, "sum"))
    for role, name in (("d", "loss of D"), ("g", "loss of G")):
        column = text.column(role)
        assert column is not None
        np.testing.assert_array_equal(traces[name].y, column.values)
        np.testing.assert_array_equal(traces[name].x, 10.0 * np.arange(80))


@pytest.mark.parametrize("loss", [BCE, "bce-saturating", "least-squares", "hinge"])
@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_each_loss_has_its_own_levels_drawn_and_named(loss: str, reduction: str):
    layout: Any = curves(log(20), loss, reduction).layout
    wanted = {
        round(level.value, 4)
        for level in levels(loss, reduction)
        if level.of in ("d", "g")
    }
    assert set(layout.yaxis2.tickvals) == wanted
    assert any("chance of D" in text for text in layout.yaxis2.ticktext)


def test_levels_too_near_for_two_names_share_a_place():
    text = "".join(f"D: 0.{i} G: {2 * i}.5\n" for i in range(9))
    layout: Any = curves(parse(text), BCE, "unknown").layout
    assert layout.yaxis2.ticktext == ("chance of G = 0.6931<br>floor of G = 0",)
    assert layout.meta["narrow"]["yaxis2.ticktext"] == ["0.6931<br>0"]


def test_an_unknown_loss_has_no_levels_and_a_critic_only_0():
    unknown: Any = curves(log(20), "unknown", "unknown").layout
    critic: Any = curves(log(20), "wasserstein", "sum").layout
    assert len(unknown.yaxis2.tickvals) == 0
    assert critic.yaxis2.tickvals == (0.0,)


def test_halves_are_drawn_with_the_level_of_a_half():
    text = parse("D_real: 0.6 D_fake: 0.7 G: 0.8\nD_real: 0.5 D_fake: 0.6 G: 0.9\n")
    figure: Any = curves(text, BCE, "sum")
    assert {"D's loss on real", "D's loss on fake"} <= set(drawn(figure))
    assert "chance of a half, G = 0.6931" in figure.layout.yaxis2.ticktext


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_the_slider_has_the_same_positions_for_every_log(rows: int):
    figure: Any = curves(log(rows), BCE, "sum")
    assert figure.names == tuple(f"{percent}" for percent in range(101))


def test_the_slider_stops_at_records_and_says_their_losses():
    figure: Any = curves(log(1000), BCE, "sum")
    last = figure.rows(100)
    values = {float(np.ravel(row["x"])[0]) for row in last.values()}
    assert values == {9990.0}
    assert "step 9990" in figure.layout.meta["sentences"][-1]


def test_a_long_log_is_thinned_and_keeps_its_lowest_and_highest():
    text = log(20_000)
    column = text.column("d")
    assert column is not None
    trace = drawn(curves(text, BCE, "sum"))["loss of D"]
    assert len(trace.y) <= POINTS
    assert max(trace.y) == column.values.max()
    assert min(trace.y) == column.values.min()


def test_nan_and_inf_do_not_stretch_the_axes():
    text = parse("D: 1.3 G: 0.7\nD: inf G: 0.8\nD: nan G: nan\n")
    layout: Any = curves(text, BCE, "sum").layout
    assert np.isfinite(layout.yaxis.range).all()


def test_a_value_beyond_what_a_figure_can_hold_is_a_gap():
    figure: Any = curves(parse("D: 1.3 G: 0.7\nD: 1e300 G: 0.8\n"), BCE, "sum")
    assert np.isnan(drawn(figure)["loss of D"].y[1])


def test_the_name_of_a_step_is_no_markup():
    text = "step <b>,D loss,G loss\n" + "".join(f"{i},1.3,0.7\n" for i in range(9))
    layout: Any = curves(parse(text), BCE, "sum").layout
    assert "<" not in layout.xaxis.title.text


def test_steps_that_fall_back_are_drawn_one_after_another():
    text = parse("".join(f"batch: {i % 3} D: 1.2 G: 0.8\n" for i in range(9)))
    layout: Any = curves(text, BCE, "sum").layout
    assert layout.xaxis.title.text == "record"


def test_a_log_without_losses_is_refused():
    with pytest.raises(ValueError, match="no loss of D or of G"):
        curves(parse("a: 1.5 b: 2.5\na: 1.6 b: 2.6\n"), BCE, "sum")

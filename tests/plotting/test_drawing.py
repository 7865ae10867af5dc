"""What is drawn as plain dictionaries is what Plotly would have made of it."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from core.plotting.drawing import Drawing, Trace, merge
from core.plotting.theme import REAL, add, axis, curve, dot, panels


def draw(kind: Callable[..., Any]) -> Any:
    """Everything that the lessons do with a figure."""
    figure = kind(layout=panels(2, 300, titles=("a", "b")))
    line = curve(np.arange(3.0), np.ones(3), "line", REAL, dash="dot")
    add(figure, line.update(fill="tozeroy", line={"width": 4}), 2, opacity=0.5)
    assert add(figure, dot("you", size=9).update(marker={"line": None})) == 1
    figure.update_layout(
        {"xaxis2": axis("x", 0.0, 2.0)}, yaxis2=axis("y", 0.0, 1.0, tickvals=[0, 1])
    )
    figure.add_annotation(text="here", x=1.0, y=0.5, showarrow=False, xref="x2")
    figure.add_shape(type="line", x0=0, x1=1, y0=0, y1=1, line={"width": 2})
    return figure


def test_it_is_the_figure_that_plotly_draws():
    drawn, plotly = draw(Drawing), draw(go.Figure)
    assert drawn.is_plain
    assert drawn.count == 2
    assert not plotly.to_dict()["layout"].keys() - drawn.plain["layout"] - {"template"}
    assert drawn.to_dict() == plotly.to_dict()
    assert not drawn.is_plain
    assert drawn == plotly
    assert copy.deepcopy(drawn) == plotly


@pytest.mark.parametrize(
    "ask",
    [
        lambda figure: figure.data[0].line.width == 4,
        lambda figure: figure.layout.xaxis2.range == (0.0, 2.0),
        lambda figure: figure["layout"]["annotations"][-1]["text"] == "here",
        lambda figure: figure.select_traces(selector={"name": "you"}),
        lambda figure: '"here"' in figure.to_json(),
    ],
)
def test_whoever_asks_plotly_of_it_is_answered(ask):
    assert ask(draw(Drawing))


def test_what_is_added_after_plotly_has_looked_is_there_too():
    figure: Any = draw(Drawing)
    assert len(figure.data) == 2
    assert add(figure, dot("late")) == 2
    figure.add_annotation(text="late", x=0, y=0)
    figure.add_shape(type="rect", x0=0, x1=1, y0=0, y1=1)
    figure.update_layout(height=500)
    assert figure.data[2].name == "late"
    assert figure.layout.annotations[-1].text == "late"
    assert figure.layout.shapes[-1].type == "rect"
    assert figure.layout.height == 500


@pytest.mark.parametrize(
    "spoil",
    [
        lambda figure: figure.update_layout(hight=300),
        lambda figure: figure.add_shape(type="circel"),
        lambda figure: add(figure, Trace(type="scatter", colour="red")),
        lambda figure: add(figure, dot("you", seize=3)),
    ],
)
def test_what_plotly_does_not_know_is_found_when_it_is_asked(spoil):
    figure: Any = draw(Drawing)
    spoil(figure)
    with pytest.raises(ValueError, match=r"[Ii]nvalid"):
        figure.to_dict()


def test_parts_are_merged_and_nothing_is_shared():
    shared = {"range": [0, 1], "title": {"text": "a"}}
    layout: dict[str, Any] = {}
    merge(layout, {"xaxis": shared})
    merge(layout, {"xaxis": {"title": {"standoff": 3}, "range": None}})
    assert layout == {"xaxis": {"title": {"text": "a", "standoff": 3}}}
    assert shared == {"range": [0, 1], "title": {"text": "a"}}

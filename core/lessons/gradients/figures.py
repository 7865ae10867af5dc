"""The figure of "How can a slope of −1000 vanish?"."""

import numpy as np
import plotly.graph_objects as go

from core.lessons.gradients import words
from core.maths import bce, gan_losses, sliders
from core.maths.bce import Floats
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    FAKE,
    READER,
    add,
    axis,
    curve,
    dot,
    format_number,
    panels,
)

# What the generator wants is y = 1. Line style says which loss.
LOSSES = {"non-saturating": "solid", "saturating": "dash", "squared-error": "dot"}
SIZE = axis("", -6.4, 3.4, type="log", dtick=1, exponentformat="power")
TITLES = (
    "slope in p, dL/dp",
    "× slope of the sigmoid, dp/dℓ",
    "= slope in the logit, dL/dℓ",
)
SHORT = "dL/dp", "× dp/dℓ", "= dL/dℓ"
LOGIT = axis("logit ℓ", -7.4, 7.4)


def slopes(loss: str, logits: Floats) -> tuple[Floats, Floats]:
    """The loss's slope in p and in the logit, at these logits of D on a fake sample.

    Raises:
        ValueError: if there is no loss of that name.
    """
    match loss:
        case "non-saturating":  # L = -log p
            in_p = bce.bce_grad_probs(bce.sigmoid(logits), 1.0)
            return in_p, gan_losses.non_saturating_generator_grad(logits)
        case "saturating":  # L = log(1 - p), the fake side of BCE with its sign turned
            in_p = -bce.bce_grad_probs(bce.sigmoid(logits), 0.0)
            return in_p, gan_losses.saturating_generator_grad(logits)
        case "squared-error":  # L = (1 - p)²
            in_p = bce.squared_error_grad_probs(bce.sigmoid(logits), 1.0)
            return in_p, bce.squared_error_with_logits_grad(logits, 1.0)
    raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")


def chain(loss: str) -> go.Figure:
    """The chain rule at one point: dL/dp, times dp/dℓ, gives dL/dℓ, drawn to scale.

    All three panels share one logarithmic axis. A stem runs from 1 to the size of each
    slope, so the length of the third stem is the sum of the other two.
    """
    p, logits = sliders.PROBABILITIES, bce.logit(sliders.PROBABILITIES)
    in_p, in_logit = slopes(loss, logits)
    factor = bce.sigmoid_grad(logits)
    figure = Scrubbable(layout=panels(3, 400, titles=TITLES, short=SHORT, stack=False))
    _draw_curves(figure, loss)
    moving, handles = {}, []
    for panel, place, slope in (1, p, in_p), (2, logits, factor), (3, logits, in_logit):
        tip = np.abs(slope)
        stem = curve(place[:1], tip[:1], "stem", READER, width=5)
        moving[add(figure, stem, panel, showlegend=False, hoverinfo="skip")] = {
            "x": np.stack([place, place], axis=1),
            "y": np.stack([np.ones_like(tip), tip], axis=1),
        }
        looks = {"showlegend": panel == 1, "cliponaxis": False}  # whole at an edge
        handles.append(add(figure, dot("your point"), panel, **looks))
        moving[handles[-1]] = {"x": place, "y": tip}
    readouts = {"dL/dp": in_p, "× dp/dℓ": factor, "= dL/dℓ": in_logit}
    figure.update_layout(
        xaxis=axis("probability p", -0.03, 1.03),
        xaxis2=LOGIT,
        xaxis3=LOGIT,
        yaxis={**SIZE, "title": {"text": "size of the slope, logarithmic"}},
        yaxis2={**SIZE, "showticklabels": False, "matches": "y"},
        yaxis3={**SIZE, "showticklabels": False, "matches": "y"},
    )
    names = sliders.names(p)
    sentences = [
        "At p = {}: slope in p {}, times {}, slope in the logit {}.".format(
            name, *(format_number(slope) for slope in slopes)
        )
        for name, *slopes in zip(names, *readouts.values(), strict=True)
    ]
    notices = [
        words.notice(loss, *slopes)
        for slopes in zip(p, in_p, factor, in_logit, strict=True)
    ]
    return figure.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        notices=notices, handles=handles, places=sliders.logit_places(p),
    )  # fmt: skip


def _draw_curves(figure: go.Figure, loss: str) -> None:
    """The sizes of all slopes, the reader's loss strong."""
    p, logits = sliders.curve_probs(), sliders.curve_logits()
    for name, dash in LOSSES.items():
        thick, strong = (4.0, 1.0) if name == loss else (1.5, 0.6)
        in_p, in_logit = slopes(name, logits)
        for panel, x, slope in (1, p, in_p), (3, logits, in_logit):
            line = curve(x, np.abs(slope), name, FAKE, dash=dash, width=thick)
            look = {"showlegend": panel == 1, "legendgroup": name}
            add(figure, line, panel, opacity=strong, **look)
    factor = bce.sigmoid_grad(logits)
    add(figure, curve(logits, factor, "slope of the sigmoid", READER), 2)

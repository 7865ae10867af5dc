"""Figures of the page "How can a slope of −1000 vanish?": arrays in, figure out."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.plotting.slider import Scrubbable
from core.plotting.theme import FAKE, READER, add, axis, curve, dot, panels

DASHES = {"non-saturating": "solid", "saturating": "dash", "squared-error": "dot"}
DECADES = (-6.4, 3.4)


def chain(
    logits: np.ndarray,
    p: np.ndarray,
    slopes: Mapping[str, Mapping[str, np.ndarray]],
    factor: np.ndarray,
    loss: str,
    names: Sequence[str],
    at: Mapping[str, np.ndarray],
) -> go.Figure:
    """The chain rule at one point: dL/dp, times dp/dℓ, gives dL/dℓ, drawn to scale.

    All three panels share one logarithmic axis. A stem runs from 1 to the size of each
    slope, so the length of the third stem is the sum of the other two.

    Args:
        logits: grid of logits.
        p: the same grid as probabilities.
        slopes: for each loss the sizes ``p`` of dL/dp and ``logit`` of dL/dℓ.
        factor: dp/dℓ on the grid.
        loss: the loss that the reader chose.
        names: slider positions as text.
        at: per position ``p``, ``logit``, and the signed ``dL/dp``, ``dp/dlogit`` and
            ``dL/dlogit`` of the chosen loss.
    """
    figure = Scrubbable(layout=panels(3, 400, stack=False))
    for name, dash in DASHES.items():
        thick, strong = (4.0, 1.0) if name == loss else (1.5, 0.6)
        for panel, grid, key in ((1, p, "p"), (3, logits, "logit")):
            line = curve(grid, slopes[name][key], name, FAKE, dash=dash, width=thick)
            look = {"showlegend": panel == 1, "legendgroup": name}
            add(figure, line, panel, opacity=strong, **look)
    add(figure, curve(logits, factor, "slope of the sigmoid, dp/dℓ", READER), 2)
    moving, handles = {}, []
    for panel, place, slope in (
        (1, at["p"], at["dL/dp"]),
        (2, at["logit"], at["dp/dlogit"]),
        (3, at["logit"], at["dL/dlogit"]),
    ):
        tip = np.abs(slope)
        stem = curve(place[:1], tip[:1], "stem", READER, width=5)
        moving[add(figure, stem, panel, showlegend=False, hoverinfo="skip")] = {
            "x": np.stack([place, place], axis=1),
            "y": np.stack([np.ones_like(tip), tip], axis=1),
        }
        looks = {"showlegend": panel == 1, "cliponaxis": False}  # whole at an edge
        yours = add(figure, dot("your point"), panel, **looks)
        moving[yours] = {"x": place, "y": tip}
        handles.append(yours)
    size = axis("", *DECADES, type="log", dtick=1, exponentformat="power")
    logit = axis("logit ℓ", -7.4, 7.4)
    figure.update_layout(
        xaxis=axis("probability p", -0.03, 1.03),
        xaxis2=logit,
        xaxis3=logit,
        yaxis={**size, "title": {"text": "size of the slope, logarithmic"}},
        yaxis2={**size, "showticklabels": False, "matches": "y"},
        yaxis3={**size, "showticklabels": False, "matches": "y"},
    )
    for panel, text in enumerate(("dL/dp", "× dp/dℓ", "= dL/dℓ")):
        end = "" if panel == 0 else str(panel + 1)
        figure.add_annotation(
            text=text, xref=f"x{end} domain", yref=f"y{end} domain", x=0.5, y=0.02,
            yanchor="bottom", showarrow=False, font={"size": 18},
        )  # fmt: skip
    readouts = {
        "dL/dp": at["dL/dp"],
        "× dp/dℓ": at["dp/dlogit"],
        "= dL/dℓ": at["dL/dlogit"],
    }
    sentences = [
        f"At p = {name}: slope in p {a:.4g}, times {b:.4g}, slope in the logit {c:.4g}."
        for name, a, b, c in zip(names, *readouts.values(), strict=True)
    ]
    return figure.scrub(
        names, moving, label="p", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip

"""Figures of the page "How can a slope of −1000 vanish?": arrays in, figure out."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures.theme import FAKE, READER, axis, curve, dot, panels, scrub

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
    figure = go.Figure(layout=panels(3, 400, stack=False))
    for panel, (x, key) in enumerate(((p, "p"), (logits, ""), (logits, "logit"))):
        where = _where(panel)
        if not key:
            line = curve(x, factor, "slope of the sigmoid, dp/dℓ", READER)
            figure.add_trace(line.update(**where))
            continue
        for name, dash in DASHES.items():
            chosen = name == loss
            line = curve(
                x, slopes[name][key], name, FAKE, dash=dash, width=4 if chosen else 1.5
            )
            line.update(**where, opacity=1.0 if chosen else 0.6, showlegend=panel == 0)
            figure.add_trace(line.update(legendgroup=name))
    moving, handles = {}, []
    for panel, (x, slope) in enumerate(
        (
            (at["p"], at["dL/dp"]),
            (at["logit"], at["dp/dlogit"]),
            (at["logit"], at["dL/dlogit"]),
        )
    ):
        where, size = _where(panel), np.abs(slope)
        stem = curve(x[:1], size[:1], "stem", READER, width=5)
        moving[len(figure.data)] = {
            "x": np.stack([x, x], axis=1),
            "y": np.stack([np.ones_like(size), size], axis=1),
        }
        figure.add_trace(stem.update(**where, showlegend=False, hoverinfo="skip"))
        handles.append(len(figure.data))
        moving[len(figure.data)] = {"x": x, "y": size}
        figure.add_trace(dot("your point").update(**where, showlegend=panel == 0))
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
    return scrub(
        figure, names, moving, label="p", readouts=readouts, sentences=sentences,
        handles=handles,
    )  # fmt: skip


def _where(panel: int) -> dict[str, str]:
    return {"xaxis": f"x{panel + 1}", "yaxis": f"y{panel + 1}"} if panel else {}

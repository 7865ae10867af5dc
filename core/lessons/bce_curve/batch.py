"""A batch of guesses in a table: which rows can be scored, and each sample's part."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.plotting.theme import FAKE, REAL


def complete_rows(
    table: Mapping[str, Sequence[Any]],
) -> tuple[tuple[str, ...], tuple[float, ...], tuple[float, ...]]:
    """The rows of an edited table that can be scored: names, guesses p and labels y.

    Args:
        table: columns ``truth`` (``real``, ``fake``, None) and ``p`` (number, None).
    """
    pairs = zip(table["truth"], table["p"], strict=True)
    kept = [
        (f"{truth} {row}", float(p), float(truth == "real"))
        for row, (truth, p) in enumerate(pairs, start=1)
        if truth in ("real", "fake") and p is not None and 0.0 <= p <= 1.0
    ]
    rows, probs, labels = zip(*kept, strict=True) if kept else ((), (), ())
    return tuple(rows), tuple(probs), tuple(labels)


def shares(
    rows: Sequence[str], share: Sequence[float], labels: Sequence[float]
) -> go.Figure:
    """Each sample's part of the total, as bars in the order of the table."""
    figure = go.Figure(layout={"height": 300})
    samples, parts, real = np.asarray(rows), np.array(share), np.array(labels) == 1.0
    for name, color, hatch, mask in (
        ("real", REAL, "", real),
        ("fake", FAKE, "/", ~real),
    ):
        marker = {"color": color, "pattern": {"shape": hatch}}
        figure.add_bar(x=samples[mask], y=parts[mask], name=name, marker=marker)
    order = {"categoryorder": "array", "categoryarray": list(rows)}
    return figure.update_layout(
        xaxis={"title": {"text": "sample"}, "type": "category", **order},
        yaxis={"title": {"text": "part of the total, nats"}, "rangemode": "tozero"},
    )

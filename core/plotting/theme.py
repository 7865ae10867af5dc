"""One look for every figure: colour says who, line style says which loss.

The colours are Okabe and Ito's, told apart by colour-blind readers and at least 3:1
against both backgrounds. Text, grid and background are left unset on purpose: the
page sets them from its own theme, light or dark.
"""

import math
from collections.abc import Sequence
from typing import Any, SupportsFloat

import numpy as np
import plotly.graph_objects as go

from core.plotting.drawing import Drawing, Trace

REAL = "#009E73"
FAKE = "#D55E00"
DISCRIMINATOR = "#0072B2"
READER = "#7F7F7F"

# Areas and bars of fakes are hatched, for whoever does not see the colours apart.
FAKE_HATCH = {"shape": "/", "size": 6, "solidity": 0.25}

PANEL_GAP = 0.12


def curve(x: np.ndarray, y: np.ndarray, name: str, color: str, **line: Any) -> Trace:
    """A named line; ``line`` takes Plotly's own ``dash`` and ``width``."""
    look = {"color": color, "width": 2.5, **line}
    return Trace(type="scatter", x=x, y=y, name=name, mode="lines", line=look)


def dot(name: str, color: str = READER, **marker: Any) -> Trace:
    """The reader's own position: a ringed dot, placed by the frames."""
    ring = {"color": "#FFFFFF", "width": 2}
    return Trace(
        type="scatter",
        x=[0.0],
        y=[0.0],
        name=name,
        mode="markers",
        marker={"color": color, "size": 15, "line": ring, **marker},
    )


def add(figure: go.Figure, trace: Trace, panel: int = 1, **looks: Any) -> int:
    """Puts a trace into a panel, counted from 1; returns its index, for ``scrub``."""
    end = "" if panel == 1 else str(panel)
    trace.update({"xaxis": f"x{end}", "yaxis": f"y{end}", **looks})
    figure.add_trace(trace)
    if isinstance(figure, Drawing):
        return figure.count - 1
    traces: Any = figure.data
    return len(traces) - 1


def axis(title: str, low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis that stands still: a title in words, a fixed range."""
    return {"title": {"text": title}, "range": [low, high], **more}


def panels(
    count: int,
    height: int,
    *,
    titles: Sequence[str] = (),
    short: Sequence[str] = (),
    stack: bool = True,
    main: int = 0,
) -> dict[str, Any]:
    """Layout of ``count`` panels side by side, each with a title: what it shows.

    With titles, a narrow page shows one panel at a time, the ``main`` one first, the
    others a tap away, under their ``short`` titles if there are any; without, they are
    stacked there.

    The axes are ``xaxis``, ``yaxis``, ``xaxis2``, ``yaxis2`` and so on. ``meta.narrow``
    holds what changes below 640 pixels of width: stacked panels are lower, so that the
    slider stays in sight. Panels that share an axis need no room between them and stay
    side by side (``stack=False``).
    """
    gap = PANEL_GAP if stack else PANEL_GAP / 3
    width = (1.0 - gap * (count - 1)) / count
    layout: dict[str, Any] = {"height": height}
    narrow: dict[str, Any] = {"height": 90 + count * height // 2} if stack else {}
    tall = 3 / (4 * count - 1)  # and a third of it for the titles between two panels
    for panel in range(count):
        end = "" if panel == 0 else str(panel + 1)
        left = panel * (width + gap)
        layout[f"xaxis{end}"] = {"domain": [left, left + width], "anchor": f"y{end}"}
        layout[f"yaxis{end}"] = {"domain": [0.0, 1.0], "anchor": f"x{end}"}
        if stack:
            bottom = (count - 1 - panel) * tall * 4 / 3
            narrow[f"xaxis{end}.domain"] = [0.0, 1.0]
            narrow[f"yaxis{end}.domain"] = [bottom, min(1.0, bottom + tall)]
    meta: dict[str, Any] = {"narrow": {} if titles else narrow}
    ends = ["" if panel == 0 else str(panel + 1) for panel in range(count)]
    if titles:
        pairs = zip(ends, titles, strict=True)
        named = [
            {"title": title, "x": f"x{end}", "y": f"y{end}"} for end, title in pairs
        ]
        layout["annotations"] = [panel_title(**panel) for panel in named]
        meta["narrow"] = {
            f"annotations.{panel}.text": f"<b>{title}</b>"
            for panel, title in enumerate(short)
        }
        if stack:
            shown = zip(named, short or titles, strict=True)
            meta["panels"] = [{**panel, "title": title} for panel, title in shown]
            meta["main"] = main
    return {**layout, "meta": meta}


def panel_title(title: str, x: str = "x", y: str = "y", **_: Any) -> dict[str, Any]:
    """A panel's title, above it on the left."""
    return {
        "name": f"title {y}",
        "text": f"<b>{title}</b>",
        "xref": f"{x} domain",
        "yref": f"{y} domain",
        "x": 0,
        "y": 1,
        "yshift": 6,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 14},
    }


def pale(color: str, opacity: float = 0.25) -> str:
    """A colour of the theme as a thin filling: 0 is clear, 1 the colour itself."""
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"


def format_number(value: SupportsFloat, digits: int = 4) -> str:
    """A number as readers see it: ``digits`` significant ones, a true minus sign."""
    value = float(value)
    if not math.isfinite(value):
        return "not a number" if math.isnan(value) else "∞" if value > 0 else "−∞"
    size = abs(value)
    if size == 0.0:
        return "0"
    if 1e-4 <= size < 1e5:
        text = repr(float(f"{value:.{digits - 1}e}")).removesuffix(".0")
    else:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def latex_number(
    value: SupportsFloat, digits: int = 4, *, none: str = "not a number"
) -> str:
    r"""``format_number`` as LaTeX: 1.998e−6 is 1.998 \cdot 10^{-6}.

    Args:
        value: the number.
        digits: significant digits.
        none: the words for a value that is not a number.
    """
    if np.isnan(float(value)):
        return rf"\text{{{none}}}"
    mantissa, _, exponent = (
        format_number(value, digits).replace("−", "-").partition("e")
    )
    mantissa = mantissa.replace("∞", r"\infty")
    return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa

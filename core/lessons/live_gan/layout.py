"""Where everything lies in the figure of "Watch one train": panels and axes.

Above, the densities with the discriminator (``x``, ``y``, ``y6``) and G's map (``x2``,
``y2``), or two runs side by side; below, on one time axis each, losses (3), gradient
norms (4) and distances (5).
"""

from collections.abc import Sequence
from typing import Any

from core.gan.config import Config
from core.gan.losses import OutputAxis
from core.lessons.live_gan.runs import names
from core.plotting.theme import axis, panel_title

PLACE = (-9.0, 11.0)
FLOOR, TOP = -0.62, 1.05  # of the densities' axis; the arrows' rows lie below 0
NO_ARROWS = -0.05
UPPER, LOWER = [0.57, 1.0], [0.0, 0.34]
START = 300  # iterations that the time axes show at first


def layout(configs: Sequence[Config], far: float) -> dict[str, Any]:
    """One run, two side by side, or more than two on top of each other.

    Args:
        configs: one for each run.
        far: the largest Wasserstein-1 at first.
    """
    count = len(configs)
    floor = FLOOR if count < 3 else NO_ARROWS
    outputs = [config.objective.axis for config in configs]
    lows, highs = zip(*(config.objective.span for config in configs), strict=True)
    wide = [[0.0, 0.43], [0.57, 1.0]] if count == 2 else [[0.0, 0.62], [0.78, 1.0]]
    below = [[0.0, 0.25], [0.37, 0.63], [0.72, 0.96 if count == 1 else 1.0]]
    place = axis("", *PLACE)
    heights = {"tickvals": [0.0, 0.4, 0.8], "domain": UPPER}
    whole: dict[str, Any] = {
        "height": 560,
        "xaxis": {**place, "domain": wide[0], "anchor": "y"},
        "yaxis": axis("density", floor, TOP, **heights, anchor="x"),
        "yaxis6": _output_axis(outputs[0], floor, "y", "x"),
        "shapes": [],
        "annotations": [],
    }
    if count == 2:
        whole["xaxis2"] = {**place, "domain": wide[1], "anchor": "y2"}
        whole["yaxis2"] = axis("", floor, TOP, **heights, anchor="x2")
        whole["yaxis7"] = _output_axis(outputs[1], floor, "y2", "x2")
    else:
        whole["xaxis2"] = axis("", -3.0, 3.0, domain=wide[1], anchor="y2")
        whole["yaxis2"] = axis("", *PLACE, domain=UPPER, anchor="x2")
    for panel, domain in enumerate(below, start=3):
        time = axis(
            "iteration", 0.0, START, domain=domain, anchor=f"y{panel}", nticks=4
        )
        whole[f"xaxis{panel}"] = time
    low = {"domain": LOWER}
    whole["yaxis3"] = axis("", min(lows), max(highs), **low, anchor="x3")
    whole["yaxis4"] = axis(
        "", -9.5, 2.0, type="log", tickvals=[1e-9, 1e-6, 1e-3, 1.0],
        ticktext=["10⁻⁹", "10⁻⁶", "10⁻³", "1"],
        **low, anchor="x4",
    )  # fmt: skip
    whole["yaxis5"] = axis("", 0.0, 1.2 * max(far, 1.0), **low, anchor="x5")
    if count == 1:
        whole["yaxis8"] = axis(
            "", 0.0, 0.75, overlaying="y5", side="right", anchor="x5",
            showgrid=False, tickvals=[0, 0.35, 0.7],
        )  # fmt: skip
    shown = _panels(configs)
    whole["annotations"] = [panel_title(**panel) for panel in shown]
    return {**whole, "meta": {"panels": shown}}


def _panels(configs: Sequence[Config]) -> list[dict[str, str]]:
    """What each panel shows, and its axes; a phone has one at a time."""
    count, said = len(configs), names(configs)
    first = {"title": "densities, fakes and D", "x": "x", "y": "y", "over": "y6"}
    second = {"title": "G: noise z to fake G(z)", "x": "x2", "y": "y2"}
    if count == 2:
        first["title"] = said[0]
        second = {"title": said[1], "x": "x2", "y": "y2", "over": "y7"}
    distances = {"title": "distances: W₁", "x": "x5", "y": "y5"}
    if count == 1:
        distances |= {"title": "distances: W₁; JS dotted", "over": "y8"}
    return [
        first,
        second,
        {"title": "losses of D and G", "x": "x3", "y": "y3"},
        {"title": "gradient norms", "x": "x4", "y": "y4"},
        distances,
    ]


def _output_axis(output: OutputAxis, floor: float, over: str, beside: str) -> dict:
    # D's output is drawn in the upper part: its zero is level with density 0.
    share = -floor / TOP
    low = output.low - share * (output.high - output.low)
    return axis(
        output.title, low, output.high, overlaying=over, side="right", anchor=beside,
        showgrid=False, tickvals=list(output.ticks),
    )  # fmt: skip

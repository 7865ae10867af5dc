"""From one label to the loss of a batch in four steps.

Every mark is drawn twice: dim, where it stays, and lit, where a step lights it. What is
lit appears and goes by its width, so that its height is true at every moment.
"""

import numpy as np
import plotly.graph_objects as go

from core.lessons.cross_entropy.belief import Moving
from core.lessons.cross_entropy.small_batch import BELIEFS, LABELS, SAYS, Batch, batch
from core.lessons.cross_entropy.units import in_unit
from core.maths import sliders
from core.maths.bce import Floats
from core.plotting.drawing import Trace
from core.plotting.slider import Scrubbable
from core.plotting.theme import (
    DISCRIMINATOR,
    FAKE,
    READER,
    REAL,
    add,
    axis,
    curve,
    dot,
    pale,
    panels,
)

STEPS = np.linspace(1.0, 4.0, 31).round(1)
COUNT = len(BELIEFS)
TITLES = "four labels, and what is believed", "what each costs: H below, KL above"
DIM, LIT = 0.25, 0.8
PAIR = 0.36  # width of each of a label's two bars; samples are 1 apart


def figure(labels: str, unit: str) -> go.Figure:
    """The batch at steps 1 to 4, and on the way between.

    Left: each label as a distribution, and the belief that meets it. Right: the costs
    as blocks of two parts, which get their weight as a width and are levelled out.
    """
    top = float(in_unit(unit, 2.0 * np.log(2.0)))
    short = ("labels", "costs")
    drawn = Scrubbable(layout=panels(2, 400, titles=TITLES, short=short, main=1))
    samples = np.arange(1.0, COUNT + 1.0)
    moving = _distributions(drawn, LABELS[labels], samples)
    moving |= _costs(drawn, batch(labels, unit))
    parts = ["0", *(f"{i}/{COUNT}" for i in range(1, COUNT)), "1"]
    ticks = {"tickvals": np.arange(COUNT + 1.0) / COUNT, "ticktext": parts}
    drawn.update_layout(
        xaxis=axis("sample", 0.4, COUNT + 0.6, tickvals=samples),
        yaxis=axis("probability", -0.03, 1.08),
        xaxis2=axis("weight in the sum", -0.03, 1.03, **ticks),
        yaxis2=axis(f"cost, in {unit}", -0.03 * top, top),
    )
    nearest = np.round(STEPS).astype(int)
    heard = [f"Step {step}. {SAYS[step - 1]}" for step in nearest]
    notices = [f"<b>{step}.</b> {SAYS[step - 1]}" for step in nearest]
    return drawn.scrub(
        sliders.names(STEPS), moving, label="step", readouts={}, sentences=heard,
        notices=notices,
    )  # fmt: skip


def boxes(middles: Floats, widths: Floats, heights: Floats) -> tuple[Floats, Floats]:
    """Boxes side by side as one outline of four corners each, a row per position.

    Args:
        middles: one per box.
        widths: one per position, the same for all boxes.
        heights: one per box, or a row of them per position.
    """
    x = middles[:, None] + widths[:, None, None] * np.array([-0.5, -0.5, 0.5, 0.5])
    y = np.atleast_2d(heights)[..., None] * np.array([0.0, 1.0, 1.0, 0.0])
    x, y = np.broadcast_arrays(x, y)
    return x.reshape(len(x), -1), y.reshape(len(y), -1)


def _distributions(drawn: go.Figure, y: Floats, samples: Floats) -> Moving:
    """Two bars for each label, y and 1 − y, and what the belief gave to each side."""
    moving: Moving = {}
    lit = np.clip(2.0 - STEPS, 0.0, 1.0)
    for name, color, side, weights in (
        ("real", REAL, -0.5, y),
        ("fake", FAKE, 0.5, 1.0 - y),
    ):
        middles = samples + side * (PAIR + 0.04)
        for bright, widths in ((DIM, np.ones(1)), (LIT, lit)):
            x, height = boxes(middles, PAIR * widths, weights)
            bars = _filled(x[0], height[0], f"label, {name}", color, bright)
            if name == "fake":
                bars.update(fillpattern={"shape": "/", "solidity": 0.5})
            index = add(drawn, bars, showlegend=bright == LIT)
            if bright == LIT:
                moving[index] = {"x": x}
    sides = samples[:, None] + np.array([-0.5, 0.5]) * (PAIR + 0.04)
    given = np.stack([BELIEFS, 1.0 - BELIEFS], axis=1)
    ring = {"color": DISCRIMINATOR, "width": 4}
    dash = {"symbol": "line-ew", "size": 22, "line": ring}
    belief = dot("belief: p, 1 − p", DISCRIMINATOR, **dash)
    add(drawn, belief.update(x=sides.ravel(), y=given.ravel()))
    return moving


def _costs(drawn: go.Figure, costs: Batch) -> Moving:
    """Each sample's cost as a block, its label's entropy at the foot, and the mean."""
    slots, full = (np.arange(COUNT) + 0.5) / COUNT, np.array([1.0 / COUNT])
    width = np.interp(STEPS, [1.0, 2.0, 3.0], [0.0, 0.05, 1.0 / COUNT])
    # From 3 to 4 the blocks are levelled out; their area, the mean, stays.
    flat = np.clip(STEPS - 3.0, 0.0, 1.0)[:, None]
    foot = ("H(y)", READER, 1.0, "tozeroy", costs.floor)
    rest = ("KL(y‖p)", DISCRIMINATOR, LIT, "tonexty", costs.whole)
    for name, color, _, fill, heights in foot, rest:
        x, y = boxes(slots, full, heights)
        dim = _filled(x[0], y[0], name, color, DIM).update(fill=fill)
        add(drawn, dim, 2, showlegend=False)
    moving: Moving = {}
    for name, color, bright, _, heights in rest, foot:
        levelled = (1.0 - flat) * heights + flat * heights.mean()
        x, y = boxes(slots, width, levelled)
        lit = _filled(x[0], y[0], name, color, bright)
        moving[add(drawn, lit, 2)] = {"x": x, "y": y}
    mean = np.full(2, costs.whole.mean())
    ghost = curve(np.arange(2.0), mean, "the mean", DISCRIMINATOR, dash="dot")
    add(drawn, ghost, 2, showlegend=False, opacity=0.6)
    level = curve(np.arange(2.0), mean, "BCE, the sum", DISCRIMINATOR, width=6)
    moving[add(drawn, level, 2)] = {"x": np.hstack([0.0 * flat, flat])}
    return moving


def _filled(x: Floats, y: Floats, name: str, color: str, opacity: float) -> Trace:
    """An outline filled down to 0, without a line of its own."""
    outline = curve(x, y, name, color, width=0)
    return outline.update(fill="tozeroy", fillcolor=pale(color, opacity))

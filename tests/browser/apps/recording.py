"""A recorded run of sixty moments, as a training page shows one."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.plotting.slider import Scrubbable
from core.plotting.theme import FAKE, axis, curve
from core.ui import explorable

STEPS = np.arange(60.0)


@explorable.drawn
def run() -> go.Figure:
    """A density that wanders one unit to the right in twenty steps."""
    x, means = np.linspace(-4.0, 4.0, 81), STEPS / 20.0
    density = np.exp(-0.5 * (x - means[:, None]) ** 2)
    figure = Scrubbable(curve(x, density[0], "generator", FAKE))
    figure.update_layout(
        height=300, xaxis=axis("x", -4.0, 4.0), yaxis=axis("density", 0.0, 1.1)
    )
    return figure.scrub(
        [f"{step:g}" for step in STEPS],
        {0: {"y": density}},
        label="step",
        readouts={"mean": means},
        sentences=[f"After step {step:g}." for step in STEPS],
    )


at = explorable.show(
    run(),
    key="rec_step",
    label="Training step",
    default="0",
    alt="A bell curve that wanders to the right.",
    recording=True,
)
st.markdown(f"Python is at step {at}.")

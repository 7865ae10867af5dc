"""Critics that a page has trained, once per server."""

from typing import Any

import streamlit as st

from core.lessons.wasserstein_critic import trained, trained_figures
from core.ui.training_pool import TRAINING


@st.cache_resource(max_entries=64, show_spinner="Training four critics …")
def _trained(constraint: str, theta: float) -> trained.TrainedCritics:
    """Four of them, before those who watch one train."""
    return TRAINING.do(lambda: trained.train(constraint, theta), once=True)[0]


def draw(constraint: str, theta: float) -> Any:
    """The figure of what four critics have learned of fakes at ``theta``."""
    return trained_figures.draw(_trained(constraint, theta))

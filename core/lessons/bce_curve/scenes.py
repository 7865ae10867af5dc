"""The figures of "What does a wrong guess cost?", computed."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from core.lessons.bce_curve import figures
from core.maths import batch_loss, bce, sliders

LABELS = np.linspace(0.0, 1.0, 101).round(2)
SIZES = np.unique(np.geomspace(1, 4096, 97).round().astype(int))


def costs(y: float) -> go.Figure:
    """One guess p = 0.001 to 0.999, for one label: BCE beside two other losses."""
    p, at = sliders.curve_probs(), sliders.PROBABILITIES
    curves = {
        "p": p,
        "real term": y * bce.bce(p, 1.0),
        "fake term": (1.0 - y) * bce.bce(p, 0.0),
        "bce": bce.bce(p, y),
        "squared error": bce.squared_error(p, y),
        "zero-one": bce.zero_one_loss(p, y),
    }
    places = {
        "p": at,
        "logit": bce.logit(at),
        "bce": bce.bce(at, y),
        "slope": bce.bce_grad_probs(at, y),
        "squared error": bce.squared_error(at, y),
        "zero-one": bce.zero_one_loss(at, y),
    }
    log2 = float(bce.bce(0.5, 1.0))
    chance = {"log 2": log2, "2 log 2": 2.0 * log2}
    return figures.costs(
        sliders.curve_logits(), curves, chance, sliders.names(at), places
    )


def soft_labels() -> go.Figure:
    """The cost of every guess while the label moves from 0 to 1."""
    p = sliders.curve_probs()
    places = {
        "label": LABELS,
        "logit": bce.logit(LABELS),
        "minimum": bce.entropy_floor(LABELS),
    }
    cost, floor = bce.bce(p, LABELS[:, None]), bce.entropy_floor(p)
    names = sliders.names(LABELS)
    return figures.soft_labels(sliders.curve_logits(), p, cost, floor, names, places)


def growth() -> go.Figure:
    """Sum against mean: real samples before a fairly good discriminator."""
    logits = np.random.default_rng(0).normal(1.5, 1.0, SIZES[-1])
    grown = batch_loss.growth(logits, 1.0, SIZES)
    curves = {
        "loss sum": grown.loss_sum,
        "loss mean": grown.loss_mean,
        "grad sum": np.abs(grown.grad_sum),
        "grad mean": np.abs(grown.grad_mean),
    }
    return figures.sum_or_mean(SIZES.astype(float), curves, sliders.names(SIZES))


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
    """Each sample's part of the total."""
    return figures.shares(rows, np.array(share), np.array(labels) == 1.0)

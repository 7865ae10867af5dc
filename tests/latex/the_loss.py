"""Names in the formulas of the chapter "The loss"."""

import mpmath
import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812 (the name everybody gives it)

from core.maths import bce, gan_losses, information
from tests.latex.meaning import Meaning, State
from tests.latex.printing import Printed
from tests.latex.reading import Over

MANY = mpmath.mp.clone()
MANY.dps = 150  # σ(120) differs from 1 in the 53rd
GENERATOR_LOSSES = {
    "non-saturating": (
        gan_losses.non_saturating_generator_loss,
        gan_losses.non_saturating_generator_grad,
    ),
    "saturating": (
        gan_losses.saturating_generator_loss,
        gan_losses.saturating_generator_grad,
    ),
    "squared-error": (
        lambda logits: bce.squared_error(bce.sigmoid(logits), 1.0),
        lambda logits: bce.squared_error_with_logits_grad(logits, 1.0),
    ),
}
# The four samples of "From there to BCE, in four steps".
BELIEFS = np.array([0.9, 0.6, 0.2, 0.7])
LABELS = {"hard": np.array([1.0, 1, 0, 0]), "soft": np.array([0.9, 0.9, 0.1, 0.1])}


def bce_curve(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    y, p = float(state["bce_y"]), float(state["bce_p"])
    return Meaning({"L": bce.bce, "y": y, "p": p})


def cross_entropy(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    unit = np.log(2.0) if state["xent_unit"] == "bits" else 1.0

    def h(q, p=None):
        return (bce.entropy_floor(q) if p is None else bce.bce(p, q)) / unit

    names = {"H": h, r"\mathrm{KL}": lambda q, p: information.binary_kl(q, p) / unit}
    if printed.kind == "words":
        names |= {"y": LABELS[state["xent_labels"]], "p": BELIEFS, "m": 4}
        return Meaning(names | {r"\sum": Over(np.sum)}, digits=3)
    q, p = float(state["xent_q"]), float(state["xent_p"])
    if r"\mathrm{KL}(q" in printed.tex:  # 0 log 0 is 0, as a limit
        q = min(max(q, 1e-300), 1.0 - 1e-16)
    return Meaning(names | {"q": q, "p": p})


def gradients(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    p = float(state["grad_p"])
    logit = bce.logit(p)
    loss, slope = GENERATOR_LOSSES[state["grad_loss"]]
    names = {"L": loss(logit), "p": p, r"\sigma": bce.sigmoid, r"\ell": logit}
    names[r"\frac{dp}{d\ell}"] = bce.sigmoid_grad(logit)
    names[r"\frac{dL}{dp}"] = slope(logit) / bce.sigmoid_grad(logit)
    return Meaning(names)


def numerical_stability(
    state: State, printed: Printed, rng: np.random.Generator
) -> Meaning:
    logit, y = float(state["num_logit"]), int(state["num_y"])
    p = 1 / (1 + MANY.exp(-MANY.mpf(logit)))
    names = {"y": y, r"\ell": logit, "p": p, "e": MANY.exp(1)}
    if "BCELoss" not in printed.tex and r"\max" not in printed.tex:
        names["L"] = bce.bce_with_logits(logit, y)
        names[r"\frac{dL}{d\ell}"] = bce.bce_with_logits_grad(logit, y)
        return Meaning(names, absolute=0.0)
    # What BCELoss is given is p as the precision rounds it.
    dtype = getattr(torch, state["num_dtype"])
    given = torch.tensor(logit, dtype=dtype, requires_grad=True)
    p = torch.sigmoid(given)
    cost = F.binary_cross_entropy(p, torch.tensor(float(y), dtype=dtype))
    names |= {"p": MANY.mpf(p.item()), r"\text{BCELoss}": cost.item()}
    names[r"\text{its slope}"] = torch.autograd.grad(cost, given)[0].item()
    limits = torch.finfo(dtype)
    return Meaning(names, error=2.0 * limits.eps, absolute=limits.tiny)

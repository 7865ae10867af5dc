"""Names in the formulas of "Why does it go round in circles?"."""

from typing import Any

import numpy as np

from core.maths import bce
from core.maths.dirac import METHODS, NODES, WEIGHTS, Method
from core.maths.dirac_eigenvalues import update_matrix
from core.maths.dirac_steps import direction
from tests.latex.meaning import Meaning, State
from tests.latex.printing import Printed

STEP = 1e-5  # of the difference quotients


def dirac_gan(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    method = METHODS[state["dirac_method"]]
    bound = min(method.bound, 1.5)  # farther out 1 - D is 0 to a float, under noise
    theta: Any = np.asarray(rng.uniform(-1.5, 1.5))
    psi: Any = np.asarray(rng.uniform(-bound, bound))
    if r"\le 1" in printed.tex:  # a bound that is reached
        theta, psi = np.full(2, theta), np.array([psi, bound])
    lr, momentum = float(state["dirac_lr"]), float(state["dirac_momentum"])
    at = theta, psi
    if method.looks_ahead:
        pulls = method.field(theta, psi)
        at = theta + lr * pulls[0], psi + lr * pulls[1]
    losses = method.losses(theta, psi)
    names: dict[str, Any] = {
        r"\theta": theta,
        r"\psi": psi,
        "D": lambda x: bce.sigmoid(psi * np.asarray(x)),
        r"\varepsilon": NODES,
        "N": lambda mean, std: mean + std * NODES,
        r"\mathbb{E}": lambda values: values @ WEIGHTS,
        "|v_0|": np.hypot(*METHODS["minimax"].field(theta, psi)),
        "L_G": losses[0],
        "L_D": losses[1],
        "v": lambda x, y: np.stack(direction(method, x, y, lr), axis=-1),
        r"\frac{\partial L_G}{\partial\theta}": _slope(method, at, 0),
        r"\frac{\partial L_D}{\partial\psi}": _slope(method, at, 1),
    }
    if method.slopes is not None:
        matrix = update_matrix(method, state["dirac_update"], lr, momentum)
        names |= {"J": matrix, r"\max |\lambda|": abs(np.linalg.eigvals(matrix)).max()}
    return Meaning(names, digits=3 if "pmatrix" in printed.tex else 4)


def _slope(method: Method, at: Any, player: int) -> Any:
    """Of a player's loss in its own parameter."""
    step = STEP * np.eye(2)[player]
    before, after = (method.losses(*np.add(at, move))[player] for move in (-step, step))
    return (after - before) / (2.0 * STEP)

"""Names in the formulas of the chapter "The game"."""

from typing import Any

import numpy as np
from scipy import special, stats

from core.maths import bce, fixed_game, optimal, shapes
from core.maths import divergences as five
from core.maths.densities import Normal, PointMass, Uniform
from core.maths.envelope import STEP
from tests.latex.meaning import Meaning, State
from tests.latex.printing import Printed
from tests.latex.reading import Curve, Over
from tests.maths import games

PAIRS = 4  # of samples in the table of the page minimax
SHIFTED = {"point-mass": PointMass(), "uniform": Uniform(-0.5, 0.5), "normal": Normal()}


def minimax(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    m = int(float(state["game_m"])) if printed.kind == "latex" else PAIRS
    batch = fixed_game.draw_batch(m, int(float(state["game_seed"])))
    names: dict[str, Any] = {
        "m": m,
        "x": batch.x[:m],
        "z": batch.x[m:] - 2.0,
        "G": lambda z: z + 2.0,
        "D": lambda x: bce.sigmoid(1.5 - x),
        "y": rng.uniform(size=9),
        "x_i": batch.x,
        "s": fixed_game.standard_error(1),
        r"\dots": batch.losses[1:-1].sum(),
    }
    for over in (r"\text{real}", r"\text{fake}", r"\mathrm{real}", r"\mathrm{fake}"):
        names[rf"\sum_{{{over}}}"] = Over(np.sum)
    names[r"\sum_{i=1}^{2m}"] = Over(np.sum)
    names[r"\mathbb{E}_{x \sim p_r}"] = names[r"\mathbb{E}_{z \sim p_z}"] = np.mean
    step = state["game_step"]
    labels = {"label-1": 1.0, "label-0": 0.0}.get(step, batch.labels)
    loss = batch.losses.mean()
    names |= {
        "y_i": labels,
        "L": loss,
        "V": -2.0 * loss,
        r"\min_G \max_D V": -2.0 * loss,
    }
    exact, means = fixed_game.exact_means(), fixed_game.running_means(batch)
    whole = exact.value if "V" in printed.tex else exact.discriminator_loss
    names |= {r"\text{exact}": whole, r"\text{together}": means.discriminator_loss[-1]}
    names[r"\text{mean of the real rows}"] = means.real[-1]
    names[r"\text{mean of the fake rows}"] = means.fake[-1]
    return Meaning(names, alone=_alone(printed, names))


def _alone(printed: Printed, names: dict[str, Any]) -> Any:
    """The terms in the tables, and the wrong turns, by what is said of them."""
    column, *row = printed.before.split(" | ")
    real, fake = 1.5 - names["x"], 1.5 - names["G"](names["z"])
    match column, row:
        case "what is left", (_, label, *_):
            y = float(label.strip("]")[-1])
            return bce.bce_with_logits(real if y else 1.5 - names["x"], y)
        case "value *V*", ("a real sample adds", *_):
            return -bce.bce_with_logits(real, 1.0)
        case "value *V*", _:
            return -bce.bce_with_logits(fake, 0.0)
        case "loss −*V*", ("a real sample adds", *_):
            return bce.bce_with_logits(real, 1.0)
        case "loss −*V*", _:
            return bce.bce_with_logits(fake, 0.0)
        case "saturating", _:
            return games.saturating_generator_loss(fake)
        case "non-saturating", _:
            return games.non_saturating_generator_loss(fake)
    if "The missing minus" in printed.before[-60:]:
        return -sum(games.bce_discriminator_loss(real, fake))
    if "The label inside the logarithm" in printed.before[-60:]:
        return bce.entropy_floor(names["y"])
    return None


def optimal_discriminator(
    state: State, printed: Printed, rng: np.random.Generator
) -> Meaning:
    theta, scale = float(state["opt_distance"]), float(state["opt_scale"])
    real, fake = shapes.pair(state["opt_family"], scale)

    def value(distance):
        return optimal.optimal_game(real, fake, [distance]).value[0]

    here = fake.shifted(theta)
    x, weight = _grid(real, here)
    names: dict[str, Any] = {
        "x": theta + scale * rng.uniform(-3.0, 3.0, 9),
        r"\theta": theta,
        "h": STEP,
        r"\sigma": lambda t: 1.0 / (1.0 + np.exp(-t)),
        "p_r": real.pdf,
        "p_g": here.pdf,
        "D^*": Curve(
            lambda at: optimal.optimal_discriminator(real, here, at),
            optimal.optimal_discriminator(real, here, x),
        ),
        r"\ell": lambda at: optimal.optimal_discriminator_logit(real, here, at),
        r"\frac{d\ell}{dx}": optimal.optimal_discriminator_logit_grad(real, here, x),
        r"\mathbb{E}_r": lambda v: _mean(v, weight * real.pdf(x)),
        r"\mathbb{E}_g": lambda v: _mean(v, weight * here.pdf(x)),
        "J": value,
        r"\mathrm{JS}": 0.5 * value(theta) + np.log(2.0),
        r"\frac{dJ}{d\theta}": optimal.optimal_game(real, fake, [theta]).slope[0],
    }
    return Meaning(names, absolute=4e-12)  # the quotient of two rounded values


def divergences(state: State, printed: Printed, rng: np.random.Generator) -> Meaning:
    theta, shape = float(state["div_distance"]), SHIFTED[state["div_family"]]
    js, variation, w, kl = (
        found(shape, shape, [theta])
        for found in (
            five.jensen_shannon,
            five.total_variation,
            five.wasserstein,
            five.kl,
        )
    )
    names: dict[str, Any] = {
        r"\theta": theta,
        r"\Phi": stats.norm.cdf,
        r"\mathrm{JS}": js.value[0],
        r"\mathrm{TV}": variation.value[0],
        "W_1": w.value[0],
        r"\frac{d}{d\theta} \mathrm{JS}": js.slope[0],
        r"\frac{d}{d\theta} W_1": w.slope[0],
        r"\mathrm{KL}": kl.value[0],
    }
    if not isinstance(shape, PointMass):
        x, weight = _grid(shape, shape.shifted(theta))
        p, q = shape.pdf(x), shape.shifted(theta).pdf(x)
        names |= {"p": p, "q": q, "m": 0.5 * (p + q)}
        names[r"\int"] = Over(lambda v: _mean(v, weight))
        names[r"\mathrm{KL}"] = Curve(
            lambda a, b: weight @ special.rel_entr(a, b), kl.value[0]
        )
    return Meaning(names)


def vanishing_gradients(
    state: State, printed: Printed, rng: np.random.Generator
) -> Meaning:
    theta, loss = float(state["van_distance"]), state["van_loss"]
    fake, h = Normal(theta, 1.0), 1e-5
    x, weight = _grid(Normal(), fake)
    d = optimal.optimal_discriminator(Normal(), fake, x)
    means = optimal.mean_generator_gradients(Normal(), Normal(), [theta])
    in_common = [2.0 * stats.norm.sf(0.5 * t) for t in (theta - h, theta + h)]  # 1 - TV
    names: dict[str, Any] = {
        r"\theta": theta,
        "D": (some := rng.uniform(0.001, 0.999, 9)),
        "D^*": d,
        "s": x,
        "f": x,
        r"\mathbb{E}": lambda v: _mean(v, weight * fake.pdf(x)),
        r"\frac{d}{d\theta} \mathbb{E}[L]": means[loss][0],
        r"\frac{d\,\mathrm{TV}}{d\theta}": -np.diff(in_common)[0] / (2.0 * h),
    }
    costs = getattr(games, f"{loss.replace('-', '_')}_generator_loss")
    given = bce.logit(some) if r"\log" in printed.tex else x
    return Meaning(names | {"L": costs(given)})


# -- Inside ----------------------------------------------------------------------------


def _grid(*densities: Any) -> tuple[np.ndarray, np.ndarray]:
    """Places and weights that integrate over both densities, piece by piece."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    ends = [
        end
        for one in densities
        for end in (
            one.support[0]
            if isinstance(one, Uniform)
            else one.mean + np.linspace(-9.0, 9.0, 55) * one.std
        )
    ]
    ends = np.unique(ends)
    half = 0.5 * np.diff(ends)
    x = 0.5 * (ends[1:] + ends[:-1]) + half * nodes[:, None]
    return x.ravel(), (half * weights[:, None]).ravel()


def _mean(values: Any, weight: np.ndarray) -> Any:
    """Σ weight · value; what has next to no weight counts nothing, were it ∞."""
    counts = weight > 1e-15 * np.max(weight)
    return np.nansum(np.where(counts, values * weight, 0.0))

"""The figure of "What if nothing overlaps?", computed, and what it says in words."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import plotly.graph_objects as go

from core.lessons.divergences import figures
from core.lessons.divergences.figures import LOOKS, Shape
from core.maths import divergences, sliders
from core.maths.densities import Floats, Normal, PointMass, Uniform
from core.plotting.theme import said

FIVE = {
    "kl": divergences.kl,
    "reverse_kl": divergences.reverse_kl,
    "js": divergences.jensen_shannon,
    "total_variation": divergences.total_variation,
    "wasserstein": divergences.wasserstein,
}
FAMILIES = ("point-mass", "uniform", "normal")
PAIRS = {"point-mass": PointMass(), "uniform": Uniform(-0.5, 0.5), "normal": Normal()}
POSITIONS = np.linspace(-4.0, 4.0, 161).round(2)
# How far the axis goes, and where a curve of that family jumps or has a corner.
EDGES = {"point-mass": 4.75, "uniform": 4.75, "normal": 6.75}
CORNERS = {"point-mass": [0.0], "uniform": [-1.0, 0.0, 1.0], "normal": [0.0]}
BESIDE = 1e-6  # next to a corner: no eye can tell it from there

SYMBOLS = (r"\mathrm{KL}", r"\mathrm{JS}", r"\mathrm{TV}", "W_1")
JS = r"\tfrac12 \mathrm{KL}(p \| m) + \tfrac12 \mathrm{KL}(q \| m) ="
FORMULAS = {
    "point-mass": {
        "kl": "",
        "js": r"\log 2 =",
        "total_variation": "",
        "wasserstein": r"|\theta| =",
    },
    "uniform": {
        "kl": r"\textstyle\int p \log \frac{p}{q} =",
        "js": r"\min(|\theta|, 1) \cdot \log 2 =",
        "total_variation": r"\min(|\theta|, 1) =",
        "wasserstein": r"|\theta| =",
    },
    "normal": {
        "kl": r"\tfrac12 \theta^2 =",
        "js": JS,
        "total_variation": r"2\,\Phi(\tfrac12 |\theta|) - 1 =",
        "wasserstein": r"|\theta| =",
    },
}


class At(NamedTuple):
    """The five distances and their slopes, by name, at one distance or at many."""

    values: dict[str, Floats]
    slopes: dict[str, Floats]


def at(family: str, thetas: Floats | Sequence[float]) -> At:
    """Real data at 0 and fakes of the same shape at ``thetas``, compared."""
    pair = PAIRS[family]
    five = {key: compare(pair, pair, thetas) for key, compare in FIVE.items()}
    return At(
        {key: found.value for key, found in five.items()},
        {key: found.slope for key, found in five.items()},
    )


def apart(family: str) -> go.Figure:
    """Real and fake apart by θ = −4 to 4: five distances and their slopes."""
    edge, corners = EDGES[family], np.array(CORNERS[family])
    thetas = np.linspace(-edge, edge, 381)
    thetas = np.union1d(thetas, [corners - BESIDE, corners, corners + BESIDE])
    grid, here = at(family, thetas), at(family, POSITIONS)
    # A dot for every distance that is finite; both KLs would be one.
    dotted = [
        key
        for key, value in here.values.items()
        if np.isfinite(value).all() and key != "reverse_kl"
    ]
    places = {
        "theta": POSITIONS,
        "values": np.stack([here.values[key] for key in dotted], axis=1),
        "slopes": np.stack([here.slopes[key] for key in dotted], axis=1),
    }
    names = sliders.names(POSITIONS)
    readouts = {
        "KL, nats": here.values["kl"],
        "JS, nats": here.values["js"],
        "W₁": here.values["wasserstein"],
    }
    rows = [_row(here, row) for row in range(POSITIONS.size)]
    if family == "normal":  # all five do: what counts is how much
        last = {"slope of JS": [said(slope) for slope in here.slopes["js"]]}
    else:
        last = {"still points home": [_home(row) for row in rows]}
    sentences = [
        f"At θ = {name}: {_said(row)}" for name, row in zip(names, rows, strict=True)
    ]
    return figures.apart(
        _shape(family), thetas, grid.values, grid.slopes, names, places, readouts,
        last, sentences,
    )  # fmt: skip


def verdict(family: str, theta: float) -> str:
    """Which of the five still tells a generator where to go, read off the slopes."""
    return _said(_row(at(family, [theta]), 0))


def formulas(family: str, theta: float) -> list[str]:
    """The distances of these shapes in LaTeX, with the numbers at ``theta``."""
    values, slopes = _row(at(family, [theta]), 0)
    together = dict.fromkeys(FORMULAS[family], "")  # then all of them are 0
    forms = FORMULAS[family] if theta else together
    lines = [
        rf"{name} = {form} {_tex(values[key])}"
        for (key, form), name in zip(forms.items(), SYMBOLS, strict=True)
    ]
    js, w = slopes["js"], slopes["wasserstein"]
    rises = (("\\mathrm{JS}", js), ("W_1", w))
    return lines + [rf"\frac{{d}}{{d\theta}} {n} = {_tex(v)}" for n, v in rises]


# -- The shapes ------------------------------------------------------------------------


def _shape(family: str) -> Shape:
    jump = "↑ KL and reverse KL: ∞ for every θ ≠ 0, no slope"
    match PAIRS[family]:
        case PointMass(position):
            x = np.full(2, position)
            return Shape(x, np.array([0.0, 1.0]), "mass", jump, True)
        case Uniform(low, high) as density:
            ends = np.array([low, high])
            x, y = np.repeat(ends, 2), density.pdf(ends)
            return Shape(x, np.r_[0.0, y, 0.0], "density", jump, True)
        case density:
            x = np.linspace(-4.5, 4.5, 73)
            finite = "↑ KL and reverse KL: θ²/2, finite everywhere"
            return Shape(x, density.pdf(x), "density", finite, False)


# -- In words --------------------------------------------------------------------------


class _Row(NamedTuple):
    """One distance θ: who says what."""

    values: dict[str, float]
    slopes: dict[str, float]

    @property
    def telling(self) -> list[str]:
        """Those with a slope: it exists and is not 0."""
        return [key for key, slope in self.slopes.items() if abs(slope) > 0.0]


def _row(here: At, row: int) -> _Row:
    picked = ({key: float(v[row]) for key, v in five.items()} for five in here)
    return _Row(*picked)


def _said(row: _Row) -> str:
    if not any(row.values.values()):
        return (
            "Real and fake are the same. All five distances are 0, and there is "
            "nowhere to go."
        )
    infinite = [key for key, value in row.values.items() if math.isinf(value)]
    corner = [
        key
        for key, slope in row.slopes.items()
        if math.isnan(slope) and key not in infinite
    ]
    flat = [key for key, slope in row.slopes.items() if slope == 0.0]
    parts = []
    if infinite:
        parts.append(f"{_listed(infinite)} are ∞, and ∞ has no slope.")
    if corner:
        parts.append(f"{_listed(corner)} have a corner here, and no slope.")
    if flat:
        parts.append(f"{_listed(flat, row.values)} are flat.")
    way = "left" if row.slopes["wasserstein"] > 0.0 else "right"
    if len(row.telling) == len(LOOKS):
        slopes = _listed(row.telling, row.slopes, "slope ")
        return f"All five tell the generator where to go, to the {way}: {slopes}."
    parts.append(
        f"{'Only ' if len(row.telling) == 1 else ''}"
        f"{_listed(row.telling, row.slopes, 'slope ')} still "
        f"{'tells' if len(row.telling) == 1 else 'tell'} the generator where to go: "
        f"to the {way}."
    )
    return " ".join(parts)


def _home(row: _Row) -> str:
    """The telling ones, for a live number's small room."""
    names = [LOOKS[key][0] for key in row.telling]
    return f"{names[0]} only" if len(names) == 1 else ", ".join(names) or "none"


def _listed(
    keys: Sequence[str], numbers: Mapping[str, float] | None = None, what: str = ""
) -> str:
    """``KL, JS (0.6931) and TV``."""
    words = [
        f"{LOOKS[key][0]} ({what}{said(numbers[key])})" if numbers else LOOKS[key][0]
        for key in keys
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _tex(value: float) -> str:
    """A number in LaTeX: a slope that does not exist is said to be none."""
    words = {"∞": r"\infty", "not a number": r"\text{none}"}
    text = said(value)
    return words.get(text, text.replace("−", "-"))

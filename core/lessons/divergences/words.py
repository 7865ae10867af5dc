"""What "What if nothing overlaps?" says of five distances, read off their slopes."""

import math
from collections.abc import Sequence

from core.maths import divergences
from core.maths.densities import Floats, Normal, PointMass, Uniform
from core.maths.divergences import Sloped
from core.plotting.theme import format_number, latex_number

SHAPES = {"point-mass": PointMass(), "uniform": Uniform(-0.5, 0.5), "normal": Normal()}
FIVE = {
    "KL": divergences.kl,
    "reverse KL": divergences.reverse_kl,
    "JS": divergences.jensen_shannon,
    "TV": divergences.total_variation,
    "W₁": divergences.wasserstein,
}

SYMBOLS = {
    "KL": r"\mathrm{KL}",
    "JS": r"\mathrm{JS}",
    "TV": r"\mathrm{TV}",
    "W₁": "W_1",
}
JS = r"\tfrac12 \mathrm{KL}(p \| m) + \tfrac12 \mathrm{KL}(q \| m) ="
# Of these shapes, in the order of ``SYMBOLS``.
FORMULAS = {
    "point-mass": ("", r"\log 2 =", "", r"|\theta| ="),
    "uniform": (
        r"\textstyle\int p \log \frac{p}{q} =",
        r"\min(|\theta|, 1) \cdot \log 2 =",
        r"\min(|\theta|, 1) =",
        r"|\theta| =",
    ),
    "normal": (
        r"\tfrac12 \theta^2 =",
        JS,
        r"2\,\Phi(\tfrac12 |\theta|) - 1 =",
        r"|\theta| =",
    ),
}

Numbers = dict[str, float]


def compare(family: str, thetas: Floats | Sequence[float]) -> dict[str, Sloped]:
    """Real data at 0 and fakes of the same shape at ``thetas``, five times compared."""
    shape = SHAPES[family]
    return {name: distance(shape, shape, thetas) for name, distance in FIVE.items()}


def at(found: dict[str, Sloped], row: int) -> tuple[Numbers, Numbers]:
    """The five values and the five slopes in one row of a comparison."""
    values = {name: float(both.value[row]) for name, both in found.items()}
    slopes = {name: float(both.slope[row]) for name, both in found.items()}
    return values, slopes


def verdict(family: str, theta: float) -> str:
    """Which of the five still tells a generator where to go."""
    return sentence(*at(compare(family, [theta]), 0))


def sentence(values: Numbers, slopes: Numbers) -> str:
    """The same, of numbers that are known already."""
    if not any(values.values()):
        return (
            "Real and fake are the same. All five distances are 0, and there is "
            "nowhere to go."
        )
    telling = _telling(slopes)
    way = "left" if slopes["W₁"] > 0.0 else "right"
    listed = _listed(telling, slopes, "slope ")
    if len(telling) == len(FIVE):
        return f"All five tell the generator where to go, to the {way}: {listed}."
    infinite = [name for name, value in values.items() if math.isinf(value)]
    corner = [
        name
        for name, slope in slopes.items()
        if math.isnan(slope) and name not in infinite
    ]
    flat = [name for name, slope in slopes.items() if slope == 0.0]
    parts = []
    if infinite:
        parts.append(f"{_listed(infinite)} are ∞, and ∞ has no slope.")
    if corner:
        parts.append(f"{_listed(corner)} have a corner here, and no slope.")
    if flat:
        parts.append(f"{_listed(flat, values)} are flat.")
    only, tell = ("Only ", "tells") if len(telling) == 1 else ("", "tell")
    parts.append(
        f"{only}{listed} still {tell} the generator where to go: to the {way}."
    )
    return " ".join(parts)


def home(slopes: Numbers) -> str:
    """The telling ones, for a live number's small room."""
    names = _telling(slopes)
    return f"{names[0]} only" if len(names) == 1 else ", ".join(names) or "none"


def formulas(family: str, theta: float) -> list[str]:
    """The distances of these shapes in LaTeX, with the numbers at ``theta``."""
    values, slopes = at(compare(family, [theta]), 0)
    forms = FORMULAS[family] if theta else ("",) * 4  # on top of each other: all 0
    lines = [
        rf"{symbol} = {form} {latex_number(values[name])}"
        for (name, symbol), form in zip(SYMBOLS.items(), forms, strict=True)
    ]
    return lines + [
        rf"\frac{{d}}{{d\theta}} {SYMBOLS[name]} = "
        rf"{latex_number(slopes[name], none='none')}"
        for name in ("JS", "W₁")
    ]


def _telling(slopes: Numbers) -> list[str]:
    """Those with a slope: it exists and is not 0."""
    return [name for name, slope in slopes.items() if abs(slope) > 0.0]


def _listed(
    names: Sequence[str], numbers: Numbers | None = None, what: str = ""
) -> str:
    """``KL, JS (0.6931) and TV``."""
    words = [
        f"{name} ({what}{format_number(numbers[name])})" if numbers else name
        for name in names
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def there(theta: float) -> dict[str, str]:
    """The place of the fakes on the critic's page, which has every tenth."""
    return {"wc_distance": f"{round(theta, 1) + 0.0:g}"}

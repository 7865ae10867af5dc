import math
from typing import Any

import numpy as np
import pytest
from scipy import optimize, stats

from core.lessons.optimal_discriminator import by_hand as scenes
from core.ui import packing

PLACES = {"fakes": 1.0, "halfway": 0.5, "real": 0.0}
ANSWERS = [*range(1, 10), *range(10, 991, 10), *range(991, 1000)]


def bells(scale, theta, place):
    """Real and fake density at the place, by SciPy."""
    x = PLACES[place] * theta
    return stats.norm.pdf(x), stats.norm.pdf(x, theta, scale)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("scale", "theta"), [(1.0, 0.0), (1.0, 2.0), (0.25, 1.5)])
def test_the_top_of_the_hill_is_where_a_search_finds_it(scale, theta, place):
    a, b = bells(scale, theta, place)
    here = scenes.here("normal", scale, theta, place)
    assert (here.x, here.a, here.b) == pytest.approx((PLACES[place] * theta, a, b))

    def loss(d):
        return -a * math.log(d) - b * math.log1p(-d)

    found: Any = optimize.minimize_scalar(
        loss, bounds=(1e-9, 1 - 1e-9), method="bounded"
    )
    # A search by values finds a flat top to half of the digits.
    assert here.best == pytest.approx(found.x, abs=1e-4)


@pytest.mark.parametrize("place", PLACES)
def test_each_answer_earns_what_its_two_terms_add_up_to(place):
    figure: Any = scenes.by_hand("normal", 1.0, 2.0, place)
    a, b = bells(1.0, 2.0, place)
    assert [frame.name for frame in figure.frames] == [f"{n / 1000:g}" for n in ANSWERS]
    readouts = figure.layout.meta["readouts"]
    for position in (0, 20, 60, 100, 116):
        d = ANSWERS[position] / 1000
        expected = (
            a * math.log(d),
            b * math.log1p(-d),
            a * math.log(d) + b * math.log1p(-d),
            a / d - b / (1 - d),
        )
        for texts, number in zip(readouts.values(), expected, strict=True):
            shown = float(texts[position].replace("−", "-"))
            # Four significant digits; where a = b, the slope at ½ is all rounding.
            assert shown == pytest.approx(number, rel=6e-4, abs=1e-12)
        _, yours = figure.frames[position].data
        assert (yours.x[0], yours.y[0]) == pytest.approx((d, expected[2]), rel=1e-6)
    assert len(packing.pack(figure)) < 700_000


def test_the_stems_are_as_high_as_the_densities():
    figure: Any = scenes.by_hand("normal", 1.0, 2.0, "fakes")
    tops = {trace.name: max(trace.y) for trace in figure.data if trace.line.width == 6}
    a, b = bells(1.0, 2.0, "fakes")
    assert tops == pytest.approx({"a (real)": a, "b (fakes)": b})


@pytest.mark.parametrize(
    ("theta", "place", "best", "note"),
    [
        (2.0, "halfway", 0.5, "D* = 0.5"),
        (6.0, "real", 1.0, "D* = 1"),
        (6.0, "fakes", 0.0, "D* = 0"),
        (6.0, "halfway", math.nan, "any D will do"),
    ],
)
def test_blocks_make_d_certain_and_in_the_gap_every_answer_is_as_good(
    theta, place, best, note
):
    here = scenes.here("uniform", 1.0, theta, place)
    assert here.best == pytest.approx(best, nan_ok=True)
    figure: Any = scenes.by_hand("uniform", 1.0, theta, place)
    (written,) = (note for note in figure.layout.annotations if not note.name)
    assert note in written.text
    assert len(figure.layout.shapes) == (not math.isnan(best))
    words = scenes.verdict("uniform", 1.0, theta, place)
    assert ("every *D* is as good" in words) == math.isnan(best)
    assert ("infinite" in words) == (best in (0.0, 1.0))


def test_the_words_put_the_numbers_of_the_place_in():
    a, b = bells(1.0, 2.0, "fakes")
    words = scenes.verdict("normal", 1.0, 2.0, "fakes")
    assert (
        f"At x = 2 that is {a:.4g} / ({a:.4g} + {b:.4g}) = **{a / (a + b):.4g}**"
        in (words)
    )
    assert words.endswith(f"log(a/b) = −{math.log(b / a):.4g}.")


def test_the_densities_are_those_at_the_readers_distance():
    figure: Any = scenes.by_hand("mixture", 0.25, 3.0, "real")
    real, fake = figure.data[:2]
    x = np.array(real.x)
    modes = (stats.norm.pdf(x, 3.0 + middle, 0.25) for middle in (-0.5, 0.5))
    assert np.array(fake.y) == pytest.approx(0.5 * sum(modes), abs=1e-12)
    modes = (stats.norm.pdf(x, middle) for middle in (-2.0, 2.0))
    assert np.array(real.y) == pytest.approx(0.5 * sum(modes), abs=1e-12)

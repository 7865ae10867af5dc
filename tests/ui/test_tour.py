"""The guided tour: each step is a state that its page has, and says what is so."""

import functools
import math
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from core.diagnosis import diagnose, guess, parse
from core.gan import settings
from core.gan.presets import BY_NAME
from core.lessons.bce_curve.figures import costs
from core.lessons.cross_entropy.belief import figure as belief
from core.lessons.dirac_gan.figures import field
from core.lessons.divergences.figures import apart
from core.lessons.gradients.figures import chain
from core.lessons.home.figures import apart as home
from core.lessons.loss_curves.figures import log
from core.lessons.minimax.figures import estimates
from core.lessons.numerical_stability.figures import ways
from core.lessons.optimal_discriminator.figures import game
from core.lessons.vanishing_gradients.figures import FAKES, arrows, push
from core.lessons.wasserstein_critic.figures import critic_and_discriminator
from core.lessons.your_log.examples import example
from core.ui import nav, tour
from tests.pages.controls import choices, state
from tests.pages.opening import opened
from tests.pages.sent import sliders

LOG_2 = math.log(2.0)
STEMS = [page.stem for page in nav.PAGES if page.stem not in nav.TABLES]
LEAN = ["code", "questions"]  # hidden: what a step does not set
Readouts = Mapping[str, float | str]


class Steps:
    """The live numbers of a page's figure at each step of its tour, from 1."""

    def __init__(self, stem: str, draw: Callable[[dict[str, str]], Any], **slider: str):
        ((self.key, self.default),) = slider.items()
        self.stem, self.draw = stem, draw

    def __call__(self, number: int, name: str) -> Any:
        """One of them, as a number where it is one."""
        step = steps(self.stem)[number - 1]
        figure = drawn(self, tuple(sorted(step.link.items())))
        at = figure.names.index(step.link.get(self.key, self.default))
        every = figure.layout.meta["readouts"]
        (found,) = (every[title] for title in every if title.startswith(name))
        text = found[at].replace("−", "-").replace("∞", "inf")
        try:
            return float(text)
        except ValueError:
            return text


def steps(stem: str) -> tuple[tour.Step, ...]:
    found = tour.of_page(stem)
    assert found
    return found.steps


@functools.cache
def drawn(of: Steps, link: tuple[tuple[str, str], ...]) -> Any:
    return of.draw({key: value for key, value in link if key != of.key})


FIGURES = [
    Steps("home", lambda at: home(), home_distance="4"),
    Steps("bce_curve", lambda at: costs(float(at.get("bce_y", "1"))), bce_p="0.1"),
    Steps(
        "cross_entropy",
        lambda at: belief(float(at.get("xent_q", "0.75")), "bits"),
        xent_p="0.5",
    ),
    Steps(
        "gradients",
        lambda at: chain(at.get("grad_loss", "non-saturating")),
        grad_p="0.001",
    ),
    Steps(
        "numerical_stability",
        lambda at: ways(at.get("num_dtype", "float32"), 0),
        num_logit="17",
    ),
    Steps("minimax", lambda at: estimates(0), game_m="16"),
    Steps("optimal_discriminator", lambda at: game("normal", 1.0), opt_distance="2"),
    Steps(
        "divergences",
        lambda at: apart(at.get("div_family", "uniform")),
        div_distance="2",
    ),
    Steps(
        "vanishing_gradients",
        lambda at: push(at.get("van_loss", "saturating")),
        van_distance="2",
    ),
    Steps("loss_curves", lambda at: log(0), case_step="1000"),
    Steps(
        "dirac_gan",
        lambda at: field(
            at.get("dirac_method", "minimax"),
            at.get("dirac_update", "alternating"),
            0.1,
            float(at.get("dirac_momentum", "0")),
        ),
        dirac_start="1,-1",
    ),
    Steps("wasserstein_critic", lambda at: critic_and_discriminator(), wc_distance="3"),
]
AT = {one.stem: one for one in FIGURES}


def near(value: float, percent: float = 0.1) -> Any:
    """Readouts have four digits."""
    return pytest.approx(value, rel=percent / 100.0)


def in_home(at: Any) -> list[bool]:
    return [
        at(1, "J") == near(-2 * LOG_2) and at(1, "W") == 0.0,
        at(2, "slope of J") > 0.4 and at(2, "slope of W") == 1.0,
        at(3, "slope of J") < 0.02 and at(3, "slope of W") == 1.0,
    ]


def in_bce_curve(at: Any) -> list[bool]:
    return [
        at(1, "BCE") == near(LOG_2),
        at(2, "BCE") == near(math.log(1000.0)),
        at(3, "squared error") == near(0.998),
        at(4, "slope in p") == -1000.0,
        at(5, "BCE") < 0.002 < at(4, "BCE"),
    ]


def in_cross_entropy(at: Any) -> list[bool]:
    return [
        at(1, "+ KL") == 0.0 and at(1, "= H(q, p)") == near(0.8113),
        at(2, "= H(q, p)") == 1.0 and at(2, "+ KL") == near(0.1887),
        at(3, "+ KL") > at(3, "= H(q, p)") / 2 and at(3, "swapped") < 0.5,
        at(4, "H(q)") == 0.0 and at(4, "+ KL") == at(4, "= H(q, p)"),
    ]


def in_gradients(at: Any) -> list[bool]:
    squared = at(5, "= dL/dℓ")
    return [
        at(1, "dL/dp") == -1000.0,
        at(2, "× dp/dℓ") == near(0.000999) and at(2, "= dL/dℓ") == -0.999,
        at(3, "dL/dp") == near(-1.001) and at(3, "= dL/dℓ") == -0.001,
        at(4, "= dL/dℓ") == -0.9,
        at(2, "= dL/dℓ") / squared == near(500.5)
        and abs(at(5, "dL/dp")) < 2.0
        and at(5, "× dp/dℓ") < 0.001,
    ]


def in_numerical_stability(at: Any) -> list[bool]:
    names = ("naive", "BCELoss", "BCEWithLogitsLoss", "softplus")
    told = {n: [at(n, f"dL/dℓ: {name}") for name in names] for n in range(1, 5)}
    exact = {n: 1 / (1 + math.exp(-ell)) for n, ell in ((1, 2), (3, 17))}
    broken = ["not a number", 0.0, 1.0, 1.0]
    return [
        all(one == near(exact[1]) for one in told[1]),
        told[2] == broken,
        all(one == near(exact[3]) for one in told[3]),
        told[4] == broken,
    ]


def in_minimax(at: Any) -> list[bool]:
    bands = {n: at(n, "band") for n in range(1, 5)}
    exact = at(1, "exact")
    return [
        bands[1] > bands[2] and exact == 0.858,
        bands[2] == near(bands[1] / 4),
        bands[3] == near(bands[2] / 2),
        abs(at(4, "your batch") - exact) < 0.015,
    ]


def in_optimal_discriminator(at: Any) -> list[bool]:
    sure, steep = "mean D* on the fakes", "× how steep"
    return [
        at(1, sure) == 0.5 and at(1, "J(θ)") == near(-2 * LOG_2),
        at(2, "= push") == near(0.4496) and at(2, "J(θ)") > at(1, "J(θ)"),
        at(3, sure) * at(3, steep) == near(at(3, "= push"))
        and at(3, steep) / at(2, steep) == 3.0
        and at(3, sure) < at(2, sure) / 3,
        at(4, steep) == 10.0 and at(4, "= push") < 1e-5,
    ]


def in_divergences(at: Any) -> list[bool]:
    return [
        at(1, "KL") == math.inf and 0.0 < at(1, "JS") < LOG_2,
        at(2, "JS") == near(LOG_2) and at(2, "still points") == "W₁ only",
        at(3, "W₁") == 2 * at(2, "W₁")
        and all(at(3, name) == at(2, name) for name in ("KL", "JS")),
        at(4, "KL") == 8.0 and at(4, "JS") < LOG_2,
    ]


def in_vanishing_gradients(at: Any) -> list[bool]:
    name = "mean gradient"
    return [
        at(1, name) > 0.2 and len(FAKES) == 7,
        at(2, name) == near(6 * at(2, "mean of D*")),
        at(3, name) / at(2, name) == near(481, 0.2)
        and at(3, "mean of D*") == at(2, "mean of D*"),
        at(4, name) == near(0.008864) and not arrows("hinge", 6.0).any(),
        at(5, name) == 1.0 and {*arrows("wasserstein", 6.0)} == {1.0},
    ]


def in_loss_curves(at: Any) -> list[bool]:
    return [
        abs(at(2, "loss of D") - at(1, "loss of D")) > 0.0,
        at(2, "loss of D") == near(2 * LOG_2, 1.0)
        and at(2, "loss of G") == near(LOG_2, 1.0),
        True,  # says how the page works: tests/pages/test_loss_curves.py
    ]


def in_dirac_gan(at: Any) -> list[bool]:
    end, size = "after", "largest |eigenvalue|"
    begin = math.sqrt(2.0)
    return [
        at(1, end) > 0.9 * begin,
        at(2, end) > 1.2 * begin and at(2, size) > 1.0,
        at(3, size) == near(1.1179) and at(3, end) > begin,
        at(4, end) < 0.1 * begin,
    ]


def in_wasserstein_critic(at: Any) -> list[bool]:
    d, push_d = "D's loss", "D's push"
    critic = "critic's loss"
    return [
        0.0 < at(1, "the critic's push") <= 1.0,
        at(2, critic) == -5.0
        and at(2, "the critic's push") == 1.0
        and at(2, d) == near(0.0026, 5)
        and at(2, push_d) == near(0.0062, 5),
        at(3, critic) == -4.0 and at(3, d) == near(0.023, 5),
    ]


def in_live_gan(
    _: Any,
) -> list[bool]:  # what recipes show is held by tests/gan/test_presets.py
    recipes = ("healthy", "vanishing", "not-vanishing", "collapse")
    return [
        one.link == settings.link(BY_NAME[name].config)
        for one, name in zip(steps("live_gan"), recipes, strict=True)
    ]


def in_your_log(_: Any) -> list[bool]:
    names = [one.link.get("log_example", "healthy") for one in steps("your_log")]
    logs = [parse(example(name)) for name in names]
    first = [diagnose(one)[0] for one in logs]
    return [
        {column.role for column in logs[0].columns} > {"d", "g"}
        and guess(logs[0], logs[0].groups[0]).loss == "bce-non-saturating",
        first[1].name == "sigmoid-twice" and "L_D \\ge" in first[1].formula,
        first[2].name == "nothing-wrong" and "to see them, log" in first[2].sentence,
    ]


# What the steps say, in their order: whether it is so.
CLAIMS: dict[str, Callable[[Any], list[bool]]] = {
    "home": in_home,
    "bce_curve": in_bce_curve,
    "cross_entropy": in_cross_entropy,
    "gradients": in_gradients,
    "numerical_stability": in_numerical_stability,
    "minimax": in_minimax,
    "optimal_discriminator": in_optimal_discriminator,
    "divergences": in_divergences,
    "vanishing_gradients": in_vanishing_gradients,
    "loss_curves": in_loss_curves,
    "dirac_gan": in_dirac_gan,
    "wasserstein_critic": in_wasserstein_critic,
    "live_gan": in_live_gan,
    "your_log": in_your_log,
}


@pytest.mark.parametrize("stem", STEMS)
def test_what_every_step_says_holds_in_the_state_that_it_sets(stem):
    said = CLAIMS[stem](AT.get(stem))
    assert len(said) == len(steps(stem))
    assert all(said), said


@pytest.mark.parametrize("stem", STEMS)
def test_every_step_sets_a_state_that_its_page_has_and_begins_the_tour_by_a_link(stem):
    found = steps(stem)
    assert 3 <= len(found) <= 5
    app = opened(
        stem, tour="2", hide=LEAN
    )  # the link names no state: the step's is set
    assert not app.warning
    assert found[1].link.items() <= state(app).items()
    shown = [block.value for block in app.markdown]
    assert f"**Guided tour, 2 of {len(found)}**" in shown
    assert found[1].says.strip() in [text.strip() for text in shown]
    allowed = {key: sent.names for key, sent in sliders(app).items()} | choices(app)
    for step in found:
        assert set(step.look) <= set(tour.PARTS)
        assert step.look
        assert "%" not in step.says.replace(" %", "")
        for key, value in step.link.items():
            assert value in allowed[key], (step.number, key)


def test_whoever_leaves_stays_where_the_figure_is():
    app = opened("gradients", tour="4", hide=LEAN)
    before = state(app)
    assert before == {"grad_loss": "saturating", "grad_p": "0.9"}
    app.button(key="tour_leave").click().run()
    assert not app.exception
    assert state(app) == before
    assert "tour" not in app.query_params
    assert not [one for one in app.markdown if "Guided tour" in one.value]


def test_a_link_that_says_where_the_figure_is_is_believed():
    app = opened("gradients", tour="3", grad_p="0.5", hide=LEAN)
    assert state(app) == {"grad_loss": "non-saturating", "grad_p": "0.5"}


@pytest.mark.parametrize("bad", ["0", "6", "x", "", ["1", "2"], "<b>"])
def test_a_step_that_there_is_not_gives_one_line_and_the_first(bad):
    app = opened("gradients", tour=bad, hide=LEAN)
    assert [one.value.split("`")[1] for one in app.warning] == ["tour"]
    assert any("Guided tour, 1 of 5" in one.value for one in app.markdown)


def test_the_tour_leads_from_the_front_page_through_every_lesson():
    way, step = ["home"], tour.following("home")
    while step:
        way.append(step.page)
        step = tour.following(step.page)
    assert way == STEMS

"""Why does it go round in circles? The smallest GAN, under nine methods."""

import streamlit as st

from core.lessons.dirac_gan import circle, figures, film, formulas, pytorch, words
from core.lessons.dirac_gan.facts import FACTS
from core.lessons.dirac_gan.real_run import nearest
from core.lessons.dirac_gan.runs import LEARNING_RATES, MOMENTA, Setting
from core.maths.sliders import names
from core.ui import controls, explorable, leads, lesson, nav, rest, sharing, url

nav.guard()

field = explorable.drawn(figures.field, keep=64)
eigenvalues = explorable.drawn(circle.circle)
walk = explorable.drawn(film.walk, keep=32)
NEAR = {"close by": "0.5,0.5", "one off": "1,-1"}
STARTS = NEAR | {"far": "-2,0.5", "farther": "2.5,-1"}

# -- The question ----------------------------------------------------------------------
lesson.title("dirac_gan")
lesson.claim(
    "The smallest GAN: one :green[real] point at 0, one :orange[fake] at θ, a straight "
    ":blue[discriminator] ψ·x. Drag where the two start: do they come home?"
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def smallest_gan() -> None:
    """The plane with its setting, and what depends on it."""
    first = lesson.stage("dirac")
    with first.choices:
        ways, who = list(words.METHODS), list(words.UPDATES)
        method = controls.choice("Method", ways, key="dirac_method", menu=True)
        update = controls.choice(
            "Who steps when", who, key="dirac_update", default="alternating"
        )
        momentum = controls.choice(
            "Momentum", names(MOMENTA), key="dirac_momentum", default="0"
        )
        lr = controls.ahead(
            "Learning rate", names(LEARNING_RATES), key="dirac_lr", default="0.1"
        )
    setting = Setting(method, update, float(lr), float(momentum))
    plane = field(*setting)
    with first.figure:
        start = explorable.show(
            plane,
            key="dirac_start",
            label="Where they start, θ and ψ",
            default="1,-1",
            presets=STARTS,
            alt="On the left arrows in the plane of θ and ψ, which turn round the "
            "equilibrium in the middle, and the orbit from the reader's start. On the "
            "right the orbit's distance from the equilibrium and both players' losses, "
            "against the steps.",
        )
    with first.rail:
        verdict = st.empty()
        more = f"{words.METHODS[method]} {words.UPDATES[update]}"
        lesson.notice(plane, "dirac_start", start, more)
        lesson.predict_first(
            "dirac_gan",
            "Minimax in turns goes round and round. Now both players get momentum 0.9. "
            "What becomes of the circle?",
            ["It comes home sooner", "It stays a circle", "It runs away"],
            answer=2,
            because=words.CARRIED_ON % FACTS,
        )
    explorable.figure_first()
    if "prose" not in url.hidden():
        verdict.markdown(":small[:gray[Long runs from seven starts are under way …]]")
        verdict.markdown(words.verdict(setting))  # it may take seconds

    # -- The eigenvalues ---------------------------------------------------------------
    lesson.prose("## Inside the circle or outside")
    second = lesson.stage("dirac_rate")
    turning = eigenvalues(method, update, setting.momentum)
    with second.figure:
        lr = explorable.show(
            turning,
            key="dirac_lr",
            label="Learning rate",
            default="0.1",
            alt="On the left the eigenvalues of one step at the equilibrium and the "
            "unit circle. On the right the largest of them in size, against the "
            "learning rate, with a line at 1.",
        )
    with second.rail:
        lesson.notice(turning, "dirac_lr", lr, words.CIRCLE)

    # -- The walk, in formulas and in PyTorch ------------------------------------------
    @rest.follows("dirac_start")
    def from_here(start: str) -> None:
        """The walk from this start, in formulas and in PyTorch."""
        lesson.prose("## The same walk, step by step")
        drawn = walk(*setting, start)
        third = lesson.stage("dirac_step")
        with third.figure:
            step = explorable.show(
                drawn,
                key="dirac_step",
                label="Steps so far",
                default="0",
                recording=True,
                alt="On the left the real point, the fake, and D's straight line "
                "through 0. In the middle the orbit so far among the arrows. On the "
                "right both losses.",
                alone=True,
            )
        with third.rail:
            lesson.notice(drawn, "dirac_step", step)
        lesson.formula(*formulas.lines(setting, *map(float, start.split(","))))
        lesson.code(pytorch.walk, **setting._asdict(), start=start)

    leads.show(
        "With real networks",
        ("live_gan", "Train two with settings like these", nearest(setting)),
        ("wasserstein_critic", "What a critic changes", {}),
        ("vanishing_gradients", "What still reaches the generator", {}),
    )

    with first.rail:
        sharing.share("dirac_gan", {"The field": plane})


lesson.answers("dirac_gan")
lesson.references(
    "L. Mescheder, A. Geiger, S. Nowozin, *Which Training Methods for GANs do actually "
    "Converge?*, ICML 2018, sections 2 and 3",
    "L. Mescheder, S. Nowozin, A. Geiger, *The Numerics of GANs*, NeurIPS 2017, "
    "section 4 (consensus optimisation)",
    "G. Gidel et al., *A Variational Inequality Perspective on Generative Adversarial "
    "Networks*, ICLR 2019, section 3 (extragradient)",
    "G. Gidel et al., *Negative Momentum for Improved Game Dynamics*, AISTATS 2019",
    "A. Radford, L. Metz, S. Chintala, *Unsupervised Representation Learning with Deep "
    "Convolutional Generative Adversarial Networks*, ICLR 2016, section 4 (β₁ = 0.5)",
)
lesson.onward("dirac_gan")

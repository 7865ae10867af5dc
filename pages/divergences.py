"""What if nothing overlaps? Five distances between real and fake, and their slopes."""

from core.lessons.divergences import figures, pytorch, words
from core.lessons.divergences.facts import FACTS
from core.ui import controls, explorable, leads, lesson, nav, rest, sharing

nav.guard()

SHAPES = {
    "point-mass": "All real data in one point, all fakes in another: the parallel "
    "lines of the Wasserstein GAN paper, seen from their end.",
    "uniform": "Two blocks of width 1. They overlap while θ lies between −1 and 1.",
    "normal": "Two bell curves of standard deviation 1. They overlap everywhere.",
}
NOTICE = {
    "point-mass": "The least move takes JS to log 2 and TV to 1, where they stay, and "
    "both KLs out of the frame.",
    "uniform": "With a gap, JS rests at log 2 and TV at 1, however wide the gap. Both "
    "KLs are infinite once a sliver sticks out: an infinite loss, and no direction.",
    "normal": "Nothing is disjoint here, and KL is finite. JS goes flat all the same, "
    f"since it cannot exceed log 2: at θ = 4 its slope is {FACTS['div_js_slope_far']}.",
}
apart = explorable.drawn(figures.apart)

# -- The question ----------------------------------------------------------------------
lesson.title("divergences")
lesson.claim(
    "Early in training the :orange[fakes] may lie where no :green[real] sample ever "
    "does. The KL divergence is then infinite. So the loss explodes, and the "
    ":orange[generator] gets an enormous push. Does it?"
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def five_distances() -> None:
    """The figure with the shape, and what depends on both."""
    stage = lesson.stage("div")
    with stage.choices:
        family = controls.choice(
            "Shape of real data and fakes",
            list(words.SHAPES),
            key="div_family",
            default="uniform",
        )
        lesson.small(SHAPES[family])
    with stage.figure:
        at = explorable.show(
            apart(family),
            key="div_distance",
            label="Place of the fakes, θ",
            default="2",
            presets={
                "the same": "0",
                "close": "0.5",
                "apart": "2",
                "far apart": "4",
                "on the left": "-3",
            },
            alt="Three panels above one axis: real data and fakes; five distances "
            "between them; the slopes of the five. Apart, KL has left the frame, JS "
            "and total variation are level, and only the Wasserstein distance still "
            "slopes.",
        )
    with stage.rail:
        lesson.notice(apart(family), "div_distance", at, NOTICE[family])
        lesson.predict_first(
            "divergences",
            "Two normal curves instead of two blocks, 4 apart: they hardly overlap. "
            "What does KL say?",
            [
                "∞, as for blocks",
                "About log 2, and flat",
                f"{FACTS['div_kl_far']}, and it slopes",
            ],
            answer=2,
            because="A normal curve is nowhere 0, so nothing is held impossible: KL is "
            f"θ²/2 = {FACTS['div_kl_far']}, with slope {FACTS['div_kl_slope_far']}. JS "
            f"is {FACTS['div_js_far']} there, and its slope "
            f"{FACTS['div_js_slope_far']}.",
        )
        sharing.share("divergences", {"Five distances": apart(family)})
    explorable.figure_first()

    # -- The formula -------------------------------------------------------------------
    lesson.prose(
        "## Five distances, a line each\n\n"
        "With *p* :green[real] and *q* :orange[fake]:\n\n"
        "- **KL** and **reverse KL**: extra nats for expecting *q* where *p* comes, "
        "and the other way round. What was held impossible costs ∞.\n"
        "- **JS**, Jensen–Shannon: the mean of the KLs from *p* and from *q* to their "
        "mixture *m* = (*p* + *q*)/2; at most log\u00a02.\n"
        "- **TV**, total variation: the part of the one that the other does not cover; "
        "at most 1.\n"
        "- **W₁**, Wasserstein or earth mover's distance: how far the mass must be "
        "carried, on average, to turn *q* into *p*."
    )

    @rest.follows("div_distance")
    def at_this_place(at: str) -> None:
        """The five with the reader's numbers, in PyTorch, and where it goes on."""
        theta = float(at)
        lesson.formula(*words.formulas(family, theta))
        lesson.code(pytorch.five_distances, family=family, theta=theta)
        lesson.prose(
            "## Which one does a GAN get?\n\n"
            "**With BCE: JS.** Against the best :blue[discriminator] the game's value "
            "becomes *J* = 2·JS − 2 log 2, and the gradient of log(1 − D), with D held "
            "still, is *J*'s slope wherever D does not jump. So it is gone wherever JS "
            "is flat. *J* is not the earth mover's distance, and it is not KL. (−log D "
            "pushes by the slope of KL(fake‖real) − 2·JS, where that is finite.)\n\n"
            "**With a critic: W₁.** Give the :blue[second network] no sigmoid. Let it "
            "return a height *f*(*x*) and raise the mean on real data above the mean "
            "on fakes. If its slope may nowhere exceed 1, if it is *1-Lipschitz*, the "
            "largest difference is W₁. That condition is the price, and networks do "
            "not keep it by themselves."
        )
        leads.show(
            "Where it goes on",
            ("wasserstein_critic", "A critic that measures W₁", words.there(theta)),
            ("dirac_gan", "Does the game come to rest?", {"dirac_method": "minimax"}),
        )


lesson.answers("divergences")
lesson.references(
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017, section 2 (the "
    "distances; example 1: parallel lines) and section 3 (the critic, weight clipping)",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, section 2 (supports that hardly meet)",
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 4.1 "
    "(JS)",
    "I. Gulrajani et al., *Improved Training of Wasserstein GANs*, NeurIPS 2017, "
    "section 4 (gradient penalty)",
)
lesson.onward("divergences")

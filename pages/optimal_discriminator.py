"""What does the best discriminator know? D*, J, and the two factors of J's slope."""

import streamlit as st

from core.lessons.optimal_discriminator import by_hand as hand
from core.lessons.optimal_discriminator import figures, pytorch, words
from core.lessons.optimal_discriminator import width as widths
from core.lessons.optimal_discriminator.facts import FACTS
from core.maths import shapes, sliders
from core.ui import controls, explorable, lesson, nav, rest, sharing

nav.guard()

SCALES = sliders.names(widths.SCALES)
every_width = tuple((shapes.FAMILIES[0], float(scale)) for scale in SCALES)
game = explorable.drawn(figures.game, keep=64, ahead=every_width)
width = explorable.drawn(widths.width)
by_hand = explorable.drawn(hand.by_hand, keep=256)  # one for each distance

# -- The question ----------------------------------------------------------------------
lesson.title("optimal_discriminator")
lesson.claim(
    "Courses draw a curve that is flat at both ends and call it the problem with BCE. "
    "Yet −log *p* is steepest where the guess is most wrong. The flat curve is another "
    "one: *J*(θ), what the game is worth to the best :blue[discriminator]."
)


# -- The figure ------------------------------------------------------------------------
@rest.section
def best_answer() -> None:
    """The figures with shape and width, and what depends on both."""
    stage = lesson.stage("opt")
    with stage.choices:
        family = controls.choice("Shape of both", shapes.FAMILIES, key="opt_family")
        ratio = "Width of the fakes / width of the real data"
        scale = float(controls.position(ratio, SCALES, key="opt_scale", default="1"))
    drawn = game(family, scale)
    with stage.figure:
        at = explorable.show(
            drawn,
            key="opt_distance",
            label="Distance θ from the real data to the fakes",
            default="2",
            presets={"on top": "0", "near": "2", "apart": "6", "far apart": "10"},
            alt="Six panels. Above: D* over both densities; its logit and the logit's "
            "slope; the value J against the distance. Below, against the distance: the "
            "mean of D* over the fakes, the mean slope, and the slope of J, which is 0 "
            "at both ends.",
        )
    with stage.rail:
        lesson.notice(drawn, "opt_distance", at, words.notice(family, scale) % FACTS)
        lesson.predict_first(
            "optimal_discriminator",
            "Two bell curves with one middle, θ = 0, but that of the fakes is twice as "
            "wide. What does the best D say?",
            [
                "½ everywhere",
                "½ in the middle, 0 far out",
                "⅔ in the middle, 0 far out",
            ],
            answer=2,
            because=words.TWICE_AS_WIDE % FACTS,
        )
        narrow_or_wide = width(family)
        files = {"D* and J": drawn, "Wrong width": narrow_or_wide}
        sharing.share("optimal_discriminator", files)
    explorable.figure_first()

    # -- The formula, and by hand ------------------------------------------------------
    @rest.follows("opt_distance")
    def at_this_distance(at: str) -> None:
        """D* and J with the reader's numbers, in PyTorch, and found by hand."""
        theta = float(at)
        lesson.formula(*words.formulas(family, scale, theta))
        if family == "uniform":
            lesson.code(pytorch.blocks, theta=theta, scale=scale)
        else:
            lesson.code(pytorch.envelope, theta=theta, scale=scale, family=family)
        lesson.prose(words.envelope_theorem(family))
        st.header("Find D\\* by hand")
        lesson.prose(words.BY_HAND)
        stage = lesson.stage("opt_hand")
        with stage.choices:
            places = list(hand.PLACES)
            place = controls.choice("Where you stand", places, key="opt_place")
        with stage.figure:
            explorable.show(
                by_hand(family, scale, theta, place),
                key="opt_d",
                label="Your answer D at this place",
                default="0.5",
                alt="Left: both densities, with their heights a and b at one place. "
                "Right: what each answer D is worth there, a hill with its top at a / "
                "(a + b).",
                alone=True,
            )
        with stage.rail:
            lesson.prose(hand.verdict(family, scale, theta, place))

    # -- The wrong width ---------------------------------------------------------------
    st.header("A fake of the wrong width")
    stage = lesson.stage("opt_width")
    with stage.figure:
        explorable.show(
            narrow_or_wide,
            key="opt_width",
            label=ratio,
            default="1",
            presets={"a quarter": "0.25", "the same": "1", "four times": "4"},
            alone=True,
            alt="Left: real data, fakes in the same place with another width, and D*. "
            "Right: J against the width, lowest where the widths are equal.",
        )
    with stage.rail:
        lesson.prose(words.WRONG_WIDTH)

    # -- The table ---------------------------------------------------------------------
    lesson.prose(words.LECTURE)
    lesson.table(
        words.table(family, scale),
        alt="JS, J, its slope and the mean gradients, for seven distances.",
    )


lesson.answers("optimal_discriminator")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, sections 3 "
    "(why log(1 − D) saturates) and 4.1 (D\\* and J: proposition 1, theorem 1)",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, section 2.2 (what the best D leaves)",
    "P. Milgrom, I. Segal, *Envelope Theorems for Arbitrary Choice Sets*, Econometrica "
    "70 (2002), section 2",
)
lesson.onward("optimal_discriminator")

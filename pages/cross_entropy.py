"""Where does the formula come from? Surprise, entropy, cross-entropy, and BCE."""

import streamlit as st

from core.lessons.cross_entropy import belief, pytorch, small_batch, steps, truth, words
from core.lessons.cross_entropy.facts import FACTS
from core.lessons.cross_entropy.units import UNITS
from core.maths import sliders
from core.ui import controls, explorable, lesson, nav, rest, sharing, walk

nav.guard()

Q = sliders.names(truth.TRUTHS)
in_bits = tuple((float(q), UNITS[0]) for q in Q)
belief_figure = explorable.drawn(belief.figure, keep=202, ahead=in_bits)
truth_figure = explorable.drawn(truth.figure)
steps_figure = explorable.drawn(steps.figure)
TRUTHS = {"50/50": "0.5", "75/25": "0.75", "soft label": "0.9", "hard label": "1"}
LABELS = list(small_batch.LABELS)
STEPS = {"1 label": "1", "2 cost": "2", "3 weight": "3", "4 sum": "4"}

# -- The question ----------------------------------------------------------------------
lesson.title("cross_entropy")
lesson.claim(
    "Who believes *p* is **surprised** by −log *p* if the sample is :green[real], by "
    "−log(1 − *p*) if it is :orange[fake]. The mean surprise is the "
    "**cross-entropy**. Who believes exactly the truth, one would think, pays nothing."
)


# -- One belief ------------------------------------------------------------------------
@rest.section
def one_belief() -> None:
    """The figures with unit, truth and labels, and what depends on them."""
    stage = lesson.stage("xent")
    with stage.choices:
        unit = controls.choice("Unit", list(UNITS), key="xent_unit")
        often = "The truth q: how often a sample is real"
        name = controls.position(often, Q, key="xent_q", default="0.75")
    q = float(name)
    with stage.figure:
        drawn = belief_figure(q, unit)
        knowing = {"knows the truth": name} if 0.0 < q < 1.0 else {}
        believed = explorable.show(
            drawn,
            key="xent_p",
            label="Belief p (how probable a real sample seems)",
            default="0.5",
            presets={"knows nothing": "0.5", **knowing, "sure: real": "0.999"},
            alt="Left: a bar of two parts, entropy and KL divergence, that reaches up "
            "to a straight line; the line touches the arch of entropies from above. "
            "Right: the bar's height for every belief, a bowl over the entropy.",
        )
    with stage.rail:
        lesson.notice(drawn, "xent_p", believed, words.GIBBS)
        lesson.predict_first(
            "cross_entropy",
            "Three samples in four are real, and you always say p = 1. What does that "
            "cost on average?",
            ["A quarter of a bit", "About 2.5 bits", "Infinitely much"],
            answer=2,
            because=words.SURE_OF_REAL % FACTS,
        )
        sharing.share("cross_entropy", {"One belief": drawn})
    lesson.small(words.BITS % FACTS)
    explorable.figure_first()

    # -- The formula -------------------------------------------------------------------
    @rest.follows("xent_p")
    def formula(believed: str) -> None:
        """Both parts of the cost with the reader's numbers, and in PyTorch."""
        p = float(believed)
        lesson.formula(*words.formulas(q, p, unit))
        lesson.code(pytorch.two_parts, q=q, p=p)

    # -- The truth moves ---------------------------------------------------------------
    st.header("Where does the grey part come from?")
    stage = lesson.stage("xent_truth")
    with stage.figure:
        moved = explorable.show(
            truth_figure(unit),
            key="xent_truth",
            label="Truth q (how often a sample is real)",
            default="0.75",
            presets=TRUTHS,
            alt="Left: the surprise at a real and at a fake sample, as curves and as "
            "two blocks over the truth, with the arch of entropies, highest at one "
            "half. Right: two KL divergences over the belief, 0 where it is the truth.",
            alone=True,
        )
    with stage.rail:
        lesson.notice(truth_figure(unit), "xent_truth", moved, words.WHICH_WAY)

    # -- Four steps --------------------------------------------------------------------
    @rest.section
    def four_steps() -> None:
        """From the mean surprise to BCE, on four samples."""
        st.header("From there to BCE, in four steps")
        stage = lesson.stage("xent_steps")
        with stage.choices:
            labels = controls.choice("Labels", LABELS, key="xent_labels")
        four = steps_figure(labels, unit)
        with stage.figure:
            step = explorable.show(
                four,
                key="xent_step",
                label="Step",
                default="1",
                presets=STEPS,
                alt="Left: four labels, each a bar for real and a bar for fake, and "
                "beliefs as dashes. Right: their costs as blocks, entropy below and KL "
                "above, which get equal widths and are levelled out to their mean.",
            )
        with stage.rail:
            more = "Two :green[real] and two :orange[fake] samples, and D's beliefs."
            lesson.notice(four, "xent_step", step, more)

        @rest.follows("xent_step")
        def steps_in_words(step: str) -> None:
            """The four lines, the present one lit."""
            for number, line in enumerate(small_batch.lines(labels, unit), start=1):
                lit = "blue" if number == round(float(step)) else ""
                lesson.prose("  \n".join(walk.lit(part, lit) for part in line))

        lesson.prose(small_batch.verdict(labels, unit))
        heading = "The four steps in PyTorch"
        smoothing = 0.1 if labels == "soft" else 0.0
        lesson.code(pytorch.batch, heading=heading, smoothing=smoothing)


lesson.answers("cross_entropy")
lesson.references(
    "C. E. Shannon, *A Mathematical Theory of Communication*, Bell System Technical "
    "Journal 27, 1948, section 6 (entropy)",
    "T. M. Cover, J. A. Thomas, *Elements of Information Theory*, 2nd ed., Wiley 2006, "
    "sections 2.1 (entropy), 2.3 (relative entropy), 2.6 (it is never negative)",
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, section "
    "3.13 (KL and its two directions)",
)
lesson.onward("cross_entropy")

"""What does a wrong guess cost? The curve of binary cross-entropy."""

import streamlit as st

from core.lessons.bce_curve import figures, pytorch
from core.lessons.bce_curve import soft_labels as soft
from core.lessons.bce_curve.facts import FACTS
from core.maths import bce, sliders
from core.plotting.theme import format_number
from core.ui import controls, explorable, lesson, nav, rest, sharing, worked_batch

nav.guard()

LABELS = sliders.names(figures.LABELS)
every_label = tuple((float(y),) for y in LABELS)
costs = explorable.drawn(figures.costs, keep=101, ahead=every_label)
soft_labels = explorable.drawn(soft.soft_labels)
growth = explorable.drawn(figures.growth)

# -- The question ----------------------------------------------------------------------
lesson.title("bce_curve")
lesson.claim(
    "A :blue[discriminator] says how probable it finds that a sample is "
    ":green[real]: *p*. **Binary cross-entropy**, BCE, is the bill. Its range is "
    "sometimes given as 0 to 1. It is *p* that stays between 0 and 1."
)


# -- One guess -------------------------------------------------------------------------
@rest.section
def one_guess() -> None:
    """The figure with the label, its formula and its code."""
    stage = lesson.stage("bce")
    with stage.choices:
        label = controls.position(
            "The truth, label y: 1 is real, 0 is fake",
            LABELS,
            key="bce_y",
            default="1",
        )
    y = float(label)
    cost = costs(y)
    with stage.figure:
        guess = explorable.show(
            cost,
            key="bce_p",
            label="Guess p (predicted probability of real)",
            default="0.1",
            presets={"sure: fake": "0.001", "chance": "0.5", "sure: real": "0.999"},
            alt="Cost of a guess against p, and again against its logit. Against p, "
            "BCE climbs without bound towards the wrong end; against the logit it "
            "becomes a straight line. Squared error and 0–1 loss stop at 1.",
        )
    with stage.rail:
        lesson.notice(cost, "bce_p", guess)
        lesson.predict_first(
            "bce_curve",
            "A real sample gets p = 0.001. How much does that cost, compared with p = "
            "0.1?",
            ["About 100 times as much", "3 times as much", "About 1.1 times as much"],
            answer=1,
            because=f"{FACTS['cost_tenth']} nats against {FACTS['cost_tiny']}. The "
            "cost counts the zeros: each further factor of ten adds the same amount, "
            f"log 10 = {FACTS['log10']}.",
        )
        aims = soft_labels(float(controls.chosen("bce_fake", soft.BETAS[0])))
        sharing.share("bce_curve", {"One guess": cost, "Soft labels": aims})

    explorable.figure_first()

    @rest.follows("bce_p")
    def formula(guess: str) -> None:
        """The cost, with the reader's p and y put in, and the same in PyTorch."""
        p = float(guess)
        lesson.formula(
            r"L(p, y) = -\,y \log p \;-\; (1 - y) \log (1 - p)",
            rf"= -\,{y:g} \log {p:g} - {1 - y:.4g} \log {1 - p:.4g}"
            rf" = {format_number(bce.bce(p, y), 5)}".replace("−", "-"),
        )
        lesson.code(pytorch.cost_and_slopes, p=p, y=y)


# -- A whole batch ---------------------------------------------------------------------
lesson.prose(
    "## A batch has many bills\n\nThe total adds the mean over the :green[real] "
    "samples and the mean over the :orange[fake] ones. Edit the guesses; "
    "add or delete rows."
)
rest.section(worked_batch.show)

# -- Soft labels -----------------------------------------------------------------------
st.header("What does a soft label do?")


@rest.section
def soft_label() -> None:
    """What D aims at where the labels are not 0 and 1."""
    stage = lesson.stage("bce_soft")
    with stage.choices:
        beta = controls.choice("Label of the fakes, β", soft.BETAS, key="bce_fake")
    aims = soft_labels(float(beta))
    with stage.figure:
        alpha = explorable.show(
            aims,
            key="bce_real",
            label="Label of the real samples, α",
            default="0.9",
            presets={"hard": "1", "smoothed": "0.9", "much": "0.7"},
            alt="On the left, the cost of a real and of a fake sample against D, each "
            "with its least at its own label. On the right, both together, as D meets "
            "them where real and fake are alike: the least lies at the mean of the two "
            "labels.",
            alone=True,
        )
    with stage.rail:
        lesson.notice(aims, "bce_real", alpha)


# -- Sum or mean -----------------------------------------------------------------------
st.header("Why the mean?")
stage = lesson.stage("bce_batch")
with stage.figure:
    size = explorable.show(
        growth(),
        key="bce_m",
        label="Batch size m",
        default="16",
        alt="Loss and gradient of a batch against its size: the sums are straight "
        "rising lines, the means stay level.",
        alone=True,
    )
with stage.rail:
    lesson.notice(growth(), "bce_m", size)

lesson.answers("bce_curve")
lesson.references(
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, sections "
    "3.13 (cross-entropy) and 6.2.2.2 (a sigmoid and its logit)",
    "PyTorch documentation: `BCELoss`, `BCEWithLogitsLoss`",
)
lesson.onward("bce_curve")

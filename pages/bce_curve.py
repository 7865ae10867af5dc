"""What does a wrong guess cost? The curve of binary cross-entropy."""

import streamlit as st

from core.lessons.bce_curve import figures, pytorch
from core.lessons.bce_curve.facts import FACTS
from core.maths import bce
from core.plotting.theme import format_number
from core.ui import explorable, lesson, nav, sharing, worked_batch

nav.guard()

costs = explorable.drawn(figures.costs)
soft_labels = explorable.drawn(figures.soft_labels)
growth = explorable.drawn(figures.growth)

# -- The question ----------------------------------------------------------------------
lesson.title("bce_curve")
lesson.prose(
    "A :blue[discriminator] looks at a sample and says how probable it finds that the "
    "sample is real: *p*. Then it is told the truth: *y* = 1 for :green[real], *y* = 0 "
    "for :orange[fake]. **Binary cross-entropy**, BCE, is the bill for that guess. Its "
    "range is sometimes given as 0 to 1. It is *p* that stays between 0 and 1."
)
lesson.predict_first(
    "bce_curve",
    "A real sample gets p = 0.001. How much does that cost, compared with p = 0.1?",
    ["About 100 times as much", "3 times as much", "About 1.1 times as much"],
    answer=1,
    because=f"{FACTS['cost_tenth']} nats against {FACTS['cost_tiny']}."
    " The cost counts the zeros: each further factor of ten adds the same amount, "
    f"log 10 = {FACTS['log10']}.",
)

# -- The figure ------------------------------------------------------------------------
first = st.container()
lesson.prose(
    "**Move the label.** A label between 0 and 1, a *soft label*, keeps both terms "
    "alive. The cheapest guess is then p = y, and even that is not free."
)
y = float(
    explorable.show(
        soft_labels(),
        key="bce_y",
        label="Label y (the truth)",
        default="1",
        presets={"real": "1", "smoothed": "0.9", "undecided": "0.5", "fake": "0"},
        alt="Cost of every guess for one label, against p and against the logit. Its "
        "minimum lies at p = y and follows the dashed curve H(y), highest at one half.",
    )
)
with first:
    lesson.small(
        f"The label is y = {format_number(y)}. The figure below this one changes it."
    )
    p = float(
        explorable.show(
            costs(y),
            key="bce_p",
            label="Guess p (predicted probability of real)",
            default="0.1",
            presets={"sure: fake": "0.001", "chance": "0.5", "sure: real": "0.999"},
            alt="Cost of a guess against p, and again against its logit. Against p, "
            "BCE climbs without bound towards the wrong end; against the logit it "
            "becomes a straight line. Squared error and 0–1 loss stop at 1.",
        )
    )
    lesson.prose(
        "**What to notice.** The dotted lines are chance: "
        f"log 2 = {FACTS['log2']} nats for one guess of ½, 2 log 2 = "
        f"{FACTS['two_log2']} for one real and one fake sample. Only one term is alive "
        "when the label is 0 or 1. Towards "
        "the wrong end BCE leaves the frame, while squared error and 0–1 loss stop at "
        "1. On the right, against the logit, the same steep curve is a straight line: "
        "the bill does not grow exponentially with the logit, it grows with the logit."
    )

lesson.figure_first()

# -- The formula -----------------------------------------------------------------------
lesson.formula(
    r"L(p, y) = -\,y \log p \;-\; (1 - y) \log (1 - p)",
    rf"= -\,{y:g} \log {p:g} - {1 - y:.4g} \log {1 - p:.4g}"
    rf" = {format_number(bce.bce(p, y), 5)}".replace("−", "-"),
)

# -- A whole batch ---------------------------------------------------------------------
lesson.prose(
    "## A batch has many bills\n\nThe total adds the mean over the :green[real] "
    "samples and the mean over the :orange[fake] ones. Edit the guesses; "
    "add or delete rows."
)
worked_batch.show()

# -- Sum or mean -----------------------------------------------------------------------
lesson.prose(
    "## Why the mean?\n\nSummed, loss and gradient grow with the batch, and the step "
    "that the optimiser takes grows with them. Averaged, they keep their scale, and "
    "the same learning rate fits every batch size."
)
explorable.show(
    growth(),
    key="bce_m",
    label="Batch size m",
    default="16",
    alt="Loss and gradient of a batch against its size: the sums are straight rising "
    "lines, the means stay level.",
)

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(pytorch.cost_and_slopes, p=p, y=y)
lesson.answers("bce_curve")
lesson.references(
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, sections "
    "3.13 (cross-entropy) and 6.2.2.2 (a sigmoid and its logit)",
    "PyTorch documentation: `BCELoss`, `BCEWithLogitsLoss`",
)
sharing.share("bce_curve", {"One guess": costs(y), "Soft labels": soft_labels()})
lesson.onward("bce_curve")

"""Where does the formula come from? Surprise, entropy, cross-entropy, and BCE."""

import streamlit as st

from core.lessons.cross_entropy import belief, pytorch, steps, truth, units, words
from core.lessons.cross_entropy.facts import FACTS
from core.plotting.theme import format_number
from core.ui import controls, explorable, lesson, nav, sharing, walk

nav.guard()

belief_figure = explorable.drawn(belief.figure)
truth_figure = explorable.drawn(truth.figure)
steps_figure = explorable.drawn(steps.figure)
TRUTHS = {"50/50": "0.5", "75/25": "0.75", "soft label": "0.9", "hard label": "1"}
STEPS = {"1 label": "1", "2 cost": "2", "3 weight": "3", "4 sum": "4"}

# -- The question ----------------------------------------------------------------------
lesson.title("cross_entropy")
lesson.prose(
    "A :blue[discriminator] believes that a sample is real with probability *p*. If it "
    "is :green[real], that is a **surprise** of −log *p*; if :orange[fake], one of "
    "−log(1 − *p*): none for what seemed certain, without limit for what seemed "
    "impossible. The mean surprise is the **cross-entropy**, and it is BCE. Somebody "
    "who believes exactly the truth, one would think, pays nothing."
)
lesson.predict_first(
    "cross_entropy",
    "Three samples in four are real, you know it, and you always say p = 0.75. What "
    "does that cost on average?",
    ["Nothing: you are right", "About 0.8 bits", "1 bit, as much as a coin toss"],
    answer=1,
    because=f"A real sample surprises you by {FACTS['xent_three_real']} bits, a fake "
    f"one by {FACTS['xent_three_fake']}. Weighed ¾ and ¼, that is "
    f"{FACTS['xent_three']} bits: the **entropy** of the truth, which nobody can save. "
    f"Knowing nothing, at p = ½, you pay {FACTS['xent_three_even']} bit.",
)

# -- The figures -----------------------------------------------------------------------
unit = controls.choice("Unit", list(units.UNITS), key="xent_unit")
first = st.container()
lesson.prose(
    "## Move the truth\n\nWhere does the grey part come from? On the left, each block "
    "is as wide as its outcome is frequent and as high as it is surprising. Levelled "
    "out, the two are as high as the dot: **entropy is the mean surprise of those who "
    f"know the truth**. That is {FACTS['xent_even']} bit for 50/50, "
    f"{FACTS['xent_three']} bits for 75/25, and 0 where nothing is left to chance."
)
q = float(
    explorable.show(
        truth_figure(unit),
        key="xent_q",
        label="Truth q (how often a sample is real)",
        default="0.75",
        presets=TRUTHS,
        alt="Left: the surprise at a real and at a fake sample, as curves and as two "
        "blocks over the truth, with the arch of entropies, highest at one half. "
        "Right: two KL divergences over the belief, 0 where it is the truth.",
    )
)
knowing = {"knows the truth": format_number(q)} if 0.0 < q < 1.0 else {}
with first:
    st.markdown(
        f":small[:gray[The truth is q = {format_number(q)}, the share of real samples; "
        "the figure below this one changes it. Bits are logarithms to base 2. PyTorch "
        f"computes in nats, natural ones: 1 nat is {FACTS['xent_nat']} bits.]]"
    )
    p = float(
        explorable.show(
            belief_figure(q, unit),
            key="xent_p",
            label="Belief p (how probable a real sample seems)",
            default="0.5",
            presets={"knows nothing": "0.5", **knowing, "sure: real": "0.999"},
            alt="Left: a bar of two parts, entropy and KL divergence, that reaches up "
            "to a straight line; the line touches the arch of entropies from above. "
            "Right: the bar's height for every belief, a bowl over the entropy.",
        )
    )
    lesson.prose(
        "**What to notice.** The straight line is one belief's cost under every truth, "
        "from the surprise at a :orange[fake] sample to that at a :green[real] one. It "
        "rolls along the arch of entropies and never dips below it, so the blue part, "
        "**KL(q‖p)**, is never negative: Gibbs' inequality. At *p* = *q* it is gone; "
        "the grey part, **H(q)**, stays."
    )
lesson.prose(
    "## Which way round?\n\nOn the right of this figure, both divergences are means "
    "of the same two logarithms, up to a sign; only the weights differ. KL(q‖p) weighs "
    "them by what happens, so it has no limit when a belief rules that out. KL(p‖q) "
    "weighs them by what is believed. In BCE the truth is outside the logarithm: that "
    "is the solid curve. Drag the truth to 1, a hard label. Solid becomes −log *p*; "
    "dashed is gone, ∞ for every *p* below 1, and only its arrows stay."
)
lesson.figure_first()

# -- The formula -----------------------------------------------------------------------
lesson.formula(*words.formulas(q, p, unit))

# -- Four steps ------------------------------------------------------------------------
lesson.prose(
    "## From there to BCE, in four steps\n\nA batch of four samples, two :green[real] "
    "and two :orange[fake], and what the :blue[discriminator] believes of each."
)
labels = controls.choice("Labels", list(steps.LABELS), key="xent_labels")
step = float(
    explorable.show(
        steps_figure(labels, unit),
        key="xent_step",
        label="Step",
        default="1",
        presets=STEPS,
        alt="Left: four labels, each a bar for real and a bar for fake, and beliefs as "
        "dashes. Right: their costs as blocks, entropy below and KL above, which get "
        "equal widths and are levelled out to their mean.",
    )
)
for number, line in enumerate(steps.lines(labels, unit), start=1):
    lit = "blue" if number == round(step) else ""
    lesson.prose("  \n".join(walk.lit(part, lit) for part in line))
lesson.prose(steps.verdict(labels, unit))

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(pytorch.two_parts, q=q, p=p)
smoothed = 0.1 if labels == "soft" else 0.0
lesson.code(pytorch.batch, heading="The four steps in PyTorch", smoothing=smoothed)
lesson.answers("cross_entropy")
lesson.references(
    "C. E. Shannon, *A Mathematical Theory of Communication*, Bell System Technical "
    "Journal 27, 1948, section 6 (entropy)",
    "T. M. Cover, J. A. Thomas, *Elements of Information Theory*, 2nd ed., Wiley 2006, "
    "sections 2.1 (entropy), 2.3 (relative entropy), 2.6 (it is never negative)",
    "I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning*, MIT Press 2016, section "
    "3.13 (KL and its two directions)",
)
shared = {
    "One belief": belief_figure(q, unit),
    "Four steps": steps_figure(labels, unit),
}
sharing.share("cross_entropy", shared)
lesson.onward("cross_entropy")

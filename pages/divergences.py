"""What if nothing overlaps? Five distances between real and fake, and their slopes."""

from core.lessons.divergences import figures, pytorch, words
from core.lessons.facts import FACTS
from core.plotting.theme import format_number
from core.ui import controls, explorable, lesson, nav, sharing

nav.guard()

SHAPES = {
    "point-mass": "All real data in one point, all fakes in another: the parallel "
    "lines of the Wasserstein GAN paper, seen from their end.",
    "uniform": "Two blocks of width 1. They overlap while θ lies between −1 and 1.",
    "normal": "Two bell curves of standard deviation 1. They overlap everywhere.",
}
NOTICE = {
    "point-mass": "On top of each other, all five are 0. The least move takes JS to "
    "log 2 and TV to 1, where they stay, and both KLs out of the frame. Only W₁ leads "
    "back, with slope −1 on the left and 1 on the right.",
    "uniform": "While the blocks overlap, JS and TV lead home as W₁ does. With a gap, "
    "JS rests at log 2 and TV at 1, however wide the gap: their slopes are 0. Both KLs "
    "are infinite once a sliver sticks out: an infinite loss, and no direction.",
    "normal": "Nothing is disjoint here. KL is finite: it leaves the frame as θ²/2. "
    "JS goes flat all the same, since it cannot exceed log 2: at θ = 4 its slope is "
    f"{FACTS['div_js_slope_far']}, against {FACTS['div_w_slope_far']} for W₁. Beyond "
    "the slider's range it falls further, as the lowest panel shows.",
}
apart = explorable.drawn(figures.apart)

# -- The question ----------------------------------------------------------------------
lesson.title("divergences")
lesson.prose(
    "Early in training the :orange[fakes] may lie where no :green[real] sample ever "
    "does. The KL divergence between the two is then infinite. So the loss explodes, "
    "and the :orange[generator] gets an enormous push. Does it?"
)
lesson.predict_first(
    "divergences",
    "A gap lies between real data and fakes. The fakes come nearer, from 4 to 2, and "
    "the gap is still there. Which number notices?",
    [
        "KL, the extra nats for expecting the one and getting the other",
        "JS, what the best discriminator can tell",
        "W₁, how far the fakes have to be carried",
    ],
    answer=2,
    because=f"KL is {FACTS['div_kl_gap']} before and after, and JS is log 2 = "
    f"{FACTS['div_js_gap']}. W₁ goes from {FACTS['div_w_wide_gap']} to "
    f"{FACTS['div_w_gap']}.",
)

# -- The figure ------------------------------------------------------------------------
family = controls.choice(
    "Shape of real data and fakes",
    list(words.SHAPES),
    key="div_family",
    default="uniform",
)
lesson.prose(SHAPES[family])
theta = float(
    explorable.show(
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
        alt="Three panels above one axis: real data and fakes; five distances between "
        "them; the slopes of the five. Apart, KL has left the frame, JS and total "
        "variation are level, and only the Wasserstein distance still slopes.",
    )
)
lesson.prose(f"**At θ = {format_number(theta)}.** {words.verdict(family, theta)}")
lesson.prose(f"**What to notice.** {NOTICE[family]}")

# -- The formula -----------------------------------------------------------------------
lesson.prose(
    "## Five distances, a line each\n\n"
    "With *p* :green[real] and *q* :orange[fake]:\n\n"
    "- **KL** and **reverse KL**: extra nats for expecting *q* where *p* comes, and "
    "the other way round. What was held impossible costs ∞.\n"
    "- **JS**, Jensen–Shannon: the mean of the KLs from *p* and from *q* to their "
    "mixture *m* = (*p* + *q*)/2; at most log\u00a02.\n"
    "- **TV**, total variation: the part of the one that the other does not cover; at "
    "most 1.\n"
    "- **W₁**, Wasserstein or earth mover's distance: how far the mass must be "
    "carried, on average, to turn *q* into *p*."
)
lesson.formula(*words.formulas(family, theta))

# -- What a GAN gets -------------------------------------------------------------------
lesson.prose(
    "## Which one does a GAN get?\n\n"
    "**With BCE: JS.** Against the best :blue[discriminator] the generator's "
    "log(1 − D) becomes *J* = 2·JS − 2 log 2, so *J* is flat wherever JS is. *J* is "
    "not the earth mover's distance, and it is not KL. (−log D pushes by the slope of "
    "KL(fake‖real) − 2·JS, where that is finite.)\n\n"
    "**With a critic: W₁.** Give the :blue[second network] no sigmoid. Let it return a "
    "height *f*(*x*) and raise the mean on real data above the mean on fakes. If its "
    "slope may nowhere exceed 1, if it is *1-Lipschitz*, the largest difference is W₁. "
    "That condition is the price, and networks do not keep it by themselves."
)

# -- In PyTorch ------------------------------------------------------------------------
lesson.code(pytorch.five_distances, family=family, theta=theta)
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
sharing.share("divergences", {"Five distances": apart(family)})
lesson.onward("divergences")

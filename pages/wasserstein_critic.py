"""What if D were not a judge? A critic, its slope, and what it takes to keep it."""

import streamlit as st

from core.lessons.wasserstein_critic import figures, pytorch, sign, trained, words
from core.lessons.wasserstein_critic import sign_figures as pairs
from core.lessons.wasserstein_critic.facts import FACTS
from core.plotting.theme import format_number
from core.ui import controls, critics, explorable, leads, lesson, nav, rest, sharing
from core.ui.warm import has_torch

nav.guard()

both = explorable.drawn(figures.critic_and_discriminator)
trained_there = explorable.drawn(critics.draw, keep=64)
pairing = explorable.drawn(pairs.pairing)
KEPT, WAYS = "wc_constraint", list(trained.CONSTRAINTS)
SIGN, SAYS = "wc_sign", sign.in_words()

# -- The question ----------------------------------------------------------------------
lesson.title("wasserstein_critic")
lesson.claim(
    "A :blue[discriminator] judges: real or fake? Far from the :green[real] data its "
    "verdict is certain, and the :orange[fakes] learn nothing from it. A "
    ":blue[critic] has no sigmoid. It gives every place a height, and only its slope "
    "counts."
)

# -- Both at their best ----------------------------------------------------------------
stage = lesson.stage("wc_best")
with stage.figure:
    at = explorable.show(
        both(),
        key="wc_distance",
        label="Place of the fakes, θ",
        default="3",
        presets={"only too wide": "0", "near": "1", "apart": "3", "far apart": "5"},
        alt="Four panels: real and fake density with lines from fakes to where they "
        "belong; the best discriminator; the best critic, a roof with slopes 1 and "
        "−1, beside the log-odds of D; both losses against the distance. The critic's "
        "is a straight line, D's goes to 0.",
    )
with stage.rail:
    lesson.notice(both(), "wc_distance", at)
    lesson.predict_first(
        "wasserstein_critic",
        "Now the critic may be as steep as it likes. How low can its loss go?",
        ["To −W₁, as here", "To 0, as D's", "Without end"],
        answer=2,
        because=words.STEEPER % FACTS,
    )
    shared = st.container()
explorable.figure_first()


# -- A slope that has to be kept -------------------------------------------------------
@rest.follows("wc_distance")
def at_this_distance(at: str) -> None:
    """Both losses with the reader's numbers, and critics that are trained there."""
    theta, whole = float(at), float(round(float(at)))
    lesson.formula(*words.formulas(theta))
    lesson.code(pytorch.two_losses, theta=theta)
    lesson.prose(
        "## Who keeps the slope at 1?\n\nNothing in a network does. These critics are "
        "trained by this app's own engine, on fakes that stay where they are: four "
        f"seeds at θ = {format_number(whole)}, the whole number nearest to yours. "
        "Their loss is minus what they earn, mean height of real data less that of "
        "fakes: negative as they learn."
    )
    stage = lesson.stage("wc_trained")
    with stage.choices:
        kept = controls.choice("What keeps the slope", WAYS, key=KEPT, menu=True)
    run = trained_there(kept, whole)
    with stage.figure:
        steps = explorable.show(
            run,
            key="wc_steps",
            label="Steps of the critic",
            default="600",
            presets={"start": "0", "early": "60", "end": "600"},
            alt="Heights and slopes of four trained critics beside the best one with "
            "slope 1, and what they earn, over their steps, beside the Wasserstein "
            "distance.",
            alone=True,
        )
    with stage.rail:
        lesson.notice(run, "wc_steps", steps)
    heading = "A critic to train"
    lesson.code(pytorch.penalties, heading=heading, theta=whole, constraint=kept)
    leads.show("With such a critic", *trained.onward(kept))


# -- Which sign goes where -------------------------------------------------------------
@rest.section
def signs() -> None:
    """Two losses of which one has the wrong sign, or neither."""
    lesson.prose("## Which sign goes where?\n\n" + words.SIGNS)
    stage = lesson.stage("wc_sign")
    with stage.choices:
        name = controls.choice("Signs", [*SAYS], key=SIGN, menu=True, says=SAYS)
    pair = pairing(name)
    with stage.figure:
        g_steps = explorable.show(
            pair,
            key="wc_g_steps",
            label="Steps of G",
            default="10",
            presets={"start": "0", "later": "20", "end": "30"},
            alt="Real and fake density, the best critic for these signs, and the "
            "losses over the steps of G.",
            alone=True,
        )
    with stage.rail:
        lesson.notice(pair, "wc_g_steps", g_steps)
    labels = sign.PAIRINGS[name].named()
    lesson.code(pytorch.signs, heading="Three signs", theta=sign.START, **labels)


lesson.answers("wasserstein_critic")
lesson.references(
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017, section 3",
    "I. Gulrajani et al., *Improved Training of Wasserstein GANs*, NeurIPS 2017, "
    "sections 3 and 4",
    "H. Petzka, A. Fischer, D. Lukovnikov, *On the regularization of Wasserstein "
    "GANs*, ICLR 2018 (the one-sided penalty)",
    "C. Villani, *Topics in Optimal Transportation*, AMS 2003, sections 1.2 and 2.2",
)
with shared:
    files = {"Both at their best": both()}
    if has_torch():
        kept = controls.chosen(KEPT, WAYS[0])
        files["Trained"] = trained_there(kept, float(round(float(at))))
    files["Signs"] = pairing(controls.chosen(SIGN, next(iter(SAYS))))
    sharing.share("wasserstein_critic", files)
lesson.onward("wasserstein_critic")

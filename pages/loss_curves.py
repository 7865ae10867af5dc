"""Is this loss curve normal? Real runs, healthy and broken, judged by their logs."""

import functools

import streamlit as st

from core.lessons.loss_curves import behind, cases, figures, words
from core.lessons.loss_curves import pytorch as snippets
from core.lessons.loss_curves.facts import FACTS
from core.ui import controls, explorable, lesson, nav, sharing, url
from core.ui.training_pool import TRAINING

nav.guard()

LAST = f"{cases.ITERATIONS}"
log = explorable.drawn(figures.log)
behind_log = explorable.drawn(behind.behind)


@st.cache_resource(max_entries=cases.CASES, show_spinner="Training this case …")
def trained(case: int) -> None:
    """Trains a case once per server, before those who watch one train."""
    TRAINING.do(functools.partial(cases.run, case), once=True)


def turn(case: int) -> None:
    """Goes on to the case after this one."""
    st.session_state["case"] = (case + 1) % cases.CASES


# -- The question ----------------------------------------------------------------------
lesson.title("loss_curves")
lesson.prose(
    "Most training logs show two numbers: the loss of the :blue[discriminator] and "
    "that of the :orange[generator]. Each case is a real run of a small GAN, healthy "
    "or broken. Read its log, guess what is going on, then look behind it."
)
with st.container(horizontal=True, vertical_alignment="bottom"):
    case = controls.whole_number("Case", 0, cases.CASES - 1, key="case")
    if "controls" not in url.hidden():
        st.button("Next case", key="next_above", on_click=turn, args=(case,))

# -- The log ---------------------------------------------------------------------------
trained(case)
shown = log(case)
step = explorable.show(
    shown,
    key="case_step",
    label="Training step",
    default=LAST,
    presets={"start": "0", "halfway": "500", "end": LAST},
    alt="A training log: the loss of the discriminator and that of the generator "
    "against the training step, batch by batch and smoothed, with lines at log 2 and "
    "2 log 2. The data table has the numbers.",
)
lesson.small(
    f"Thin: every batch. Thick, and the numbers: the mean of {cases.WINDOW} batches."
)
lesson.figure_first()

# -- The guess -------------------------------------------------------------------------
guess = None
if "prose" not in url.hidden():
    offered = cases.offered(case)
    with st.container(border=True):
        guess = st.radio(
            "**Your guess.** What is going on in this run?",
            list(offered),
            format_func=offered.__getitem__,
            index=None,
            key=f"case_guess_{case}",
            persist_state="session",
        )
        if guess is None:
            lesson.small("Choose one to look behind the log. Nothing is scored.")
        else:
            st.markdown(f"**{words.verdict(case, guess)}** {words.diagnosis(case)}")

# -- What the log does not show --------------------------------------------------------
if guess is not None:
    st.header("Behind the log")
    explorable.show(
        behind_log(case),
        key="case_moment",
        label="Training step of the recording",
        default=LAST,
        alt="Above, the densities of the real data and of the fakes, with D. Below, "
        "on one time axis, the losses with the least that D's can be, then JS and W1.",
        recording=True,
    )
    lesson.prose(f"**How to tell next time.** {words.tell(case)}")
    lines = words.lines(case)
    if "code" not in url.hidden():
        st.markdown(lines.says)
        for name, code in lines.pair.items():
            lesson.small(name)
            st.code(code, language="python")
        if lines.loop:
            with st.expander("The loop around it"):
                st.code(lines.loop, language="python")
    st.button("Next case", key="next_below", on_click=turn, args=(case,))

    loss_d, loss_g = (losses[int(step)] for losses in cases.smoothed(case).values())
    lesson.formula(*words.proof(loss_d))
    lesson.prose(
        "This holds for every D, and for the mean over many batches. A *low* loss of "
        "D proves that fakes and data differ. A loss at 2 log 2 proves nothing: the "
        "fakes may be good, or D may be a poor judge."
    )
    values = {"loss_d": round(float(loss_d), 4), "loss_g": round(float(loss_g), 4)}
    lesson.code(snippets.read_log, heading="Read your own log", **values)

# -- Questions -------------------------------------------------------------------------
lesson.answers("loss_curves")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, algorithm 1 "
    f"and section 4.1 (the value −log 4 = −{FACTS['two_log_2']} at the game's end)",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, section 2",
)
sharing.share("loss_curves", {"The log": shown})
lesson.onward("loss_curves")

"""Is this loss curve normal? Real runs, healthy and broken, judged by their logs."""

import functools

import streamlit as st

from core.lessons.loss_curves import behind, cases, figures, notices, words
from core.lessons.loss_curves.facts import FACTS
from core.ui import controls, explorable, lesson, log_reader, nav, sharing, url
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
lesson.claim(
    "Each case is a real run of a small GAN, healthy or broken: the losses of its "
    ":blue[discriminator] and its :orange[generator]. What is going on?"
)

# -- The log and the guess -------------------------------------------------------------
stage = lesson.stage("case")
with stage.choices, st.container(horizontal=True, vertical_alignment="bottom"):
    case = controls.whole_number("Case", 0, cases.CASES - 1, key="case")
    if "controls" not in url.hidden():
        st.button("Next case", key="case_next", on_click=turn, args=(case,))
guess = None
if "prose" not in url.hidden():
    offered = cases.offered(case)
    with stage.rail:
        guess = st.radio(
            "**Your guess.** What is going on in this run?",
            list(offered),
            format_func=offered.__getitem__,
            index=None,
            key=f"case_guess_{case}",
            persist_state="session",
        )
with stage.figure:
    trained(case)
    shown = log(case) if guess is None else behind_log(case)
    step = explorable.show(
        shown,
        key="case_step",
        label="Training step",
        default=LAST,
        presets={"start": "0", "halfway": "500", "end": LAST},
        alt="A training log: the loss of the discriminator and that of the generator "
        "against the training step, batch by batch and smoothed, with the levels of "
        "the loss that runs. After a guess there are beside it the densities of the "
        "real data and of the fakes, with D, and JS and W1 against the step.",
        recording=guess is not None,
    )
with stage.rail:
    if guess is None:
        lesson.small("Choose one to look behind the log. Nothing is scored.")
    else:
        st.markdown(f"**{words.verdict(case, guess)}** {words.diagnosis(case)}")
    lesson.notice(shown, "case_step", step)
    lesson.small(
        f"Thin: every batch. Thick, and the numbers: means of {cases.WINDOW} batches."
    )
    sharing.share("loss_curves", {"This case": shown})
explorable.figure_first()

# -- What the log does not show --------------------------------------------------------
if guess is not None:
    st.header("Behind the log")
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

    at = int(step)
    loss_d, noise = float(cases.smoothed(case)["D"][at]), float(cases.noise(case)[at])
    if cases.kind(case) in cases.UNBOUNDED:
        lesson.prose(notices.UNPROVED)
    else:
        lesson.formula(*notices.proof(loss_d, noise))
        lesson.prose(notices.proved(loss_d, noise))

# -- Your own --------------------------------------------------------------------------
if nav.exists("your_log") and "controls" not in url.hidden():
    seen = cases.smoothed(case)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        pair = [
            st.number_input(
                f"Your loss of {player}", value=round(float(losses[int(step)]), 4),
                format="%.4f", step=0.01, key=f"case:own:{player}:{case}:{step}",
            )
            for player, losses in seen.items()
        ]  # fmt: skip
        st.button(
            "Read your own log",
            icon=":material/monitoring:",
            key="case_read",
            on_click=log_reader.fill_in,
            args=pair,
        )
    log_reader.open_if_filled_in()

# -- Questions -------------------------------------------------------------------------
lesson.answers("loss_curves")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, algorithm 1 "
    f"and section 4.1 (the value −log 4 = −{FACTS['two_log_2']} at the game's end)",
    "M. Arjovsky, L. Bottou, *Towards Principled Methods for Training Generative "
    "Adversarial Networks*, ICLR 2017, section 2",
)
lesson.onward("loss_curves")

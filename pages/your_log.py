"""What does your log say? A reader's own training log: proved, fitting, possible."""

import streamlit as st

from core.diagnosis import LOSSES, REDUCTIONS, diagnose, guess
from core.lessons.your_log import figures, words
from core.ui import (
    controls,
    explorable,
    lesson,
    log_findings,
    log_reader,
    nav,
    sharing,
    url,
)

nav.guard()

GUESS = "guess"
KNOWN = [name for name in LOSSES if name != "unknown"]
HALVES = [name for name in REDUCTIONS if name != "unknown"]

# -- The question ----------------------------------------------------------------------
lesson.title("your_log")
lesson.claim(
    "Paste the lines that your training prints. You learn what they **prove**, what "
    "they only fit, and what cannot be told from losses. Your log stays in this "
    "session: it is not stored, and in no link."
)

# -- The log ---------------------------------------------------------------------------
stage = lesson.stage("log")
with stage.choices:
    reading = log_reader.read()
    left, right = st.columns(2)
    with left:
        loss = controls.choice("Loss", [GUESS, *KNOWN], key="log_loss", menu=True)
    with right:
        halves = controls.choice(
            "D's number", [GUESS, *HALVES], key="log_reduction", menu=True
        )
with stage.figure:
    curves, columns = st.container(), st.container()
with columns:
    log = log_reader.corrected(reading)
roles = tuple(column.role for column in log.columns)
group = log.groups[0]
with stage.choices:
    if len(log.groups) > 1:
        group = st.selectbox("Which pair is drawn", log.groups, key="log:pair")
    guessed = guess(log, group)
    drawn_loss = guessed.loss if loss == GUESS else loss
    drawn_halves = guessed.reduction if halves == GUESS else halves
    guesses = GUESS in (loss, halves)
    said = words.guessed(drawn_loss, drawn_halves, guessed.why) if guesses else ""

# -- The curves ------------------------------------------------------------------------
asked = [name if name != GUESS else "unknown" for name in (loss, halves)]
state = reading.digest, roles, *asked
found = log_reader.kept("log:found", state, lambda: diagnose(log, *asked))
shown = None
with curves:
    if any(log.column(role, group) for role in figures.SHOWN):
        shown = log_reader.kept(
            "log:curves",
            (*state, group),
            lambda: explorable.once(
                figures.curves(log, drawn_loss, drawn_halves, group)
            ),
        )
        explorable.show(
            shown,
            key="log_at",
            label="How far into the log, %",
            default="100",
            presets={"start": "0", "halfway": "50", "end": "100"},
            alt="The losses of the log against its steps, with the levels that this "
            "loss has, chance, floor and ceiling, as dotted lines with names.",
            alone=True,
        )
    else:
        st.warning(
            "No column is taken for a loss of D or of G: choose one below.",
            icon=":material/table_chart:",
        )

# -- What it says ----------------------------------------------------------------------
with stage.rail:
    if said:
        lesson.small(words.plain(said))
    if "prose" not in url.hidden():
        st.markdown("**What it says**" if reading.own else "**What the example says**")
        for number, finding in enumerate(found, 1):
            grade = finding.grade.capitalize()
            st.markdown(f"{number}\\. **{grade}.** {words.plain(finding.sentence)}")
    if shown:
        sharing.share("your_log", {"The curves": shown})
explorable.figure_first()

if "prose" not in url.hidden():
    st.header("What shows it, and where to look")
    for number, finding in enumerate(found, 1):
        log_findings.evidence(number, finding, reading.lines)
    lesson.prose("\n".join(f"- {grade}" for grade in words.GRADES.values()))

    st.header("What was read")
    st.markdown(words.plain(words.read(log)))
    log_findings.unread(log)

# -- The report ------------------------------------------------------------------------
if "share" not in url.hidden():
    with st.container(horizontal=True):
        for kind, write in {"txt": words.report, "html": words.report_html}.items():
            st.download_button(
                f"The report as {'text' if kind == 'txt' else 'HTML'}",
                data=write(log, found, drawn_loss, drawn_halves, said),
                file_name=f"your_log.{kind}",
                mime="text/plain" if kind == "txt" else "text/html",
                on_click="ignore",
                key=f"log:{kind}",
            )
    lesson.small("It holds the findings and the numbers of lines, not your log.")

lesson.answers("your_log")
lesson.references(
    "I. Goodfellow et al., *Generative Adversarial Nets*, NeurIPS 2014, section 4.1",
    "X. Mao et al., *Least Squares Generative Adversarial Networks*, ICCV 2017",
    "M. Arjovsky, S. Chintala, L. Bottou, *Wasserstein GAN*, ICML 2017",
)
lesson.onward("your_log")

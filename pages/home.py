"""The problem with BCE: the way in."""

import streamlit as st

from core.lessons.home import scenes
from core.ui import explorable, lesson, nav, questions, url

nav.guard()

apart = explorable.drawn(scenes.apart)

# -- Two distributions to pull apart ---------------------------------------------------
lesson.title("home")
if "questions" not in url.hidden():
    st.markdown("[Did you come with a question?](#did-you-come-with-a-question)")
explorable.show(
    apart(),
    key="home_distance",
    label="Pull the fakes away from the real data: θ",
    default="4",
    presets={"the same": "0", "overlapping": "2", "apart": "4", "far apart": "6"},
    alt="Two bell curves, real and fake, a distance apart. Below, J against the "
    "distance, which goes flat, and W, which stays a straight line. Arrows from the "
    "fakes towards the real data are as long as the two slopes: that of J fades.",
)

# -- What this is ----------------------------------------------------------------------
lesson.prose(
    "A GAN is two networks in a contest. The :orange[generator] makes fakes; the "
    ":blue[discriminator] tells them from :green[real] samples and pays **binary "
    "cross-entropy**, BCE, for its mistakes. Courses say that this loss has a problem: "
    "the gradient vanishes and training stalls. Yet its slope can be −1000.\n\n"
    "This app takes that contradiction apart, one question a page. It is for whoever "
    "is stuck on it, for teachers who want one figure in one state, and for engineers "
    "who wonder whether their loss curve is normal. Drag anything: figures answer "
    "while you drag. Every number is computed as you read, and tested."
)

# -- The pages -------------------------------------------------------------------------
if "controls" not in url.hidden():
    for left, right in zip(nav.LESSONS[::2], [*nav.LESSONS[1::2], None], strict=False):
        for column, page in zip(st.columns(2), (left, right), strict=True):
            if page is None:
                continue
            with column.container(border=True):
                st.image(scenes.SKETCHES[page.stem](), alt="", width="stretch")
                st.page_link(nav.path(page.stem), label=f"**{page.title}**")
                lesson.small(page.promise)

# -- The questions ---------------------------------------------------------------------
if "questions" not in url.hidden():
    st.header("Did you come with a question?")
    st.markdown("Each link opens its page with the answer on top.")
    for page in nav.LESSONS:
        st.subheader(page.title)
        with st.container(gap="xsmall"):
            for question in questions.of_page(page.stem):
                st.page_link(
                    nav.path(question.page),
                    label=question.label,
                    query_params=question.address,
                    icon=":material/arrow_right:",
                )

"""The problem with BCE: the way in."""

import streamlit as st

from core.scenes.home import SKETCHES
from core.ui import lesson, nav, questions

nav.guard()

# -- What this is ----------------------------------------------------------------------
lesson.title("home")
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
if "controls" not in st.query_params.get_all("hide"):
    for left, right in zip(nav.LESSONS[::2], [*nav.LESSONS[1::2], None], strict=False):
        for column, page in zip(st.columns(2), (left, right), strict=True):
            if page is None:
                continue
            with column.container(border=True):
                st.image(SKETCHES[page.stem](), alt="", width="stretch")
                st.page_link(nav.path(page.stem), label=f"**{page.title}**")
                st.caption(page.promise)

# -- The questions ---------------------------------------------------------------------
if "questions" not in st.query_params.get_all("hide"):
    st.subheader("Did you come with a question?")
    st.markdown("Each link opens the page in the state that shows the answer.")
    with st.container(gap=None):
        for question in questions.everything():
            st.page_link(
                nav.path(question.page),
                label=question.ask,
                query_params=question.link,
                icon=":material/arrow_right:",
            )
